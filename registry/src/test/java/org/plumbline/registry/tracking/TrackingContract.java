package org.plumbline.registry.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.ContentHash;

/** What experiments and runs keep over every set of stores. */
public abstract class TrackingContract extends TrackingSuite {

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
}
