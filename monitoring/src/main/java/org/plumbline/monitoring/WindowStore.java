package org.plumbline.monitoring;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.stats.profile.TableProfile;

/** What the windows are fed from and kept in. */
public interface WindowStore {
  /** Claims the windows for this transaction; false when another instance has them. */
  boolean claim(Tx tx);

  /** The next complete rows that have not been fed, about the stated number. */
  Feed next(Tx tx, int rows);

  /** Remembers that everything of the feed has been taken, with the traffic it adds. */
  void advance(Tx tx, Feed feed, Map<LocalDate, Long> traffic);

  Optional<TableProfile> profile(Tx tx, VersionId version, LocalDate day);

  /** Replaces the profile of one day, which is stale for drift from then on. */
  void put(Tx tx, VersionId version, LocalDate day, TableProfile profile);

  /** Windows of days whose drift must be computed, oldest first. */
  List<VersionDay> stale(Tx tx, int limit);

  /** The profiles of the days in [from, until) that have one. */
  SequencedMap<LocalDate, TableProfile> profiles(
      VersionId version, LocalDate from, LocalDate until);

  /** Replaces the drift of one window. */
  void putDrift(
      Tx tx,
      VersionId version,
      WindowKind kind,
      LocalDate start,
      long rows,
      List<ColumnDriftLine> columns);

  void fresh(Tx tx, VersionDay window);

  /** Windows with their drift, oldest first; only windows that start in [from, until). */
  List<DriftWindow> drift(VersionId version, WindowKind kind, LocalDate from, LocalDate until);

  /** The newest window of a kind. */
  Optional<DriftWindow> latestDrift(VersionId version, WindowKind kind);

  /** Rows of each day of a version, oldest first. */
  SequencedMap<LocalDate, Long> days(VersionId version);

  /** Rows of each day since, over all versions of each model that has any. */
  Map<ModelName, SequencedMap<LocalDate, Long>> traffic(LocalDate since);

  /** The versions of a model that ever answered. */
  List<VersionId> versions(ModelName model);

  /** Other versions of the model that have not answered since a day: they are out of service. */
  default Set<VersionId> idle(VersionId version, LocalDate since) {
    return versions(version.model()).stream()
        .filter(other -> !other.equals(version))
        .filter(
            other -> {
              SequencedMap<LocalDate, Long> days = days(other);
              return days.isEmpty() || days.lastEntry().getKey().isBefore(since);
            })
        .collect(Collectors.toSet());
  }

  /**
   * Rows to feed.
   *
   * @param rows in the order of their transactions; owned by this record from now on
   * @param upTo rows of transactions below this are taken once the feed is
   * @param blocksUpTo the same for rows that the log keeps in blocks
   * @param more whether further complete rows wait
   */
  record Feed(List<Row> rows, long upTo, long blocksUpTo, boolean more) {}

  /**
   * A logged answer, as far as windows need it.
   *
   * @param reason the feature that was its first reason; null when it bears none
   */
  record Row(
      VersionId version,
      Instant predictedAt,
      double score,
      double[] slots,
      @Nullable String reason) {}

  /** One day of one version. */
  record VersionDay(VersionId version, LocalDate day) {}

  /** A window that was compared with the reference. */
  record DriftWindow(LocalDate start, long rows, List<ColumnDriftLine> columns) {
    public DriftWindow {
      columns = List.copyOf(columns);
    }
  }
}
