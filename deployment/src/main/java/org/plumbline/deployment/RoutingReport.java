package org.plumbline.deployment;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who answers for a model now, and how the challengers do beside the champion.
 *
 * @param champion null when nothing is in production
 * @param canary the newest one, also when it has ended; null when there never was one
 * @param former what a rollback would bring back, null without one
 */
public record RoutingReport(
    @Nullable Answering champion,
    @Nullable CanaryLine canary,
    @Nullable ShadowLine shadow,
    @Nullable Integer former) {

  /**
   * One version that answers.
   *
   * @param share of the entities, 0 to 1
   */
  public record Answering(int version, double share, Instant since) {}

  /**
   * A canary.
   *
   * @param state running, paused, promoted, rolled_back or replaced
   * @param share percent of the entities it answers for; 0 once it has ended
   * @param waitsFor why it does not take the next step yet, in words
   * @param by who paused or ended it; so are the following
   */
  public record CanaryLine(
      UUID changeRequest,
      int version,
      String state,
      int step,
      int share,
      Instant since,
      CanaryPlanLine plan,
      List<String> waitsFor,
      @Nullable String by,
      @Nullable String reason,
      @Nullable Instant at,
      @Nullable Comparison comparison) {}

  /** A shadow. */
  public record ShadowLine(int version, Instant since, @Nullable Comparison comparison) {}

  /**
   * A challenger beside the champion; numbers that are unknown are null.
   *
   * @param disagreements rows to which both gave different classes
   * @param skipped rows that were not compared, since too many waited
   * @param meanDifference challenger less champion for the same row, of a shadow
   */
  public record Comparison(
      int champion,
      Side first,
      Side second,
      long disagreements,
      long skipped,
      @Nullable Double ks,
      @Nullable Double jensenShannon,
      @Nullable Double meanDifference) {}

  /** One side of a comparison. */
  public record Side(
      long answers,
      long errors,
      @Nullable Double meanScore,
      @Nullable Double p50Micros,
      @Nullable Double p99Micros) {
    static Side of(Arm arm) {
      return new Side(
          arm.answers(),
          arm.errors(),
          known(arm.scores().mean()),
          known(arm.nanos(0.5) / 1_000),
          known(arm.nanos(0.99) / 1_000));
    }
  }

  static Comparison comparison(int champion, Evidence evidence) {
    return new Comparison(
        champion,
        Side.of(evidence.champion()),
        Side.of(evidence.challenger()),
        evidence.disagreements(),
        evidence.skipped(),
        known(evidence.ks()),
        known(evidence.jensenShannon()),
        known(evidence.challenger().differences().mean()));
  }

  private static @Nullable Double known(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
