package org.plumbline.store.monitoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.plumbline.monitoring.AlertState;
import org.plumbline.store.Times;

/** The state of an alert or an incident as columns. */
record AlertColumns(
    @Nullable String by,
    @Nullable String comment,
    @Nullable Instant acknowledged,
    @Nullable Instant resolved) {

  static AlertColumns of(AlertState state) {
    return switch (state) {
      case AlertState.Open _ -> new AlertColumns(null, null, null, null);
      case AlertState.Acknowledged one -> new AlertColumns(one.by(), one.comment(), one.at(), null);
      case AlertState.Resolved one -> new AlertColumns(one.acknowledgedBy(), null, null, one.at());
    };
  }

  static AlertState state(ResultSet row) throws SQLException {
    String by = row.getString("acknowledged_by");
    String state = row.getString("state");
    return switch (state) {
      case "open" -> new AlertState.Open();
      case "acknowledged" ->
          new AlertState.Acknowledged(
              by, row.getString("comment"), Times.instant(row, "acknowledged_at"));
      case "resolved" -> new AlertState.Resolved(by, Times.instant(row, "resolved_at"));
      default -> throw new IllegalStateException("There is no state " + state);
    };
  }
}
