package org.plumbline.deployment;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;

/**
 * One version was at one stage for one span: what served when, kept for ever.
 *
 * @param effectiveFrom when it began to hold; may lie before the record
 * @param effectiveUntil null while it holds
 * @param recordedAt when it was written down
 * @param share percent of the entities for whom it answered: of a canary its step, of production
 *     all whom no canary took
 * @param byGroup whether it decided by the thresholds of groups
 */
public record LedgerRow(
    VersionId version,
    Stage stage,
    Instant effectiveFrom,
    @Nullable Instant effectiveUntil,
    Instant recordedAt,
    String by,
    @Nullable UUID changeRequest,
    String reason,
    int share,
    boolean byGroup) {

  /** A row of a version with one threshold for all. */
  public LedgerRow(
      VersionId version,
      Stage stage,
      Instant effectiveFrom,
      @Nullable Instant effectiveUntil,
      Instant recordedAt,
      String by,
      @Nullable UUID changeRequest,
      String reason,
      int share) {
    this(
        version,
        stage,
        effectiveFrom,
        effectiveUntil,
        recordedAt,
        by,
        changeRequest,
        reason,
        share,
        false);
  }

  /** A row without a step of its own: production answers for all, others for nobody. */
  public LedgerRow(
      VersionId version,
      Stage stage,
      Instant effectiveFrom,
      @Nullable Instant effectiveUntil,
      Instant recordedAt,
      String by,
      @Nullable UUID changeRequest,
      String reason) {
    this(
        version,
        stage,
        effectiveFrom,
        effectiveUntil,
        recordedAt,
        by,
        changeRequest,
        reason,
        stage == Stage.PRODUCTION ? 100 : 0);
  }

  /** The same, deciding by the thresholds of groups. */
  LedgerRow decidingByGroup() {
    return new LedgerRow(
        version,
        stage,
        effectiveFrom,
        effectiveUntil,
        recordedAt,
        by,
        changeRequest,
        reason,
        share,
        true);
  }
}
