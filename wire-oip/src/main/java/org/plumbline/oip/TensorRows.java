package org.plumbline.oip;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.Contract;
import org.plumbline.data.ParsedRow;
import org.plumbline.data.RowIntake;
import org.plumbline.data.RowParser;
import org.plumbline.http.prediction.RowAnswers;

/** Turns tensors into the rows that a contract speaks of; what a value may be is its matter. */
final class TensorRows {
  /** The tensor that holds all features, a row of them for each row. */
  static final String FEATURES = "features";

  private TensorRows() {}

  static List<ParsedRow> of(InferRequest request, RowParser parser) {
    List<Tensor> inputs = request.inputs();
    Contract contract = parser.contract();
    boolean all =
        "np".equals(request.options().contentType())
            || (request.options().contentType() == null
                && inputs.size() == 1
                && inputs.getFirst().name().equals(FEATURES)
                && contract.find(FEATURES).isEmpty());
    return all ? matrix(inputs, parser) : columns(inputs, parser);
  }

  private static List<ParsedRow> matrix(List<Tensor> inputs, RowParser parser) {
    Tensor tensor = inputs.getFirst();
    List<String> names = parser.contract().features().stream().map(ColumnContract::name).toList();
    Shape shape = tensor.shape();
    if (inputs.size() != 1 || shape.dimensions() != 2 || shape.size(1) != names.size()) {
      throw Refusals.tensor(
          tensor.name(),
          "has the shape %s; all features in one tensor are [rows, %s], and no other input"
              .formatted(shape, names.size()));
    }
    int rows = shape.size(0);
    RowAnswers.demandCount(rows);
    RowIntake intake = parser.intake();
    var read = new ArrayList<ParsedRow>(rows);
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < names.size(); i++) {
        tensor.give(row * names.size() + i, intake, intake.column(names.get(i)));
      }
      read.add(intake.finish());
    }
    return read;
  }

  private static List<ParsedRow> columns(List<Tensor> inputs, RowParser parser) {
    int rows = rows(inputs.getFirst());
    // Before anything is read, so that a claim of many rows costs nothing.
    RowAnswers.demandCount(rows);
    for (Tensor tensor : inputs) {
      if (rows(tensor) != rows) {
        throw Refusals.tensor(
            tensor.name(),
            "has the shape %s, but '%s' has %s rows: one value for each row"
                .formatted(tensor.shape(), inputs.getFirst().name(), rows));
      }
    }
    RowIntake intake = parser.intake();
    var read = new ArrayList<ParsedRow>(rows);
    for (int row = 0; row < rows; row++) {
      for (Tensor tensor : inputs) {
        int column = intake.column(tensor.name());
        if (column != RowIntake.REFUSED) {
          tensor.give(row, intake, column);
        }
      }
      read.add(intake.finish());
    }
    return read;
  }

  /** A column is [rows] or [rows, 1]. */
  private static int rows(Tensor tensor) {
    Shape shape = tensor.shape();
    if (shape.dimensions() == 1 || (shape.dimensions() == 2 && shape.size(1) == 1)) {
      return shape.size(0);
    }
    throw Refusals.tensor(
        tensor.name(),
        "has the shape %s; a column is [rows] or [rows, 1], and all features in one tensor are named"
                .formatted(shape)
            + " '%s'".formatted(FEATURES));
  }
}
