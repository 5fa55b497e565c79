package org.plumbline.deployment.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.ColumnBlock;
import org.plumbline.data.ColumnBlock.Integers;
import org.plumbline.data.ColumnBlock.Numbers;
import org.plumbline.data.ColumnBlock.Texts;
import org.plumbline.data.ColumnBlock.Values;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.RowWriter.Kind;
import org.plumbline.data.RowWriter.Out;
import org.plumbline.monitoring.AppliedSafeguard;
import org.plumbline.scoring.Explanation;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.Reason;
import org.plumbline.scoring.ReasonCodes;
import org.plumbline.scoring.Scratch;
import org.plumbline.scoring.Task;

/**
 * The columns of an answer, and what stands in them. Safe to share; each thread brings its scratch.
 */
final class Layout {
  /** Two classes are told apart by the score alone. */
  private static final double[] NO_CLASSES = {};

  private final Model model;
  private final @Nullable Double threshold;
  private final int explain;
  private final int version;
  private final boolean ruled;
  private final boolean byGroup;
  private final List<Out> columns = new ArrayList<>();

  Layout(ScoringJob job) {
    model = job.model();
    threshold = job.threshold();
    explain = job.explain();
    version = job.version().number().value();
    ruled = job.rule() != null;
    byGroup = !job.parser().told().isEmpty();
    columns.add(new Out("line", Kind.INTEGER));
    columns.add(
        new Out(job.parser().contract().id().map(ColumnContract::name).orElse("id"), Kind.TEXT));
    columns.add(new Out("score", Kind.NUMBER));
    if (model.task() != Task.REGRESSION) {
      columns.add(new Out("label", Kind.TEXT));
    }
    if (model.task() == Task.MULTICLASS) {
      model.classes().forEach(name -> columns.add(new Out("probability " + name, Kind.NUMBER)));
    }
    for (int k = 1; k <= explain; k++) {
      columns.add(new Out("reason" + k, Kind.TEXT));
      columns.add(new Out("value" + k, Kind.TEXT));
      columns.add(new Out("contribution" + k, Kind.NUMBER));
    }
    if (ruled) {
      columns.add(new Out("version", Kind.INTEGER));
      columns.add(new Out("safeguard", Kind.TEXT));
    }
    if (byGroup) {
      columns.add(new Out("threshold", Kind.NUMBER));
      columns.add(new Out("group", Kind.TEXT));
    }
  }

  List<Out> columns() {
    return columns;
  }

  /** The answers of some rows by columns; the numbers are those of each row alone. */
  ColumnBlock block(Parsed parsed, Scratch scratch) {
    double[][] slots = parsed.slots();
    double[] scores = new double[slots.length];
    model.scores(slots, scores, scratch);
    var values = new ArrayList<Values>(columns.size());
    values.add(new Integers(parsed.lines()));
    values.add(new Texts(parsed.ids()));
    values.add(new Numbers(scores));
    switch (model.task()) {
      case REGRESSION -> {}
      case BINARY -> values.add(new Texts(labels(scores)));
      case MULTICLASS -> addClasses(slots, values, scratch);
    }
    if (explain > 0) {
      addReasons(slots, values, scratch);
    }
    if (ruled) {
      long[] versions = new long[slots.length];
      Arrays.fill(versions, version);
      values.add(new Integers(versions));
      values.add(new Texts(new @Nullable String[slots.length]));
    }
    return new ColumnBlock(slots.length, values);
  }

