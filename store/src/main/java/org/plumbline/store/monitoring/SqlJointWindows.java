package org.plumbline.store.monitoring;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.Measure;
import org.plumbline.monitoring.joint.JointWindows;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/** Samples of the log, drawn by the hash of the answers' ids. */
public final class SqlJointWindows implements JointWindows {
  private static final int PARTS = 1 << 20;

  private final Database database;
  private final VersionKeys keys;

  public SqlJointWindows(Database database) {
    this.database = database;
    this.keys = new VersionKeys(database);
  }

  @Override
  public List<Standing> standings(LocalDate since, LocalDate today) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select version_key, max(day) as day, (
                      select max(window_end) from monitor_reading r
                      where r.version_key = p.version_key and measure = :measure
                    ) as looked
                    from window_profile p where day >= :since and day < :today
                    group by version_key order by version_key
                    """)
                .bind("measure", Measure.JOINT_AUC.name())
                .bind("since", since)
                .bind("today", today)
                .map(
                    (row, context) ->
                        new Standing(
                            keys.version(handle, row.getInt("version_key")),
                            row.getObject("day", LocalDate.class),
                            Times.instantOrNull(row, "looked")))
                .list());
  }

  @Override
  public List<double[]> sample(VersionId version, Instant from, Instant until, double share) {
    OptionalInt key = keys.find(version);
    if (key.isEmpty()) {
      return List.of();
    }
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select slots from logged_prediction
                    where version_key = :key and predicted_at >= :from and predicted_at < :until
                      and uuid_hash_extended(id, 0) & :mask < :part
                    order by id
                    """)
                .bind("key", key.getAsInt())
                .bind("from", Times.utc(from))
                .bind("until", Times.utc(until))
                .bind("mask", PARTS - 1)
                .bind("part", (int) Math.ceil(share * PARTS))
                .mapTo(byte[].class)
                .map(Packed::slots)
                .list());
  }
}
