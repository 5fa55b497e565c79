package org.plumbline.data.view;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.plumbline.data.ColumnType;
import org.plumbline.data.DuckDb;
import org.plumbline.data.Table;

/** Collects query results of one shape into a table. */
final class ResultTable {
  private final Connection connection;
  private final String entity;
  private final List<String> names = new ArrayList<>();
  private final List<ColumnType> types = new ArrayList<>();
  private final Table.Builder builder = Table.builder();

  ResultTable(Connection connection, String entity) {
    this.connection = connection;
    this.entity = entity;
  }

  void append(String relation) throws SQLException {
    if (names.isEmpty()) {
      describe(relation);
    }
    StringBuilder sql = new StringBuilder("SELECT ");
    for (int i = 0; i < names.size(); i++) {
      sql.append(i == 0 ? "" : ", ").append(slotExpression(names.get(i), types.get(i)));
    }
    sql.append(" FROM ").append(relation).append(" ORDER BY ").append(DuckDb.name(entity));
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql.toString())) {
      while (rows.next()) {
        double[] slots = new double[names.size()];
        for (int i = 0; i < slots.length; i++) {
          slots[i] = types.get(i).hasDictionary() ? code(rows, i) : number(rows, i);
        }
        builder.row(0, slots);
      }
    }
  }

  private double code(ResultSet rows, int column) throws SQLException {
    String text = rows.getString(column + 1);
    return text == null ? Double.NaN : builder.code(column, text);
  }

  private static double number(ResultSet rows, int column) throws SQLException {
    double value = rows.getDouble(column + 1);
    return rows.wasNull() || !Double.isFinite(value) ? Double.NaN : value;
  }

  private void describe(String relation) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("DESCRIBE " + relation)) {
      while (rows.next()) {
        String name = rows.getString(1);
        ColumnType type = name.equals(entity) ? ColumnType.IDENTIFIER : type(rows.getString(2));
        names.add(name);
        types.add(type);
        builder.column(name, type);
      }
    }
  }

  private static ColumnType type(String duck) {
    String name = duck.toUpperCase(Locale.ROOT);
    if (name.startsWith("TIMESTAMP")) {
      return ColumnType.TIMESTAMP;
    }
    return switch (name) {
      case "BOOLEAN" -> ColumnType.BOOLEAN;
      case "DATE" -> ColumnType.DATE;
      case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT" ->
          ColumnType.INTEGER;
      case "UINTEGER", "UBIGINT", "UHUGEINT" -> ColumnType.INTEGER;
      case "FLOAT", "DOUBLE" -> ColumnType.NUMBER;
      default -> name.startsWith("DECIMAL") ? ColumnType.NUMBER : ColumnType.CATEGORY;
    };
  }

  private static String slotExpression(String column, ColumnType type) {
    String name = DuckDb.name(column);
    return switch (type) {
      case NUMBER, INTEGER, BOOLEAN -> "CAST(" + name + " AS DOUBLE)";
      case DATE -> "CAST(" + name + " - DATE '1970-01-01' AS DOUBLE)";
      case TIMESTAMP -> "epoch_us(" + name + ") / 1e6";
      case CATEGORY, TEXT, IDENTIFIER -> "CAST(" + name + " AS VARCHAR)";
    };
  }

  List<String> names() {
    return List.copyOf(names);
  }

  Table build() {
    return builder.build();
  }
}
