package org.plumbline.store.monitoring;

import static org.plumbline.kernel.Require.require;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.kernel.Recurring;
import org.plumbline.kernel.Tx;
import org.plumbline.monitoring.WindowKind;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/**
 * Drops the log's days that are older than they are kept, with what was said of them since.
 *
 * <p>Whole weeks go, so that the performance of a week is never measured again from a part of it; a
 * day is kept up to six days longer for that. A day stays while any window of its week waits to be
 * computed. Its profiles, drift and performance remain. A partition is detached without stopping
 * those who write, and then dropped in the transaction of its audit entry; killed between the two,
 * the next look goes on. Safe to run on several instances.
 */
public final class PredictionRetention implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMinutes(10);
  private static final long LOCK = 0x706c_756d_0023L;

  private final Database database;
  private final AuditTrail audit;
  private final InstantSource clock;
  private final int days;
  private final Recurring background = Recurring.virtual("prediction-retention", EVERY, this::drop);

  public PredictionRetention(Database database, AuditTrail audit, InstantSource clock, int days) {
    require(days >= 1, "answers are kept for %s days but must be for one at least", days);
    this.database = database;
    this.audit = audit;
    this.clock = clock;
    this.days = days;
  }

  /** Looks every ten minutes until {@link #close}. */
  public void start() {
    background.start();
  }

  /** Drops what may go now, oldest first, and returns the days. */
  public List<LocalDate> drop() {
    LocalDate keptFrom = WindowKind.WEEK.startOf(WindowKind.dayOf(clock.instant()).minusDays(days));
    return database.read(
        handle -> {
          if (!locked(handle, "pg_try_advisory_lock")) {
            return List.of();
          }
          try {
            List<LocalDate> dropped = new ArrayList<>();
            for (var day : partitions(handle).entrySet()) {
              if (day.getKey().isBefore(keptFrom) && isDone(handle, day)) {
                day.getValue().forEach(partition -> detach(handle, partition));
                database.run(tx -> drop(Database.handle(tx), day, tx));
                dropped.add(day.getKey());
              }
            }
            return dropped;
          } finally {
            locked(handle, "pg_advisory_unlock");
          }
        });
  }

  private static boolean locked(Handle handle, String function) {
    return handle
        .createQuery("select " + function + "(:lock)")
        .bind("lock", LOCK)
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * One day of one of the log's tables.
   *
   * @param attached whether rows can still be found in it
   * @param detaching whether a detachment was begun and not ended
   */
  private record Partition(String name, String table, boolean attached, boolean detaching) {
    LocalDate day() {
      return DayPartitions.dayOf(name);
    }

    boolean holdsBlocks() {
      return table.equals("prediction_block");
    }
  }

  /** The days that there are, oldest first. */
  private static SortedMap<LocalDate, List<Partition>> partitions(Handle handle) {
    return handle
        .createQuery(
            """
            select c.relname as name, t.name as of, i.inhrelid is not null as attached,
              coalesce(i.inhdetachpending, false) as detaching
            from unnest(:tables) as t(name)
            join pg_class c on c.relname ~ ('^' || t.name || '_[0-9]{8}$')
            left join pg_inherits i
              on i.inhrelid = c.oid and i.inhparent = to_regclass(t.name)
            where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
            order by c.relname
            """)
        .bindArray("tables", String.class, DayPartitions.TABLES)
        .map(
            (row, context) ->
                new Partition(
                    row.getString("name"),
                    row.getString("of"),
                    row.getBoolean("attached"),
                    row.getBoolean("detaching")))
        .collect(Collectors.groupingBy(Partition::day, TreeMap::new, Collectors.toList()));
  }

  /** Whether all of its rows are in the windows, and no window of its week waits. */
  private static boolean isDone(Handle handle, Map.Entry<LocalDate, List<Partition>> day) {
    LocalDate week = WindowKind.WEEK.startOf(day.getKey());
    return day.getValue().stream().allMatch(partition -> isFed(handle, partition))
        && handle
            .createQuery(
                """
                select not exists (
                    select 1 from performance_window where stale and start = :week)
                  and not exists (
                    select 1 from window_profile where stale and day >= :week and day < :next)
                """)
            .bind("week", week)
            .bind("next", week.plusWeeks(1))
            .mapTo(Boolean.class)
            .one();
  }

  private static boolean isFed(Handle handle, Partition partition) {
    return handle
        .createQuery(
            "select not exists (select 1 from <partition>"
                + " where tx >= (select <watermark> from window_watermark))")
        .define("partition", partition.name())
        .define("watermark", partition.holdsBlocks() ? "block_tx" : "tx")
        .mapTo(Boolean.class)
        .one();
  }

  private static void detach(Handle handle, Partition partition) {
    String detach = "alter table " + partition.table() + " detach partition " + partition.name();
    if (partition.detaching()) {
      handle.execute(detach + " finalize");
    } else if (partition.attached()) {
      handle.execute(detach + " concurrently");
    }
  }

  private void drop(Handle handle, Map.Entry<LocalDate, List<Partition>> day, Tx tx) {
    Instant from = WindowKind.startInstant(day.getKey());
    Instant until = WindowKind.startInstant(day.getKey().plusDays(1));
    long answers = 0;
    for (Partition partition : day.getValue()) {
      answers += answers(handle, partition);
    }
    String labels =
        " where version_key = any(array(select key from watched_version))"
            + " and predicted_at >= :from and predicted_at < :until";
    handle
        .createUpdate(
            "delete from label_before where prediction_id in (select prediction_id from label"
                + labels
                + ")")
        .bind("from", Times.utc(from))
        .bind("until", Times.utc(until))
        .execute();
    int labelled =
        handle
            .createUpdate("delete from label" + labels)
            .bind("from", Times.utc(from))
            .bind("until", Times.utc(until))
            .execute();
    handle
        .createUpdate("delete from label_value" + labels)
        .bind("from", Times.utc(from))
        .bind("until", Times.utc(until))
        .execute();
    day.getValue().forEach(partition -> handle.execute("drop table " + partition.name()));
    audit.append(
        tx,
        AuditEvent.of(
                Actor.system("retention"),
                "predictions.dropped",
                "predictions",
                day.getKey().toString())
            .after(
                Map.of(
                    "predictions", Long.toString(answers),
                    "labels", Integer.toString(labelled),
                    "keptDays", Integer.toString(days))));
  }

  private static long answers(Handle handle, Partition partition) {
    String counted = partition.holdsBlocks() ? "coalesce(sum(rows), 0)" : "count(*)";
    return handle
        .createQuery("select " + counted + " from " + partition.name())
        .mapTo(Long.class)
        .one();
  }

  @Override
  public void close() {
    background.close();
  }
}
