package org.plumbline.registry.tracking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a run.
 *
 * @param author the user who started it, and the only one who logs to it
 * @param endedAt absent while it runs
 * @param deletedAt absent unless it is deleted
 */
public record RunInfo(
    RunId id,
    ExperimentId experiment,
    String name,
    RunStatus status,
    String author,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Instant deletedAt,
    String artifactUri,
    RunKind kind) {
  public Lifecycle lifecycle() {
    return deletedAt == null ? Lifecycle.ACTIVE : Lifecycle.DELETED;
  }

  RunInfo with(String newName, RunStatus newStatus, @Nullable Instant newEnd) {
    return new RunInfo(
        id,
        experiment,
        newName,
        newStatus,
        author,
        startedAt,
        newEnd,
        deletedAt,
        artifactUri,
        kind);
  }

  RunInfo deleted(@Nullable Instant at) {
    return new RunInfo(
        id, experiment, name, status, author, startedAt, endedAt, at, artifactUri, kind);
  }
}
