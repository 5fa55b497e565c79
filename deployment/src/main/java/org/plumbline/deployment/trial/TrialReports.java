package org.plumbline.deployment.trial;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.Canary;
import org.plumbline.deployment.TrialPlan;
import org.plumbline.deployment.TrialPlanLine;
import org.plumbline.deployment.trial.TrialMeasure.Look;
import org.plumbline.deployment.trial.TrialReport.Verdict;
import org.plumbline.deployment.trial.TrialStore.Exposure;
import org.plumbline.deployment.trial.TrialStore.Side;
import org.plumbline.stats.Interval;
import org.plumbline.stats.descriptive.PairMoments;
import org.plumbline.stats.sequential.DifferenceSequence;

/** Writes the report of a trial: pure. */
final class TrialReports {
  /** Of the normal distribution, for intervals of one look. */
  private static final double Z = 1.959_963_984_540_054;

  private TrialReports() {}

  static TrialReport of(Trial trial, Exposure exposure, List<TrialStore.Day> days) {
    TrialPlan plan = trial.plan();
    List<Look> looks = TrialMeasure.looks(plan, days);
    Side control = days.stream().map(TrialStore.Day::control).reduce(Side.EMPTY, Side::merge);
    Side treatment = days.stream().map(TrialStore.Day::treatment).reduce(Side.EMPTY, Side::merge);
    Interval difference = looks.isEmpty() ? Interval.of(Double.NaN) : looks.getLast().difference();
    double pValue = looks.isEmpty() ? 1 : looks.getLast().pValue();
    double variance = looks.isEmpty() ? Double.NaN : looks.getLast().variance();
    TrialReport.Split split = split(exposure, trial.share());
    Verdict verdict = verdict(plan, split, difference, pValue);
    Canary.Steering by =
        trial.canary() instanceof Canary.Ended ended
            ? ended.by()
            : trial.canary() instanceof Canary.Paused paused ? paused.by() : null;
    return new TrialReport(
        trial.id(),
        trial.model().value(),
        state(trial.canary()),
        TrialPlanLine.of(plan),
        trial.share(),
        trial.canary().course().author(),
        trial.reason(),
        trial.begin(),
        trial.end(),
        trial.plannedEnd(),
        by == null ? null : by.by(),
        by == null ? null : by.reason(),
        arm(trial.control().number().value(), exposure.control(), control),
        arm(trial.treatment().number().value(), exposure.treatment() + exposure.both(), treatment),
        TrialReport.Range.of(difference),
        pValue,
        needed(plan, trial.share(), control.all(0), treatment.all(0)),
        TrialReport.orNull(
            new DifferenceSequence(plan.alpha(), plan.effect()).power(plan.effect(), variance)),
        split,
        adjustment(control, treatment),
        verdict,
        text(verdict, trial, difference, pValue),
        looks.stream().map(TrialReports::line).toList());
  }

  private static Verdict verdict(
      TrialPlan plan, TrialReport.Split split, Interval difference, double pValue) {
    if (!split.holds()) {
      return Verdict.UNEVEN_SPLIT;
    }
    if (Double.isNaN(difference.low())) {
      return Verdict.TOO_EARLY;
    }
    if (pValue <= plan.alpha()) {
      return difference.value() > 0 ? Verdict.HIGHER : Verdict.LOWER;
    }
    return difference.isAbove(-plan.effect()) && difference.isBelow(plan.effect())
        ? Verdict.NO_SUCH_EFFECT
        : Verdict.UNDECIDED;
  }

  private static String text(Verdict verdict, Trial trial, Interval difference, double pValue) {
    String metric = trial.plan().metric().name();
    String found =
        String.format(
            Locale.ROOT,
            "%s of %s less %s is %.4g [%.4g, %.4g], p = %.2g at any look",
            metric,
            trial.treatment(),
            trial.control(),
            difference.value(),
            difference.low(),
            difference.high(),
            pValue);
    return switch (verdict) {
      case TOO_EARLY ->
          "Too little is known: " + TrialMeasure.LEAST + " entities of each version are needed";
      case UNDECIDED -> "No difference was found yet: " + found;
      case HIGHER -> "The treatment is higher: " + found;
      case LOWER -> "The treatment is lower: " + found;
      case NO_SUCH_EFFECT ->
          "A difference of " + trial.plan().effect() + " is excluded either way: " + found;
      case UNEVEN_SPLIT ->
          "The entities are not divided as planned, so nothing is to be concluded: look for answers"
              + " that failed or were not logged";
    };
  }

  private static TrialReport.Split split(Exposure exposure, double share) {
    double treated = exposure.treatment() + (double) exposure.both();
    double pValue = TrialMeasure.splitPValue(exposure, share);
    return new TrialReport.Split(
        share,
        TrialReport.orNull(treated / (treated + exposure.control())),
        exposure.both(),
        TrialReport.orNull(pValue),
        !(pValue < TrialMeasure.SPLIT_ALPHA));
  }

  private static TrialReport.Adjustment adjustment(Side control, Side treatment) {
    Covariate covariate = Covariate.of(control, treatment);
    return new TrialReport.Adjustment(
        covariate.isApplied(),
        TrialReport.orNull(TrialMeasure.varianceReduction(control, treatment, covariate)),
        covariate.refusal());
  }

  private static TrialReport.Arm arm(int version, long entities, Side side) {
    PairMoments all = side.all(0);
    double mean = all.n() == 0 ? Double.NaN : all.meanY();
    double error = Z * Math.sqrt(all.varianceY() / all.n());
    return new TrialReport.Arm(
        version,
        entities,
        all.n(),
        TrialReport.Range.of(
            error >= 0 ? new Interval(mean, mean - error, mean + error) : Interval.of(mean)));
  }

  private static @Nullable Long needed(
      TrialPlan plan, double share, PairMoments control, PairMoments treatment) {
    double spread = (control.syy() + treatment.syy()) / (control.n() + treatment.n() - 2.0);
    if (!(spread > 0) || !Double.isFinite(spread)) {
      return null;
    }
    double variance =
        new DifferenceSequence(plan.alpha(), plan.effect())
            .varianceFor(plan.effect(), plan.power());
    return (long) Math.ceil(spread / (variance * share * (1 - share)));
  }

  private static TrialReport.Look line(Look look) {
    return new TrialReport.Look(
        look.day(),
        look.control().n(),
        look.treatment().n(),
        TrialReport.Range.of(look.difference()),
        look.pValue());
  }

  static String state(Canary canary) {
    return switch (canary) {
      case Canary.Running _ -> "running";
      case Canary.Paused _ -> "paused";
      case Canary.Ended ended -> ended.outcome().name().toLowerCase(Locale.ROOT);
    };
  }
}
