package org.plumbline.governance;

import org.plumbline.kernel.VersionId;

/** Gathers what is known about a version at this moment. */
public interface VersionFacts {
  /**
   * The facts with the risk they amount to.
   *
   * @throws org.plumbline.kernel.PlumblineException NOT_FOUND without such a version
   */
  Known of(VersionId version);

  /** Facts, and the risk index among them. */
  record Known(Facts facts, Risk risk) {}
}
