package org.plumbline.http.batch;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.batch.BatchJob;
import org.plumbline.deployment.batch.BatchJobs;

/** A batch as clients see it. */
record BatchView(
    UUID id,
    String model,
    int version,
    @Nullable Integer canary,
    String state,
    String input,
    String output,
    @Nullable String path,
    int explain,
    boolean log,
    double share,
    long scored,
    long rejected,
    double rowsPerSecond,
    String author,
    Instant submittedAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Instant expiresAt,
    @Nullable String failure) {
  static BatchView of(BatchJob job) {
    Instant ended = job.endedAt();
    return new BatchView(
        job.id(),
        job.version().model().value(),
        job.version().number().value(),
        job.canary() == null ? null : (Integer) job.canary().challenger().number().value(),
        job.state().wireName(),
        job.order().input().suffix(),
        job.order().output().suffix(),
        job.order().lakePath(),
        job.order().explain(),
        job.order().log(),
        job.progress().share(),
        job.progress().scored(),
        job.progress().rejected(),
        job.progress().rate(),
        job.author(),
        job.submittedAt(),
        job.startedAt(),
        ended,
        ended == null ? null : ended.plus(BatchJobs.KEPT),
        job.failure());
  }
}
