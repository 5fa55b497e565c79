package org.plumbline.training;

import static org.plumbline.kernel.Require.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.Contract;
import org.plumbline.data.Values;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.Scratch;
import org.plumbline.scoring.Task;
import org.plumbline.stats.Interval;
import org.plumbline.stats.metrics.BinaryMetrics;
import org.plumbline.stats.metrics.CalibrationCurve;
import org.plumbline.stats.metrics.Confusion;
import org.plumbline.stats.metrics.GainCurve;
import org.plumbline.stats.multivariate.Reservoir;
import org.plumbline.stats.profile.ProfileBuilder;
import org.plumbline.stats.profile.ProfileColumn;
import org.plumbline.stats.profile.TableProfile;

/**
 * Rows for a model that another tool trained: all fill its reference profile, those with a label
 * say how good it is. Not thread-safe.
 */
public final class AdoptedRows {
  /** Rows that are judged; the others only fill the profile. */
  private static final int MOST_JUDGED = 1_000_000;

  private static final long SEED = 42;

  private final Model model;
  private final boolean restIsNegative;
  private final ProfileBuilder profile;
  private final Reservoir<double[]> sample;
  private final Scratch scratch = new Scratch();
  private final List<double[]> judged = new ArrayList<>();
  private final DoubleStream.Builder labels = DoubleStream.builder();

  /**
   * @param restIsNegative whether every label but the positive class is the other class
   */
  AdoptedRows(Model model, boolean restIsNegative) {
    this.model = model;
    this.restIsNegative = restIsNegative;
    this.sample = new Reservoir<>(ReferenceSample.rows(model.inputs().size()), SEED);
    this.profile =
        new ProfileBuilder(
            Stream.concat(
                    model.inputs().stream().map(AdoptedRows::profiled),
                    Stream.of(ProfileColumn.numeric(Trainer.PREDICTION)))
                .toList());
  }

  private static ProfileColumn profiled(Input input) {
    return input.kind() == Input.Kind.CATEGORICAL
        ? ProfileColumn.categorical(input.name(), input.categories())
        : ProfileColumn.numeric(input.name());
  }

  /**
   * Takes one row.
   *
   * @param slots as the model reads them
   * @param label what happened, as the file says it; null or a missing value where nobody knows
   * @throws IllegalArgumentException if the label is none that the model can predict
   */
  public void add(double[] slots, @Nullable String label) {
    double[] scored = Arrays.copyOf(slots, slots.length + 1);
    scored[slots.length] = model.score(slots, scratch);
    profile.addRow(scored);
    sample.offer(Arrays.copyOf(slots, slots.length));
    if (label != null && !Values.isMissing(label) && judged.size() < MOST_JUDGED) {
      labels.add(target(label.strip()));
      judged.add(slots.clone());
    }
  }

  /** How many rows the profile holds. */
  public long count() {
    return sample.offered();
  }

  /** How many rows had a label. */
  public long judged() {
    return judged.size();
  }

  private double target(String label) {
    if (model.task() == Task.REGRESSION) {
      double value = Values.numberOrNaN(label);
      require(Double.isFinite(value), "label '%s' is no finite number", label);
      return value;
    }
    List<String> classes = model.classes();
    for (int k = 0; k < classes.size(); k++) {
      if (isSame(classes.get(k), label)) {
        return k;
      }
    }
    require(
        restIsNegative,
        "label '%s' is none of the classes %s of the model; rename them in the data, or name the"
            + " positive class with --positive",
        label,
        classes);
    return 0;
  }

  /** Spelled alike but for case, or the same number. */
  private static boolean isSame(String name, String label) {
    return name.toLowerCase(Locale.ROOT).equals(label.toLowerCase(Locale.ROOT))
        || Values.numberOrNaN(name) == Values.numberOrNaN(label);
  }

  ReferenceSample sample() {
    return new ReferenceSample(sample.kept());
  }

  TableProfile reference() {
    return profile.build();
  }

  Scorecard scorecard(Contract contract, String format) {
    Dataset data = data();
    int[] rows = IntStream.range(0, data.rowCount()).toArray();
    if (!Trainable.rows(data, rows)) {
      return unjudged(
          format,
          data.rowCount() == 0
              ? "it was not judged on rows here"
              : "its "
                  + data.rowCount()
                  + " labelled rows are too few or of one class to judge it");
    }
    return judged(contract, format, data, rows);
  }

