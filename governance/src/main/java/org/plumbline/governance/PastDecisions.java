package org.plumbline.governance;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;

/**
 * The change requests of the past with what was known then; there is no way to write through it.
 */
public interface PastDecisions {
  /**
   * Hands them over one by one, newest first, so that a year of them need not lie in memory.
   *
   * @param names of the facts that are asked for; others are left out
   */
  void visit(Instant since, int limit, Set<String> names, Consumer<Past> visitor);

  /**
   * One past decision.
   *
   * @param state how the request ended, or open
   * @param facts what the policies saw; read whenever it is asked for, by any thread
   */
  record Past(
      UUID request,
      VersionId version,
      Stage stage,
      String state,
      Verdict verdict,
      Instant at,
      Supplier<Facts> facts) {}
}
