package org.plumbline.monitoring;

import java.time.Instant;
import org.plumbline.kernel.VersionId;

/** Tells how many answers went out with the reasons for them. */
@FunctionalInterface
public interface ReasonCoverage {
  /** By the newest answers since that time; a bounded sample of them. */
  Coverage of(VersionId version, Instant since);

  /** So many answers, so many of them with reasons. */
  record Coverage(long answers, long explained) {
    /** 0 to 1; NaN without answers. */
    public double share() {
      return (double) explained / answers;
    }
  }
}
