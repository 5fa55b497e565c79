package org.plumbline.registry.tracking;

import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The wish to start a run.
 *
 * @param name absent for one that is made up
 * @param startedAt absent for now
 */
public record RunStart(
    ExperimentId experiment,
    @Nullable String name,
    @Nullable Instant startedAt,
    SortedMap<String, String> tags,
    RunKind kind) {
  public RunStart {
    Limits.runName(name);
    tags.forEach(Limits::tag);
    tags = Experiment.sorted(tags);
  }

  public RunStart(
      ExperimentId experiment,
      @Nullable String name,
      @Nullable Instant startedAt,
      SortedMap<String, String> tags) {
    this(experiment, name, startedAt, tags, RunKind.RUN);
  }

  public static RunStart in(ExperimentId experiment) {
    return new RunStart(experiment, null, null, Experiment.sorted(Map.of()), RunKind.RUN);
  }

  public RunStart named(String newName) {
    return new RunStart(experiment, newName, startedAt, tags, kind);
  }

  public RunStart tagged(Map<String, String> newTags) {
    return new RunStart(experiment, name, startedAt, Experiment.sorted(newTags), kind);
  }

  public RunStart at(Instant instant) {
    return new RunStart(experiment, name, instant, tags, kind);
  }

  /** The same for a model that a run leaves. */
  public RunStart asLoggedModel() {
    return new RunStart(experiment, name, startedAt, tags, RunKind.LOGGED_MODEL);
  }
}
