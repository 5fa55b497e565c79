package org.plumbline.store.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.Alert;
import org.plumbline.monitoring.AlertKind;
import org.plumbline.monitoring.AlertState;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.monitoring.LoggedReason;
import org.plumbline.monitoring.Severity;
import org.plumbline.monitoring.feed.Cursor;
import org.plumbline.monitoring.feed.FeedEvent;
import org.plumbline.monitoring.feed.Interest;
import org.plumbline.monitoring.feed.LogTail;
import org.plumbline.monitoring.feed.Seen;
import org.plumbline.store.Database;
import org.plumbline.store.TestDatabase;

@Timeout(60)
class SqlLogTailTest {
  private static final Interest ALL = new Interest(true, Set.of(), Set.of(), true);
  private static final VersionId CHURN = VersionId.of("churn", 1);

  private final TestDatabase test = TestDatabase.fresh();
  private final SqlPredictionWriter writer = new SqlPredictionWriter(test.database());
  private final LogTail tail = new SqlLogTail(test.database(), InstantSource.system());

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void bringsWhatCameAfterThePlaceAndNothingElse() {
    write("before");
    Cursor place = tail.end();
    LoggedPrediction row = write("after");

    LogTail.Batch batch = tail.read(place, ALL, 10);

    assertThat(batch.more()).isFalse();
    assertThat(batch.events())
        .singleElement()
        .isInstanceOfSatisfying(
            FeedEvent.Answered.class,
            event -> {
              assertThat(event.id()).isEqualTo(row.id());
              assertThat(event.version()).isEqualTo(CHURN);
              assertThat(event.stage()).isEqualTo(Stage.PRODUCTION);
              assertThat(event.entity()).isEqualTo("after");
              assertThat(event.score()).isEqualTo(0.25);
              assertThat(event.reasons()).isEqualTo(row.reasons());
              assertThat(event.cursor()).isEqualTo(batch.next());
            });
    assertThat(tail.read(batch.next(), ALL, 10).events()).isEmpty();
  }

  @Test
  void aTransactionThatEndsLateIsNeitherMissedNorHoldsOthersUp() throws Exception {
    // Makes partition and key, so that the late transaction holds no lock on them.
    write("first");
    Cursor place = tail.end();
    var begun = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    UUID late = UUID.randomUUID();
    CompletableFuture<Void> slow =
        CompletableFuture.runAsync(
            () -> insertSlowly(late, begun, end), Thread::startVirtualThread);
    begun.await();
    LoggedPrediction quick = write("quick");

    LogTail.Batch meanwhile = tail.read(place, ALL, 10);
    Cursor kept = Cursor.parse(meanwhile.next().text());
    end.countDown();
    slow.join();
    LogTail.Batch then = tail.read(kept, ALL, 10);

    assertThat(meanwhile.events()).extracting(FeedEvent::id).containsExactly(quick.id());
    assertThat(kept.seen().running()).isNotEmpty();
    assertThat(then.events()).extracting(FeedEvent::id).containsExactly(late);
    assertThat(tail.read(then.next(), ALL, 10).events()).isEmpty();
  }

