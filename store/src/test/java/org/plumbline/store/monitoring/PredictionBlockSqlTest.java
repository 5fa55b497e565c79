package org.plumbline.store.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.Label;
import org.plumbline.monitoring.LabelStore;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.monitoring.LoggedReason;
import org.plumbline.monitoring.WindowStore;
import org.plumbline.monitoring.feed.Cursor;
import org.plumbline.monitoring.feed.FeedEvent;
import org.plumbline.monitoring.feed.Interest;
import org.plumbline.monitoring.feed.Subscription;
import org.plumbline.monitoring.log.PredictionHit;
import org.plumbline.monitoring.log.PredictionQuery;
import org.plumbline.store.TestDatabase;

/** Whoever reads the log finds answers in blocks as those that are rows. */
class PredictionBlockSqlTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123456Z");
  private static final VersionId V1 = VersionId.of("churn", 1);
  private static final int MANY = 200;

  private TestDatabase test;
  private SqlPredictionWriter writer;
  private SqlPredictions predictions;
  private SqlPredictionSearch search;
  private SqlLabels labels;

  @BeforeEach
  void open() {
    test = TestDatabase.fresh();
    writer = new SqlPredictionWriter(test.database());
    predictions = new SqlPredictions(test.database());
    search = new SqlPredictionSearch(test.database());
    labels = new SqlLabels(test.database());
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void aLongRequestIsOneBlockAndAShortOneRows() {
    writer.write(request(NOON, MANY, true));
    writer.write(request(NOON, 3, true));

    assertThat(count("prediction")).isEqualTo(3);
    assertThat(count("prediction_block")).isEqualTo(1);
    assertThat(count("logged_prediction")).isEqualTo(MANY + 3);
  }

  @Test
  void eachAnswerIsFoundByItsIdToTheLastBit() {
    List<LoggedPrediction> named = request(NOON, MANY, true);
    List<LoggedPrediction> nameless = request(NOON, MANY, false);
    writer.write(concat(named, nameless));

    assertThat(count("prediction_block")).isEqualTo(2);
    assertThat(concat(named, nameless))
        .allSatisfy(row -> assertThat(predictions.find(row.id())).contains(row));
    UUID last = named.getLast().id();
    assertThat(
            predictions.find(
                new UUID(last.getMostSignificantBits(), last.getLeastSignificantBits() + 1)))
        .isEmpty();
  }

  @Test
  void answersWithReasonsAmongThemAreRowsOfTheSameCommit() {
    List<LoggedPrediction> rows = new ArrayList<>(request(NOON, MANY, true));
    LoggedPrediction plain = rows.get(100);
    LoggedPrediction reasoned =
        new LoggedPrediction(
            plain.id(),
            plain.predictedAt(),
            V1,
            plain.stage(),
            plain.entity(),
            plain.score(),
            plain.slots(),
            List.of(),
            List.of(new LoggedReason("tenure", 0.5)));
    rows.set(100, reasoned);

    writer.write(rows);

    assertThat(count("prediction")).isEqualTo(1);
    assertThat(count("prediction_block")).isEqualTo(2);
    assertThat(rows).allSatisfy(row -> assertThat(predictions.find(row.id())).contains(row));
    assertThat(count("logged_prediction where tx = (select tx from prediction)")).isEqualTo(MANY);
  }

  @Test
  void aRepeatedBlockIsRefusedWithTheRowsBesideIt() {
    List<LoggedPrediction> block = request(NOON, MANY, true);
    writer.write(block);
    List<LoggedPrediction> row = request(NOON, 1, true);

    assertThatThrownBy(() -> writer.write(concat(row, block)))
        .isInstanceOfSatisfying(
            PlumblineException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CONFLICT));

    assertThat(predictions.find(row.getFirst().id())).isEmpty();
    writer.write(row);
    assertThat(predictions.find(row.getFirst().id())).isPresent();
  }

  @Test
  void aDroppedPartitionIsMadeAgain() {
    Instant day = Instant.parse("2020-02-02T02:02:02Z");
    writer.write(request(day, MANY, true));
    test.database().read(handle -> handle.execute("drop table prediction_block_20200202"));
    List<LoggedPrediction> rows = concat(request(day, 1, true), request(day, MANY, true));

    writer.write(rows);

    assertThat(rows).allSatisfy(row -> assertThat(predictions.find(row.id())).contains(row));
  }

  @Test
  void idsOfABlockAreKnownToBeThere() {
    List<LoggedPrediction> block = request(NOON, MANY, true);
    writer.write(block);

    Set<UUID> there =
        new LoggedIds(test.database()).among(concat(block, request(NOON, MANY, true)));

    assertThat(there).isEqualTo(new HashSet<>(ids(block)));
  }

  @Test
  void aSearchPagesThroughRowsAndBlocksByTime() {
    List<LoggedPrediction> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      List<LoggedPrediction> rows = request(NOON.plusSeconds(i), i % 2 == 0 ? 100 : 5, true);
      writer.write(rows);
      all.addAll(rows);
    }
    List<UUID> seen = new ArrayList<>();
    PredictionQuery.Place next = null;

    do {
      var found = search.search(query(null, null, next, 33), Map.of(V1, Double.NaN));
      seen.addAll(found.hits().stream().map(PredictionHit::id).toList());
      next = found.next().orElse(null);
    } while (next != null);

    assertThat(seen).isEqualTo(ids(all).reversed());
  }

  @Test
  void aSearchFindsByIdAndByEntity() {
    List<LoggedPrediction> block = request(NOON, MANY, true);
    writer.write(block);
    writer.write(request(NOON.minusSeconds(9), 8, true));

    assertThat(hits(query(block.get(7).id(), null, null, 10))).containsExactly(block.get(7).id());
    assertThat(hits(query(null, "E7", null, 10))).hasSize(2).first().isEqualTo(block.get(7).id());
  }

  @Test
  void labelsFindTheirAnswerAndItsInputs() {
    List<LoggedPrediction> block = request(NOON, MANY, true);
    writer.write(block);
    LoggedPrediction byId = block.get(3);
    LoggedPrediction byEntity = block.get(11);

    LabelStore.Answer first = labels.answer(V1.model(), Label.of(byId.id(), 1)).orElseThrow();
    LabelStore.Answer second =
        labels.answer(V1.model(), new Label(null, "E11", NOON, 0, NOON)).orElseThrow();
    test.database()
        .run(
            tx -> {
              labels.save(tx, first, 1, NOON, NOON);
              labels.save(tx, second, 0, NOON, NOON);
            });

    assertThat(first.id()).isEqualTo(byId.id());
    assertThat(second.id()).isEqualTo(byEntity.id());
    LocalDate day = LocalDate.parse("2026-11-20");
    List<LabelStore.Labelled> labelled =
        test.database().in(tx -> labels.labelled(tx, V1, day, day.plusDays(1), true));
    assertThat(labelled)
        .extracting(
            one -> List.of(one.value(), one.score(), Objects.requireNonNull(one.slots())[1]))
        .containsExactly(
            List.of(1.0, byId.score(), byId.slots()[1]),
            List.of(0.0, byEntity.score(), byEntity.slots()[1]));
  }

  @Test
  void theTailTellsEachAnswerOfABlock() {
    var tail = new SqlLogTail(test.database(), () -> NOON);
    Cursor end = tail.end();
    List<LoggedPrediction> block = request(NOON, MANY, true);
    writer.write(block);
    var one = Interest.of(Set.of(new Subscription.OfEntity("E5")));
    var all = Interest.of(Set.of(new Subscription.OfModel(V1.model(), null)));

    assertThat(tail.read(end, one, 10).events())
        .singleElement()
        .extracting(event -> event.id())
        .isEqualTo(block.get(5).id());
    var first = tail.read(end, all, 150);
    var rest = tail.read(first.next(), all, 150);
    assertThat(first.more()).isTrue();
    assertThat(rest.more()).isFalse();
    assertThat(concat(first.events(), rest.events()).stream().map(FeedEvent::id))
        .isEqualTo(ids(block));
  }

  @Test
  void windowsTakeRowsAndBlocksOnce() {
    var windows = new SqlWindows(test.database());
    List<LoggedPrediction> rows = request(NOON, 5, true);
    List<LoggedPrediction> block = request(NOON, MANY, true);
    writer.write(rows);
    writer.write(block);
    writer.write(request(NOON, MANY, false));

    List<Double> scores = new ArrayList<>();
    boolean more = true;
    while (more) {
      more =
          test.database()
              .in(
                  tx -> {
                    WindowStore.Feed feed = windows.next(tx, 150);
                    feed.rows().forEach(row -> scores.add(row.score()));
                    windows.advance(tx, feed, Map.of());
                    return feed.more();
                  });
    }

    assertThat(scores).hasSize(5 + 2 * MANY);
    assertThat(test.database().in(tx -> windows.next(tx, 150)).rows()).isEmpty();
    assertThat(windows.since(V1, NOON, 1_000)).hasSize(5 + 2 * MANY);
  }

  private List<UUID> hits(PredictionQuery query) {
    return search.search(query, Map.of(V1, Double.NaN)).hits().stream()
        .map(PredictionHit::id)
        .toList();
  }

  private static PredictionQuery query(
      @Nullable UUID id,
      @Nullable String entity,
      PredictionQuery.@Nullable Place after,
      int limit) {
    return new PredictionQuery(
        V1.model(), id, entity, null, null, null, null, null, null, limit, after);
  }

  private long count(String from) {
    return test.database()
        .read(handle -> handle.createQuery("select count(*) from " + from).mapTo(Long.class).one());
  }

  private static List<UUID> ids(List<LoggedPrediction> rows) {
    return rows.stream().map(LoggedPrediction::id).toList();
  }

  private static <T> List<T> concat(List<T> first, List<T> second) {
    List<T> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }

  /** Answers of one request, with ids as the service draws them. */
  private static List<LoggedPrediction> request(Instant at, int rows, boolean named) {
    UUID[] ids =
        new org.plumbline.kernel.TimeOrderedIds(
                () -> at, java.util.concurrent.ThreadLocalRandom.current())
            .next(rows);
    List<LoggedPrediction> request = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      request.add(
          new LoggedPrediction(
              ids[i],
              at,
              V1,
              named ? Stage.PRODUCTION : null,
              named && i % 10 != 9 ? "E" + i : null,
              1.0 / (i + 1),
              new double[] {Double.NaN, i, -0.0},
              List.of(),
              List.of()));
    }
    return request;
  }
}
