package org.plumbline.monitoring;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;
import org.plumbline.stats.drift.ColumnDrift;
import org.plumbline.stats.drift.DriftReport;
import org.plumbline.stats.profile.ColumnKind;
import org.plumbline.stats.profile.ColumnProfile;
import org.plumbline.stats.profile.TableProfile;

/** Answers what drifted, from what the keepers have stored. Safe to share. */
public final class DriftReports {
  /** Windows that are shown when nobody says from when. */
  private static final int DEFAULT_DAYS = 91;

  private final WindowStore windows;
  private final WatchedVersions versions;

  public DriftReports(WindowStore windows, WatchedVersions versions) {
    this.windows = windows;
    this.versions = versions;
  }

  /**
   * Drift of each column over time; without windows before the first answer.
   *
   * @param from null for the last three months
   * @param to null for until now
   * @throws PlumblineException NOT_FOUND without such a version
   */
  public DriftMatrix matrix(
      VersionId version, WindowKind kind, @Nullable Instant from, @Nullable Instant to) {
    WatchedVersion watched = versions.load(version);
    LocalDate until = to == null ? LocalDate.of(9999, 1, 1) : WindowKind.dayOf(to);
    LocalDate since =
        from != null
            ? WindowKind.dayOf(from)
            : windows
                .latestDrift(version, kind)
                .map(newest -> newest.start().minusDays(DEFAULT_DAYS))
                .orElse(LocalDate.EPOCH);
    List<WindowStore.DriftWindow> found = windows.drift(version, kind, since, until);
    List<WindowSpan> spans =
        found.stream().map(window -> span(kind, window.start(), window.rows())).toList();
    return new DriftMatrix(
        version.model().value(),
        version.number().value(),
        kind.wireName(),
        watched.reference().rowCount(),
        spans,
        columns(watched, found));
  }

  /**
   * The drift of all columns over the last quarter, to be drawn.
   *
   * @param wanted null for days, or weeks where most days have too few answers to tell anything
   */
  public DriftWall wall(VersionId version, @Nullable WindowKind wanted) {
    WatchedVersion watched = versions.load(version);
    WindowKind kind = wanted == null ? WindowKind.DAY : wanted;
    List<WindowStore.DriftWindow> found = lastQuarter(version, kind);
    if (wanted == null && DriftWall.tellsLittle(found)) {
      kind = WindowKind.WEEK;
      found = lastQuarter(version, kind);
    }
    return drawn(version, kind, watched, found);
  }

  private List<WindowStore.DriftWindow> lastQuarter(VersionId version, WindowKind kind) {
    return windows
        .latestDrift(version, kind)
        .map(WindowStore.DriftWindow::start)
        .map(
            last ->
                windows.drift(version, kind, last.minusDays(DEFAULT_DAYS - 1L), last.plusDays(1)))
        .orElse(List.of());
  }

  private static DriftWall drawn(
      VersionId version,
      WindowKind kind,
      WatchedVersion watched,
      List<WindowStore.DriftWindow> found) {
    return new DriftWall(
        version.model().value(),
        version.number().value(),
        kind.wireName(),
        found.stream().map(one -> span(kind, one.start(), one.rows())).toList(),
        DriftWall.strips(found, watched.importance()));
  }

  private static List<DriftMatrix.Column> columns(
      WatchedVersion watched, List<WindowStore.DriftWindow> found) {
    Map<String, ColumnKind> kinds = new LinkedHashMap<>();
    watched.reference().columns().forEach(column -> kinds.put(column.name(), column.kind()));
    Map<String, List<DriftMatrix.@Nullable Cell>> cells = new LinkedHashMap<>();
    Map<String, ColumnDriftLine> latest = new LinkedHashMap<>();
    for (int i = 0; i < found.size(); i++) {
      for (ColumnDriftLine line : found.get(i).columns()) {
        kinds.putIfAbsent(line.column(), line.kind());
        List<DriftMatrix.@Nullable Cell> row =
            cells.computeIfAbsent(line.column(), _ -> new ArrayList<>());
        while (row.size() < i) {
          row.add(null);
        }
        row.add(
            new DriftMatrix.Cell(
                line.psi(), line.ks(), line.effect(), line.adjustedPValue(), line.verdict()));
        latest.put(line.column(), line);
      }
    }
    List<DriftMatrix.Column> columns = new ArrayList<>();
    kinds.forEach(
        (name, kind) -> {
          List<DriftMatrix.@Nullable Cell> row = cells.getOrDefault(name, new ArrayList<>());
          while (row.size() < found.size()) {
            row.add(null);
          }
          columns.add(
              new DriftMatrix.Column(
                  name, kind, watched.importance().get(name), latest.get(name), row));
        });
    return columns;
  }

  /**
   * One column in one window.
   *
   * @param start null for the newest window
   * @throws PlumblineException NOT_FOUND without such a version, column or window
   */
  public DriftDetail detail(
      VersionId version, String column, WindowKind kind, @Nullable Instant start) {
    WatchedVersion watched = versions.load(version);
    LocalDate day =
        start != null
            ? kind.startOf(WindowKind.dayOf(start))
            : windows
                .latestDrift(version, kind)
                .map(WindowStore.DriftWindow::start)
                .orElseThrow(() -> missing(version + " has no window yet: it has not answered"));
    TableProfile current =
        DriftKeeper.merged(windows.profiles(version, day, day.plusDays(kind.days())).values())
            .orElseThrow(() -> missing(version + " has no answers in the window from " + day));
    Optional<ColumnProfile> then = watched.reference().column(column);
    Optional<ColumnProfile> now = current.column(column);
    ColumnDrift drift =
        DriftReport.compare(watched.reference(), current)
            .column(column)
            .orElseThrow(() -> missing(version + " has no column '" + column + "'"));
    return new DriftDetail(
        column,
        drift.kind(),
        span(kind, day, current.rowCount()),
        then.map(DriftDetail.Summary::of).orElse(DriftDetail.Summary.EMPTY),
        now.map(DriftDetail.Summary::of).orElse(DriftDetail.Summary.EMPTY),
        drift.bins().stream()
            .map(
                bin ->
                    new DriftDetail.Bin(
                        bin.label(),
                        Finite.orNull(bin.from()),
                        Finite.orNull(bin.to()),
                        bin.referenceShare(),
                        bin.currentShare()))
            .toList(),
        ColumnDriftLine.of(drift),
        then.isEmpty() || now.isEmpty()
            ? List.of()
            : DriftDetail.Measure.of(then.get(), now.get()));
  }

  private static WindowSpan span(WindowKind kind, LocalDate start, long rows) {
    return new WindowSpan(WindowKind.startInstant(start), kind.endOf(start), rows);
  }

  private static PlumblineException missing(String text) {
    return PlumblineException.of(ErrorCode.NOT_FOUND, text);
  }
}