  private Scorecard judged(Contract contract, String format, Dataset data, int[] rows) {
    int replicates = Plan.of(data).replicates();
    Margins margins = margins(data);
    double[] truth = data.target();
    double[] scores = Measures.scores(data, margins, rows);
    boolean binary = data.task() == Task.BINARY;
    double threshold = binary ? BinaryMetrics.bestThresholdByF1(truth, scores) : Double.NaN;
    var measures = new Measures(data, threshold);
    Map<String, Interval> metrics = measures.withIntervals(margins, rows, replicates, SEED);
    Map<String, Interval> prior =
        measures.withIntervals(prior(data), rows, Math.max(50, replicates / 5), SEED);
    return new Scorecard(
        Choice.primaryMetric(data.task()),
        split(
            format,
            rows.length,
            "judged on "
                + rows.length
                + " labelled rows given with it; whether it was fitted on them is not known here"),
        binary ? threshold : null,
        metrics,
        new Scorecard.CrossValidation(0, Map.of()),
        binary ? ScorecardWriter.confusion(Confusion.at(threshold, truth, scores)) : null,
        binary
            ? ScorecardWriter.calibration(CalibrationCurve.equalMass(truth, scores, 10))
            : List.of(),
        binary ? ScorecardWriter.gain(GainCurve.of(truth, scores, 20)) : List.of(),
        ScorecardWriter.segments(
            new ScorecardWriter.Judged(data, contract, rows, replicates, SEED), measures, margins),
        List.of(
            new Scorecard.Candidate("imported", Map.of(), metrics, true, null),
            new Scorecard.Candidate(Learning.PRIOR, Map.of(), prior, false, null)),
        new Scorecard.Baseline(Learning.PRIOR, prior),
        null,
        model.explains() ? ScorecardWriter.importance(data, model) : List.of());
  }

  private Scorecard unjudged(String format, String why) {
    return new Scorecard(
        Choice.primaryMetric(model.task()),
        split(format, 0, why),
        model.task() == Task.BINARY ? 0.5 : null,
        Map.of(),
        new Scorecard.CrossValidation(0, Map.of()),
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(new Scorecard.Candidate("imported", Map.of(), Map.of(), true, null)),
        new Scorecard.Baseline("none", Map.of()),
        null,
        List.of());
  }

  private static Scorecard.Split split(String format, long rows, String detail) {
    return new Scorecard.Split("imported", 0, rows, "Imported from " + format + ": " + detail);
  }

  private Dataset data() {
    double[][] columns = new double[model.inputs().size()][judged.size()];
    for (int i = 0; i < judged.size(); i++) {
      for (int j = 0; j < columns.length; j++) {
        columns[j][i] = judged.get(i)[j];
      }
    }
    return new Dataset(
        model.task(),
        model.inputs(),
        columns,
        model.classes(),
        labels.build().toArray(),
        new int[0]);
  }

  /** On the scale of the usual link, whatever link the model has, since the measures undo it. */
  private Margins margins(Dataset data) {
    var margins = new Margins(data.rowCount(), data.marginCount());
    double[] shares = new double[Math.max(1, data.classes().size())];
    for (int i = 0; i < judged.size(); i++) {
      if (data.task() == Task.REGRESSION) {
        shares[0] = model.score(judged.get(i), scratch);
      } else {
        model.probabilities(judged.get(i), shares, scratch);
      }
      set(margins, i, data.task(), shares);
    }
    return margins;
  }

  /** What is known without any feature: the shares of the classes, or the mean. */
  private static Margins prior(Dataset data) {
    double[] shares = new double[Math.max(1, data.classes().size())];
    for (double value : data.target()) {
      if (data.task() == Task.REGRESSION) {
        shares[0] += value / data.rowCount();
      } else {
        shares[(int) value] += 1.0 / data.rowCount();
      }
    }
    var margins = new Margins(data.rowCount(), data.marginCount());
    for (int i = 0; i < data.rowCount(); i++) {
      set(margins, i, data.task(), shares);
    }
    return margins;
  }

  private static void set(Margins margins, int row, Task task, double[] shares) {
    switch (task) {
      case REGRESSION -> margins.set(row, 0, shares[0]);
      case BINARY -> margins.set(row, 0, Math.log(shares[1]) - Math.log(shares[0]));
      case MULTICLASS -> {
        for (int k = 0; k < shares.length; k++) {
          margins.set(row, k, Math.log(shares[k]));
        }
      }
    }
  }
}
