package org.plumbline.monitoring;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.plumbline.kernel.Recurring;
import org.plumbline.kernel.Transactions;
import org.plumbline.kernel.VersionId;

/**
 * Keeps windows, drift, performance and alerts up with the log.
 *
 * <p>{@link #start} does so in the background: rows are fed every second, drift and alerts follow
 * every ten. {@link #catchUp} does all of it now. Either may be killed at any moment and goes on
 * where it was; several instances share the work without doubling it.
 */
public final class WindowKeeper implements AutoCloseable {
  private static final Duration FEED_EVERY = Duration.ofSeconds(1);
  private static final int FEEDS_PER_LOOK = 10;
  private static final int LOOKS_PER_TRAFFIC_LOOK = 6;

  private final WindowFeeder feeder;
  private final DriftKeeper drift;
  private final PerformanceKeeper performance;
  private final AlertKeeper alertKeeper;
  private final Runnable byClock;
  private final Consumer<Set<VersionId>> onChange;
  private final Recurring background =
      Recurring.platform("window-keeper", FEED_EVERY, this::keepUp);
  private long round;

  /**
   * Wires the keepers.
   *
   * @param byClock looks at what changes without any answer, such as ends that were announced
   * @param onChange told of versions whose drift or performance is new, outside of a transaction
   */
  public WindowKeeper(
      Transactions transactions,
      WindowStore windows,
      FirstReasons reasons,
      LabelStore labels,
      LabelHorizonStore horizons,
      FairnessStore fairness,
      WatchedVersions versions,
      AlertStore alertStore,
      Alerts alerts,
      ModelSummaries summaries,
      Monitors monitors,
      WindowWatches watches,
      InstantSource clock,
      Runnable byClock,
      Consumer<Set<VersionId>> onChange) {
    this.feeder = new WindowFeeder(transactions, windows, reasons, versions);
    this.drift = new DriftKeeper(transactions, windows, versions);
    this.performance =
        new PerformanceKeeper(
            transactions,
            windows,
            labels,
            horizons,
            fairness,
            versions,
            alerts,
            watches.readings(),
            monitors,
            clock);
    this.alertKeeper =
        new AlertKeeper(
            transactions,
            windows,
            versions,
            alertStore,
            alerts,
            summaries,
            monitors,
            watches,
            clock);
    this.byClock = byClock;
    this.onChange = onChange;
  }

  /** Takes everything that is committed, up to alerts; returns when nothing is left to do. */
  public void catchUp() {
    catchUpWindows();
    alertKeeper.lookAtTraffic();
    byClock.run();
  }

  /**
   * As {@link #catchUp}, but does not ask who fell silent: a replay tells a past in which nobody
   * has, however long ago its last answer is.
   */
  public void catchUpWindows() {
    feed();
    look();
  }

  /** Takes complete rows into their windows. */
  public void feed() {
    while (feeder.step()) {
      /* The step says when nothing is left. */
    }
  }

  private void look() {
    Set<VersionId> changed = new LinkedHashSet<>();
    Set<VersionId> step = drift.step();
    while (!step.isEmpty()) {
      changed.addAll(step);
      step = drift.step();
    }
    changed.forEach(alertKeeper::look);
    alertKeeper.lookAtWaiting();
    step = performance.step();
    while (!step.isEmpty()) {
      changed.addAll(step);
      step = performance.step();
    }
    if (!changed.isEmpty()) {
      onChange.accept(changed);
    }
  }

  /** Keeps up in the background until {@link #close}. */
  public void start() {
    background.start();
  }

  /** What fails stays in the store, and is taken later. */
  private void keepUp() {
    long next = round++;
    feed();
    if (next % FEEDS_PER_LOOK == 0) {
      look();
    }
    if (next % (FEEDS_PER_LOOK * LOOKS_PER_TRAFFIC_LOOK) == 0) {
      alertKeeper.lookAtTraffic();
      byClock.run();
    }
  }

  /** Ends the background work; a step under way is rolled back. */
  @Override
  public void close() {
    background.close();
  }
}
