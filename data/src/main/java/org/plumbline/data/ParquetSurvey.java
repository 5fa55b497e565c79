package org.plumbline.data;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/*
 * A Parquet file says the type of each column, so a number need not become text and a number again
 * to be known for one: aggregates answer for the numeric and boolean columns what the text
 * would, and one grouping a column for texts of few values. What stays uncertain (infinities,
 * other types, texts of many values, columns with a role of their own) is read as text, and that
 * stays the oracle. Reading 1,000,000 x 30 as text took fifty times as long. Some columns are asked
 * about at a time: on one statement of 5,000 aggregates DuckDB spent more than 40 s of processor
 * time, over 30,000 rows.
 */
/** What inference must know of a Parquet file's columns. */
final class ParquetSurvey {
  private static final Set<String> WHOLE = Set.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT");
  private static final Set<String> REAL = Set.of("DOUBLE", "FLOAT");
  private static final int AT_A_TIME = 50;

  private final Connection connection;
  private final String relation;

  ParquetSurvey(Connection connection, String relation) {
    this.connection = connection;
    this.relation = relation;
  }

  /**
   * The stats by column, as the text of the file would give them to inference; absent columns must
   * be read as text.
   *
   * @param withRoles columns of which more must be known
   */
  Map<String, ColumnStats> stats(Set<String> withRoles) throws SQLException {
    Map<String, String> types = DuckDb.schema(connection, relation);
    types.keySet().removeAll(withRoles);
    Map<String, ColumnStats> stats = typed(types);
    for (Map.Entry<String, String> column : types.entrySet()) {
      if (column.getValue().equals("VARCHAR")) {
        Optional<ColumnStats> found = texts(column.getKey());
        found.ifPresent(known -> stats.put(column.getKey(), known));
      }
    }
    return stats;
  }

  /** All columns of numbers and truths, some a scan. */
  private Map<String, ColumnStats> typed(Map<String, String> types) throws SQLException {
    List<String> names =
        types.entrySet().stream()
            .filter(one -> isTyped(one.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    Map<String, ColumnStats> stats = new LinkedHashMap<>();
    for (int from = 0; from < names.size(); from += AT_A_TIME) {
      stats.putAll(typed(names.subList(from, Math.min(names.size(), from + AT_A_TIME)), types));
    }
    return stats;
  }

  private static boolean isTyped(String type) {
    return WHOLE.contains(type) || REAL.contains(type) || type.equals("BOOLEAN");
  }

  private Map<String, ColumnStats> typed(List<String> names, Map<String, String> types)
      throws SQLException {
    List<String> aggregates = new ArrayList<>(List.of("count(*)"));
    names.forEach(name -> aggregates.add(aggregates(name, String.valueOf(types.get(name)))));
    Map<String, ColumnStats> stats = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT " + String.join(", ", aggregates) + " FROM " + relation)) {
      found.next();
      long rows = found.getLong(1);
      for (int i = 0; i < names.size(); i++) {
        String name = names.get(i);
        boolean truths = "BOOLEAN".equals(types.get(name));
        Optional<ColumnStats> column =
            truths ? truths(found, 2 + 5 * i, rows) : numbers(found, 2 + 5 * i, rows);
        column.ifPresent(known -> stats.put(name, known));
      }
    }
    return stats;
  }

  /** Five a column: values, whole or true ones, odd ones, and the text of two. */
  private static String aggregates(String name, String type) {
    String column = DuckDb.name(name);
    if (type.equals("BOOLEAN")) {
      return "count(%1$s), count(*) FILTER (WHERE %1$s), 0, NULL, NULL".formatted(column);
    }
    // Only a name of an id makes a number one, and only when no number repeats.
    String repeated =
        TypeInference.isIdName(name) ? "count(%1$s) - count(DISTINCT %1$s)".formatted(column) : "1";
    String ends = "CAST(min(%1$s) AS VARCHAR), CAST(max(%1$s) AS VARCHAR)";
    if (WHOLE.contains(type)) {
      return ("count(%1$s), count(%1$s), " + repeated + ", " + ends).formatted(column);
    }
    // NaN is missing. Minus zero and zero are one number of two texts.
    String number = "nullif(%s, 'NaN')".formatted(column);
    return ("count(%1$s), count(*) FILTER (WHERE isfinite(%1$s) AND %1$s = floor(%1$s)),"
            + " CASE WHEN bool_or(isinf(%1$s))"
            + " OR (min(%1$s) = 0 AND max(%1$s) = 0 AND bool_or(signbit(%1$s))) THEN -1 ELSE "
            + repeated
            + " END, "
            + ends)
        .formatted(number);
  }

  private static Optional<ColumnStats> numbers(ResultSet found, int at, long rows)
      throws SQLException {
    long values = found.getLong(at);
    long repeated = found.getLong(at + 2);
    if (repeated < 0) {
      return Optional.empty();
    }
    String least = found.getString(at + 3);
    String most = found.getString(at + 4);
    List<String> outer =
        values == 0 ? List.of() : least.equals(most) ? List.of(least) : List.of(least, most);
    return Optional.of(
        ColumnStats.ofNumbers(rows - values, values, found.getLong(at + 1), repeated > 0, outer));
  }

  private static Optional<ColumnStats> truths(ResultSet found, int at, long rows)
      throws SQLException {
    long values = found.getLong(at);
    long truths = found.getLong(at + 1);
    ColumnStats stats = new ColumnStats();
    stats.add("", rows - values);
    stats.add("true", truths);
    stats.add("false", values - truths);
    stats.close();
    return Optional.of(stats);
  }

  /** A column of few texts by one grouping. */
  private Optional<ColumnStats> texts(String name) throws SQLException {
    String column = DuckDb.name(name);
    ColumnStats stats = new ColumnStats();
    int distinct = 0;
    try (Statement statement = connection.createStatement();
        ResultSet groups =
            statement.executeQuery(
                "SELECT coalesce(%1$s, ''), count(*) FROM %2$s GROUP BY 1 LIMIT %3$d"
                    .formatted(column, relation, ColumnQuality.DISTINCT_LIMIT + 1))) {
      while (groups.next()) {
        stats.add(groups.getString(1), groups.getLong(2));
        distinct++;
      }
    }
    stats.close();
    return distinct > ColumnQuality.DISTINCT_LIMIT ? Optional.empty() : Optional.of(stats);
  }
}
