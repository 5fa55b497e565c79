package org.plumbline.monitoring;

import static org.plumbline.kernel.Require.require;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;

/**
 * One answer as it was given: enough to find, explain, compare and later judge it.
 *
 * @param predictedAt when it was answered; a replay may give a time in the past
 * @param stage the stage that answered, null for a version that does not serve
 * @param entity whom it is about, null when the caller did not say
 * @param score probability of the positive (or top) class, or the value; finite
 * @param slots the features in contract order as they were scored; owned by this record from now on
 * @param unknownCategories names of features whose category the contract does not know
 * @param reasons what was answered as reasons, strongest first; empty when none were asked for
 * @param safeguard what a safeguard did to it, null when none did anything
 * @param threshold the score from which it counted as positive, where groups have thresholds of
 *     their own; NaN where the one of the version held
 */
public record LoggedPrediction(
    UUID id,
    Instant predictedAt,
    VersionId version,
    @Nullable Stage stage,
    @Nullable String entity,
    double score,
    double[] slots,
    List<String> unknownCategories,
    List<LoggedReason> reasons,
    @Nullable AppliedSafeguard safeguard,
    double threshold) {
  /** An entity's name is refused beyond this, as an index entry must fit a page. */
  public static final int ENTITY_LENGTH = 200;

  public LoggedPrediction {
    require(Double.isFinite(score), "score %s must be finite", score);
    require(
        entity == null || entity.length() <= ENTITY_LENGTH,
        "an entity has at most %s characters",
        ENTITY_LENGTH);
    require(entity == null || entity.indexOf('\0') < 0, "an entity must not hold a zero character");
    unknownCategories = List.copyOf(unknownCategories);
    reasons = List.copyOf(reasons);
  }

  /** An answer by the threshold of the version. */
  public LoggedPrediction(
      UUID id,
      Instant predictedAt,
      VersionId version,
      @Nullable Stage stage,
      @Nullable String entity,
      double score,
      double[] slots,
      List<String> unknownCategories,
      List<LoggedReason> reasons,
      @Nullable AppliedSafeguard safeguard) {
    this(
        id,
        predictedAt,
        version,
        stage,
        entity,
        score,
        slots,
        unknownCategories,
        reasons,
        safeguard,
        Double.NaN);
  }

  /** An answer that no safeguard touched. */
  public LoggedPrediction(
      UUID id,
      Instant predictedAt,
      VersionId version,
      @Nullable Stage stage,
      @Nullable String entity,
      double score,
      double[] slots,
      List<String> unknownCategories,
      List<LoggedReason> reasons) {
    this(id, predictedAt, version, stage, entity, score, slots, unknownCategories, reasons, null);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LoggedPrediction that
        && id.equals(that.id)
        && predictedAt.equals(that.predictedAt)
        && version.equals(that.version)
        && stage == that.stage
        && Objects.equals(entity, that.entity)
        && Double.compare(score, that.score) == 0
        && Arrays.equals(slots, that.slots)
        && unknownCategories.equals(that.unknownCategories)
        && reasons.equals(that.reasons)
        && Objects.equals(safeguard, that.safeguard)
        && Double.compare(threshold, that.threshold) == 0;
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }
}
