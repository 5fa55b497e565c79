package org.plumbline.store.monitoring;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.plumbline.store.Database;

/** Makes the log's partitions, one a UTC day, ahead of time or when a row needs one. */
final class DayPartitions {
  private static final DateTimeFormatter SUFFIX = DateTimeFormatter.ofPattern("yyyyMMdd");

  /** The tables of the log, each with a partition a day. */
  static final List<String> TABLES = List.of("prediction", "prediction_block");

  private static final long LOCK = 0x706c_756d_0001L;

  private final Database database;
  private final Set<LocalDate> known = ConcurrentHashMap.newKeySet();

  DayPartitions(Database database) {
    this.database = database;
  }

  static LocalDate dayOf(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }

  /** The day of a partition of that name. */
  static LocalDate dayOf(String partition) {
    return LocalDate.parse(partition.substring(partition.lastIndexOf('_') + 1), SUFFIX);
  }

  void ensure(LocalDate day) {
    if (known.contains(day)) {
      return;
    }
    database.run(tx -> TABLES.forEach(table -> create(Database.handle(tx), table, day)));
    known.add(day);
  }

  /** After a partition was dropped behind our back. */
  void forget() {
    known.clear();
  }

  private static void create(Handle handle, String table, LocalDate day) {
    String name = table + "_" + SUFFIX.format(day);
    boolean exists =
        handle
            .createQuery("select to_regclass(:name) is not null")
            .bind("name", name)
            .mapTo(Boolean.class)
            .one();
    if (exists) {
      return;
    }
    /* "if not exists" does not save two sessions from each other; this lock does. */
    handle.createQuery("select pg_advisory_xact_lock(:lock)").bind("lock", LOCK).mapToMap().list();
    handle.execute(
        "create table if not exists "
            + name
            + " partition of "
            + table
            + " for values from ('"
            + day
            + " 00:00+00') to ('"
            + day.plusDays(1)
            + " 00:00+00')");
  }
}
