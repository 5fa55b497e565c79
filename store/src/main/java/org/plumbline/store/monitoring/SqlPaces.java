package org.plumbline.store.monitoring;

import java.time.LocalDate;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.pace.Pace;
import org.plumbline.monitoring.pace.PaceStore;
import org.plumbline.stats.profile.TableProfile;
import org.plumbline.store.Database;

/** The pace of versions in PostgreSQL, a row a day. */
public final class SqlPaces implements PaceStore {
  private final Database database;
  private final VersionKeys keys;

  public SqlPaces(Database database) {
    this.database = database;
    this.keys = new VersionKeys(database);
  }

  @Override
  public void add(Tx tx, VersionId version, LocalDate day, Pace pace) {
    Handle handle = Database.handle(tx);
    int key = keys.of(version);
    /* Whoever inserts first holds the row; the others wait for it and add to it. */
    handle
        .createUpdate(
            """
            insert into answer_pace (version_key, day, profile) values (:key, :day, :none)
            on conflict do nothing
            """)
        .bind("key", key)
        .bind("day", day)
        .bind("none", Pace.NONE.profile().toBytes())
        .execute();
    Pace before =
        handle
            .createQuery(
                """
                select profile from answer_pace where version_key = :key and day = :day for update
                """)
            .bind("key", key)
            .bind("day", day)
            .mapTo(byte[].class)
            .map(SqlPaces::pace)
            .one();
    handle
        .createUpdate(
            "update answer_pace set profile = :profile where version_key = :key and day = :day")
        .bind("key", key)
        .bind("day", day)
        .bind("profile", before.merge(pace).profile().toBytes())
        .execute();
  }

  @Override
  public Pace of(VersionId version, LocalDate from, LocalDate until) {
    OptionalInt key = keys.find(version);
    if (key.isEmpty()) {
      return Pace.NONE;
    }
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select profile from answer_pace
                    where version_key = :key and day >= :from and day < :until order by day
                    """)
                .bind("key", key.getAsInt())
                .bind("from", from)
                .bind("until", until)
                .mapTo(byte[].class)
                .map(SqlPaces::pace)
                .stream()
                .reduce(Pace.NONE, Pace::merge));
  }

  private static Pace pace(byte[] profile) {
    return new Pace(TableProfile.fromBytes(profile));
  }
}
