package org.plumbline.store.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.LabelStore;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.monitoring.LoggedReason;
import org.plumbline.monitoring.log.PredictionHit;
import org.plumbline.monitoring.log.PredictionQuery;
import org.plumbline.monitoring.log.PredictionQuery.Labelled;
import org.plumbline.monitoring.log.PredictionSearch.Found;
import org.plumbline.store.Plans;
import org.plumbline.store.TestDatabase;

class PredictionSearchSqlTest {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final ModelName CHURN = new ModelName("churn");
  private static final VersionId V1 = VersionId.of("churn", 1);
  private static final VersionId V2 = VersionId.of("churn", 2);
  private static final VersionId LARGE = VersionId.of("large", 1);

  private static final SqlPredictionSearch SEARCH = new SqlPredictionSearch(TEST.database());
  private static final SqlLabels LABELS = new SqlLabels(TEST.database());

  private static final LoggedPrediction OLD =
      row(V1, 0, "ana", Stage.PRODUCTION, List.of(), "tenure");
  private static final LoggedPrediction MIDDLE =
      row(V2, 60, "ben", Stage.CANARY, List.of("plan"), "tenure", "charges");
  private static final LoggedPrediction NEW =
      row(V1, 120, "ana", Stage.PRODUCTION, List.of("charges"), "plan");

  @BeforeAll
  static void log() {
    var writer = new SqlPredictionWriter(TEST.database());
    writer.write(
        List.of(MIDDLE, OLD, NEW, row(VersionId.of("other", 1), 90, "ana", null, List.of())));
    label(MIDDLE, 0);
    label(MIDDLE, 1);
    manyAnswers();
  }

  private static void label(LoggedPrediction of, double value) {
    TEST.database()
        .run(
            tx ->
                LABELS.save(
                    tx,
                    new LabelStore.Answer(of.id(), of.version(), of.predictedAt(), of.score()),
                    value,
                    NOON.plusSeconds(600),
                    NOON.plusSeconds(700 + (long) value)));
  }

  /** Ten days of 30,000 answers, of which the first of each thousand bears a label. */
  private static void manyAnswers() {
    var writer = new SqlPredictionWriter(TEST.database());
    Instant first = NOON.minus(Duration.ofDays(20));
    for (int day = 0; day < 10; day++) {
      writer.write(List.of(row(LARGE, first.plus(Duration.ofDays(day)), "E", null, List.of())));
    }
    TEST.database()
        .run(
            tx -> {
              var handle = org.plumbline.store.Database.handle(tx);
              handle.execute(
                  """
                  insert into prediction (id, predicted_at, version_key, stage, entity, score, slots)
                  select gen_random_uuid(), timestamptz '2026-10-31 12:00+00' + d * interval '1 day'
                    + s * interval '1 second', w.key, 3, 'E' || (s % 10000), 0.5, '\\x0000'
                  from watched_version w, generate_series(0, 9) d, generate_series(1, 30000) s
                  where w.model = 'large'
                  """);
              handle.execute(
                  """
                  insert into label (prediction_id, version_key, predicted_at, score, value,
                    observed_at, received_at)
                  select id, version_key, predicted_at, score, 1, predicted_at, predicted_at
                  from prediction where entity = 'E1' and slots = '\\x0000'
                  """);
            });
    TEST.database().read(handle -> handle.execute("vacuum analyze prediction, label"));
  }

  @AfterAll
  static void close() {
    TEST.close();
  }

  @Test
  void listsTheNewestFirstOverAllVersionsOfTheModel() {
    assertThat(ids(SEARCH.search(PredictionQuery.of(CHURN, 10), any(V1, V2))))
        .containsExactly(NEW.id(), MIDDLE.id(), OLD.id());
  }

