package org.plumbline.store.governance;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.plumbline.governance.Risk;
import org.plumbline.governance.RiskHistory;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.store.Database;
import org.plumbline.store.Json;

/** One point a day. */
public final class SqlRiskHistory implements RiskHistory {
  private final Database database;

  public SqlRiskHistory(Database database) {
    this.database = database;
  }

  @Override
  public void put(Tx tx, VersionId version, Instant at, Risk.Scored risk) {
    Database.handle(tx)
        .createUpdate(
            """
            insert into risk_point (model, version, day, at, risk_index, components)
            values (:model, :version, :day, :at, :index, :components)
            on conflict (model, version, day) do update set at = excluded.at,
              risk_index = excluded.risk_index, components = excluded.components
            """)
        .bind("model", version.model().value())
        .bind("version", version.number().value())
        .bind("day", LocalDate.ofInstant(at, ZoneOffset.UTC))
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .bind("index", risk.index())
        .bind("components", Json.write(risk.components()))
        .execute();
  }

  @Override
  public List<Point> of(VersionId version) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select at, risk_index from risk_point
                    where model = :model and version = :version order by day
                    """)
                .bind("model", version.model().value())
                .bind("version", version.number().value())
                .map(
                    (row, context) ->
                        new Point(
                            row.getObject("at", OffsetDateTime.class).toInstant(),
                            row.getDouble("risk_index")))
                .list());
  }
}
