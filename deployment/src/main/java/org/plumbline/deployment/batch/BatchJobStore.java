package org.plumbline.deployment.batch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;

/** Where jobs are noted; their files lie in {@link BatchFiles}. */
public interface BatchJobStore {
  void add(Tx tx, BatchJob job);

  Optional<BatchJob> find(UUID id);

  /**
   * Lists newest first.
   *
   * @param after only jobs older than this one, null for the first page
   */
  List<BatchJob> list(ModelName model, @Nullable UUID after, int limit);

  /** Those queued or running, oldest first. */
  List<BatchJob> open();

  /** Notes that a worker has it; false when it has ended meanwhile. */
  boolean start(UUID id, Instant at);

  /** Notes how far it has come; false when it does not run any more. */
  boolean advance(UUID id, BatchProgress progress);

  /** Ends it; false when it had ended before. */
  boolean end(
      Tx tx,
      UUID id,
      BatchState end,
      @Nullable BatchProgress progress,
      @Nullable String failure,
      Instant at);

  /** Those that ended before, some at a time. */
  List<UUID> endedBefore(Instant time, int limit);

  void remove(UUID id);
}
