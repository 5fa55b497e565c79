package org.plumbline.deployment.trial;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.plumbline.deployment.BusinessGuard;
import org.plumbline.deployment.CanaryFindings;
import org.plumbline.deployment.TrialMetric;
import org.plumbline.deployment.TrialPlan;
import org.plumbline.deployment.trial.TrialMeasure.Look;
import org.plumbline.deployment.trial.TrialStore.Arms;
import org.plumbline.kernel.VersionId;
import org.plumbline.stats.Interval;

/**
 * Compares a business value of a canary's entities with the champion's, by the test of trials,
 * which may be asked again and again. Safe to share between threads.
 */
public final class BusinessFindings implements CanaryFindings {
  private static final double ALPHA = 0.05;

  /** Canaries are looked at every two seconds; labels do not come so fast. */
  private static final Duration FRESH = Duration.ofSeconds(20);

  private final TrialStore store;
  private final InstantSource clock;
  private final Map<Arms, Answer> known = new ConcurrentHashMap<>();

  private record Answer(Instant at, Optional<String> finding) {}

  public BusinessFindings(TrialStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public Optional<String> against(
      VersionId challenger, VersionId champion, BusinessGuard guard, Instant begin) {
    var arms = new Arms(champion, challenger, new TrialMetric(guard.value()), begin, null);
    Instant now = clock.instant();
    known.values().removeIf(answer -> !answer.at().plus(FRESH).isAfter(now));
    return known.computeIfAbsent(arms, _ -> new Answer(now, finding(arms, guard))).finding();
  }

  private Optional<String> finding(Arms arms, BusinessGuard guard) {
    var plan = new TrialPlan(arms.metric(), guard.effect(), ALPHA, TrialPlan.POWER, 1);
    List<Look> looks = TrialMeasure.looks(plan, store.days(arms));
    if (looks.isEmpty()) {
      return Optional.empty();
    }
    Interval difference = looks.getLast().difference();
    boolean worse =
        switch (guard.worse()) {
          case LOWER -> difference.isBelow(0);
          case HIGHER -> difference.isAbove(0);
        };
    return worse
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "%s of the challenger's entities less that of the champion's is %.4g [%.4g, %.4g],"
                    + " where %s is worse",
                guard.value(),
                difference.value(),
                difference.low(),
                difference.high(),
                guard.worse().name().toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }
}
