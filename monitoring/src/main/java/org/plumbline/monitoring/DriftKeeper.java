package org.plumbline.monitoring;

import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.plumbline.kernel.Transactions;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.stats.drift.DriftReport;
import org.plumbline.stats.profile.TableProfile;

/** Compares windows that changed with the reference of their version, and keeps the result. */
public final class DriftKeeper {
  private static final int WINDOWS_PER_STEP = 40;

  private final Transactions transactions;
  private final WindowStore store;
  private final WatchedVersions versions;

  public DriftKeeper(Transactions transactions, WindowStore store, WatchedVersions versions) {
    this.transactions = transactions;
    this.store = store;
    this.versions = versions;
  }

  /** Takes one step and returns the versions whose drift is new; empty when nothing was stale. */
  public Set<VersionId> step() {
    return transactions.in(
        tx -> {
          Set<VersionId> changed = new LinkedHashSet<>();
          if (!store.claim(tx)) {
            return changed;
          }
          Set<WindowStore.VersionDay> weeks = new LinkedHashSet<>();
          for (WindowStore.VersionDay window : store.stale(tx, WINDOWS_PER_STEP)) {
            keep(tx, window.version(), WindowKind.DAY, window.day());
            weeks.add(
                new WindowStore.VersionDay(
                    window.version(), WindowKind.WEEK.startOf(window.day())));
            store.fresh(tx, window);
            changed.add(window.version());
          }
          for (WindowStore.VersionDay week : weeks) {
            keep(tx, week.version(), WindowKind.WEEK, week.day());
          }
          return changed;
        });
  }

  private void keep(Tx tx, VersionId version, WindowKind kind, LocalDate start) {
    Optional<WatchedVersion> watched = versions.find(version);
    Optional<TableProfile> current =
        merged(store.profiles(version, start, start.plusDays(kind.days())).values());
    if (watched.isPresent() && current.isPresent()) {
      store.putDrift(
          tx,
          version,
          kind,
          start,
          current.get().rowCount(),
          lines(DriftReport.compare(watched.get().reference(), current.get())));
    }
  }

  static Optional<TableProfile> merged(Collection<TableProfile> days) {
    return days.stream().reduce(TableProfile::merge);
  }

  static List<ColumnDriftLine> lines(DriftReport report) {
    return report.columns().stream().map(ColumnDriftLine::of).toList();
  }
}
