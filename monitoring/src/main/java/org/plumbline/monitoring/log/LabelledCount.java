package org.plumbline.monitoring.log;

import java.time.Instant;
import org.plumbline.kernel.VersionId;

/** Says whether labels have come, without reading the answers. */
@FunctionalInterface
public interface LabelledCount {
  /** The labelled answers that the version gave in [from, until); counts stop at {@code most}. */
  Labelled count(VersionId version, Instant from, Instant until, int most);

  /**
   * What is known of a span.
   *
   * @param answers that have a label
   * @param moments different moments at which they were given
   * @param values different labels
   */
  record Labelled(int answers, int moments, int values) {}
}
