package org.plumbline.app.batch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ParsedRow;
import org.plumbline.data.RowWriter.Kind;
import org.plumbline.data.RowWriter.Out;
import org.plumbline.scoring.Explanation;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.Reason;
import org.plumbline.scoring.ReasonCodes;
import org.plumbline.scoring.Scratch;
import org.plumbline.scoring.Task;

/** The columns of an answer, and one row of it. Safe to share; each thread brings its scratch. */
final class Layout {
  private final Model model;
  private final @Nullable Double threshold;
  private final int explain;
  private final List<Out> columns = new ArrayList<>();

  Layout(ScoringJob job) {
    model = job.model();
    threshold = job.threshold();
    explain = job.explain();
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
  }

  List<Out> columns() {
    return columns;
  }

  /** One answer per row, in their order; the numbers are those of each row alone. */
  List<List<@Nullable Object>> rows(List<Long> lines, List<ParsedRow> parsed, Scratch scratch) {
    double[][] slots = parsed.stream().map(ParsedRow::slots).toArray(double[][]::new);
    double[] scores = new double[slots.length];
    model.scores(slots, scores, scratch);
    List<Explanation> explanations = explain > 0 ? model.explain(slots, scratch) : List.of();
    var rows = new ArrayList<List<@Nullable Object>>(slots.length);
    for (int r = 0; r < slots.length; r++) {
      Explanation explanation = explain > 0 ? explanations.get(r) : null;
      rows.add(row(lines.get(r), parsed.get(r), scores[r], explanation, scratch));
    }
    return rows;
  }

  private List<@Nullable Object> row(
      long line,
      ParsedRow parsed,
      double score,
      @Nullable Explanation explanation,
      Scratch scratch) {
    double[] slots = parsed.slots();
    var row = new ArrayList<@Nullable Object>(columns.size());
    row.add(line);
    row.add(parsed.id());
    row.add(score);
    switch (model.task()) {
      case REGRESSION -> {}
      case BINARY -> row.add(model.classes().get(score >= cut() ? 1 : 0));
      case MULTICLASS -> {
        double[] probabilities = new double[model.classes().size()];
        model.probabilities(slots, probabilities, scratch);
        row.add(model.classes().get(top(probabilities)));
        for (double probability : probabilities) {
          row.add(probability);
        }
      }
    }
    if (explanation != null) {
      addReasons(row, slots, explanation);
    }
    return row;
  }

  private double cut() {
    return threshold == null ? 0.5 : threshold;
  }

  private static int top(double[] probabilities) {
    int top = 0;
    for (int k = 1; k < probabilities.length; k++) {
      top = probabilities[k] > probabilities[top] ? k : top;
    }
    return top;
  }

  private void addReasons(List<@Nullable Object> row, double[] slots, Explanation explanation) {
    List<Input> inputs = model.inputs();
    List<Reason> reasons =
        ReasonCodes.top(explanation, inputs, ReasonCodes.texts(inputs, slots), explain);
    for (int k = 0; k < explain; k++) {
      boolean has = k < reasons.size();
      row.add(has ? reasons.get(k).feature() : null);
      row.add(has ? reasons.get(k).value() : null);
      row.add(has ? reasons.get(k).contribution() : null);
    }
  }
}