  private void insertSlowly(UUID id, CountDownLatch begun, CountDownLatch end) {
    test.database()
        .run(
            tx -> {
              Database.handle(tx)
                  .execute(
                      "insert into prediction (id, predicted_at, version_key, score, slots)"
                          + " select ?, now(), key, 0.5, '' from watched_version limit 1",
                      id);
              begun.countDown();
              try {
                end.await();
              } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
              }
            });
  }

  @Test
  void readingByPagesMeetsEveryEventOnce() {
    Cursor place = tail.end();
    List<UUID> written = new ArrayList<>();
    for (int commit = 0; commit < 4; commit++) {
      List<LoggedPrediction> rows = IntStream.range(0, 5).mapToObj(i -> row("e" + i)).toList();
      writer.write(rows);
      rows.forEach(row -> written.add(row.id()));
    }

    List<UUID> read = new ArrayList<>();
    LogTail.Batch page = tail.read(place, ALL, 3);
    while (page.more()) {
      page.events().forEach(event -> read.add(event.id()));
      page = tail.read(Cursor.parse(page.next().text()), ALL, 3);
    }
    page.events().forEach(event -> read.add(event.id()));

    assertThat(read).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(written);
  }

  @Test
  void theCursorOfEachEventLeadsToTheNext() {
    Cursor place = tail.end();
    IntStream.range(0, 6).forEach(i -> write("e" + i));
    List<FeedEvent> all = tail.read(place, ALL, 100).events();

    for (int i = 0; i < all.size(); i++) {
      var rest = tail.read(Cursor.parse(all.get(i).cursor().text()), ALL, 100).events();

      assertThat(rest)
          .extracting(FeedEvent::id)
          .isEqualTo(all.subList(i + 1, all.size()).stream().map(FeedEvent::id).toList());
    }
  }

  @Test
  void leavesOutWhatNobodyWants() {
    Cursor place = tail.end();
    write("one");
    LoggedPrediction two = write("two");
    LoggedPrediction other = row("three", VersionId.of("fraud", 2));
    writer.write(List.of(other));

    var byModel = tail.read(place, interest("fraud", null), 10).events();
    var byEntity = tail.read(place, interest(null, "two"), 10).events();
    var none = tail.read(place, new Interest(false, Set.of(), Set.of(), true), 10).events();

    assertThat(byModel).extracting(FeedEvent::id).containsExactly(other.id());
    assertThat(byEntity).extracting(FeedEvent::id).containsExactly(two.id());
    assertThat(none).isEmpty();
  }

  @Test
  void tellsOfAlertsEachTimeTheyChange() {
    var alerts = new SqlAlerts(test.database());
    var open =
        new Alert(
            UUID.randomUUID(),
            CHURN,
            AlertKind.FEATURE_DRIFT,
            "tenure",
            Severity.HIGH,
            new AlertState.Open(),
            "Drift",
            "Look at it",
            Instant.parse("2026-11-20T12:00:00Z"));
    Cursor place = tail.end();
    test.database().run(tx -> alerts.save(tx, open));

    LogTail.Batch first = tail.read(place, ALL, 10);
    test.database()
        .run(
            tx ->
                alerts.save(
                    tx,
                    new Alert(
                        open.id(),
                        CHURN,
                        open.kind(),
                        open.column(),
                        open.severity(),
                        new AlertState.Resolved(null, open.openedAt()),
                        open.title(),
                        open.detail(),
                        open.openedAt())));
    LogTail.Batch second = tail.read(first.next(), ALL, 10);

    assertThat(states(first)).containsExactly("open");
    assertThat(states(second)).containsExactly("resolved");
    assertThat(tail.read(second.next(), ALL, 10).events()).isEmpty();
  }

  @Test
  void writesASnapshotAsPostgresqlDoes() {
    for (String text : List.of("10:20:10,14", "20:20:")) {
      Seen seen = SqlLogTail.seen(text);

      assertThat(SqlLogTail.snapshot(seen)).isEqualTo(text);
    }
  }

  private static List<String> states(LogTail.Batch batch) {
    return batch.events().stream()
        .map(event -> ((FeedEvent.AlertChanged) event).alert().state().wireName())
        .toList();
  }

  private static Interest interest(@Nullable String model, @Nullable String entity) {
    return new Interest(
        false,
        model == null ? Set.of() : Set.of(new ModelName(model)),
        entity == null ? Set.of() : Set.of(entity),
        false);
  }

  private LoggedPrediction write(String entity) {
    LoggedPrediction row = row(entity);
    writer.write(List.of(row));
    return row;
  }

  private static LoggedPrediction row(String entity) {
    return row(entity, CHURN);
  }

  private static LoggedPrediction row(String entity, VersionId version) {
    return new LoggedPrediction(
        UUID.randomUUID(),
        Instant.now(),
        version,
        Stage.PRODUCTION,
        entity,
        0.25,
        new double[] {1},
        List.of(),
        List.of(new LoggedReason("tenure", -0.5)));
  }
}
