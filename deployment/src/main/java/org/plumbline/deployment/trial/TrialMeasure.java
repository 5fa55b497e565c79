package org.plumbline.deployment.trial;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.plumbline.deployment.TrialPlan;
import org.plumbline.deployment.trial.TrialStore.Day;
import org.plumbline.deployment.trial.TrialStore.Exposure;
import org.plumbline.deployment.trial.TrialStore.Side;
import org.plumbline.stats.Interval;
import org.plumbline.stats.descriptive.PairMoments;
import org.plumbline.stats.math.Distributions;
import org.plumbline.stats.sequential.DifferenceSequence;

/** What the numbers of a trial say: pure. */
final class TrialMeasure {
  /** Before that many of each arm the sum of the values is not yet normal enough. */
  static final long LEAST = 100;

  /** Below this the split of the entities is no chance any more [Fabijan et al., KDD 2019]. */
  static final double SPLIT_ALPHA = 0.001;

  private TrialMeasure() {}

  /**
   * One look.
   *
   * @param difference treatment less control, with the ends of the confidence sequence
   * @param pValue the least of all looks until this one
   * @param variance of the difference, NaN when it is not known
   */
  record Look(
      LocalDate day,
      PairMoments control,
      PairMoments treatment,
      Interval difference,
      double pValue,
      double variance) {}

  /** A look for each day on which something became known, oldest first. */
  static List<Look> looks(TrialPlan plan, List<Day> days) {
    var sequence = new DifferenceSequence(plan.alpha(), plan.effect());
    List<Look> looks = new ArrayList<>();
    Side control = Side.EMPTY;
    Side treatment = Side.EMPTY;
    double pValue = 1;
    for (Day day : days) {
      control = control.merge(day.control());
      treatment = treatment.merge(day.treatment());
      Covariate covariate = Covariate.of(control, treatment);
      PairMoments first = covariate.adjusted(control);
      PairMoments second = covariate.adjusted(treatment);
      double difference = second.meanY() - first.meanY();
      double variance = variance(first, second);
      pValue = Math.min(pValue, sequence.pValue(difference, variance));
      looks.add(
          new Look(
              day.day(),
              first,
              second,
              first.n() == 0 || second.n() == 0
                  ? Interval.of(Double.NaN)
                  : sequence.interval(difference, variance),
              pValue,
              variance));
    }
    return looks;
  }

  /**
   * NaN while too few are known, or all are the same. The larger of the arms' own and the common
   * variance: a small arm that has not met a rare event yet would seem to know its mean exactly.
   */
  private static double variance(PairMoments control, PairMoments treatment) {
    double n = control.n();
    double m = treatment.n();
    if (n < LEAST || m < LEAST) {
      return Double.NaN;
    }
    double own = control.varianceY() / n + treatment.varianceY() / m;
    double common = (control.syy() + treatment.syy()) / (n + m - 2) * (1 / n + 1 / m);
    double variance = Math.max(own, common);
    return variance > 0 ? variance : Double.NaN;
  }

  /** How much smaller the covariate makes the variance of the difference, 0 to 1. */
  static double varianceReduction(Side control, Side treatment, Covariate covariate) {
    double plain = variance(control.all(0), treatment.all(0));
    double adjusted = variance(covariate.adjusted(control), covariate.adjusted(treatment));
    return covariate.isApplied() ? 1 - adjusted / plain : 0;
  }

  /**
   * The chance of a split at least as uneven as this one, when entities are divided as planned: the
   * chi-square test. What both answered about belongs to the treatment, for which the control stood
   * in. NaN without entities.
   */
  static double splitPValue(Exposure exposure, double share) {
    double treated = exposure.treatment() + (double) exposure.both();
    double all = treated + exposure.control();
    if (all == 0) {
      return Double.NaN;
    }
    double off = treated - share * all;
    return Distributions.chiSquareTail(off * off / (all * share * (1 - share)), 1);
  }
}
