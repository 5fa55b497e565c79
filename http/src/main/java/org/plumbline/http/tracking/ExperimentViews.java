package org.plumbline.http.tracking;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.registry.tracking.Experiment;

/** Experiments in the words of the contract. */
final class ExperimentViews {
  private ExperimentViews() {}

  record Page(List<Detail> items, @Nullable String next) {}

  record Detail(
      String id,
      String name,
      String lifecycle,
      @Nullable String artifactLocation,
      SortedMap<String, String> tags,
      Instant createdAt,
      Instant updatedAt) {
    static Detail of(Experiment experiment) {
      return new Detail(
          experiment.id().toString(),
          experiment.name(),
          experiment.lifecycle().name().toLowerCase(Locale.ROOT),
          experiment.artifactLocation(),
          experiment.tags(),
          experiment.createdAt(),
          experiment.updatedAt());
    }
  }

  record Draft(
      @Nullable String name,
      @Nullable String artifactLocation,
      @Nullable SortedMap<String, String> tags) {}

  record Change(@Nullable String name) {}
}
