package org.plumbline.store.monitoring;

import java.time.Instant;
import java.util.OptionalInt;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.log.LabelledCount;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/** Counts along the index of labels by time, and no further than is asked. */
public final class SqlLabelledCount implements LabelledCount {
  private final Database database;
  private final VersionKeys keys;

  public SqlLabelledCount(Database database) {
    this.database = database;
    this.keys = new VersionKeys(database);
  }

  @Override
  public Labelled count(VersionId version, Instant from, Instant until, int most) {
    OptionalInt key = keys.find(version);
    if (key.isEmpty()) {
      return new Labelled(0, 0, 0);
    }
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    with span as not materialized (
                      select predicted_at, value from label
                      where version_key = :key and predicted_at >= :from and predicted_at < :until
                    )
                    select
                      (select count(*) from (select 1 from span limit :most) a) as answers,
                      (select count(*)
                       from (select distinct predicted_at from span limit :most) m) as moments,
                      (select count(*) from (select distinct value from span limit :most) v)
                        as labels
                    """)
                .bind("key", key.getAsInt())
                .bind("from", Times.utc(from))
                .bind("until", Times.utc(until))
                .bind("most", most)
                .map(
                    (row, context) ->
                        new Labelled(
                            row.getInt("answers"), row.getInt("moments"), row.getInt("labels")))
                .one());
  }
}
