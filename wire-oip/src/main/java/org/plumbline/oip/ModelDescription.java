package org.plumbline.oip;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Role;
import org.plumbline.data.RowParser;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.scoring.Task;

/**
 * What a model takes and gives.
 *
 * @param versions those that may be asked for by number, newest first
 */
record ModelDescription(
    String name, List<String> versions, List<TensorForm> inputs, List<TensorForm> outputs) {
  /** The protocol's form is project_format; it informs only. */
  static final String PLATFORM = "plumbline_model";

  static final String SCORE = "score";
  static final String LABEL = "label";
  static final String PROBABILITIES = "probabilities";
  static final String ID = "id";
  static final String VERSION = "version";

  private static final long ANY = -1;

  ModelDescription {
    versions = List.copyOf(versions);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** The name, type and shape of a tensor; a size that varies is -1. */
  record TensorForm(String name, DataType type, List<Long> shape) {}

  static ModelDescription of(ServingVersion version, List<String> versions) {
    return new ModelDescription(
        version.id().model().value(), versions, inputs(version.parser()), outputs(version));
  }

  /** One tensor for each feature, one for whom a row is about, and those by whose groups it is. */
  private static List<TensorForm> inputs(RowParser parser) {
    return parser.contract().columns().stream()
        .filter(
            column ->
                column.role() == Role.FEATURE
                    || column.role() == Role.ID
                    || parser.told().contains(column.name()))
        .map(column -> new TensorForm(column.name(), type(column), List.of(ANY)))
        .toList();
  }

  private static DataType type(ColumnContract column) {
    if (column.role() == Role.ID) {
      return DataType.BYTES;
    }
    return type(column.type());
  }

  private static DataType type(ColumnType type) {
    return switch (type) {
      case NUMBER -> DataType.FP64;
      case INTEGER -> DataType.INT64;
      case BOOLEAN -> DataType.BOOL;
      case DATE, TIMESTAMP, CATEGORY, TEXT, IDENTIFIER -> DataType.BYTES;
    };
  }

  /**
   * Refuses outputs that the version does not give.
   *
   * @throws org.plumbline.kernel.PlumblineException INVALID_FIELD
   */
  static void demandOutputs(ServingVersion version, List<String> wanted) {
    if (wanted.isEmpty()) {
      return;
    }
    List<String> names = outputs(version).stream().map(TensorForm::name).toList();
    for (String one : wanted) {
      if (!names.contains(one)) {
        throw Refusals.field(
            one, "is no output of %s; outputs are %s".formatted(version.id(), names));
      }
    }
  }

  private static List<TensorForm> outputs(ServingVersion version) {
    var outputs = new ArrayList<TensorForm>();
    outputs.add(new TensorForm(SCORE, DataType.FP64, List.of(ANY)));
    if (version.model().task() != Task.REGRESSION) {
      long classes = version.model().classes().size();
      outputs.add(new TensorForm(LABEL, DataType.BYTES, List.of(ANY)));
      outputs.add(new TensorForm(PROBABILITIES, DataType.FP64, List.of(ANY, classes)));
    }
    outputs.add(new TensorForm(ID, DataType.BYTES, List.of(ANY)));
    outputs.add(new TensorForm(VERSION, DataType.INT64, List.of(ANY)));
    return outputs;
  }
}
