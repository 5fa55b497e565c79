package org.plumbline.monitoring;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.plumbline.kernel.Tx;

/** All that looks at windows beside the drift of their columns, and where it keeps its numbers. */
public final class WindowWatches {
  private final List<WindowWatch> watches;
  private final ReadingStore readings;

  public WindowWatches(List<WindowWatch> watches, ReadingStore readings) {
    this.watches = List.copyOf(watches);
    this.readings = readings;
  }

  ReadingStore readings() {
    return readings;
  }

  Set<AlertKind> kinds() {
    Set<AlertKind> kinds = EnumSet.noneOf(AlertKind.class);
    watches.forEach(watch -> kinds.addAll(watch.kinds()));
    return kinds;
  }

  /** Looks at a window, keeps what was measured and returns what was found of what is watched. */
  List<Finding> look(Tx tx, WatchedVersion version, WindowWatch.Window window, MonitorPlan plan) {
    List<Finding> findings = new ArrayList<>();
    for (WindowWatch watch : watches) {
      WindowWatch.Seen seen = watch.look(tx, version, window, plan);
      readings.put(
          tx,
          version.id(),
          Measure.of(watch.kinds()),
          seen.readings(),
          WindowKind.startInstant(window.until()));
      seen.findings().stream().filter(one -> plan.watches(one.kind())).forEach(findings::add);
    }
    return findings;
  }
}
