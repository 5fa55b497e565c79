package org.plumbline.store.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.plumbline.monitoring.AnswerMemory;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/**
 * Keyed answers beside the log, for a day.
 *
 * <p>The row of the key is inserted first: who comes second waits there for the first one's commit
 * and then finds its answer.
 */
public final class SqlAnswerMemory implements AnswerMemory {
  private static final Duration REMEMBERED = Duration.ofDays(1);
  private static final Duration SWEPT_EVERY = Duration.ofMinutes(10);

  private final Database database;
  private final SqlPredictionWriter writer;
  private final InstantSource clock;
  private volatile Instant swept = Instant.MIN;

  public SqlAnswerMemory(Database database, SqlPredictionWriter writer, InstantSource clock) {
    this.database = database;
    this.writer = writer;
    this.clock = clock;
  }

  @Override
  public Optional<Remembered> find(Key key) {
    return database.read(handle -> find(handle, key, forgotten()));
  }

  private OffsetDateTime forgotten() {
    return Times.utc(clock.instant().minus(REMEMBERED));
  }

  private static Optional<Remembered> find(Handle handle, Key key, OffsetDateTime forgotten) {
    return handle
        .createQuery(
            """
            select request, answer from keyed_answer
            where model = :model and caller = :caller and key = :key and answered_at > :forgotten
            """)
        .bind("model", key.model().value())
        .bind("caller", key.caller())
        .bind("key", key.text())
        .bind("forgotten", forgotten)
        .map((row, context) -> new Remembered(row.getBytes("request"), row.getBytes("answer")))
        .findOne();
  }

  @Override
  public Remembered remember(Key key, Remembered answer, List<LoggedPrediction> rows) {
    sweep();
    var _ = writer.prepare(rows);
    OffsetDateTime forgotten = forgotten();
    return database.in(
        tx -> {
          Handle handle = Database.handle(tx);
          int inserted =
              handle
                  .createUpdate(
                      """
                      insert into keyed_answer (model, caller, key, request, answer, answered_at)
                      values (:model, :caller, :key, :request, :answer, :now)
                      on conflict (model, caller, key) do update
                      set request = excluded.request, answer = excluded.answer,
                        answered_at = excluded.answered_at
                      where keyed_answer.answered_at <= :forgotten
                      """)
                  .bind("model", key.model().value())
                  .bind("caller", key.caller())
                  .bind("key", key.text())
                  .bind("request", answer.request())
                  .bind("answer", answer.json())
                  .bind("now", Times.utc(clock.instant()))
                  .bind("forgotten", forgotten)
                  .execute();
          if (inserted == 0) {
            return find(handle, key, forgotten).orElseThrow();
          }
          writer.write(tx, rows);
          return answer;
        });
  }

  /** What is forgotten is removed now and then, by whoever comes by. */
  private void sweep() {
    Instant now = clock.instant();
    if (swept.isAfter(now.minus(SWEPT_EVERY))) {
      return;
    }
    swept = now;
    database.run(
        tx ->
            Database.handle(tx)
                .createUpdate("delete from keyed_answer where answered_at <= :since")
                .bind("since", Times.utc(now.minus(REMEMBERED)))
                .execute());
  }
}
