package org.plumbline.deployment;

import static org.plumbline.kernel.Require.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What sends a canary back.
 *
 * @param errorRate by how much the challenger's share of failed answers may exceed the champion's
 * @param latencyFactor how many times as long as the champion the challenger may take, at p99
 * @param scoreShift the largest Kolmogorov-Smirnov distance between both scores, 0 to 1
 * @param business a number of the business that must not be worse, null without one
 */
public record Guards(
    double errorRate, double latencyFactor, double scoreShift, @Nullable BusinessGuard business) {
  public static final Guards STANDARD = new Guards(0.01, 3, 0.25);

  /** Percentiles and distances of fewer answers say nothing. */
  private static final long LEAST_ANSWERS = 100;

  /** Before that p95 is compared: a hundredth of fewer answers is a handful. */
  private static final long ANSWERS_FOR_A_HUNDREDTH = 1_000;

  /** Below this nobody waits, and a factor is noise of the clock, the caches and the scheduler. */
  private static final double LEAST_NANOS = 1_000_000;

  /** Wide, since guards look every few seconds. */
  private static final double Z_OF_QUANTILES = 3;

  /** Scores that lie on few values are far apart by rank though they differ by a hair. */
  private static final double LEAST_SHIFT = 0.01;

  private static final double Z = 1.96;

  /** At this distance equal distributions lie apart once in a hundred times. */
  private static final double KS_OF_CHANCE = 1.63;

  public Guards {
    require(errorRate >= 0 && errorRate <= 1, "errorRate %s must lie in [0, 1]", errorRate);
    require(latencyFactor >= 1, "latencyFactor %s must be 1 or more", latencyFactor);
    require(scoreShift > 0 && scoreShift <= 1, "scoreShift %s must lie in (0, 1]", scoreShift);
  }

  /** Without a business value. */
  public Guards(double errorRate, double latencyFactor, double scoreShift) {
    this(errorRate, latencyFactor, scoreShift, null);
  }

  /** The guards that do not hold, in words; empty when all hold. */
  public List<String> broken(Evidence evidence) {
    List<String> broken = new ArrayList<>();
    errors(evidence, broken);
    latency(evidence, broken);
    shift(evidence, broken);
    broken.addAll(evidence.findings());
    return broken;
  }

  /** The lower end of the Wilson interval must exceed what is allowed: one failure is no rate. */
  private void errors(Evidence evidence, List<String> broken) {
    Arm challenger = evidence.challenger();
    double allowed = evidence.champion().errorRate() + errorRate;
    long n = challenger.answers() + challenger.errors();
    if (n == 0 || challenger.errors() == 0) {
      return;
    }
    double rate = challenger.errorRate();
    double z2 = Z * Z / n;
    double low = (rate + z2 / 2 - Z * Math.sqrt(rate * (1 - rate) / n + z2 / (4 * n))) / (1 + z2);
    if (low > allowed) {
      broken.add(
          String.format(
              Locale.ROOT,
              "%d of %d answers of the challenger failed, where %.1f %% are allowed",
              challenger.errors(),
              n,
              100 * allowed));
    }
  }

  /**
   * A quantile of either side is known to lie between two of its order statistics, whatever the
   * times are distributed like: the number of answers below it is binomial [Hahn and Meeker 1991].
   * So a few answers that a pause of the machine held up are no slow model.
   */
  private void latency(Evidence evidence, List<String> broken) {
    if (!evidence.compares(LEAST_ANSWERS)) {
      return;
    }
    double share = evidence.compares(ANSWERS_FOR_A_HUNDREDTH) ? 0.99 : 0.95;
    double champion = bound(evidence.champion(), share, Z_OF_QUANTILES);
    double challenger = bound(evidence.challenger(), share, -Z_OF_QUANTILES);
    if (challenger > LEAST_NANOS && challenger > latencyFactor * champion) {
      broken.add(
          String.format(
              Locale.ROOT,
              "%.0f %% of the challenger's answers take %.0f µs or more, as many of the champion's"
                  + " %.0f µs at most; %.1f times are allowed",
              100 * (1 - share),
              challenger / 1e3,
              champion / 1e3,
              latencyFactor));
    }
  }

  private static double bound(Arm arm, double share, double z) {
    double spread = Math.sqrt(share * (1 - share) / arm.answers());
    return arm.nanos(Math.min(1, share + z * spread));
  }

  private void shift(Evidence evidence, List<String> broken) {
    if (!evidence.compares(LEAST_ANSWERS)) {
      return;
    }
    double distance = evidence.ks();
    double n = evidence.champion().answers();
    double m = evidence.challenger().answers();
    if (evidence.shiftOfSize() > LEAST_SHIFT
        && distance > scoreShift
        && distance > KS_OF_CHANCE * Math.sqrt((n + m) / (n * m))) {
      broken.add(
          String.format(
              Locale.ROOT,
              "The scores lie %.2f apart (Kolmogorov-Smirnov), where %.2f is allowed",
              distance,
              scoreShift));
    }
  }
}
