package org.plumbline.store.deployment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.plumbline.deployment.KillSwitch;
import org.plumbline.deployment.KillSwitches;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;
import org.plumbline.store.Database;

/** Positions of kill switches, appended only. */
public final class SqlKillSwitches implements KillSwitches {
  private final Database database;

  public SqlKillSwitches(Database database) {
    this.database = database;
  }

  @Override
  public KillSwitch find(ModelName model) {
    return list(model, 1).stream().findFirst().orElse(KillSwitch.UNTOUCHED);
  }

  @Override
  public void set(Tx tx, ModelName model, KillSwitch position) {
    Handle handle = Database.handle(tx);
    Instant at = Objects.requireNonNull(position.at(), "a position that was set has a time");
    handle
        .createUpdate(
            """
            insert into kill_switch (model, turned_on, reason, turned_by, at)
            values (:model, :on, :reason, :by, :at)
            """)
        .bind("model", model.value())
        .bind("on", position.on())
        .bind("reason", position.reason())
        .bind("by", position.by())
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .execute();
    SqlRoutes.moved(handle);
  }

  @Override
  public List<KillSwitch> history(ModelName model) {
    return list(model, 1_000);
  }

  private List<KillSwitch> list(ModelName model, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select turned_on, reason, turned_by, at from kill_switch
                    where model = :model order by position desc limit :limit
                    """)
                .bind("model", model.value())
                .bind("limit", limit)
                .map((row, context) -> position(row))
                .list());
  }

  static KillSwitch position(ResultSet row) throws SQLException {
    return new KillSwitch(
        row.getBoolean("turned_on"),
        row.getString("reason"),
        row.getString("turned_by"),
        row.getObject("at", OffsetDateTime.class).toInstant());
  }
}
