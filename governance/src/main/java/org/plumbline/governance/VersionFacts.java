package org.plumbline.governance;

import org.jspecify.annotations.Nullable;
import org.plumbline.governance.risk.FirstIndex;
import org.plumbline.kernel.VersionId;
import org.plumbline.registry.RiskTier;

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
   * @param disparity of the worst protected attribute, null where none was measured
   * @param tier how much harm the model does when it is wrong
   * @param owner who answers for the model
   */
  record Known(
      Facts facts,
      Risk risk,
      FirstIndex first,
      @Nullable Double disparity,
      RiskTier tier,
      String owner) {}
}
