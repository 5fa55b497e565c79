package org.plumbline.store.monitoring;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.plumbline.kernel.ModelName;
import org.plumbline.monitoring.log.PredictionScan;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/** Streams the log in one snapshot, partition by partition. */
public final class SqlPredictionScan implements PredictionScan {
  private static final int FETCHED = 2_000;

  private final Database database;
  private final SqlPredictions predictions;
  private final VersionKeys keys;

  public SqlPredictionScan(Database database) {
    this.database = database;
    this.predictions = new SqlPredictions(database);
    this.keys = new VersionKeys(database);
  }

  @Override
  public void scan(ModelName model, Instant from, Instant until, Consumer<Scanned> row) {
    List<Integer> versions = keys.ofModel(model);
    if (versions.isEmpty()) {
      return;
    }
    database.snapshot(
        handle -> {
          handle
              .createQuery(
                  "select "
                      + SqlPredictions.COLUMNS
                      + ", (select l.value from label l where l.prediction_id = id) as label"
                      + ", (select l.observed_at from label l where l.prediction_id = id)"
                      + " as observed_at"
                      + " from logged_prediction where version_key in (<keys>) and predicted_at >= :from"
                      + " and predicted_at < :until order by predicted_at, id")
              .bindList("keys", versions)
              .bind("from", Times.utc(from))
              .bind("until", Times.utc(until))
              .setFetchSize(FETCHED)
              .map(
                  (found, context) ->
                      new Scanned(
                          predictions.prediction(handle, found),
                          found.getObject("label", Double.class),
                          Times.instantOrNull(found, "observed_at")))
              .forEach(row);
          return true;
        });
  }
}
