package org.plumbline.deployment.executive;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How well a model keeps to the rules, 0 to 100: 100 less 0.60 of its risk index, 0.30 of its
 * fairness side and 0.10 of 50 for a version that serves by an override.
 *
 * <p>A side that was not measured is left out and the others take its weight; without a risk index
 * there is no score, since nothing known is nothing kept. SQL computes the same for all models at
 * once, and a test holds both together.
 */
public final class Compliance {
  /** From which score each bucket begins, the best first. */
  public static final List<Bucket> BUCKETS =
      List.of(
          new Bucket("excellent", 90),
          new Bucket("good", 75),
          new Bucket("fair", 50),
          new Bucket("atRisk", 25),
          new Bucket("blocked", 0));

  private static final double RISK = 0.60;
  private static final double FAIRNESS = 0.30;
  private static final double OVERRIDE = 0.10;
  private static final double OVERRIDDEN = 50;

  private Compliance() {}

  /** A name and the least score of it. */
  public record Bucket(String name, double from) {}

  /**
   * The score to two digits, null without a risk index.
   *
   * @param risk index, 0 to 100
   * @param fairness 100 times the disparity, at most 100; null where no attribute was measured
   * @param overridden whether it serves by an override
   */
  public static @Nullable Double score(
      @Nullable Double risk, @Nullable Double fairness, boolean overridden) {
    if (risk == null) {
      return null;
    }
    double override = OVERRIDE * (overridden ? OVERRIDDEN : 0);
    double lost =
        fairness == null
            ? (RISK * risk + override) / (RISK + OVERRIDE)
            : RISK * risk + FAIRNESS * fairness + override;
    return BigDecimal.valueOf(Math.max(0, 100 - lost))
        .setScale(2, RoundingMode.HALF_UP)
        .doubleValue();
  }

  /** The bucket of a score. */
  public static String bucket(double score) {
    return BUCKETS.stream()
        .filter(bucket -> score >= bucket.from())
        .findFirst()
        .orElse(BUCKETS.getLast())
        .name();
  }
}
