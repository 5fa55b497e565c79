package org.plumbline.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.data.Column;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.Contract;
import org.plumbline.data.ParsedRow;
import org.plumbline.data.RowParser;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.scoring.Model;

/** Picks rows spread over the data and scores them as a client would see it. */
final class GoldenRows {
  private static final int COUNT = 20;

  private GoldenRows() {}

  static List<GoldenRow> of(Dataset data, Contract contract, Model model) {
    var parser = new RowParser(contract);
    var golden = new ArrayList<GoldenRow>();
    int count = Math.min(COUNT, data.rowCount());
    for (int i = 0; i < count; i++) {
      int row = (int) ((long) i * data.rowCount() / count);
      double[] slots = new double[data.inputs().size()];
      data.fill(row, slots);
      golden.add(score(external(contract, slots), parser, model));
    }
    return golden;
  }

  /** A row of slots as a client would write it; missing values are absent. */
  static Map<String, Object> external(Contract contract, double[] slots) {
    var row = new LinkedHashMap<String, Object>();
    List<ColumnContract> features = contract.features();
    for (int i = 0; i < slots.length; i++) {
      ColumnContract column = features.get(i);
      double slot = slots[i];
      if (!Double.isNaN(slot)) {
        row.put(
            column.name(),
            switch (column.type()) {
              case NUMBER -> slot;
              case INTEGER -> slot == Math.rint(slot) ? (Object) (long) slot : slot;
              case BOOLEAN -> slot != 0;
              case DATE, TIMESTAMP, CATEGORY, TEXT, IDENTIFIER ->
                  Column.text(column.type(), column.categories(), slot);
            });
      }
    }
    return row;
  }

  private static GoldenRow score(Map<String, Object> row, RowParser parser, Model model) {
    ParsedRow parsed = parser.parse(row);
    if (!parsed.isValid()) {
      throw PlumblineException.of(
          ErrorCode.INTERNAL,
          "A row the model was trained on breaks its own contract: " + parsed.errors());
    }
    return new GoldenRow(row, model.score(parsed.slots()));
  }
}
