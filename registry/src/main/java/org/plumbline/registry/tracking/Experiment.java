package org.plumbline.registry.tracking;

import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs that ask one question, under a name of their own.
 *
 * @param name unique, also among deleted experiments
 * @param artifactLocation where clients keep what runs leave; absent for ours
 */
public record Experiment(
    ExperimentId id,
    String name,
    @Nullable String artifactLocation,
    Lifecycle lifecycle,
    SortedMap<String, String> tags,
    Instant createdAt,
    Instant updatedAt) {
  public Experiment {
    tags = sorted(tags);
  }

  static <V> SortedMap<String, V> sorted(Map<String, V> values) {
    return java.util.Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** Where runs keep artefacts: the client's own place, or below ours. */
  public String artifactRoot() {
    return artifactLocation == null ? "mlflow-artifacts:/" + id : artifactLocation;
  }
}
