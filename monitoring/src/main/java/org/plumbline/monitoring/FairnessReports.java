package org.plumbline.monitoring;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;
import org.plumbline.scoring.Task;

/** Compares how often groups get the positive answer, over the last 30 days. Safe to share. */
public final class FairnessReports {
  private static final int DAYS = 30;
  private static final int MOST_ROWS = 100_000;

  private final AnsweredRows rows;
  private final WatchedVersions versions;
  private final InstantSource clock;

  public FairnessReports(AnsweredRows rows, WatchedVersions versions, InstantSource clock) {
    this.rows = rows;
    this.versions = versions;
    this.clock = clock;
  }

  /** The newest logged answers of a version. */
  @FunctionalInterface
  public interface AnsweredRows {
    List<WindowStore.Row> since(VersionId version, Instant since, int limit);
  }

  /**
   * The groups of a category or boolean column of a two-class version.
   *
   * @throws PlumblineException NOT_FOUND without such a version; INVALID_FIELD for another column
   *     or task
   */
  public FairnessReport of(VersionId version, String column) {
    WatchedVersion watched = versions.load(version);
    if (watched.model().task() != Task.BINARY) {
      throw invalid(version + " has no positive class; rates need a version of two classes");
    }
    List<ColumnContract> features = watched.contract().features();
    int slot = 0;
    while (slot < features.size() && !features.get(slot).name().equals(column)) {
      slot++;
    }
    if (slot == features.size()
        || (features.get(slot).type() != ColumnType.CATEGORY
            && features.get(slot).type() != ColumnType.BOOLEAN)) {
      throw invalid("'" + column + "' is no category or boolean feature of " + version);
    }
    Double threshold = watched.scorecard().threshold();
    return report(version, features.get(slot), slot, threshold == null ? 0.5 : threshold);
  }

  private FairnessReport report(
      VersionId version, ColumnContract column, int slot, double threshold) {
    List<String> groups = new ArrayList<>();
    var selected = new BitSet();
    Instant since = clock.instant().minus(DAYS, ChronoUnit.DAYS);
    for (WindowStore.Row row : rows.since(version, since, MOST_ROWS)) {
      if (slot < row.slots().length) {
        selected.set(groups.size(), row.score() >= threshold);
        groups.add(group(column, row.slots()[slot]));
      }
    }
    return new GroupRates(groups, selected).report(version, column.name());
  }

  private static String group(ColumnContract column, double slot) {
    if (Double.isNaN(slot)) {
      return "(missing)";
    }
    int code = (int) slot;
    if (code >= 0 && code < column.categories().size()) {
      return column.categories().get(code);
    }
    return column.type() == ColumnType.BOOLEAN ? Boolean.toString(code == 1) : "(unknown)";
  }

  private static PlumblineException invalid(String text) {
    return PlumblineException.of(ErrorCode.INVALID_FIELD, text).with("field", "column");
  }
}
