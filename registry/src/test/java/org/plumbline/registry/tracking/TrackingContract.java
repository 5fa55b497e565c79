package org.plumbline.registry.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEntry;
import org.plumbline.audit.AuditQuery;
import org.plumbline.audit.AuditTrail;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Transactions;
import org.plumbline.kernel.VersionId;
import org.plumbline.registry.ContentHash;

/** What tracking does over every set of stores; each test starts with the default experiment. */
public abstract class TrackingContract {
  protected static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  protected static final Actor ANA = Actor.user("ana");
  protected static final Actor BEN = Actor.user("ben");

  private Instant now = NOON;
  private Tracking tracking;
  private Experiment churn;

  protected abstract Transactions transactions();

  protected abstract TrackingStore store();

  protected abstract AuditTrail audit();

  /** Leaves the default experiment and nothing else. */
  protected void empty() {}

  @BeforeEach
  final void open() {
    empty();
    var random = new SplittableRandom(7);
    tracking = new Tracking(transactions(), store(), audit(), () -> now, random);
    churn = tracking.experiments().create("churn", null, Map.of("team", "north"), ANA);
  }

  protected final Tracking tracking() {
    return tracking;
  }

  @Test
  void thereIsADefaultExperiment() {
    assertThat(tracking.experiments().load(ExperimentId.DEFAULT).name()).isEqualTo("Default");
  }

  @Test
  void anExperimentIsFoundByIdAndName() {
    assertThat(tracking.experiments().load(churn.id())).isEqualTo(churn);
    assertThat(tracking.experiments().find("churn")).contains(churn);
    assertThat(tracking.experiments().find("nothing")).isEmpty();
    assertThat(churn.tags()).containsEntry("team", "north");
  }

  @Test
  void aNameIsTakenAlsoByADeletedExperiment() {
    assertRefused(
        ErrorCode.CONFLICT, () -> tracking.experiments().create("churn", null, Map.of(), BEN));

    tracking.experiments().delete(churn.id(), ANA);

    assertThatThrownBy(() -> tracking.experiments().create("churn", null, Map.of(), BEN))
        .hasMessageContaining("restore");
  }

  @Test
  void oneOfManyWinsTheRaceForAName() throws Exception {
    var outcomes = new ConcurrentLinkedQueue<String>();
    Callable<Boolean> attempt =
        () -> {
          try {
            tracking.experiments().create("race", null, Map.of(), ANA);
            return outcomes.add("won");
          } catch (PlumblineException lost) {
            return outcomes.add(lost.code().wireName());
          }
        };

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.invokeAll(Collections.nCopies(8, attempt));
    }

