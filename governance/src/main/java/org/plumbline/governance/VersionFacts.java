package org.plumbline.governance;

import org.plumbline.governance.risk.FirstIndex;
import org.plumbline.kernel.VersionId;

/** Gathers what is known about a version at this moment. */
public interface VersionFacts {
  /**
   * The facts with the risk they amount to.
   *
   * @throws org.plumbline.kernel.PlumblineException NOT_FOUND without such a version
   */
  Known of(VersionId version);

  /**
   * Facts, and the risk index among them.
   *
   * @param first the risk by the first formula, for comparison with older reports
   */
  record Known(Facts facts, Risk risk, FirstIndex first) {}
}
