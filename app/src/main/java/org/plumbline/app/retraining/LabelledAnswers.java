package org.plumbline.app.retraining;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Contract;
import org.plumbline.data.Role;
import org.plumbline.data.Table;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.log.PredictionScan;

/** Answers of one version as a table to learn from. Not thread-safe. */
final class LabelledAnswers {
  /** Beyond this many the newest count. */
  private static final int MOST = 200_000;

  private final VersionId version;
  private final Contract contract;
  private final List<String> classes;
  private final Deque<PredictionScan.Scanned> rows = new ArrayDeque<>();

  /** Answers of the version with that contract, whose labels are indexes of these classes. */
  LabelledAnswers(VersionId version, Contract contract, List<String> classes) {
    this.version = version;
    this.contract = contract;
    this.classes = classes;
  }

  void take(PredictionScan.Scanned scanned) {
    if (scanned.label() == null || !scanned.answer().version().equals(version)) {
      return;
    }
    rows.add(scanned);
    if (rows.size() > MOST) {
      rows.removeFirst();
    }
  }

  int size() {
    return rows.size();
  }

  String label() {
    return contract.label().map(ColumnContract::name).orElse("label");
  }

  /** The column that names whom an answer was about. */
  String entity() {
    return contract.columns().stream()
        .filter(column -> column.role() == Role.ID)
        .map(ColumnContract::name)
        .findFirst()
        .orElseGet(() -> free("entity"));
  }

  /** The column that says when it was answered; the latest are the test. */
  String time() {
    return free("predicted_at");
  }

  private String free(String name) {
    String free = name;
    while (contract.find(free).isPresent()) {
      free = "_" + free;
    }
    return free;
  }

  /** The features as they were scored, in their own types, with label, entity and time. */
  Table table() {
    List<ColumnContract> features = contract.features();
    Table.Builder table = Table.builder();
    features.forEach(feature -> table.column(feature.name(), feature.type(), feature.categories()));
    if (classes.isEmpty()) {
      table.column(label(), ColumnType.NUMBER);
    } else {
      table.column(label(), ColumnType.CATEGORY, classes);
    }
    table.column(entity(), ColumnType.IDENTIFIER).column(time(), ColumnType.TIMESTAMP);
    int labels = features.size();
    for (PredictionScan.Scanned row : rows) {
      double[] slots = new double[labels + 3];
      for (int i = 0; i < labels; i++) {
        slots[i] = slot(features.get(i), row.answer().slots()[i]);
      }
      Double label = row.label();
      slots[labels] = label == null ? Double.NaN : label;
      String entity = row.answer().entity();
      slots[labels + 1] = entity == null ? Double.NaN : table.code(labels + 1, entity);
      slots[labels + 2] = seconds(row.answer().predictedAt());
      table.row(0, slots);
    }
    return table.build();
  }

  /** How an unknown category was spelled is not kept, so nothing can be learnt from it. */
  private static double slot(ColumnContract feature, double slot) {
    return feature.type() == ColumnType.CATEGORY && slot < 0 ? Double.NaN : slot;
  }

  private static double seconds(Instant at) {
    return at.getEpochSecond() + at.getNano() / 1e9;
  }
}
