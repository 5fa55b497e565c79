package org.plumbline.scoring.explain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.plumbline.scoring.Input;

/**
 * Finds the smallest changes of a row that bring its score to the wanted side, within what a person
 * could change.
 *
 * <p>Immutable and safe to share between threads; the same row gives the same answer.
 */
public final class Counterfactuals {
  /*
   * A beam search over sets of changed inputs: fewest changes first, then the shortest distance
   * [after Wachter, Mittelstadt and Russell 2018; distances in robust standard units]. Values are
   * proposed from those that occur, and from the ends of a person's range. What
   * meets the target is then drawn back towards the row: changes that are not needed are undone, and
   * numbers move back by bisection while the target holds. Every row that is returned was scored by
   * the model; nothing is assumed about its shape. Not exhaustive: after the first change only the
   * TAKEN_FURTHER inputs that helped most and the BEAM best rows are taken further, which bounds
   * the scores asked for by that of one change of each input plus 30,000 for every change more.
   */
  private static final int BEAM = 24;
  private static final int TAKEN_FURTHER = 16;
  private static final int BISECTIONS = 24;

  private final List<Input> inputs;
  private final List<Freedom> freedoms;
  private final List<Spread> spreads;
  private final int mostChanges;

  /**
   * @param spreads the values that occur, one for each input
   * @param freedoms how far a person could change it, one for each input
   * @param mostChanges how many inputs may differ at once
   */
  public Counterfactuals(
      List<Input> inputs, List<Spread> spreads, List<Freedom> freedoms, int mostChanges) {
    Rules.require(
        inputs.size() == freedoms.size() && inputs.size() == spreads.size(),
        "%s inputs but %s spreads and %s freedoms: give one for each",
        inputs.size(),
        spreads.size(),
        freedoms.size());
    Rules.require(mostChanges >= 1, "%s changes allowed: allow at least one", mostChanges);
    this.inputs = List.copyOf(inputs);
    this.spreads = List.copyOf(spreads);
    this.freedoms = List.copyOf(freedoms);
    this.mostChanges = mostChanges;
  }

  /**
   * Up to {@code count} ways, each with another set of changed inputs, fewest changes first, then
   * nearest. Empty when none was found, or when the row has the wanted score already.
   */
  public List<Counterfactual> find(
      ToDoubleFunction<double[]> score, double[] row, Target target, int count) {
    Rules.require(
        row.length == inputs.size(), "a row of %s slots for %s inputs", row.length, inputs.size());
    Rules.require(count >= 1, "%s ways asked for: ask for at least one", count);
    if (target.isMetBy(score.applyAsDouble(row))) {
      return List.of();
    }
    Search search = new Search(score, row.clone(), target);
    Map<Set<Integer>, Counterfactual> found = new LinkedHashMap<>();
    List<double[]> beam = List.of(row.clone());
    for (int changes = 1; changes <= mostChanges && found.size() < count; changes++) {
      beam = search.widen(beam, found);
    }
    return found.values().stream()
        .sorted(
            Comparator.comparingInt((Counterfactual way) -> way.changes().size())
                .thenComparingDouble(Counterfactual::distance))
        .limit(count)
        .toList();
  }

  /** One question: what is asked of which row. */
  private final class Search {
    private final ToDoubleFunction<double[]> score;
    private final double[] row;
    private final Target target;

    Search(ToDoubleFunction<double[]> score, double[] row, Target target) {
      this.score = score;
      this.row = row;
      this.target = target;
    }

    private int[] active = IntStream.range(0, inputs.size()).toArray();

    private record Step(double[] changed, int input, double missing, double distance) {
      static final Comparator<Step> MOST_HOPEFUL =
          Comparator.comparingDouble(Step::missing).thenComparingDouble(Step::distance);
    }

    /**
     * Makes one change more in every way; keeps what meets the target, returns the most hopeful.
     */
    List<double[]> widen(List<double[]> beam, Map<Set<Integer>, Counterfactual> found) {
      List<Step> open = new ArrayList<>();
      Set<List<Double>> seen = new HashSet<>();
      for (double[] from : beam) {
        for (int input : active) {
          if (isSame(from[input], row[input])) {
            propose(from, input, open, seen, found);
          }
        }
      }
      open.sort(Step.MOST_HOPEFUL);
      active = open.stream().mapToInt(Step::input).distinct().limit(TAKEN_FURTHER).toArray();
      return open.stream().limit(BEAM).map(Step::changed).toList();
    }

