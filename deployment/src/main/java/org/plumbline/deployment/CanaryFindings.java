package org.plumbline.deployment;

import java.time.Instant;
import java.util.Optional;
import org.plumbline.kernel.VersionId;

/** What labels say against a canary. */
@FunctionalInterface
public interface CanaryFindings {
  /**
   * That the guard does not hold, in words; empty while it does.
   *
   * @param begin of the first step
   */
  Optional<String> against(
      VersionId challenger, VersionId champion, BusinessGuard guard, Instant begin);
}
