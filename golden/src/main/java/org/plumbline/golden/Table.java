package org.plumbline.golden;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A CSV file of reference data: one header line, commas, names and texts plain or quoted whole. */
public final class Table {
  private final List<String> columns;
  private final List<String[]> rows;

  private Table(List<String> columns, List<String[]> rows) {
    this.columns = columns;
    this.rows = rows;
  }

  static Table parse(byte[] csv) {
    List<String> lines =
        new String(csv, StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank()).toList();
    List<String[]> rows = lines.stream().skip(1).map(Table::split).toList();
    return new Table(List.of(split(lines.getFirst())), rows);
  }

  private static String[] split(String line) {
    return Arrays.stream(line.split(",", -1)).map(Table::unquoted).toArray(String[]::new);
  }

  private static String unquoted(String cell) {
    boolean quoted = cell.length() > 1 && cell.startsWith("\"") && cell.endsWith("\"");
    return quoted ? cell.substring(1, cell.length() - 1) : cell;
  }

  public List<String> columns() {
    return columns;
  }

  public int rows() {
    return rows.size();
  }

  public List<String> texts(String column) {
    int index = index(column);
    return rows.stream().map(row -> row[index]).toList();
  }

  /** The numbers of a column; blank, NA and NaN are NaN. */
  public double[] numbers(String column) {
    return texts(column).stream().mapToDouble(Table::number).toArray();
  }

  private static double number(String cell) {
    return cell.isBlank() || cell.equals("NA") ? Double.NaN : Double.parseDouble(cell);
  }

  private int index(String column) {
    int index = columns.indexOf(column);
    if (index < 0) {
      throw new IllegalArgumentException("No column " + column + " among " + columns);
    }
    return index;
  }
}
