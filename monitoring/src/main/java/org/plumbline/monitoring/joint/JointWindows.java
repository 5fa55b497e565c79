package org.plumbline.monitoring.joint;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.VersionId;

/** What looks at whole rows are made of. */
public interface JointWindows {
  /** Versions that answered since a day. */
  List<Standing> standings(LocalDate since, LocalDate today);

  /**
   * Of each row that was answered in [from, until) with the stated chance; the same rows each time.
   *
   * @param share above 0, at most 1
   */
  List<double[]> sample(VersionId version, Instant from, Instant until, double share);

  /**
   * How far the looks at a version have come.
   *
   * @param day the last day before today on which it answered
   * @param looked end of the last window that was looked at; null before the first
   */
  record Standing(VersionId version, LocalDate day, @Nullable Instant looked) {}
}
