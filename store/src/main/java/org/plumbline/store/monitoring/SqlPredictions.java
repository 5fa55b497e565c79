package org.plumbline.store.monitoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.monitoring.Predictions;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/** Reads the log; finding by id asks each day's indexes. */
public final class SqlPredictions implements Predictions {
  /** Of a block's answer all but the last. */
  private static final String BLOCK_COLUMNS =
      "id, predicted_at, version_key, stage, entity, score, slots, detail, safeguard";

  static final String COLUMNS = BLOCK_COLUMNS + ", threshold";

  private final Database database;
  private final VersionKeys keys;

  public SqlPredictions(Database database) {
    this.database = database;
    this.keys = new VersionKeys(database);
  }

  @Override
  public Optional<LoggedPrediction> find(UUID id) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select "
                        + COLUMNS
                        + " from prediction where id = :id union all select "
                        + BLOCK_COLUMNS
                        + ", null from block_prediction where first_id between block_floor(:id) and"
                        + " :id and id = :id limit 1")
                .bind("id", id)
                .map((row, context) -> prediction(handle, row))
                .findOne());
  }

  LoggedPrediction prediction(Handle handle, ResultSet row) throws SQLException {
    Packed.Detail detail = Packed.detail(row.getBytes("detail"));
    int stage = row.getInt("stage");
    return new LoggedPrediction(
        row.getObject("id", UUID.class),
        Times.instant(row, "predicted_at"),
        keys.version(handle, row.getInt("version_key")),
        stage == 0 ? null : SqlPredictionWriter.stage(stage),
        row.getString("entity"),
        row.getDouble("score"),
        Packed.slots(row.getBytes("slots")),
        detail.unknownCategories(),
        detail.reasons(),
        SafeguardCodes.applied(row.getInt("safeguard"), detail.safeguard()),
        threshold(row));
  }

  /** NaN where the log keeps none. */
  static double threshold(ResultSet row) throws SQLException {
    double threshold = row.getDouble("threshold");
    return row.wasNull() ? Double.NaN : threshold;
  }
}
