package org.plumbline.deployment.trial;

import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.trial.TrialStore.Side;
import org.plumbline.stats.descriptive.PairMoments;

/**
 * What the metric of the same entities before a trial foretells of it (CUPED): taking that away
 * leaves the difference as it is and makes it less noisy, since the trial cannot have changed what
 * was before it.
 *
 * @param slope change of the metric per unit of the one before; 0 when it is not applied
 * @param centre to which entities without a metric before are set
 * @param refusal why it is not applied, null when it is
 */
record Covariate(double slope, double centre, @Nullable String refusal) {
  /** From fewer the slope would be chance. */
  static final long LEAST = 50;

  static Covariate of(Side control, Side treatment) {
    PairMoments all = control.known().merge(treatment.known());
    if (control.known().n() < LEAST || treatment.known().n() < LEAST) {
      return none(
          "The metric before the trial is known of "
              + control.known().n()
              + " and "
              + treatment.known().n()
              + " entities; "
              + LEAST
              + " of each are needed");
    }
    /* Within the arms, so that their difference does not pass for a slope. */
    double sxx = control.known().sxx() + treatment.known().sxx();
    if (!(sxx > 0)) {
      return none("The metric before the trial was the same for all entities");
    }
    double sxy = control.known().sxy() + treatment.known().sxy();
    return new Covariate(sxy / sxx, all.meanX(), null);
  }

  PairMoments adjusted(Side side) {
    return side.all(centre).adjusted(slope, centre);
  }

  boolean isApplied() {
    return refusal == null;
  }

  private static Covariate none(String why) {
    return new Covariate(0, 0, why);
  }
}
