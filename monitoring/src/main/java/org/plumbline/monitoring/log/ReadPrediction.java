package org.plumbline.monitoring.log;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.Stage;
import org.plumbline.monitoring.AppliedSafeguard;

/**
 * One answer in the words of its contract.
 *
 * @param threshold from which it counted as positive, where groups have their own; null where the
 *     one of the version held
 * @param inputs in the order of the contract
 * @param safeguard what a safeguard did to it, null for nothing
 * @param reasons strongest first, empty when none were asked for
 * @param labels newest first, empty while nothing is known
 */
public record ReadPrediction(
    UUID id,
    String model,
    int version,
    Instant predictedAt,
    @Nullable Stage stage,
    @Nullable String entity,
    double score,
    @Nullable AppliedSafeguard safeguard,
    @Nullable Double threshold,
    List<ReadInput> inputs,
    List<ReadReason> reasons,
    List<ReadLabel> labels) {
  public ReadPrediction {
    inputs = List.copyOf(inputs);
    reasons = List.copyOf(reasons);
    labels = List.copyOf(labels);
  }

  /**
   * A feature as the caller wrote it.
   *
   * @param value null when it was missing, or when {@code unknown}
   * @param unknown whether it was a category that the contract does not list; how it was spelled is
   *     not kept
   */
  public record ReadInput(String name, String type, @Nullable String value, boolean unknown) {}

  /** What one feature gave to the score, on the margin scale. */
  public record ReadReason(String feature, double contribution) {}

  /**
   * What was said about what truly happened.
   *
   * @param value a class name or a number
   * @param replacedAt when it was corrected, null for the one that counts
   */
  public record ReadLabel(
      String value, Instant observedAt, Instant receivedAt, @Nullable Instant replacedAt) {}
}
