package org.plumbline.store.governance;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.plumbline.governance.Risk;
import org.plumbline.governance.RiskHistory;
import org.plumbline.governance.risk.BackTest;
import org.plumbline.governance.risk.FirstIndex;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.store.Database;
import org.plumbline.store.Json;
import org.plumbline.store.Times;

/** One point a day. */
public final class SqlRiskHistory implements RiskHistory {
  private final Database database;

  public SqlRiskHistory(Database database) {
    this.database = database;
  }

  @Override
  public void put(Tx tx, VersionId version, Instant at, Risk.Scored risk, FirstIndex first) {
    Database.handle(tx)
        .createUpdate(
            """
            insert into risk_point (model, version, day, at, risk_index, components, formula,
              first_index)
            values (:model, :version, :day, :at, :index, :components, :formula, :first)
            on conflict (model, version, day) do update set at = excluded.at,
              risk_index = excluded.risk_index, components = excluded.components,
              formula = excluded.formula, first_index = excluded.first_index
            """)
        .bind("model", version.model().value())
        .bind("version", version.number().value())
        .bind("day", LocalDate.ofInstant(at, ZoneOffset.UTC))
        .bind("at", Times.utc(at))
        .bind("index", risk.index())
        .bind("components", Json.write(risk.components()))
        .bind("formula", Risk.FORMULA)
        .bindByType("first", first.index(), Double.class)
        .execute();
  }

  @Override
  public List<Point> of(VersionId version) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select at, formula, risk_index, first_index from risk_point
                    where model = :model and version = :version order by day
                    """)
                .bind("model", version.model().value())
                .bind("version", version.number().value())
                .map(
                    (row, context) ->
                        new Point(
                            Times.instant(row, "at"),
                            row.getString("formula"),
                            row.getDouble("risk_index"),
                            row.getObject("first_index", Double.class)))
                .list());
  }

  @Override
  public List<BackTest.Outcome> outcomes(int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select point.risk_index, exists (
                        select from alert
                        where alert.model = point.model and alert.version = point.version
                          and alert.kind = 'PERFORMANCE_DROP' and alert.severity = 'CRITICAL'
                          and alert.opened_at >= point.day + 1
                          and alert.opened_at < point.day + 29) as dropped
                    from risk_point point
                    join watched_version watched
                      on watched.model = point.model and watched.version = point.version
                    where point.formula = :formula and exists (
                        select from performance_window week
                        where week.version_key = watched.key
                          and week.start > point.day and week.start <= point.day + 28)
                    order by point.day desc limit :limit
                    """)
                .bind("formula", Risk.FORMULA)
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new BackTest.Outcome(
                            row.getDouble("risk_index"), row.getBoolean("dropped")))
                .list());
  }
}