    assertThat(outcomes).hasSize(8).containsOnlyOnce("won").contains("conflict");
    assertThat(tracking.experiments().open("race", BEN).name()).isEqualTo("race");
  }

  @Test
  void renamesAndTagsExperiments() {
    tracking.experiments().rename(churn.id(), "leaving", ANA);
    tracking.experiments().tag(churn.id(), "a", "1", ANA);
    tracking.experiments().untag(churn.id(), "team", ANA);

    Experiment found = tracking.experiments().load(churn.id());
    assertThat(found.name()).isEqualTo("leaving");
    assertThat(found.tags()).isEqualTo(new TreeMap<>(Map.of("a", "1")));
    assertRefused(
        ErrorCode.CONFLICT, () -> tracking.experiments().rename(churn.id(), "Default", ANA));
    assertRefused(ErrorCode.NOT_FOUND, () -> tracking.experiments().untag(churn.id(), "b", ANA));
    assertThat(actions()).contains("experiment.renamed", "experiment.tagged");
  }

  @Test
  void deletingAnExperimentHidesItsRunsAndRestoringBringsThoseBack() {
    RunId gone = start("gone");
    tracking.deleteRun(gone, ANA);
    RunId kept = start("kept");
    now = now.plusSeconds(1);

    tracking.experiments().delete(churn.id(), ANA);

    assertThat(names(RunQuery.first(churn.id(), 9))).isEmpty();
    assertRefused(ErrorCode.CONFLICT, () -> tracking.log(kept, metric("m", 1, 0), ANA));
    assertRefused(ErrorCode.CONFLICT, () -> tracking.startRun(RunStart.in(churn.id()), ANA));
    assertRefused(ErrorCode.CONFLICT, () -> tracking.restoreRun(gone, ANA));

    tracking.experiments().restore(churn.id(), ANA);

    assertThat(names(RunQuery.first(churn.id(), 9))).containsExactly("kept");
    assertThat(names(RunQuery.first(churn.id(), 9).view(View.DELETED))).containsExactly("gone");
  }

  @Test
  void aRunStartsRunningUnderAName() {
    Run named = tracking.startRun(RunStart.in(churn.id()).named("first"), ANA);
    Run unnamed = tracking.startRun(RunStart.in(churn.id()).tagged(Map.of("k", "v")), ANA);

    assertThat(tracking.loadRun(named.id())).isEqualTo(named);
    assertThat(tracking.loadRun(unnamed.id())).isEqualTo(unnamed);
    assertThat(named.info().status()).isEqualTo(RunStatus.RUNNING);
    assertThat(named.info().startedAt()).isEqualTo(NOON);
    assertThat(unnamed.info().name()).matches("[a-z]+-[a-z]+-\\d+");
    assertThat(unnamed.info().artifactUri())
        .isEqualTo("mlflow-artifacts:/" + churn.id() + "/" + unnamed.id() + "/artifacts");
    assertThat(actions()).contains("run.started");
  }

  @Test
  void aRunEndsAndMayBeResumed() {
    RunId run = start("r");
    now = now.plusSeconds(60);

    assertThat(tracking.updateRun(run, RunUpdate.status(RunStatus.FINISHED), ANA).endedAt())
        .isEqualTo(NOON.plusSeconds(60));
    tracking.log(run, metric("late", 1, 0), ANA);
    assertThat(tracking.updateRun(run, RunUpdate.status(RunStatus.RUNNING), ANA).endedAt())
        .isNull();
    assertThat(tracking.updateRun(run, RunUpdate.name("other"), ANA).name()).isEqualTo("other");
  }

  @Test
  void nobodyElseLogsToARun() {
    RunId run = start("mine");

    assertRefused(ErrorCode.FORBIDDEN, () -> tracking.log(run, metric("m", 1, 0), BEN));
    assertRefused(
        ErrorCode.FORBIDDEN,
        () -> tracking.updateRun(run, RunUpdate.status(RunStatus.FAILED), BEN));
    assertRefused(
        ErrorCode.NOT_FOUND, () -> tracking.log(new RunId("0".repeat(32)), metric("m", 1, 0), BEN));

    tracking.tag(run, "seen", "by ben", BEN);

    assertThat(tracking.loadRun(run).tags()).containsEntry("seen", "by ben");
    assertThat(actions()).contains("run.tagged");
  }

  @Test
  void theLatestValueIsThatOfTheHighestStepThenTimeThenValue() {
    RunId run = start("r");
    log(run, new MetricPoint("a", 3, 2, NOON));
    log(run, new MetricPoint("a", 9, 1, NOON.plusSeconds(9)));
    log(run, new MetricPoint("b", 1, 0, NOON.plusSeconds(1)), new MetricPoint("b", 5, 0, NOON));
    log(run, new MetricPoint("c", 2, 0, NOON), new MetricPoint("c", 7, 0, NOON));
    log(run, new MetricPoint("c", 4, 0, NOON));
    log(run, new MetricPoint("d", 4, 0, NOON), new MetricPoint("d", Double.NaN, 0, NOON));
    log(run, new MetricPoint("d", Double.NaN, 0, NOON));

    Map<String, MetricPoint> latest = tracking.loadRun(run).metrics();
    assertThat(latest).hasEntrySatisfying("a", point -> assertThat(point.value()).isEqualTo(3));
    assertThat(latest).hasEntrySatisfying("b", point -> assertThat(point.value()).isEqualTo(1));
    assertThat(latest).hasEntrySatisfying("c", point -> assertThat(point.value()).isEqualTo(7));
    assertThat(latest).hasEntrySatisfying("d", point -> assertThat(point.value()).isEqualTo(4));
  }

  @Test
  void keepsEveryDouble() {
    RunId run = start("r");
    double[] values = {
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.MIN_VALUE,
      -0.0,
      Double.MAX_VALUE,
      0.1
    };
    List<MetricPoint> points =
        IntStream.range(0, values.length)
            .mapToObj(i -> new MetricPoint("m", values[i], i, NOON))
            .toList();

    tracking.log(run, RunBatch.metrics(points), ANA);
    tracking.log(run, RunBatch.metrics(points), ANA);

    assertThat(tracking.metricHistory(run, "m", 100, null).points()).isEqualTo(points);
    assertThat(tracking.loadRun(run).metrics().get("m")).isEqualTo(points.getLast());
  }

  @Test
  void keepsTheIntervalOfAMetric() {
    RunId run = start("r");
    var point =
        new MetricPoint("auc", 0.8, 0, NOON, new MetricPoint.Bounds(0.7, Double.POSITIVE_INFINITY));

    log(run, point);

    assertThat(tracking.loadRun(run).metrics().get("auc")).isEqualTo(point);
    assertThat(tracking.metricHistory(run, "auc", 5, null).points()).containsExactly(point);
  }

  @Test
  void pagesThroughAHistory() {
    RunId run = start("r");
    tracking.log(
        run,
        RunBatch.metrics(
            IntStream.range(0, 25)
                .mapToObj(
                    i -> new MetricPoint("loss", 1.0 / (1 + i), i / 2, NOON.plusSeconds(i % 2)))
                .toList()),
        ANA);

    List<MetricPoint> all = new ArrayList<>();
    MetricPage page = tracking.metricHistory(run, "loss", 10, null);
    all.addAll(page.points());
    while (page.next().isPresent()) {
      page = tracking.metricHistory(run, "loss", 10, page.next().get());
      all.addAll(page.points());
    }

    assertThat(all).hasSize(25).doesNotHaveDuplicates();
    assertThat(all).isSortedAccordingTo(MetricPoint.BY_RECENCY);
    assertThat(tracking.metricHistory(run, "none", 10, null).points()).isEmpty();
  }

  @Test
  void aParameterIsWrittenOnce() {
    RunId run = start("r");
    tracking.log(run, RunBatch.params(Map.of("depth", "6", "long", "x".repeat(6000))), ANA);
    tracking.log(run, RunBatch.params(Map.of("depth", "6", "long", "x".repeat(6000))), ANA);

    assertThatThrownBy(() -> tracking.log(run, RunBatch.params(Map.of("depth", "7")), ANA))
        .hasMessageContaining("'6'")
        .hasMessageContaining("'7'");
    assertThat(tracking.loadRun(run).params())
        .containsEntry("depth", "6")
        .containsEntry("long", "x".repeat(6000));
  }

  @Test
  void aBatchIsLoggedWhollyOrNotAtAll() {
    RunId run = start("r");
    tracking.log(run, RunBatch.params(Map.of("depth", "6")), ANA);
    var batch =
        RunBatch.of(
            List.of(new MetricPoint("m", 1, 0, NOON)),
            Map.of("depth", "7", "eta", "0.1"),
            Map.of("t", "x"));

    assertRefused(ErrorCode.CONFLICT, () -> tracking.log(run, batch, ANA));

    Run found = tracking.loadRun(run);
    assertThat(found.params()).containsOnlyKeys("depth");
    assertThat(found.tags()).isEmpty();
    assertThat(found.metrics()).isEmpty();
    assertThat(tracking.metricHistory(run, "m", 9, null).points()).isEmpty();
  }

  @Test
  void manyClientsLogToOneRun() throws Exception {
    RunId run = start("r");
    List<Callable<Boolean>> clients =
        IntStream.range(0, 6)
            .<Callable<Boolean>>mapToObj(
                client ->
                    () -> {
                      for (int i = 0; i < 10; i++) {
                        int step = 10 * client + i;
                        List<MetricPoint> points = new ArrayList<>();
                        for (int key = 0; key < 5; key++) {
                          points.add(new MetricPoint("m" + key, step, step, NOON));
                        }
                        Collections.shuffle(points);
                        tracking.log(run, RunBatch.metrics(points), ANA);
                      }
                      return true;
                    })
            .toList();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var done : threads.invokeAll(clients)) {
        done.get();
      }
    }

    assertThat(tracking.metricHistory(run, "m3", 100, null).points()).hasSize(60);
    assertThat(tracking.loadRun(run).metrics().values())
        .allSatisfy(point -> assertThat(point.value()).isEqualTo(59));
  }

  @Test
  void keepsTagsInputsAndArtefacts() {
    RunId run = start("r");
    var input =
        new RunInput(
            "customers",
            "ab12",
            "local",
            "customers.csv",
            null,
            "{}",
            new TreeMap<>(Map.of(RunInput.CONTEXT_TAG, "training")));
    var artifact = new RunArtifact("a/scorecard.json", ContentHash.of(new byte[] {1}), 1, NOON);
    var other = new RunArtifact("ab", ContentHash.of(new byte[] {2}), 1, NOON);

    tracking.logInputs(run, List.of(input), ANA);
    tracking.logInputs(run, List.of(input), ANA);
    tracking.logArtifact(run, artifact, ANA);
    tracking.logArtifact(run, other, ANA);
    tracking.tag(run, "a", "1", ANA);
    tracking.tag(run, "a", "2", ANA);

    assertThat(tracking.loadRun(run).inputs()).containsExactly(input);
    assertThat(tracking.artifacts(run)).containsExactly(artifact, other);
    assertThat(tracking.findArtifact(run, "ab")).contains(other);
    assertThat(tracking.removeArtifacts(run, "a", ANA)).isEqualTo(1);
    assertThat(tracking.artifacts(run)).containsExactly(other);
    assertThat(tracking.loadRun(run).tags()).containsEntry("a", "2");
    tracking.untag(run, "a", ANA);
    assertThat(tracking.loadRun(run).tags()).isEmpty();
    assertRefused(ErrorCode.NOT_FOUND, () -> tracking.untag(run, "a", ANA));
  }

  @Test
  void deletedRunsAreHiddenAndComeBack() {
    RunId run = start("r");

    tracking.deleteRun(run, BEN);

    assertThat(names(RunQuery.first(churn.id(), 9))).isEmpty();
    assertThat(names(RunQuery.first(churn.id(), 9).view(View.ALL))).containsExactly("r");
    assertRefused(ErrorCode.CONFLICT, () -> tracking.log(run, metric("m", 1, 0), ANA));

    tracking.restoreRun(run, BEN);

    assertThat(names(RunQuery.first(churn.id(), 9))).containsExactly("r");
    assertThat(actions()).contains("run.deleted", "run.restored");
  }

  @Test
  void listsExperimentsByFilterAndPage() {
    for (int i = 0; i < 5; i++) {
      now = now.plusSeconds(1);
      tracking.experiments().create("e" + i, null, Map.of("i", "" + i % 2), ANA);
    }
    tracking.experiments().delete(tracking.experiments().find("e4").orElseThrow().id(), ANA);

    List<String> seen = new ArrayList<>();
    String after = null;
    do {
      ExperimentPage page =
          tracking
              .experiments()
              .list(new ExperimentQuery(Filter.NONE, View.ACTIVE, List.of(), 2, after));
      page.experiments().forEach(found -> seen.add(found.name()));
      after = page.next().orElse(null);
    } while (after != null);
    assertThat(seen).containsExactly("e3", "e2", "e1", "e0", "churn", "Default");
    assertThat(experiments("tags.i = '0'", View.ALL)).containsExactly("e4", "e2", "e0");
    assertThat(experiments("name LIKE 'e%' AND tags.i != '1'", View.ACTIVE))
        .containsExactly("e2", "e0");
    assertThat(experiments("name ilike 'CHURN'", View.ACTIVE)).containsExactly("churn");
  }

  private List<String> experiments(String filter, View view) {
    return tracking
        .experiments()
        .list(
            new ExperimentQuery(
                FilterParser.experiments().parse(filter), view, List.of(), 100, null))
        .experiments()
        .stream()
        .map(Experiment::name)
        .toList();
  }

  @Test
  void searchesByMetricParamTagAndAttribute() {
    for (int i = 0; i < 6; i++) {
      now = now.plusSeconds(1);
      RunId run = start("run-" + i);
      tracking.log(
          run,
          RunBatch.of(
              List.of(new MetricPoint("auc", i == 5 ? Double.NaN : 0.5 + i / 10.0, 0, NOON)),
              Map.of("depth", "" + i % 3, "long", "x".repeat(300) + i),
              i == 0 ? Map.of() : Map.of("team", i < 3 ? "risk" : "retail")),
          ANA);
    }
    assertThat(search("metrics.auc > 0.65")).containsExactly("run-4", "run-3", "run-2");
    assertThat(search("metrics.auc != 0.5"))
        .containsExactly("run-5", "run-4", "run-3", "run-2", "run-1");
    assertThat(search("metrics.auc <= 0.6")).containsExactly("run-1", "run-0");
    assertThat(search("params.depth = '1' AND tags.team LIKE 'ret%'")).containsExactly("run-4");
    assertThat(search("tags.team IS NULL")).containsExactly("run-0");
    assertThat(search("tags.team ILIKE '%IS_' AND params.depth IN ('2', '1')"))
        .containsExactly("run-2", "run-1");
    assertThat(search("tags.team != 'risk'")).containsExactly("run-5", "run-4", "run-3");
    assertThat(search("params.long = '" + "x".repeat(300) + "3'")).containsExactly("run-3");
    assertThat(search("params.long != '" + "x".repeat(300) + "3'")).hasSize(5);
    assertThat(search("params.long LIKE 'xxx%4'")).containsExactly("run-4");
    assertThat(search("run_name = 'run-2'")).containsExactly("run-2");
    assertThat(search("status = 'RUNNING' AND user_id = 'ana'")).hasSize(6);
    assertThat(search("end_time IS NOT NULL")).isEmpty();
    assertThat(search("start_time >= " + now.toEpochMilli())).containsExactly("run-5");
    assertThat(search("start_time < '2026-03-01T12:00:02Z'")).containsExactly("run-0");
    assertThat(search("params.nothing != 'x'")).isEmpty();
    assertThat(search("params.depth = ''' or true --'")).isEmpty();
  }

  private List<String> search(String filter) {
    return names(RunQuery.first(churn.id(), 100).filter(FilterParser.runs().parse(filter)));
  }

  @Test
  void searchesAcrossExperimentsByAnyOrderWithStablePages() {
    Experiment other = tracking.experiments().create("other", null, Map.of(), ANA);
    var random = new SplittableRandom(3);
    for (int i = 0; i < 40; i++) {
      RunId run =
          tracking
              .startRun(
                  RunStart.in(i % 2 == 0 ? churn.id() : other.id())
                      .named(String.format("r%02d", i)),
                  ANA)
              .id();
      if (i % 4 != 0) {
        double value = i % 7 == 0 ? Double.NaN : random.nextInt(3);
        log(run, new MetricPoint("m", value, 0, NOON));
      }
      if (i % 5 != 0) {
        tracking.log(run, RunBatch.params(Map.of("p", "" + random.nextInt(3))), ANA);
      }
    }
    for (String order :
        List.of(
            "metrics.m DESC",
            "metrics.m ASC",
            "params.p DESC",
            "run_name",
            "start_time DESC",
            "end_time",
            "metrics.m DESC;params.p ASC",
            "params.p ASC;metrics.m DESC;run_name")) {
      RunQuery query =
          RunQuery.first(churn.id(), 7)
              .orders(
                  List.of(order.split(";")).stream().map(FilterParser.runs()::parseOrder).toList());
      query =
          new RunQuery(
              List.of(churn.id(), other.id()),
              query.filter(),
              query.view(),
              query.orders(),
              7,
              null);

      List<Run> all = allPages(query);

      assertThat(all.stream().map(run -> run.info().name()).toList())
          .as(order)
          .hasSize(40)
          .doesNotHaveDuplicates();
      if (order.startsWith("metrics.m")) {
        boolean descending = order.startsWith("metrics.m DESC");
        List<Double> values =
            all.stream()
                .map(run -> run.metrics().get("m"))
                .map(point -> point == null ? null : point.value())
                .toList();
        assertThat(values.subList(values.size() - 10, values.size())).as(order).containsOnlyNulls();
        List<Double> numbers =
            values.stream().filter(value -> value != null && !Double.isNaN(value)).toList();
        assertThat(values.subList(0, numbers.size())).as(order).isEqualTo(numbers);
        assertThat(numbers)
            .as(order)
            .isSortedAccordingTo(
                descending ? Collections.reverseOrder() : java.util.Comparator.naturalOrder());
      }
    }
  }

  private List<Run> allPages(RunQuery query) {
    List<Run> all = new ArrayList<>();
    RunPage page = tracking.searchRuns(query);
    all.addAll(page.runs());
    while (page.next().isPresent()) {
      page = tracking.searchRuns(query.after(page.next().get()));
      all.addAll(page.runs());
    }
    return all;
  }

  @Test
  void knowsWhichRunsAVersionCameOf() {
    RunId first = start("first");
    RunId second = start("second");
    var version = VersionId.of("churn", 3);

    tracking.linkVersion(first, version, ANA);
    tracking.linkVersion(first, version, ANA);
    tracking.linkVersion(second, version, ANA);

    assertThat(tracking.runsOf(version)).extracting(Run::id).containsExactly(first, second);
    assertThat(tracking.runsOf(VersionId.of("churn", 4))).isEmpty();
    assertThat(tracking.loadRun(first).tags())
        .containsEntry(RunTags.MODEL, "churn")
        .containsEntry(RunTags.VERSION, "3");
    assertRefused(ErrorCode.FORBIDDEN, () -> tracking.linkVersion(first, version, BEN));
  }

  @Test
  void recordsAWholeRunInOnePiece() {
    RunId run =
        tracking.recordRun(
            RunStart.in(churn.id()).named("trial").at(NOON.minusSeconds(60)),
            new RunUpdate(null, RunStatus.FAILED, NOON),
            List.of(metric("m", 1, 0), RunBatch.params(Map.of("p", "1"))),
            List.of(),
            ANA);

    Run found = tracking.loadRun(run);
    assertThat(found.info().status()).isEqualTo(RunStatus.FAILED);
    assertThat(found.info().startedAt()).isEqualTo(NOON.minusSeconds(60));
    assertThat(found.info().endedAt()).isEqualTo(NOON);
    assertThat(found.params()).containsEntry("p", "1");
    assertThat(actions()).startsWith("run.recorded");
  }

  @Test
  void comparesRunsByWhatDiffersFirst() {
    RunId one = start("one");
    RunId two = start("two");
    tracking.log(one, RunBatch.params(Map.of("a", "1", "z", "1", "only", "x")), ANA);
    tracking.log(two, RunBatch.params(Map.of("a", "1", "z", "2")), ANA);

    RunComparison comparison = tracking.compareRuns(List.of(two, one));

    assertThat(comparison.runs()).extracting(Run::id).containsExactly(two, one);
    assertThat(comparison.params())
        .extracting(RunComparison.Row::key)
        .containsExactly("only", "z", "a");
    assertThat(comparison.params().getFirst().values()).containsExactly(null, "x");
    assertThat(comparison.params().getLast().differs()).isFalse();
    assertRefused(
        ErrorCode.NOT_FOUND, () -> tracking.compareRuns(List.of(new RunId("0".repeat(32)))));
  }

  @Test
  void thinsALongHistoryButKeepsItsEndsAndItsSpike() {
    RunId run = start("long");
    List<MetricPoint> points = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      points.add(new MetricPoint("m", i == 617 ? 99 : i == 300 ? Double.NaN : i % 7, i, NOON));
    }
    tracking.log(run, RunBatch.metrics(points), ANA);

    MetricSeries series = tracking.metricSeries(run, "m", 100);

    assertThat(series.thinned()).isTrue();
    assertThat(series.total()).isEqualTo(1000);
    assertThat(series.points()).hasSizeLessThanOrEqualTo(100);
    assertThat(series.points())
        .contains(points.getFirst(), points.get(617), points.getLast())
        .isSortedAccordingTo(MetricPoint.BY_RECENCY);
    assertThat(tracking.metricSeries(run, "m", 1000).points()).isEqualTo(points);
    assertThat(tracking.metricSeries(run, "none", 100).points()).isEmpty();
  }

  @Test
  void refusesTheTokenOfAnotherQuery() {
    start("a");
    start("b");
    RunQuery query = RunQuery.first(churn.id(), 1);
    String token = tracking.searchRuns(query).next().orElseThrow();

    assertRefused(
        ErrorCode.INVALID_FIELD, () -> tracking.searchRuns(query.view(View.ALL).after(token)));
    assertRefused(ErrorCode.INVALID_FIELD, () -> tracking.searchRuns(query.after("x")));
  }

  @Test
  void refusesWhatIsTooLong() {
    RunId run = start("r");

    assertRefused(ErrorCode.INVALID_FIELD, () -> metric("k".repeat(251), 1, 0));
    assertRefused(ErrorCode.INVALID_FIELD, () -> RunBatch.params(Map.of("p", "x".repeat(6001))));
    assertRefused(ErrorCode.INVALID_FIELD, () -> tracking.tag(run, "t", "x".repeat(8001), ANA));
    assertRefused(
        ErrorCode.INVALID_FIELD,
        () -> RunBatch.metrics(Collections.nCopies(1001, new MetricPoint("m", 1, 0, NOON))));
    assertRefused(ErrorCode.INVALID_FIELD, () -> metric("../m", 1, 0));
    assertRefused(
        ErrorCode.INVALID_FIELD,
        () -> new RunArtifact("a/../b", ContentHash.of(new byte[0]), 0, NOON));
  }

  protected final RunId start(String name) {
    return tracking.startRun(RunStart.in(churn.id()).named(name), ANA).id();
  }

  private void log(RunId run, MetricPoint... points) {
    tracking.log(run, RunBatch.metrics(List.of(points)), ANA);
  }

  private static RunBatch metric(String key, double value, long step) {
    return RunBatch.metrics(List.of(new MetricPoint(key, value, step, NOON)));
  }

  private List<String> names(RunQuery query) {
    return tracking.searchRuns(query).runs().stream().map(run -> run.info().name()).toList();
  }

  private List<String> actions() {
    return audit().list(AuditQuery.newest(100)).entries().stream()
        .map(AuditEntry::event)
        .map(event -> event.action())
        .toList();
  }

  private static void assertRefused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PlumblineException.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }
}