  /** The answers of some rows that routing and safeguards gave, by columns. */
  ColumnBlock block(RuledRows.Answers answered) {
    List<RuledRows.Answer> answers = answered.answers();
    int rows = answers.size();
    var values = new ArrayList<Values>(columns.size());
    values.add(new Integers(answered.rows().lines()));
    values.add(new Texts(answered.rows().ids()));
    values.add(new Numbers(answers.stream().mapToDouble(RuledRows.Answer::score).toArray()));
    if (model.task() != Task.REGRESSION) {
      values.add(texts(answers, RuledRows.Answer::label));
    }
    if (model.task() == Task.MULTICLASS) {
      for (String name : model.classes()) {
        values.add(
            new Numbers(answers.stream().mapToDouble(one -> probability(one, name)).toArray()));
      }
    }
    for (int k = 0; k < explain; k++) {
      int place = k;
      values.add(texts(answers, one -> reason(one, place, Reason::feature)));
      values.add(texts(answers, one -> reason(one, place, Reason::value)));
      values.add(
          new Numbers(
              answers.stream()
                  .mapToDouble(
                      one ->
                          place < one.reasons().size()
                              ? one.reasons().get(place).contribution()
                              : Double.NaN)
                  .toArray()));
    }
    values.add(
        new Integers(answers.stream().mapToLong(one -> one.version().number().value()).toArray()));
    values.add(texts(answers, Layout::safeguard));
    if (byGroup) {
      values.add(new Numbers(answers.stream().mapToDouble(RuledRows.Answer::threshold).toArray()));
      values.add(texts(answers, RuledRows.Answer::group));
    }
    return new ColumnBlock(rows, values);
  }

  private static Texts texts(
      List<RuledRows.Answer> answers, Function<RuledRows.Answer, @Nullable String> text) {
    @Nullable String[] all = new @Nullable String[answers.size()];
    for (int r = 0; r < all.length; r++) {
      all[r] = text.apply(answers.get(r));
    }
    return new Texts(all);
  }

  /** No number from somebody who does not know the class. */
  private static double probability(RuledRows.Answer answer, String name) {
    int at = answer.classes().indexOf(name);
    return at < 0 ? Double.NaN : answer.probabilities()[at];
  }

  private static @Nullable String reason(
      RuledRows.Answer answer, int place, Function<Reason, String> text) {
    return place < answer.reasons().size() ? text.apply(answer.reasons().get(place)) : null;
  }

  private static @Nullable String safeguard(RuledRows.Answer answer) {
    AppliedSafeguard applied = answer.applied();
    return applied == null
        ? null
        : "%s %s: %s".formatted(applied.action(), applied.cause(), applied.detail());
  }

  private @Nullable String[] labels(double[] scores) {
    double cut = threshold == null ? 0.5 : threshold;
    @Nullable String[] labels = new @Nullable String[scores.length];
    for (int r = 0; r < scores.length; r++) {
      labels[r] = model.classes().get(model.classOf(scores[r], NO_CLASSES, cut));
    }
    return labels;
  }

  private void addClasses(double[][] slots, List<Values> values, Scratch scratch) {
    int classes = model.classes().size();
    @Nullable String[] labels = new @Nullable String[slots.length];
    double[][] byClass = new double[classes][slots.length];
    double[] margins = new double[slots.length * classes];
    model.margins(slots, margins, scratch);
    double[] one = new double[classes];
    double[] probabilities = new double[classes];
    for (int r = 0; r < slots.length; r++) {
      System.arraycopy(margins, r * classes, one, 0, classes);
      model.probabilitiesOf(one, probabilities);
      labels[r] = model.classes().get(model.classOf(0, probabilities, Double.NaN));
      for (int k = 0; k < classes; k++) {
        byClass[k][r] = probabilities[k];
      }
    }
    values.add(new Texts(labels));
    for (double[] probability : byClass) {
      values.add(new Numbers(probability));
    }
  }

  private void addReasons(double[][] slots, List<Values> values, Scratch scratch) {
    List<Explanation> explanations = model.explain(slots, scratch);
    List<Input> inputs = model.inputs();
    @Nullable String[][] features = new @Nullable String[explain][slots.length];
    @Nullable String[][] told = new @Nullable String[explain][slots.length];
    double[][] contributions = new double[explain][slots.length];
    for (int r = 0; r < slots.length; r++) {
      List<Reason> reasons =
          ReasonCodes.top(
              explanations.get(r), inputs, ReasonCodes.texts(inputs, slots[r]), explain);
      for (int k = 0; k < explain; k++) {
        boolean has = k < reasons.size();
        features[k][r] = has ? reasons.get(k).feature() : null;
        told[k][r] = has ? reasons.get(k).value() : null;
        contributions[k][r] = has ? reasons.get(k).contribution() : Double.NaN;
      }
    }
    for (int k = 0; k < explain; k++) {
      values.add(new Texts(features[k]));
      values.add(new Texts(told[k]));
      values.add(new Numbers(contributions[k]));
    }
  }
}
