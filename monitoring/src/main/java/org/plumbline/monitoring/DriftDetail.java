package org.plumbline.monitoring;

import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.stats.drift.DriftMeasures;
import org.plumbline.stats.drift.DriftMethod;
import org.plumbline.stats.profile.ColumnKind;
import org.plumbline.stats.profile.ColumnProfile;
import org.plumbline.stats.profile.NumericProfile;

/** One column in one window against the reference, as the API shows it. */
public record DriftDetail(
    String column,
    ColumnKind kind,
    WindowSpan window,
    Summary reference,
    Summary current,
    List<Bin> bins,
    ColumnDriftLine statistics,
    List<Measure> measures) {
  public DriftDetail {
    bins = List.copyOf(bins);
    measures = List.copyOf(measures);
  }

  /** What one more method says, by its wire name; the p-value is null where it is no test. */
  public record Measure(String method, @Nullable Double value, @Nullable Double pValue) {
    static List<Measure> of(ColumnProfile reference, ColumnProfile current) {
      return DriftMeasures.of(reference, current, EnumSet.allOf(DriftMethod.class))
          .entrySet()
          .stream()
          .map(
              entry ->
                  new Measure(
                      entry.getKey().wireName(),
                      Finite.orNull(entry.getValue().value()),
                      Finite.orNull(entry.getValue().pValue())))
          .toList();
    }
  }

  /** One side; what has no meaning for categories is null. */
  public record Summary(
      long count,
      @Nullable Double missingRate,
      @Nullable Double mean,
      @Nullable Double standardDeviation,
      @Nullable Quantiles quantiles) {
    static final Summary EMPTY = new Summary(0, null, null, null, null);

    static Summary of(ColumnProfile profile) {
      if (profile instanceof NumericProfile numbers) {
        return new Summary(
            numbers.count(),
            Finite.orNull(numbers.missingRate()),
            Finite.orNull(numbers.mean()),
            Finite.orNull(numbers.standardDeviation()),
            numbers.finite() == 0 ? null : Quantiles.of(numbers));
      }
      return new Summary(profile.count(), Finite.orNull(profile.missingRate()), null, null, null);
    }
  }

  /** Quantiles of the numbers. */
  public record Quantiles(double p05, double p25, double p50, double p75, double p95) {
    static Quantiles of(NumericProfile numbers) {
      return new Quantiles(
          numbers.quantile(0.05),
          numbers.quantile(0.25),
          numbers.quantile(0.50),
          numbers.quantile(0.75),
          numbers.quantile(0.95));
    }
  }

  /** One bar; null ends for categories, other and missing. */
  public record Bin(
      String label,
      @Nullable Double from,
      @Nullable Double to,
      double referenceShare,
      double currentShare) {}
}
