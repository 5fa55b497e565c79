package org.plumbline.training;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Contract;
import org.plumbline.data.Ingested;
import org.plumbline.data.QualityReport;
import org.plumbline.data.Table;
import org.plumbline.scoring.Model;
import org.plumbline.stats.fairness.FairnessGoal;
import org.plumbline.stats.profile.ProfileBuilder;
import org.plumbline.stats.profile.ProfileColumn;
import org.plumbline.stats.profile.TableProfile;

/**
 * From a table to a version: candidates are tuned, judged on rows they have not seen, compared, and
 * the champion is refitted on all rows.
 *
 * <p>Same data, request and seed give the same model bytes, unless the budget cut the search short
 * (the provenance says so). Stateless and thread-safe; one training uses at most two threads.
 */
public final class Trainer {
  /** The column of the reference profile that holds the scores. */
  public static final String PREDICTION = "prediction";

  private final Clock clock;

  public Trainer(Clock clock) {
    this.clock = clock;
  }

  /**
   * Trains on a file as it was read. The request's roles must be those the file was read with.
   *
   * @throws org.plumbline.kernel.PlumblineException INVALID_DATA when nothing can be learnt from
   *     the rows, INVALID_FIELD when a named column does not exist
   */
  public TrainedVersion train(Ingested data, TrainingRequest request, Progress progress) {
    return train(data.table(), data.contract(), data.quality(), request, progress);
  }

  /** Trains on a table made elsewhere; its contract follows from its types and the request. */
  public TrainedVersion train(Table table, TrainingRequest request, Progress progress) {
    var quality =
        new QualityReport(
            request.dataName(),
            "table",
            table.rowCount(),
            request.quarantined(),
            Map.of(),
            List.of(),
            List.of());
    return train(table, Preparation.contract(table, request), quality, request, progress);
  }

  private TrainedVersion train(
      Table table,
      Contract contract,
      QualityReport quality,
      TrainingRequest request,
      Progress progress) {
    Instant began = clock.instant();
    long start = System.nanoTime();
    Preparation prepared = Preparation.of(table, contract, request);
    Dataset data = prepared.data();
    Plan plan = Plan.of(data);
    progress.step(
        "prepare",
        data.rowCount()
            + " rows, "
            + data.inputs().size()
            + " features, "
            + data.task().name().toLowerCase(Locale.ROOT));
    Mitigation asked = request.mitigation();
    Mitigating mitigating =
        asked.isNone()
            ? null
            : Mitigating.of(asked, data, prepared.groups(), prepared.splitter(), request.seed());
    boolean twice = mitigating != null && mitigating.reweighs();
    int tasks = plan.folds() + (prepared.splitter() instanceof Splitter.Timed ? 2 : 1);
    var budget =
        new Budget(System::nanoTime, request.budget(), twice ? 2 * tasks : tasks, plan.workers());
    var search = new Search(prepared.splitter(), plan, request.seed(), budget, progress);
    Found plain = search.in(data);
    Found kept = plain;
    if (mitigating != null && mitigating.reweighs()) {
      progress.step("reweigh", "rows of each group, and once more");
      kept = search.in(data.reweighed(mitigating.people()));
    }
    Evaluation evaluation = kept.evaluation();
    Choice choice = kept.choice();
    Model model = evaluation.fitted(choice.champion()).model().orElseThrow();
    Scorecard scorecard =
        new ScorecardWriter(
                data,
                prepared.contract(),
                prepared.splitter(),
                evaluation,
                choice,
                plan.replicates(),
                request.seed(),
                prepared.groups(),
                mitigating == null
                    ? null
                    : mitigating.judge(data, plain.side(), kept.side(), plan.replicates()))
            .write(model);
    progress.step("profile", "reference and golden rows");
    TableProfile reference = reference(data, prepared.contract(), evaluation, choice);
    List<GoldenRow> golden = GoldenRows.of(data, prepared.contract(), model);
    var provenance =
        new Provenance(
            request.dataName(),
            request.dataHash(),
            data.rowCount(),
            request.quarantined(),
            request.seed(),
            settings(request, prepared, plan, budget, evaluation, choice),
            Surroundings.libraries(),
            Surroundings.jdk(),
            Surroundings.os(),
            Surroundings.cpu(),
            began,
            Duration.ofNanos(System.nanoTime() - start).toMillis());
    return new TrainedVersion(
        model,
        prepared.contract(),
        scorecard,
        reference,
        golden,
        provenance,
        quality,
        ReferenceSample.of(data, request.seed()));
  }

