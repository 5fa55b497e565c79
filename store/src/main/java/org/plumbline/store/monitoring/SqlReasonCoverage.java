package org.plumbline.store.monitoring;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.ReasonCoverage;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/** Reads the newest rows of the log. Safe to share. */
public final class SqlReasonCoverage implements ReasonCoverage {
  /** Enough to tell a share to two digits. */
  private static final int SAMPLE = 2_000;

  private final Database database;
  private final VersionKeys keys;

  public SqlReasonCoverage(Database database) {
    this.database = database;
    this.keys = new VersionKeys(database);
  }

  @Override
  public Coverage of(VersionId version, Instant since) {
    OptionalInt key = keys.find(version);
    if (key.isEmpty()) {
      return new Coverage(0, 0);
    }
    List<Boolean> newest =
        database.read(
            handle ->
                handle
                    .createQuery(
                        """
                        select detail from (
                          (select detail, predicted_at from prediction
                          where version_key = :key and predicted_at >= :since
                          order by predicted_at desc limit :limit)
                          union all
                          (select detail, predicted_at from block_prediction
                          where version_key = :key and predicted_at >= :since
                          order by predicted_at desc limit :limit)) newest
                        order by predicted_at desc limit :limit
                        """)
                    .bind("key", key.getAsInt())
                    .bind("since", Times.utc(since))
                    .bind("limit", SAMPLE)
                    .map(
                        (row, context) ->
                            Optional.ofNullable(row.getBytes(1))
                                .map(bytes -> !Packed.detail(bytes).reasons().isEmpty())
                                .orElse(false))
                    .list());
    return new Coverage(newest.size(), newest.stream().filter(had -> had).count());
  }
}
