package org.plumbline.deployment.batch;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.VersionId;

/**
 * A file to be scored by the server.
 *
 * @param version answers, all rows when there is no canary
 * @param startedAt when a worker first took it
 * @param failure why it failed, for people; null unless it did
 */
public record BatchJob(
    UUID id,
    VersionId version,
    @Nullable CanaryShare canary,
    BatchOrder order,
    BatchState state,
    BatchProgress progress,
    String author,
    Instant submittedAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable String failure) {}
