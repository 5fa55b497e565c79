package org.plumbline.monitoring;

import org.jspecify.annotations.Nullable;
import org.plumbline.stats.drift.ColumnDrift;
import org.plumbline.stats.drift.DriftVerdict;
import org.plumbline.stats.profile.ColumnKind;

/** The drift of one column as it is stored and shown; what is undefined is null. */
public record ColumnDriftLine(
    String column,
    ColumnKind kind,
    @Nullable Double psi,
    @Nullable Double ks,
    @Nullable Double ksPValue,
    @Nullable Double jensenShannon,
    @Nullable Double wasserstein,
    @Nullable Double chiSquare,
    @Nullable Double chiSquarePValue,
    @Nullable Double referenceMissingRate,
    @Nullable Double currentMissingRate,
    @Nullable Double effect,
    @Nullable Double pValue,
    @Nullable Double adjustedPValue,
    DriftVerdict verdict,
    String recommendation) {

  public static ColumnDriftLine of(ColumnDrift drift) {
    return new ColumnDriftLine(
        drift.column(),
        drift.kind(),
        Finite.orNull(drift.psi()),
        Finite.orNull(drift.ks()),
        Finite.orNull(drift.ksPValue()),
        Finite.orNull(drift.jensenShannon()),
        Finite.orNull(drift.wasserstein()),
        Finite.orNull(drift.chiSquare()),
        Finite.orNull(drift.chiSquarePValue()),
        Finite.orNull(drift.referenceMissingRate()),
        Finite.orNull(drift.currentMissingRate()),
        Finite.orNull(drift.effect()),
        Finite.orNull(drift.pValue()),
        Finite.orNull(drift.adjustedPValue()),
        drift.verdict(),
        drift.recommendation());
  }
}
