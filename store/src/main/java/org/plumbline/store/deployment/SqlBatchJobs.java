package org.plumbline.store.deployment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.Share;
import org.plumbline.deployment.batch.BatchForm;
import org.plumbline.deployment.batch.BatchJob;
import org.plumbline.deployment.batch.BatchJobStore;
import org.plumbline.deployment.batch.BatchOrder;
import org.plumbline.deployment.batch.BatchProgress;
import org.plumbline.deployment.batch.BatchState;
import org.plumbline.deployment.batch.CanaryShare;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.store.Database;
import org.plumbline.store.Times;
import org.plumbline.store.lineage.ServingEvents;

/** Batch jobs, one row each. */
public final class SqlBatchJobs implements BatchJobStore {
  private final Database database;
  private final ServingEvents events;

  public SqlBatchJobs(Database database, ServingEvents events) {
    this.database = database;
    this.events = events;
  }

  @Override
  public void add(Tx tx, BatchJob job) {
    BatchOrder order = job.order();
    CanaryShare canary = job.canary();
    Database.handle(tx)
        .createUpdate(
            """
            insert into batch_job (id, model, version, input_form, output_form, explain, logged,
              lake_path, canary, canary_percent, canary_salt, author, submitted_at, state, share,
              scored, rejected, rate)
            values (:id, :model, :version, :input, :output, :explain, :log, :path, :canary,
              :percent, :salt, :author, :submitted, :state, 0, 0, 0, 0)
            """)
        .bind("id", job.id())
        .bind("model", job.version().model().value())
        .bind("version", job.version().number().value())
        .bind("input", order.input().name())
        .bind("output", order.output().name())
        .bind("explain", order.explain())
        .bind("log", order.log())
        .bind("path", order.lakePath())
        .bind("canary", canary == null ? null : (Integer) canary.challenger().number().value())
        .bind("percent", canary == null ? null : (Integer) canary.share().percent())
        .bind("salt", canary == null ? null : (Long) canary.share().salt())
        .bind("author", job.author())
        .bind("submitted", Times.utc(job.submittedAt()))
        .bind("state", job.state().name())
        .execute();
  }

  @Override
  public Optional<BatchJob> find(UUID id) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from batch_job where id = :id")
                .bind("id", id)
                .map((row, context) -> job(row))
                .findOne());
  }

  @Override
  public List<BatchJob> list(ModelName model, @Nullable UUID after, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select * from batch_job
                    where model = :model and (cast(:after as uuid) is null or id < cast(:after as uuid))
                    order by id desc limit :limit
                    """)
                .bind("model", model.value())
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> job(row))
                .list());
  }

  @Override
  public List<BatchJob> open() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select * from batch_job where state in ('QUEUED', 'RUNNING') order by id")
                .map((row, context) -> job(row))
                .list());
  }

  @Override
  public boolean start(UUID id, Instant now) {
    Instant at = now.truncatedTo(ChronoUnit.MICROS);
    return database.in(
        tx -> {
          Optional<BatchJob> started =
              Database.handle(tx)
                  .createQuery(
                      """
                      update batch_job set state = 'RUNNING', started_at = coalesce(started_at, :at)
                      where id = :id and state in ('QUEUED', 'RUNNING')
                      returning *
                      """)
                  .bind("id", id)
                  .bind("at", Times.utc(at))
                  .map((row, context) -> job(row))
                  .findOne();
          // One that goes on after a kill has begun before.
          started
              .filter(job -> at.equals(job.startedAt()))
              .ifPresent(job -> events.scoring(tx, job, at));
          return started.isPresent();
        });
  }

  @Override
  public boolean advance(UUID id, BatchProgress progress) {
    return database.in(
        tx ->
            Database.handle(tx)
                    .createUpdate(
                        """
                        update batch_job
                        set share = :share, scored = :scored, rejected = :rejected, rate = :rate
                        where id = :id and state = 'RUNNING'
                        """)
                    .bind("id", id)
                    .bind("share", progress.share())
                    .bind("scored", progress.scored())
                    .bind("rejected", progress.rejected())
                    .bind("rate", progress.rate())
                    .execute()
                == 1);
  }

  @Override
  public boolean end(
      Tx tx,
      UUID id,
      BatchState end,
      @Nullable BatchProgress progress,
      @Nullable String failure,
      Instant at) {
    Optional<BatchJob> ended =
        Database.handle(tx)
            .createQuery(
                """
                update batch_job set state = :state, ended_at = :at, failure = :failure,
                  share = coalesce(:share, share), scored = coalesce(:scored, scored),
                  rejected = coalesce(:rejected, rejected), rate = coalesce(:rate, rate)
                where id = :id and state in ('QUEUED', 'RUNNING')
                returning *
                """)
            .bind("id", id)
            .bind("state", end.name())
            .bind("at", Times.utc(at))
            .bind("failure", failure)
            .bind("share", progress == null ? null : (Double) progress.share())
            .bind("scored", progress == null ? null : (Long) progress.scored())
            .bind("rejected", progress == null ? null : (Long) progress.rejected())
            .bind("rate", progress == null ? null : (Double) progress.rate())
            .map((row, context) -> job(row))
            .findOne();
    ended.ifPresent(job -> events.scored(tx, job, at));
    return ended.isPresent();
  }

  @Override
  public List<UUID> endedBefore(Instant time, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select id from batch_job where ended_at < :time order by ended_at limit :limit
                    """)
                .bind("time", Times.utc(time))
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list());
  }

  @Override
  public void remove(UUID id) {
    database.run(
        tx ->
            Database.handle(tx)
                .createUpdate("delete from batch_job where id = :id")
                .bind("id", id)
                .execute());
  }

  private static BatchJob job(ResultSet row) throws SQLException {
    return new BatchJob(
        row.getObject("id", UUID.class),
        VersionId.of(row.getString("model"), row.getInt("version")),
        canary(row),
        new BatchOrder(
            BatchForm.valueOf(row.getString("input_form")),
            BatchForm.valueOf(row.getString("output_form")),
            row.getInt("explain"),
            row.getBoolean("logged"),
            row.getString("lake_path")),
        BatchState.valueOf(row.getString("state")),
        new BatchProgress(
            row.getDouble("share"),
            row.getLong("scored"),
            row.getLong("rejected"),
            row.getDouble("rate")),
        row.getString("author"),
        Times.instant(row, "submitted_at"),
        Times.instantOrNull(row, "started_at"),
        Times.instantOrNull(row, "ended_at"),
        row.getString("failure"));
  }

  private static @Nullable CanaryShare canary(ResultSet row) throws SQLException {
    int challenger = row.getInt("canary");
    return row.wasNull()
        ? null
        : new CanaryShare(
            VersionId.of(row.getString("model"), challenger),
            new Share(row.getInt("canary_percent"), row.getLong("canary_salt")));
  }
}
