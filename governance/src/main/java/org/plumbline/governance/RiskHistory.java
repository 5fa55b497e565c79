package org.plumbline.governance;

import java.time.Instant;
import java.util.List;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;

/** The risk index of versions over time, one point a day. */
public interface RiskHistory {
  /** Keeps the index; a later one of the same UTC day replaces it. */
  void put(Tx tx, VersionId version, Instant at, Risk.Scored risk);

  /** Oldest first. */
  List<Point> of(VersionId version);

  /** The index at one time. */
  record Point(Instant at, double index) {}
}
