package org.plumbline.governance;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;

/**
 * The change requests of the past with what was known then; there is no way to write through it.
 */
public interface PastDecisions {
  /** Newest first. */
  List<Past> since(Instant since, int limit);

  /**
   * One past decision.
   *
   * @param state how the request ended, or open
   * @param facts what the policies saw
   */
  record Past(
      UUID request,
      VersionId version,
      Stage stage,
      String state,
      Verdict verdict,
      Instant at,
      Facts facts) {}
}
