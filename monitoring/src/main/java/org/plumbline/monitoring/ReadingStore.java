package org.plumbline.monitoring;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;

/** What looks at windows have measured. */
public interface ReadingStore {
  /** Replaces what the look at one window has measured of these. */
  void put(
      Tx tx, VersionId version, Set<Measure> looked, List<Reading> readings, Instant windowEnd);

  /** The windows of the last quarter that has any. */
  List<ReadingLine> of(VersionId version);
}
