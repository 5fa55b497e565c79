package org.plumbline.monitoring;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.stats.drift.DriftVerdict;
import org.plumbline.stats.profile.ColumnKind;

/**
 * Drift of each column over time, as the API shows it.
 *
 * @param window day or week
 * @param windows oldest first
 */
public record DriftMatrix(
    String model,
    int version,
    String window,
    long referenceRows,
    List<WindowSpan> windows,
    List<Column> columns) {
  public DriftMatrix {
    windows = List.copyOf(windows);
    columns = List.copyOf(columns);
  }

  /**
   * One column.
   *
   * @param importance relative to the most important feature; null for the scores
   * @param cells one per window, null where the column was not seen
   */
  public record Column(
      String column,
      ColumnKind kind,
      @Nullable Double importance,
      @Nullable ColumnDriftLine latest,
      List<@Nullable Cell> cells) {}

  /** One column in one window. */
  public record Cell(
      @Nullable Double psi,
      @Nullable Double ks,
      @Nullable Double effect,
      @Nullable Double adjustedPValue,
      DriftVerdict verdict) {}
}
