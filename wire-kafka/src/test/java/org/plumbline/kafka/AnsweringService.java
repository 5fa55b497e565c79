package org.plumbline.kafka;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.plumbline.audit.Actor;
import org.plumbline.deployment.LedgerRow;
import org.plumbline.http.entrance.Meters;
import org.plumbline.http.prediction.LoopDelay;
import org.plumbline.http.prediction.ModelBreakers;
import org.plumbline.http.prediction.RowAnswers;
import org.plumbline.http.prediction.ScoringPool;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.TimeOrderedIds;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.GroupCommitLog;
import org.plumbline.monitoring.PredictionWriter;
import org.plumbline.registry.Examples;
import org.plumbline.registry.Purpose;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.audit.SqlAuditTrail;
import org.plumbline.store.deployment.WatchRoom;
import org.plumbline.store.registry.RegistryRoom;

/** What answers: a database with the model churn in production, its routes and its log. */
final class AnsweringService implements AutoCloseable {
  static final ModelName CHURN = new ModelName("churn");

  private final Database database;
  private final WatchRoom watch;
  private final GroupCommitLog log;
  private final EventAnswers answers;

  /**
   * Serves what is registered.
   *
   * @param writer what becomes of the log's writer
   */
  AnsweringService(Database database, Home home, UnaryOperator<PredictionWriter> writer) {
    this.database = database;
    InstantSource clock = InstantSource.system();
    var audit = new SqlAuditTrail(database, clock);
    RegistryRoom room = RegistryRoom.over(database, home, audit, clock, Map.of());
    var ids = new TimeOrderedIds(clock, new SecureRandom());
    watch = WatchRoom.over(database, room.registry(), audit, ids::next, clock);
    if (room.models().find(CHURN).isEmpty()) {
      room.registry()
          .register(CHURN, Examples.churn(1), new Purpose("tests", "ana", ""), Actor.user("ana"));
      Instant now = Instant.now();
      database.run(
          tx ->
              watch
                  .ledger()
                  .append(
                      tx,
                      new LedgerRow(
                          VersionId.of("churn", 1),
                          Stage.PRODUCTION,
                          now,
                          null,
                          now,
                          "admin",
                          null,
                          "test")));
    }
    var _ = watch.routes().refresh();
    log = GroupCommitLog.start(writer.apply(watch.predictionWriter()), 20_000);
    var rows =
        new RowAnswers(
            watch.routes(),
            log,
            watch.comparisons(),
            watch.paces(),
            watch.answerMemory(),
            ids,
            clock,
            new Meters(new SimpleMeterRegistry()),
            new LoopDelay(List.of()),
            new ScoringPool(),
            new ModelBreakers());
    answers = new EventAnswers(rows, watch.predictions());
  }

  EventAnswers answers() {
    return answers;
  }

  WatchRoom watch() {
    return watch;
  }

  /** Rows in the log, and how many ids they have. */
  long[] logged() {
    return database.read(
        handle ->
            handle
                .createQuery("select count(*), count(distinct id) from prediction")
                .map((row, context) -> new long[] {row.getLong(1), row.getLong(2)})
                .one());
  }

  @Override
  public void close() {
    log.close();
  }
}