    private void propose(
        double[] from,
        int input,
        List<Step> open,
        Set<List<Double>> seen,
        Map<Set<Integer>, Counterfactual> found) {
      for (double value : proposalsFor(input)) {
        if (freedoms.get(input).allows(inputs.get(input), row[input], value)) {
          double[] changed = from.clone();
          changed[input] = value;
          if (seen.add(Arrays.stream(changed).boxed().toList())) {
            double missing = target.missing(score.applyAsDouble(changed));
            if (missing <= 0) {
              keep(drawnBack(changed), found);
            } else if (missing < Double.POSITIVE_INFINITY) {
              open.add(new Step(changed, input, missing, distance(changed)));
            }
          }
        }
      }
    }

    private double[] proposalsFor(int input) {
      double[] values = spreads.get(input).values();
      Freedom freedom = freedoms.get(input);
      boolean number = inputs.get(input).kind() == Input.Kind.NUMERIC;
      return number ? DoubleStream.concat(Arrays.stream(values), freedom.ends()).toArray() : values;
    }

    private void keep(double[] changed, Map<Set<Integer>, Counterfactual> found) {
      Counterfactual way = counterfactual(changed);
      Set<Integer> changes = new HashSet<>();
      way.changes().forEach(change -> changes.add(change.input()));
      found.merge(changes, way, (old, other) -> other.distance() < old.distance() ? other : old);
    }

    /** Undoes what is not needed, then moves each number back as far as the target allows. */
    private double[] drawnBack(double[] changed) {
      double[] best = changed.clone();
      for (int input = 0; input < row.length; input++) {
        if (!isSame(best[input], row[input])) {
          double value = best[input];
          best[input] = row[input];
          if (!meets(best)) {
            best[input] = value;
            moveBack(best, input);
          }
        }
      }
      return best;
    }

    private void moveBack(double[] best, int input) {
      boolean number = inputs.get(input).kind() == Input.Kind.NUMERIC;
      if (!number || Double.isNaN(row[input])) {
        return;
      }
      double near = row[input];
      double far = best[input];
      for (int i = 0; i < BISECTIONS; i++) {
        Double middle = between(near, far, input);
        if (middle == null) {
          break;
        }
        best[input] = middle;
        if (meets(best)) {
          far = middle;
        } else {
          near = middle;
        }
      }
      best[input] = rounded(best, far, input);
    }

    /** A value strictly between that a person could write and may take; null when there is none. */
    private @Nullable Double between(double near, double far, int input) {
      double middle = near / 2 + far / 2;
      double value = spreads.get(input).whole() ? Math.rint(middle) : middle;
      boolean inside = Math.min(near, far) < value && value < Math.max(near, far);
      return inside && freedoms.get(input).allows(inputs.get(input), row[input], value)
          ? value
          : null;
    }

    /** A number with few digits a little farther away, if the target holds there too. */
    private double rounded(double[] best, double far, int input) {
      if (spreads.get(input).whole()) {
        return far;
      }
      int digits = 2 - (int) Math.floor(Math.log10(spreads.get(input).unit()));
      RoundingMode mode = far > row[input] ? RoundingMode.CEILING : RoundingMode.FLOOR;
      double away = BigDecimal.valueOf(far).setScale(digits, mode).doubleValue();
      best[input] = away;
      boolean allowed = freedoms.get(input).allows(inputs.get(input), row[input], away);
      return allowed && meets(best) ? away : far;
    }

    private boolean meets(double[] changed) {
      return target.isMetBy(score.applyAsDouble(changed));
    }

    private Counterfactual counterfactual(double[] changed) {
      List<Counterfactual.Change> changes = new ArrayList<>();
      for (int i = 0; i < row.length; i++) {
        if (!isSame(changed[i], row[i])) {
          changes.add(new Counterfactual.Change(i, row[i], changed[i]));
        }
      }
      return new Counterfactual(score.applyAsDouble(changed), changes, distance(changed));
    }

    /** A missing value that is filled counts as one standard unit, as a category does. */
    private double distance(double[] changed) {
      double sum = 0;
      for (int i = 0; i < row.length; i++) {
        if (!isSame(changed[i], row[i])) {
          boolean measured = inputs.get(i).kind() == Input.Kind.NUMERIC && !Double.isNaN(row[i]);
          sum += measured ? Math.abs(changed[i] - row[i]) / spreads.get(i).unit() : 1;
        }
      }
      return sum;
    }
  }

  private static boolean isSame(double a, double b) {
    return Double.compare(a, b) == 0;
  }
}
