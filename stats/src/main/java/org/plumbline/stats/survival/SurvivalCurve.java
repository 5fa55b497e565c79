package org.plumbline.stats.survival;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.plumbline.stats.Interval;
import org.plumbline.stats.math.Distributions;
import org.plumbline.stats.math.Rules;

/**
 * Share of rows that live on, over time: 1 at the start, never rising.
 *
 * <p>Follows R's {@code survival::survfit}. One step for each distinct time of the data, in order.
 * Without rows there are no steps and every value is {@code NaN}; after the last time the curve is
 * not known and keeps its last value.
 */
public record SurvivalCurve(CurveSettings settings, List<SurvivalStep> steps) {
  /** Differences below it are the rounding of a product: a curve that reads 0.5 ± 1e-9 is at ½. */
  private static final double SAME = 1e-9;

  public SurvivalCurve {
    steps = List.copyOf(steps);
  }

  /** The curve of the rows; O(n log n). */
  public static SurvivalCurve of(Lifetimes rows, CurveSettings settings) {
    return new SurvivalCurve(settings, new CurveSteps(settings).of(rows));
  }

  /** The curve of Kaplan and Meier with 95 % limits. */
  public static SurvivalCurve of(Lifetimes rows) {
    return of(rows, CurveSettings.DEFAULT);
  }

  /** One curve for each group, numbered from 0. */
  public static List<SurvivalCurve> byGroup(Lifetimes rows, int[] groups, CurveSettings settings) {
    int count = Groups.count(groups, rows.size(), "groups");
    List<SurvivalCurve> curves = new ArrayList<>();
    for (int group = 0; group < count; group++) {
      curves.add(of(rows.where(groups, group), settings));
    }
    return curves;
  }

  /** Share that lives on after the given time. */
  public double survivalAt(double time) {
    int step = stepAt(time);
    return step == -2 ? Double.NaN : step < 0 ? 1 : steps.get(step).survival();
  }

  /** Cumulative hazard at the given time. */
  public double hazardAt(double time) {
    int step = stepAt(time);
    return step == -2 ? Double.NaN : step < 0 ? 0 : steps.get(step).hazard();
  }

  /** The last step at or before the time; -1 before the first, -2 when nothing can be said. */
  private int stepAt(double time) {
    if (steps.isEmpty() || Double.isNaN(time)) {
      return -2;
    }
    int low = 0;
    int high = steps.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (steps.get(middle).time() <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /**
   * Share of those alive at {@code already} that live {@code further} on: S(already + further) /
   * S(already). {@code NaN} when nobody was alive by then.
   */
  public double conditionalSurvival(double already, double further) {
    Rules.require(further >= 0, "further %s must not be negative", further);
    double reached = survivalAt(already);
    return reached == 0 ? Double.NaN : survivalAt(already + further) / reached;
  }

  /**
   * The time by which the given share has had the event, with limits; where the curve is level at
   * that share, the middle of the level part. {@code NaN} when the curve does not fall that far.
   */
  public Interval quantile(double share) {
    Rules.require(share > 0 && share < 1, "share %s must lie in (0, 1)", share);
    return new Interval(
        crossing(share, SurvivalStep::survival),
        crossing(share, SurvivalStep::lower),
        crossing(share, SurvivalStep::upper));
  }

  /** The time by which half have had the event. */
  public Interval median() {
    return quantile(0.5);
  }

  private double crossing(double share, ToDoubleFunction<SurvivalStep> curve) {
    double reached = Double.NaN;
    for (SurvivalStep step : steps) {
      double fallen = 1 - curve.applyAsDouble(step);
      if (fallen - SAME >= share) {
        return Double.isNaN(reached) ? step.time() : 0.5 * (reached + step.time());
      }
      if (Double.isNaN(reached) && fallen + SAME >= share) {
        reached = step.time();
      }
    }
    return Double.isNaN(reached) ? Double.NaN : 0.5 * (reached + steps.getLast().time());
  }

  /**
   * Cumulative hazard at the given time with limits on the log scale, as lifelines draws them: the
   * events of a time are a binomial share of those at risk. Of use with the division of Nelson and
   * Aalen.
   */
  public Interval hazardInterval(double time) {
    double value = hazardAt(time);
    double variance = 0;
    for (int i = 0; i <= stepAt(time); i++) {
      SurvivalStep step = steps.get(i);
      double left = step.atRisk() - step.events();
      variance += left * step.events() / Math.pow(step.atRisk(), 3);
    }
    if (!(value > 0)) {
      return new Interval(value, value, value);
    }
    double factor =
        Distributions.normalQuantile(0.5 + settings.level() / 2) * Math.sqrt(variance) / value;
    return new Interval(value, value * Math.exp(-factor), value * Math.exp(factor));
  }

  /** Area under the curve from 0 to the limit. */
  public RestrictedMean restrictedMean(double limit) {
    Rules.require(
        limit >= 0 && limit < Double.POSITIVE_INFINITY,
        "limit %s must be finite and not negative",
        limit);
    if (steps.isEmpty()) {
      return new RestrictedMean(limit, Double.NaN, Double.NaN);
    }
    double area = 0;
    double variance = 0;
    double right = limit;
    // From the right, because each step's variance wants the area that lies after it.
    for (int i = stepAt(Math.nextDown(limit)); i >= 0; i--) {
      SurvivalStep step = steps.get(i);
      area += step.survival() * (right - step.time());
      right = step.time();
      double left = step.atRisk() - step.events();
      // A curve of a model knows no counts, so its error here is NaN.
      if (left != 0) {
        variance += area * area * step.events() / (step.atRisk() * left);
      }
    }
    return new RestrictedMean(limit, area + right, Math.sqrt(variance));
  }
}
