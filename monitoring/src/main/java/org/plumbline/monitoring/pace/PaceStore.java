package org.plumbline.monitoring.pace;

import java.time.LocalDate;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;

/** The pace of versions by UTC day. */
public interface PaceStore {
  /** Adds to what is kept of the day. */
  void add(Tx tx, VersionId version, LocalDate day, Pace pace);

  /** Of the days in [from, until) together. */
  Pace of(VersionId version, LocalDate from, LocalDate until);
}
