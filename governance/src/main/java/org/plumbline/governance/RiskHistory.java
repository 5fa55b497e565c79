package org.plumbline.governance;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.governance.risk.BackTest;
import org.plumbline.governance.risk.FirstIndex;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;

/** The risk index of versions over time, one point a day. */
public interface RiskHistory {
  /** Keeps the index; a later one of the same UTC day replaces it. */
  void put(Tx tx, VersionId version, Instant at, Risk.Scored risk, FirstIndex first);

  /** Oldest first. */
  List<Point> of(VersionId version);

  /**
   * The days of all versions whose following four weeks have labels, with what these showed; the
   * newest so many.
   */
  List<BackTest.Outcome> outcomes(int limit);

  /**
   * The index at one time.
   *
   * @param formula by which the index was computed
   * @param first the index by {@code mri-v1}, null where it was not known
   */
  record Point(Instant at, String formula, double index, @Nullable Double first) {}
}
