package org.plumbline.monitoring;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.plumbline.kernel.Tx;

/** Looks at one side of the windows of versions. Safe to share. */
public interface WindowWatch {
  /** What it may find. */
  Set<AlertKind> kinds();

  /** Looks at one window, within the transaction that keeps what it sees. */
  Seen look(Tx tx, WatchedVersion version, Window window, MonitorPlan plan);

  /**
   * The UTC days that are looked at together.
   *
   * @param until the day after the last
   */
  record Window(LocalDate from, LocalDate until) {}

  /** What was measured, and what of it is worth telling. */
  record Seen(List<Reading> readings, List<Finding> findings) {
    public Seen {
      readings = List.copyOf(readings);
      findings = List.copyOf(findings);
    }
  }
}
