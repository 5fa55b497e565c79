package org.plumbline.solutions;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.plumbline.data.DuckDb;

/** Holds the files of a data folder against the contracts of the sources. */
final class SourceCheck {
  private final Path data;

  SourceCheck(Path data) {
    this.data = data;
  }

  List<String> violations(List<SourceSpec> sources) {
    List<String> found = new ArrayList<>();
    try (Connection connection = DuckDb.open()) {
      for (SourceSpec source : sources) {
        Path file = data.resolve(source.file());
        if (!Files.isRegularFile(file)) {
          found.add("the file " + file + " of source '" + source.name() + "' is absent");
          continue;
        }
        check(connection, source, "read_parquet(" + DuckDb.text(file) + ")", found);
      }
    } catch (SQLException failed) {
      throw DuckDb.failure("Cannot check the data in " + data, failed);
    }
    return List.copyOf(found);
  }

  private static void check(
      Connection connection, SourceSpec source, String relation, List<String> found)
      throws SQLException {
    Map<String, String> present = DuckDb.schema(connection, relation);
    source
        .columns()
        .forEach(
            (name, type) -> {
              String actual = present.get(name);
              if (actual == null) {
                found.add("source '%s' has no column '%s'".formatted(source.name(), name));
              } else if (!actual.startsWith(type)) {
                found.add(
                    "column '%s' of source '%s' is %s and not %s"
                        .formatted(name, source.name(), actual, type));
              }
            });
    if (!present.keySet().containsAll(source.columns().keySet())) {
      return;
    }
    if (count(connection, "SELECT count(*) FROM " + relation) == 0) {
      found.add("source '" + source.name() + "' is empty");
    }
    if (!source.unique().isEmpty()) {
      String column = DuckDb.name(source.unique());
      long repeated =
          count(
              connection,
              "SELECT count(*) - count(DISTINCT %s) FROM %s".formatted(column, relation));
      if (repeated > 0) {
        found.add(
            "column '%s' of source '%s' repeats or misses %d values"
                .formatted(source.unique(), source.name(), repeated));
      }
    }
    for (String column : source.notNegative()) {
      long negative =
          count(
              connection,
              "SELECT count(*) FROM %s WHERE %s < 0".formatted(relation, DuckDb.name(column)));
      if (negative > 0) {
        found.add(
            "column '%s' of source '%s' is negative in %d rows"
                .formatted(column, source.name(), negative));
      }
    }
  }

  private static long count(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