  /** Learns from rows, and chooses. */
  private record Search(Splitter splitter, Plan plan, long seed, Budget budget, Progress progress) {
    Found in(Dataset data) {
      var learning = new Learning(data, splitter, plan, seed, budget);
      Evaluation evaluation = Evaluation.of(data, splitter, plan, learning, seed, progress);
      progress.step("compare", evaluation.all().size() + " candidates");
      return new Found(evaluation, Choice.of(data, evaluation, plan.replicates(), seed));
    }
  }

  /** What was learnt, and what was chosen of it. */
  private record Found(Evaluation evaluation, Choice choice) {
    Mitigating.Side side() {
      return new Mitigating.Side(evaluation, choice.champion());
    }
  }

  private static TableProfile reference(
      Dataset data, Contract contract, Evaluation evaluation, Choice choice) {
    List<ProfileColumn> columns =
        Stream.concat(
                contract.features().stream().map(Trainer::profiled),
                Stream.of(ProfileColumn.numeric(PREDICTION)))
            .toList();
    var builder = new ProfileBuilder(columns);
    for (int i = 0; i < data.columns().length; i++) {
      builder.addColumn(i, data.columns()[i]);
    }
    Margins margins = Objects.requireNonNull(evaluation.test().get(choice.champion()));
    builder.addColumn(data.columns().length, Measures.scores(data, margins, evaluation.judged()));
    return builder.build();
  }

  private static ProfileColumn profiled(ColumnContract column) {
    return column.type() == ColumnType.CATEGORY
        ? ProfileColumn.categorical(column.name(), column.categories())
        : ProfileColumn.numeric(column.name());
  }

  private static Map<String, String> settings(
      TrainingRequest request,
      Preparation prepared,
      Plan plan,
      Budget budget,
      Evaluation evaluation,
      Choice choice) {
    var settings = new TreeMap<String, String>();
    settings.put("label", request.label());
    if (!prepared.data().classes().isEmpty()) {
      settings.put("classes", String.join(", ", prepared.data().classes()));
    }
    if (request.time() != null) {
      settings.put("time", request.time());
    }
    if (request.group() != null) {
      settings.put("group", request.group());
    }
    if (!request.drop().isEmpty()) {
      settings.put("drop", String.join(", ", request.drop()));
    }
    Mitigation mitigation = request.mitigation();
    if (mitigation.reweigh()) {
      settings.put("reweighed", "true");
    }
    FairnessGoal goal = mitigation.goal();
    if (goal != null) {
      settings.put("groupThresholds", goal.wireName());
      settings.put("tolerance", Double.toString(mitigation.tolerance()));
    }
    settings.put("task", prepared.data().task().name());
    settings.put("split", prepared.splitter().kind());
    settings.put("folds", Integer.toString(evaluation.folds().size()));
    settings.put("innerFolds", Integer.toString(plan.innerFolds()));
    settings.put("trials", Integer.toString(plan.trials()));
    settings.put("threads", Integer.toString(plan.threads()));
    settings.put("budget", request.budget().toString());
    settings.put("searchCutShort", Boolean.toString(budget.hasCutShort()));
    settings.put("unlabelledRows", Long.toString(prepared.unlabelled()));
    settings.put("primaryMetric", Choice.primaryMetric(prepared.data().task()));
    settings.put("champion", choice.champion());
    Scorecard.Calibrated calibrated = evaluation.fitted(choice.champion()).calibrated();
    if (calibrated != null) {
      settings.put("calibration", calibrated.method());
      settings.put("eceBeforeCalibration", Double.toString(calibrated.eceBefore()));
      settings.put("eceAfterCalibration", Double.toString(calibrated.eceAfter()));
    }
    return settings;
  }
}
