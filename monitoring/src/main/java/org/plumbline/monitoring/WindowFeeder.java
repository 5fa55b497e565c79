package org.plumbline.monitoring;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.plumbline.kernel.Transactions;
import org.plumbline.kernel.Tx;
import org.plumbline.stats.profile.ProfileBuilder;
import org.plumbline.stats.profile.ProfileSettings;

/**
 * Feeds logged answers into the window of their version and day, each exactly once.
 *
 * <p>A step is one transaction: it takes rows that committed after the watermark, merges them into
 * the day's profiles and moves the watermark. Killed anywhere, it has happened wholly or not at
 * all. Two instances take turns by a lock in the store.
 */
public final class WindowFeeder {
  /** Enough for drift; a day of thirty columns takes some 100 KB. */
  static final ProfileSettings MEMORY = new ProfileSettings(2_048, 2_000);

  private static final int ROWS_PER_STEP = 20_000;

  private final Transactions transactions;
  private final WindowStore store;
  private final FirstReasons reasons;
  private final WatchedVersions versions;

  public WindowFeeder(
      Transactions transactions,
      WindowStore store,
      FirstReasons reasons,
      WatchedVersions versions) {
    this.transactions = transactions;
    this.store = store;
    this.reasons = reasons;
    this.versions = versions;
  }

  /** Takes one step; true when more rows wait. */
  public boolean step() {
    return transactions.in(
        tx -> {
          if (!store.claim(tx)) {
            return false;
          }
          WindowStore.Feed feed = store.next(tx, ROWS_PER_STEP);
          store.advance(tx, feed, take(tx, feed));
          return feed.more();
        });
  }

  private Map<LocalDate, Long> take(Tx tx, WindowStore.Feed feed) {
    Map<LocalDate, Long> traffic = new TreeMap<>();
    Map<WindowStore.VersionDay, ProfileBuilder> windows = new LinkedHashMap<>();
    Map<WindowStore.VersionDay, Map<String, Long>> named = new LinkedHashMap<>();
    for (WindowStore.Row row : feed.rows()) {
      LocalDate day = WindowKind.dayOf(row.predictedAt());
      traffic.merge(day, 1L, Long::sum);
      Optional<WatchedVersion> watched = versions.find(row.version());
      /* A version that was never registered, or has other columns, has nothing to compare with. */
      if (watched.isPresent() && watched.get().columns().size() == row.slots().length + 1) {
        var key = new WindowStore.VersionDay(row.version(), day);
        windows
            .computeIfAbsent(key, window -> begin(tx, watched.get(), window))
            .addRow(withScore(row));
        String reason = row.reason();
        if (reason != null) {
          named.computeIfAbsent(key, _ -> new TreeMap<>()).merge(reason, 1L, Long::sum);
        }
      }
    }
    windows.forEach(
        (window, builder) -> store.put(tx, window.version(), window.day(), builder.build()));
    named.forEach((window, counts) -> reasons.add(tx, window.version(), window.day(), counts));
    return traffic;
  }

  private ProfileBuilder begin(Tx tx, WatchedVersion watched, WindowStore.VersionDay window) {
    ProfileBuilder builder = new ProfileBuilder(watched.columns(), MEMORY);
    store.profile(tx, window.version(), window.day()).ifPresent(builder::add);
    return builder;
  }

  private static double[] withScore(WindowStore.Row row) {
    double[] slots = new double[row.slots().length + 1];
    System.arraycopy(row.slots(), 0, slots, 0, row.slots().length);
    slots[row.slots().length] = row.score();
    return slots;
  }
}
