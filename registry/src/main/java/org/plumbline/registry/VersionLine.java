package org.plumbline.registry;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.VersionId;
import org.plumbline.scoring.Task;
import org.plumbline.stats.Interval;

/**
 * A version as lists show it.
 *
 * @param primaryMetric the metric that decided between candidates; a key of {@code metrics} unless
 *     it is undefined
 * @param signature of this installation's key, absent only when somebody has removed it
 */
public record VersionLine(
    VersionId id,
    Instant createdAt,
    String author,
    Task task,
    String learner,
    String primaryMetric,
    Map<String, Interval> metrics,
    Manifest manifest,
    @Nullable VersionSignature signature) {
  public VersionLine {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  public ContentHash contentHash() {
    return manifest.contentHash();
  }
}
