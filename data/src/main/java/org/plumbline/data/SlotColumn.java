package org.plumbline.data;

import java.util.HashMap;
import java.util.Map;
import org.duckdb.DuckDBReadableVector;

/** How one feature's column of a Parquet file becomes slots. For one thread. */
sealed interface SlotColumn {
  /** What to select. */
  String sql();

  /** Writes the slots of the rows of a chunk; marks rows that break the contract. */
  void read(
      DuckDBReadableVector vector, int rows, double[][] slots, boolean[] refused, int firstRow);

  /** The way of a feature whose column has this DuckDB type. */
  static SlotColumn of(FieldParser field, String type) {
    String name = DuckDb.name(field.name());
    String text = "CAST(" + name + " AS VARCHAR)";
    return switch (field.type()) {
      case NUMBER, INTEGER ->
          switch (type) {
            case "DOUBLE" -> new Numbers(field, name);
            case "TINYINT", "SMALLINT", "INTEGER", "BIGINT" ->
                new Numbers(field, "CAST(" + name + " AS DOUBLE)");
            // Through text: 0.1f widens to 0.10000000149 otherwise.
            case "FLOAT" -> new Numbers(field, "CAST(" + text + " AS DOUBLE)");
            default -> new Texts(field, text, new HashMap<>());
          };
      case BOOLEAN, CATEGORY, DATE, TIMESTAMP, TEXT, IDENTIFIER ->
          new Texts(field, text, new HashMap<>());
    };
  }

  /** Doubles as they lie; as text an infinity is no number. */
  record Numbers(FieldParser field, String sql) implements SlotColumn {
    @Override
    public void read(
        DuckDBReadableVector vector, int rows, double[][] slots, boolean[] refused, int firstRow) {
      int slot = field.slot();
      boolean required = field.required();
      boolean whole = field.type() == ColumnType.INTEGER;
      for (int r = 0; r < rows; r++) {
        double value = vector.getDouble(r, Double.NaN);
        if (Double.isNaN(value)) {
          refused[firstRow + r] |= required;
        } else if (Double.isInfinite(value) || (whole && value != Math.rint(value))) {
          refused[firstRow + r] = true;
        } else {
          slots[firstRow + r][slot] = value;
        }
      }
    }
  }

  /** Texts, each distinct one parsed once as long as there are not too many. */
  record Texts(FieldParser field, String sql, Map<String, Double> known) implements SlotColumn {
    private static final int MOST_KNOWN = 10_000;
    private static final double REFUSED = Double.POSITIVE_INFINITY;

    @Override
    public void read(
        DuckDBReadableVector vector, int rows, double[][] slots, boolean[] refused, int firstRow) {
      for (int r = 0; r < rows; r++) {
        double slot = slot(vector.isNull(r) ? "" : vector.getString(r));
        if (slot == REFUSED) {
          refused[firstRow + r] = true;
        } else {
          slots[firstRow + r][field.slot()] = slot;
        }
      }
    }

    private double slot(String text) {
      Double met = known.get(text);
      if (met != null) {
        return met;
      }
      double slot = parsed(text);
      if (known.size() < MOST_KNOWN) {
        known.put(text, slot);
      }
      return slot;
    }

    private double parsed(String text) {
      if (field.isMissing(text)) {
        return field.required() ? REFUSED : Double.NaN;
      }
      double slot = field.slotOfText(text);
      return Double.isNaN(slot) ? REFUSED : slot;
    }
  }
}
