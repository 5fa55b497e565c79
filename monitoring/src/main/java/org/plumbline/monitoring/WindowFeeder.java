package org.plumbline.monitoring;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
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
    Map<WindowStore.VersionDay, Window> windows = new LinkedHashMap<>();
    Window window = null;
    for (WindowStore.Row row : feed.rows()) {
      var key = new WindowStore.VersionDay(row.version(), WindowKind.dayOf(row.predictedAt()));
      /* Rows of one version and day mostly come together. */
      if (window == null || !window.key.equals(key)) {
        window = windows.computeIfAbsent(key, one -> begin(tx, one));
      }
      window.add(row);
    }
    Map<LocalDate, Long> traffic = new TreeMap<>();
    windows.forEach(
        (key, filled) -> {
          traffic.merge(key.day(), filled.rows, Long::sum);
          if (filled.profiled > 0) {
            store.put(tx, key.version(), key.day(), Objects.requireNonNull(filled.builder).build());
            if (!filled.reasons.isEmpty()) {
              reasons.add(tx, key.version(), key.day(), filled.reasons);
            }
          }
        });
    return traffic;
  }

  /* A version that was never registered, or has other columns, has nothing to compare with. */
  private Window begin(Tx tx, WindowStore.VersionDay key) {
    WatchedVersion watched = versions.find(key.version()).orElse(null);
    if (watched == null) {
      return new Window(key, null, 0);
    }
    ProfileBuilder builder = new ProfileBuilder(watched.columns(), MEMORY);
    store.profile(tx, key.version(), key.day()).ifPresent(builder::add);
    return new Window(key, builder, watched.columns().size());
  }

  /** What one step adds to one version's day. */
  private static final class Window {
    private final WindowStore.VersionDay key;
    private final @Nullable ProfileBuilder builder;
    private final double[] values;
    private final Map<String, Long> reasons = new TreeMap<>();
    private long rows;
    private long profiled;

    Window(WindowStore.VersionDay key, @Nullable ProfileBuilder builder, int columns) {
      this.key = key;
      this.builder = builder;
      this.values = new double[columns];
    }

    void add(WindowStore.Row row) {
      rows++;
      int slots = row.slots().length;
      if (builder == null || slots + 1 != values.length) {
        return;
      }
      System.arraycopy(row.slots(), 0, values, 0, slots);
      values[slots] = row.score();
      builder.addRow(values);
      profiled++;
      String reason = row.reason();
      if (reason != null) {
        reasons.merge(reason, 1L, Long::sum);
      }
    }
  }
}
