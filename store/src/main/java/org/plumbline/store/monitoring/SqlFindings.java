package org.plumbline.store.monitoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.plumbline.monitoring.AlertKind;
import org.plumbline.monitoring.Finding;
import org.plumbline.monitoring.FindingLine;
import org.plumbline.monitoring.Severity;
import org.plumbline.store.Times;

/** What the latest looks at versions have found. */
final class SqlFindings {
  private SqlFindings() {}

  static void replace(
      Handle handle, int version, Set<AlertKind> kinds, List<Finding> findings, Instant windowEnd) {
    handle
        .createUpdate("delete from monitor_finding where version_key = :key and kind = any(:kinds)")
        .bind("key", version)
        .bindArray("kinds", String.class, kinds.stream().map(AlertKind::name).toArray())
        .execute();
    if (findings.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            """
            insert into monitor_finding (version_key, kind, column_name, severity, title, detail,
              effect, importance, window_end)
            values (:key, :kind, :column, :severity, :title, :detail, :effect, :importance, :end)
            """);
    for (Finding one : findings) {
      batch
          .bind("key", version)
          .bind("kind", one.kind().name())
          .bind("column", one.column() == null ? "" : one.column())
          .bind("severity", one.severity().name())
          .bind("title", one.title())
          .bind("detail", one.detail())
          .bindByType("effect", Double.isNaN(one.effect()) ? null : one.effect(), Double.class)
          .bind("importance", one.importance())
          .bind("end", Times.utc(windowEnd))
          .add();
    }
    batch.execute();
  }

  /** Loudest first. */
  static List<FindingLine> list(Handle handle, int version) {
    return handle
        .createQuery("select * from monitor_finding where version_key = :key")
        .bind("key", version)
        .map((row, context) -> Map.entry(finding(row), Times.instant(row, "window_end")))
        .list()
        .stream()
        .sorted(Comparator.comparing(Map.Entry::getKey, Finding.LOUDEST_FIRST))
        .map(entry -> FindingLine.of(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Finding finding(ResultSet row) throws SQLException {
    String column = row.getString("column_name");
    Double effect = row.getObject("effect", Double.class);
    return new Finding(
        AlertKind.valueOf(row.getString("kind")),
        column.isEmpty() ? null : column,
        Severity.valueOf(row.getString("severity")),
        row.getString("title"),
        row.getString("detail"),
        effect == null ? Double.NaN : effect,
        row.getDouble("importance"));
  }
}
