package org.plumbline.store.monitoring;

import java.util.List;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Tx;
import org.plumbline.monitoring.MonitorPlan;
import org.plumbline.monitoring.MonitorRevision;
import org.plumbline.monitoring.MonitorStore;
import org.plumbline.store.Database;
import org.plumbline.store.Json;
import org.plumbline.store.Times;

/** Plans as JSON, a row a revision, appended only. */
public final class SqlMonitors implements MonitorStore {
  private static final int MOST = 1_000;

  private final Database database;

  public SqlMonitors(Database database) {
    this.database = database;
  }

  @Override
  public List<MonitorRevision> history(ModelName model) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select revision, plan, set_by, set_at, reason from monitor_plan
                    where model = :model order by revision desc limit :most
                    """)
                .bind("model", model.value())
                .bind("most", MOST)
                .map(
                    (row, context) ->
                        new MonitorRevision(
                            row.getInt("revision"),
                            Json.read(row.getString("plan"), MonitorPlan.class),
                            row.getString("set_by"),
                            Times.instant(row, "set_at"),
                            row.getString("reason")))
                .list());
  }

  @Override
  public void append(Tx tx, ModelName model, MonitorRevision revision) {
    int added =
        Database.handle(tx)
            .createUpdate(
                """
                insert into monitor_plan (model, revision, plan, set_by, set_at, reason)
                values (:model, :revision, :plan, :by, :at, :reason)
                on conflict do nothing
                """)
            .bind("model", model.value())
            .bind("revision", revision.number())
            .bind("plan", Json.write(revision.plan()))
            .bind("by", revision.by())
            .bind("at", Times.utcOrNull(revision.at()))
            .bind("reason", revision.reason())
            .execute();
    if (added == 0) {
      throw PlumblineException.of(
          ErrorCode.CONFLICT,
          "Somebody set the monitors of %s at the same moment: look at them again"
              .formatted(model));
    }
  }
}
