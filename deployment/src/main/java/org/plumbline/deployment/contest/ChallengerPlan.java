package org.plumbline.deployment.contest;

import static org.plumbline.kernel.Require.require;

import org.jspecify.annotations.Nullable;
import org.plumbline.monitoring.Severity;

/**
 * When challengers of a model are compared and trained by themselves. Whatever comes of it is asked
 * for by a change request; nothing is promoted.
 *
 * @param compareDays days between two comparisons, 0 for none
 * @param retrainDays days between two trainings, 0 for none
 * @param trigger an open alert at least this severe starts a training, null for none
 * @param cooldownDays least days between two trainings, whatever started them
 * @param learnDays how far back the answers go that a training learns from
 */
public record ChallengerPlan(
    int compareDays, int retrainDays, @Nullable Severity trigger, int cooldownDays, int learnDays) {
  /** Nothing happens by itself. */
  public static final ChallengerPlan NONE = new ChallengerPlan(0, 0, null, 14, 180);

  private static final int LONGEST = 3_650;

  public ChallengerPlan {
    days("compareDays", compareDays, 0);
    days("retrainDays", retrainDays, 0);
    days("cooldownDays", cooldownDays, 1);
    days("learnDays", learnDays, 1);
  }

  private static void days(String name, int days, int least) {
    require(
        days >= least && days <= LONGEST,
        "%s is %s but must be %s to %s",
        name,
        days,
        least,
        LONGEST);
  }
}
