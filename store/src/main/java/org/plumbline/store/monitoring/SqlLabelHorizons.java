package org.plumbline.store.monitoring;

import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;
import org.plumbline.monitoring.LabelHorizon;
import org.plumbline.monitoring.LabelHorizonStore;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/** Horizons of labels in PostgreSQL; rows are only added. */
public final class SqlLabelHorizons implements LabelHorizonStore {
  private final Database database;

  public SqlLabelHorizons(Database database) {
    this.database = database;
  }

  @Override
  public LabelHorizon find(ModelName model) {
    return database
        .read(
            handle ->
                handle
                    .createQuery(
                        """
                        select days, set_by, set_at, reason from label_horizon
                        where model = :model order by position desc limit 1
                        """)
                    .bind("model", model.value())
                    .map(
                        (row, context) ->
                            new LabelHorizon(
                                row.getInt("days"),
                                row.getString("set_by"),
                                Times.instant(row, "set_at"),
                                row.getString("reason")))
                    .findOne())
        .orElse(LabelHorizon.NONE);
  }

  @Override
  public void save(Tx tx, ModelName model, LabelHorizon horizon) {
    Handle handle = Database.handle(tx);
    handle
        .createUpdate(
            """
            insert into label_horizon (model, days, set_by, set_at, reason)
            values (:model, :days, :by, :at, :reason)
            """)
        .bind("model", model.value())
        .bind("days", horizon.days())
        .bind("by", horizon.by())
        .bind("at", Times.utc(Objects.requireNonNull(horizon.at())))
        .bind("reason", horizon.reason())
        .execute();
    handle
        .createUpdate(
            """
            update performance_window set stale = true
            where version_key in (select key from watched_version where model = :model)
            """)
        .bind("model", model.value())
        .execute();
  }
}
