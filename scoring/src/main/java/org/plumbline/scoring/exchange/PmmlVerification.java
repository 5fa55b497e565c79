package org.plumbline.scoring.exchange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.Task;

/** The rows whose answers a file promises, scored again. */
final class PmmlVerification {
  private final PmmlElement element;
  private final Model model;
  private final PmmlInputs inputs;
  private final List<Example> examples = new ArrayList<>();

  /** A column of the rows: a field, and how far our answer may be away. */
  private record Column(PmmlElement element, String field, String tag) {
    boolean agrees(double expected, double got) {
      double zero = element.number("zeroThreshold", 1e-16);
      if (Math.abs(expected) <= zero) {
        return Math.abs(got) <= zero;
      }
      return Math.abs(got - expected) <= precision() * Math.abs(expected);
    }

    double precision() {
      return element.number("precision", 1e-6);
    }
  }

  PmmlVerification(PmmlElement element, Model model, PmmlInputs inputs) {
    this.element = element;
    this.model = model;
    this.inputs = inputs;
    element.first("ModelVerification").ifPresent(this::verify);
  }

  /** The rows that have a number as answer. */
  List<Example> examples() {
    return examples;
  }

  private void verify(PmmlElement verification) {
    Map<String, PmmlElement> outputs = outputs();
    var columns = new ArrayList<Column>();
    for (PmmlElement field : verification.only("VerificationFields").all("VerificationField")) {
      String name = field.attribute("field");
      String tag = field.attribute("column", name);
      columns.add(new Column(field, name, tag.substring(tag.indexOf(':') + 1)));
    }
    List<PmmlElement> rows = verification.only("InlineTable").all("row");
    for (int i = 0; i < rows.size(); i++) {
      row(rows.get(i), i + 1, columns, outputs);
    }
  }

  private Map<String, PmmlElement> outputs() {
    var outputs = new LinkedHashMap<String, PmmlElement>();
    element
        .first("Output")
        .ifPresent(
            output -> output.all("OutputField").forEach(f -> outputs.put(f.attribute("name"), f)));
    return outputs;
  }

  private void row(
      PmmlElement row, int number, List<Column> columns, Map<String, PmmlElement> outputs) {
    double[] slots = new double[inputs.list().size()];
    Arrays.fill(slots, Double.NaN);
    for (Column column : columns) {
      Integer place = inputs.place(column.field());
      if (place != null) {
        String text = row.first(column.tag()).map(PmmlElement::text).orElse(null);
        slots[place] = inputs.slot(place, text, row);
      }
    }
    double[] shares = new double[Math.max(1, model.classes().size())];
    if (model.task() == Task.REGRESSION) {
      shares[0] = model.score(slots);
    } else {
      model.probabilities(slots, shares);
    }
    for (Column column : columns) {
      PmmlElement cell = row.first(column.tag()).orElse(null);
      if (inputs.place(column.field()) == null && cell != null) {
        compare(row, number, column, cell.text(), outputs.get(column.field()), slots, shares);
      }
    }
  }

  private void compare(
      PmmlElement row,
      int number,
      Column column,
      String text,
      @Nullable PmmlElement output,
      double[] slots,
      double[] shares) {
    String feature =
        output == null ? "predictedValue" : output.attribute("feature", "predictedValue");
    boolean probability = feature.equals("probability");
    if (!probability && !feature.equals("predictedValue")) {
      inputs.note("The verified field '" + column.field() + "' (" + feature + ") is not compared");
      return;
    }
    if (!probability && model.task() != Task.REGRESSION) {
      // Of equal probabilities any may be the answer.
      int place = model.classes().indexOf(text);
      double top = Arrays.stream(shares).max().orElse(0);
      if (place < 0 || shares[place] < top - 1e-9) {
        throw refused(row, number, column, text, model.classes().toString());
      }
      return;
    }
    int place = 0;
    if (probability) {
      place = output == null ? -1 : model.classes().indexOf(output.attribute("value", ""));
      if (place < 0) {
        throw column.element().refused("it names no class of " + model.classes());
      }
    }
    double expected = column.element().number("row " + number, text);
    if (!column.agrees(expected, shares[place])) {
      throw refused(row, number, column, text, Double.toString(shares[place]));
    }
    if (model.task() == Task.REGRESSION
        || (model.task() == Task.BINARY && place == model.classes().size() - 1)) {
      double tolerance =
          Math.max(column.precision(), column.element().number("zeroThreshold", 1e-16));
      examples.add(new Example(slots, expected, tolerance));
    }
  }

  private static RuntimeException refused(
      PmmlElement row, int number, Column column, String expected, String got) {
    return row.refused(
        "row "
            + number
            + " of ModelVerification says "
            + column.field()
            + " = "
            + expected
            + " and ours is "
            + got
            + ": the model was not understood, so it is not taken");
  }
}