  @Test
  void pagesWithoutGapOrRepetition() {
    List<UUID> seen = new ArrayList<>();
    Optional<PredictionQuery.Place> next = Optional.empty();

    do {
      Found found = SEARCH.search(query().after(next.orElse(null)).limit(1).done(), any(V1, V2));
      seen.addAll(ids(found));
      next = found.next();
    } while (next.isPresent());

    assertThat(seen).containsExactly(NEW.id(), MIDDLE.id(), OLD.id());
  }

  @Test
  void findsByEachFilter() {
    assertThat(found(query().id(OLD.id()))).containsExactly(OLD.id());
    assertThat(found(query().id(UUID.randomUUID()))).isEmpty();
    assertThat(found(query().entity("ana"))).containsExactly(NEW.id(), OLD.id());
    assertThat(found(query().from(MIDDLE.predictedAt()))).containsExactly(NEW.id(), MIDDLE.id());
    assertThat(found(query().until(MIDDLE.predictedAt()))).containsExactly(OLD.id());
    assertThat(found(query().stage(Stage.CANARY))).containsExactly(MIDDLE.id());
    assertThat(found(query().reason("tenure"))).containsExactly(MIDDLE.id(), OLD.id());
    assertThat(found(query().label(new Labelled.Present(true)))).containsExactly(MIDDLE.id());
    assertThat(found(query().label(new Labelled.Present(false))))
        .containsExactly(NEW.id(), OLD.id());
  }

  @Test
  void anUnknownCategoryOfThatNameIsNoReason() {
    assertThat(found(query().reason("charges"))).containsExactly(MIDDLE.id());
    assertThat(found(query().reason("plan"))).containsExactly(NEW.id());
  }

  @Test
  void aLabelIsWantedVersionByVersion() {
    var query = query().label(new Labelled.Value("yes")).done();

    assertThat(ids(SEARCH.search(query, Map.of(V1, 0.0, V2, 1.0)))).containsExactly(MIDDLE.id());
    assertThat(ids(SEARCH.search(query, Map.of(V1, 1.0, V2, 0.0)))).isEmpty();
  }

  @Test
  void showsLabelAndReasonsButNoInputs() {
    PredictionHit hit = SEARCH.search(query().id(MIDDLE.id()).done(), any(V2)).hits().getFirst();

    assertThat(hit)
        .isEqualTo(
            new PredictionHit(
                MIDDLE.id(),
                MIDDLE.predictedAt(),
                V2,
                Stage.CANARY,
                "ben",
                MIDDLE.score(),
                MIDDLE.reasons(),
                1.0));
  }

  @Test
  void keepsWhatALabelWasBefore() {
    var labels = SEARCH.labels(MIDDLE.id());

    assertThat(labels).hasSize(2);
    assertThat(labels.getFirst().value()).isEqualTo(1);
    assertThat(labels.getFirst().replacedAt()).isNull();
    assertThat(labels.getLast().value()).isZero();
    assertThat(labels.getLast().replacedAt()).isEqualTo(NOON.plusSeconds(701));
    assertThat(SEARCH.labels(OLD.id())).isEmpty();
  }

  @Test
  void nothingIsFoundOfAModelThatNeverAnswered() {
    assertThat(SEARCH.versions(new ModelName("nobody"))).isEmpty();
    assertThat(ids(SEARCH.search(PredictionQuery.of(CHURN, 10), Map.of()))).isEmpty();
    assertThat(SEARCH.versions(CHURN)).containsExactly(V1, V2);
  }

  @Test
  void aRareLabelIsFoundPageByPage() {
    int found = 0;
    int pages = 0;
    Optional<PredictionQuery.Place> next = Optional.empty();

    do {
      var query =
          new Wanted(new ModelName("large"))
              .label(new Labelled.Present(true))
              .after(next.orElse(null));
      Found page = SEARCH.search(query.limit(100).done(), any(LARGE));
      found += page.hits().size();
      pages++;
      next = page.next();
    } while (next.isPresent());

    assertThat(found).isEqualTo(30);
    assertThat(pages).isEqualTo(300_010 / SqlPredictionSearch.LOOKED_AT + 1);
  }

