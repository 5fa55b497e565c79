package org.plumbline.store.monitoring;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/** Tells which rows are in the log already; a block is there with all of its rows or not at all. */
final class LoggedIds {
  private final Database database;

  LoggedIds(Database database) {
    this.database = database;
  }

  /** Those of the rows that are there; looks only at the days between the oldest and the newest. */
  Set<UUID> among(List<LoggedPrediction> rows) {
    Instant first = rows.stream().map(LoggedPrediction::predictedAt).min(Instant::compareTo).get();
    Instant last = rows.stream().map(LoggedPrediction::predictedAt).max(Instant::compareTo).get();
    return database.read(
        handle ->
            new HashSet<>(
                handle
                    .createQuery(
                        """
                        select id from prediction
                        where id = any(:ids) and predicted_at >= :first and predicted_at <= :last
                        union all
                        select unnest(ids) from prediction_block
                        where first_id = any(:ids)
                          and predicted_at >= :first and predicted_at <= :last
                        """)
                    .bindArray("ids", UUID.class, rows.stream().map(LoggedPrediction::id).toList())
                    .bind("first", Times.utc(SqlPredictionWriter.kept(first)))
                    .bind("last", Times.utc(last))
                    .mapTo(UUID.class)
                    .list()));
  }
}
