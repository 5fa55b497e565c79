package org.plumbline.registry.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.VersionId;

/** How experiments, runs and histories are found and compared over every set of stores. */
public abstract class RunSearchContract extends TrackingSuite {

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
}