  /* 300,000 rows lie in some 4,000 blocks; one day's part of an index in 200. */
  @Test
  void aPageTouchesFewBlocks() {
    assertThat(blocks(new Wanted(LARGE.model()))).isLessThan(120);
    assertThat(blocks(new Wanted(LARGE.model()).entity("E77"))).isLessThan(200);
    assertThat(blocks(new Wanted(LARGE.model()).until(NOON.minus(Duration.ofDays(15)))))
        .isLessThan(120);
    assertThat(blocks(new Wanted(LARGE.model()).id(UUID.randomUUID()))).isLessThan(120);
  }

  @Test
  void aFilteredPageLooksAtItsShareOnly() {
    assertThat(blocks(new Wanted(LARGE.model()).reason("tenure"))).isLessThan(3_000);
  }

  private static long blocks(Wanted wanted) {
    SEARCH.search(wanted.done(), any(LARGE));
    Plans plans = Plans.of(TEST, () -> SEARCH.search(wanted.done(), any(LARGE)));
    assertThat(plans.blocks()).as(plans.text()).isPositive();
    return plans.blocks();
  }

  private static List<UUID> found(Wanted wanted) {
    return ids(SEARCH.search(wanted.done(), any(V1, V2)));
  }

  private static List<UUID> ids(Found found) {
    return found.hits().stream().map(PredictionHit::id).toList();
  }

  private static Map<VersionId, Double> any(VersionId... versions) {
    Map<VersionId, Double> any = new LinkedHashMap<>();
    for (VersionId version : versions) {
      any.put(version, Double.NaN);
    }
    return any;
  }

  private static Wanted query() {
    return new Wanted(CHURN);
  }

  /** A query one part at a time. */
  private static final class Wanted {
    private final ModelName model;
    private @Nullable UUID id;
    private @Nullable String entity;
    private @Nullable Instant from;
    private @Nullable Instant until;
    private @Nullable Stage stage;
    private @Nullable String reason;
    private @Nullable Labelled label;
    private PredictionQuery.@Nullable Place after;
    private int limit = 50;

    Wanted(ModelName model) {
      this.model = model;
    }

    Wanted id(UUID wanted) {
      id = wanted;
      return this;
    }

    Wanted entity(String wanted) {
      entity = wanted;
      return this;
    }

    Wanted from(Instant wanted) {
      from = wanted;
      return this;
    }

    Wanted until(Instant wanted) {
      until = wanted;
      return this;
    }

    Wanted stage(Stage wanted) {
      stage = wanted;
      return this;
    }

    Wanted reason(String wanted) {
      reason = wanted;
      return this;
    }

    Wanted label(Labelled wanted) {
      label = wanted;
      return this;
    }

    Wanted after(PredictionQuery.@Nullable Place place) {
      after = place;
      return this;
    }

    Wanted limit(int most) {
      limit = most;
      return this;
    }

    PredictionQuery done() {
      return new PredictionQuery(
          model, id, entity, from, until, null, stage, reason, label, limit, after);
    }
  }

  private static LoggedPrediction row(
      VersionId version,
      int seconds,
      String entity,
      @Nullable Stage stage,
      List<String> unknown,
      String... reasons) {
    return row(version, NOON.plusSeconds(seconds), entity, stage, unknown, reasons);
  }

  private static LoggedPrediction row(
      VersionId version,
      Instant at,
      String entity,
      @Nullable Stage stage,
      List<String> unknown,
      String... reasons) {
    return new LoggedPrediction(
        UUID.randomUUID(),
        at,
        version,
        stage,
        entity,
        0.25,
        new double[] {1, 2},
        unknown,
        List.of(reasons).stream().map(name -> new LoggedReason(name, 0.5)).toList());
  }
}
