package org.plumbline.store.notice;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.SqlStatement;
import org.plumbline.monitoring.AlertKind;
import org.plumbline.monitoring.Severity;
import org.plumbline.monitoring.notice.AlertMatch;

/** Which alerts are meant, as the columns model, kinds, column_name and severity. */
final class MatchColumns {
  private MatchColumns() {}

  static <S extends SqlStatement<S>> S bind(S statement, AlertMatch match) {
    return statement
        .bind("model", match.model())
        .bindArray(
            "kinds", String.class, match.kinds().stream().map(AlertKind::name).sorted().toArray())
        .bind("column", match.column())
        .bind("severity", match.least().name());
  }

  static AlertMatch match(ResultSet row) throws SQLException {
    Array kinds = row.getArray("kinds");
    Set<AlertKind> meant =
        Stream.of((String[]) kinds.getArray()).map(AlertKind::valueOf).collect(Collectors.toSet());
    return new AlertMatch(
        row.getString("model"),
        meant,
        row.getString("column_name"),
        Severity.valueOf(row.getString("severity")));
  }
}
