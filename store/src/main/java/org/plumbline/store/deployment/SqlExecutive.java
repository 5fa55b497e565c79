package org.plumbline.store.deployment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.executive.Compliance;
import org.plumbline.deployment.executive.Executive;
import org.plumbline.deployment.executive.ExecutiveFigures;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.Tx;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/** The figures from the row that each model has in {@code model_summary}, and one a day. */
public final class SqlExecutive implements ExecutiveFigures {
  /** Days between two reviews by the tier of the model. */
  private static final String PERIOD =
      "case m.tier when 'HIGH' then 90 when 'MEDIUM' then 180 else 365 end";

  private final Database database;

  public SqlExecutive(Database database) {
    this.database = database;
  }

  @Override
  public Executive.Models models() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    with overridden as (
                      select distinct l.model from change_request r
                      join deployment_ledger l on l.model = r.model and l.change_request = r.id
                        and l.version = r.version
                      where r.state = 'applied' and r.verdict = 'AT_RISK'
                        and r.stage <> 'RETIRED' and l.effective_until is null
                        and l.stage <> 'RETIRED'),
                    scored as (
                      select s.stage, s.verdict, s.risk_index, o.model is not null as overridden,
                        case when s.risk_index is null then null
                          when s.disparity is null then greatest(0, 100
                            - (0.6 * s.risk_index + case when o.model is null then 0 else 5 end)
                              / 0.7)
                          else greatest(0, 100 - (0.6 * s.risk_index
                            + 0.3 * least(100, 100 * s.disparity)
                            + case when o.model is null then 0 else 5 end))
                        end as compliance
                      from model_summary s left join overridden o on o.model = s.model)
                    select count(*) as total, count(stage) as serving,
                      count(risk_index) as scored,
                      count(*) filter (where verdict = 'AT_RISK') as at_risk,
                      count(*) filter (where verdict = 'BLOCKED') as blocked,
                      count(*) filter (where overridden) as overridden,
                      avg(risk_index) as risk, round(avg(compliance)::numeric, 2) as compliance,
                      count(*) filter (where compliance >= 90) as excellent,
                      count(*) filter (where compliance >= 75 and compliance < 90) as good,
                      count(*) filter (where compliance >= 50 and compliance < 75) as fair,
                      count(*) filter (where compliance >= 25 and compliance < 50) as "atRisk",
                      count(*) filter (where compliance < 25) as low
                    from scored
                    """)
                .map((row, context) -> models(row))
                .one());
  }

  private static Executive.Models models(ResultSet row) throws SQLException {
    Map<String, Long> buckets = new LinkedHashMap<>();
    for (Compliance.Bucket bucket : Compliance.BUCKETS) {
      buckets.put(
          bucket.name(), row.getLong(bucket.name().equals("blocked") ? "low" : bucket.name()));
    }
    long total = row.getLong("total");
    long scored = row.getLong("scored");
    return new Executive.Models(
        total,
        row.getLong("serving"),
        scored,
        total - scored,
        row.getLong("at_risk"),
        row.getLong("blocked"),
        row.getLong("overridden"),
        number(row, "risk"),
        number(row, "compliance"),
        buckets);
  }

  @Override
  public void keep(Tx tx, LocalDate day, Executive.Models models) {
    Database.handle(tx)
        .createUpdate(
            """
            insert into executive_day (day, models, average_risk, max_risk, min_risk, disparity,
              compliance)
            select :day, count(risk_index), avg(risk_index), max(risk_index), min(risk_index),
              avg(disparity), :compliance
            from model_summary having count(risk_index) > 0
            on conflict (day) do update set models = excluded.models,
              average_risk = excluded.average_risk, max_risk = excluded.max_risk,
              min_risk = excluded.min_risk, disparity = excluded.disparity,
              compliance = excluded.compliance
            """)
        .bind("day", day)
        .bindByType("compliance", models.averageCompliance(), Double.class)
        .execute();
  }

  @Override
  public List<Executive.RiskDay> risk(LocalDate since) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from executive_day where day >= :since order by day")
                .bind("since", since)
                .map((row, context) -> riskDay(row))
                .list());
  }

  private static Executive.RiskDay riskDay(ResultSet row) throws SQLException {
    Double disparity = number(row, "disparity");
    return new Executive.RiskDay(
        row.getObject("day", LocalDate.class),
        row.getLong("models"),
        row.getDouble("average_risk"),
        row.getDouble("max_risk"),
        row.getDouble("min_risk"),
        disparity == null ? null : Double.valueOf(100 * disparity),
        number(row, "compliance"));
  }

  @Override
  public List<Executive.DeploymentDay> deployments(LocalDate since, LocalDate today) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select d.day::date as day, coalesce(asked.attempts, 0) as attempts,
                      coalesce(closed.successes, 0) as successes,
                      coalesce(closed.blocked, 0) as blocked,
                      coalesce(closed.overrides, 0) as overrides
                    from generate_series(:since::date, :today::date, interval '1 day') d(day)
                    left join (
                      select (created_at at time zone 'UTC')::date as day, count(*) as attempts
                      from change_request
                      where created_at >= :since::date::timestamp at time zone 'UTC'
                        and stage <> 'RETIRED' group by 1) asked on asked.day = d.day::date
                    left join (
                      select (closed_at at time zone 'UTC')::date as day,
                        count(*) filter (where state = 'applied') as successes,
                        count(*) filter (where state = 'refused') as blocked,
                        count(*) filter (where state = 'applied' and verdict = 'AT_RISK')
                          as overrides
                      from change_request
                      where closed_at >= :since::date::timestamp at time zone 'UTC'
                        and stage <> 'RETIRED' group by 1) closed on closed.day = d.day::date
                    order by 1
                    """)
                .bind("since", since)
                .bind("today", today)
                .map(
                    (row, context) ->
                        new Executive.DeploymentDay(
                            row.getObject("day", LocalDate.class),
                            row.getLong("attempts"),
                            row.getLong("successes"),
                            row.getLong("blocked"),
                            row.getLong("overrides")))
                .list());
  }

  @Override
  public List<Executive.Review> reviews(Instant dueBy, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select s.model, m.tier, coalesce(s.judged_at, s.serving_since) as last,
                      coalesce(s.judged_at, s.serving_since) + make_interval(days => %s) as due
                    from model_summary s join model m on m.name = s.model
                    where s.stage is not null
                      and coalesce(s.judged_at, s.serving_since) + make_interval(days => %s)
                        <= :by
                    order by due limit :limit
                    """
                        .formatted(PERIOD, PERIOD))
                .bind("by", Times.utc(dueBy))
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new Executive.Review(
                            row.getString("model"),
                            row.getString("tier").toLowerCase(Locale.ROOT),
                            Times.instant(row, "last"),
                            Times.instant(row, "due")))
                .list());
  }

  @Override
  public List<Executive.Due> dates(Instant from, Instant until, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select ends_at as at, 'end' as kind, model,
                      'End of ' || model || case number when 0 then '' else ' v' || number end
                        as what
                    from sunset where ends_at >= :from and ends_at < :until
                    union all
                    select expires_at, 'request', model,
                      'Request for ' || model || ' v' || version || ' to ' || lower(stage)
                        || ' expires'
                    from change_request
                    where state = 'open' and expires_at >= :from and expires_at < :until
                    union all
                    select until, 'delegation', null,
                      delegate || ' votes for ' || delegator || ' until then'
                    from approval_delegation
                    where ended_at is null and until >= :from and until < :until
                    order by 1 limit :limit
                    """)
                .bind("from", Times.utc(from))
                .bind("until", Times.utc(until))
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new Executive.Due(
                            Times.instant(row, "at"),
                            row.getString("kind"),
                            row.getString("what"),
                            row.getString("model")))
                .list());
  }

  @Override
  public List<Executive.Deployed> history(long before, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select l.*, coalesce(r.state = 'applied' and r.verdict = 'AT_RISK'
                      and r.stage <> 'RETIRED' and r.version = l.version, false) as overridden
                    from deployment_ledger l
                    left join change_request r on r.id = l.change_request
                    where l.position < :before order by l.position desc limit :limit
                    """)
                .bind("before", before)
                .bind("limit", limit)
                .map((row, context) -> deployed(row))
                .list());
  }

  private static Executive.Deployed deployed(ResultSet row) throws SQLException {
    return new Executive.Deployed(
        row.getLong("position"),
        row.getString("model"),
        row.getInt("version"),
        Stage.valueOf(row.getString("stage")),
        Times.instant(row, "effective_from"),
        Times.instantOrNull(row, "effective_until"),
        row.getString("deployed_by"),
        row.getString("reason"),
        row.getBoolean("overridden"));
  }

  private static @Nullable Double number(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? null : Double.valueOf(value);
  }
}
