package org.plumbline.store.deployment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.Actor;
import org.plumbline.deployment.contest.ChallengerPlan;
import org.plumbline.deployment.contest.ChallengerPlanStore;
import org.plumbline.deployment.contest.HeldPlan;
import org.plumbline.deployment.contest.Waiting;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;
import org.plumbline.store.Database;
import org.plumbline.store.Json;
import org.plumbline.store.Times;

/** Plans as JSON, a row a model. Instances agree who begins by the time that they have seen. */
public final class SqlChallengerPlans implements ChallengerPlanStore {
  private final Database database;

  public SqlChallengerPlans(Database database) {
    this.database = database;
  }

  @Override
  public Optional<HeldPlan> find(ModelName model) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from challenger_plan where model = :model")
                .bind("model", model.value())
                .map((row, context) -> held(row))
                .findOne());
  }

  @Override
  public Map<ModelName, HeldPlan> all() {
    Map<ModelName, HeldPlan> plans = new LinkedHashMap<>();
    List<Map.Entry<ModelName, HeldPlan>> rows =
        database.read(
            handle ->
                handle
                    .createQuery("select * from challenger_plan order by model")
                    .map(
                        (row, context) ->
                            Map.entry(new ModelName(row.getString("model")), held(row)))
                    .list());
    rows.forEach(row -> plans.put(row.getKey(), row.getValue()));
    return plans;
  }

  private static HeldPlan held(ResultSet row) throws SQLException {
    return new HeldPlan(
        Json.read(row.getString("plan"), ChallengerPlan.class),
        row.getString("set_by"),
        Times.instant(row, "set_at"),
        row.getString("reason"),
        Times.instantOrNull(row, "compared_at"),
        Times.instantOrNull(row, "retrained_at"),
        row.getString("outcome"),
        Times.instantOrNull(row, "outcome_at"),
        waiting(row));
  }

  private static @Nullable Waiting waiting(ResultSet row) throws SQLException {
    return row.getString("waits_lacking") == null
        ? null
        : new Waiting(
            Times.instant(row, "waits_since"),
            row.getString("waits_cause"),
            row.getString("waits_lacking"),
            Times.instant(row, "waits_looked_at"));
  }

  @Override
  public void put(
      Tx tx, ModelName model, ChallengerPlan plan, Actor by, Instant at, String reason) {
    Database.handle(tx)
        .createUpdate(
            """
            insert into challenger_plan (model, plan, set_by, set_at, reason)
            values (:model, :plan, :by, :at, :reason)
            on conflict (model) do update set plan = excluded.plan, set_by = excluded.set_by,
              set_at = excluded.set_at, reason = excluded.reason, waits_since = null,
              waits_cause = null, waits_lacking = null, waits_looked_at = null
            """)
        .bind("model", model.value())
        .bind("plan", Json.write(plan))
        .bind("by", by.username())
        .bind("at", Times.utc(at))
        .bind("reason", reason)
        .execute();
  }

  @Override
  public boolean beginComparing(Tx tx, ModelName model, HeldPlan seen, Instant now) {
    return begin(
        tx,
        "update challenger_plan set compared_at = :now where model = :model and set_at = :set"
            + " and compared_at is not distinct from :seen",
        model,
        seen,
        seen.comparedAt(),
        now);
  }

  @Override
  public boolean beginTraining(Tx tx, ModelName model, HeldPlan seen, Instant now) {
    return begin(
        tx,
        """
        update challenger_plan set retrained_at = :now, waits_since = null, waits_cause = null,
          waits_lacking = null, waits_looked_at = null
        where model = :model and set_at = :set and retrained_at is not distinct from :seen
        """,
        model,
        seen,
        seen.retrainedAt(),
        now);
  }

  @Override
  public boolean keepWaiting(Tx tx, ModelName model, HeldPlan seen, @Nullable Waiting waiting) {
    Waiting before = seen.waiting();
    return Database.handle(tx)
            .createUpdate(
                """
                update challenger_plan set waits_since = :since, waits_cause = :cause,
                  waits_lacking = :lacking, waits_looked_at = :looked
                where model = :model and set_at = :set
                  and waits_looked_at is not distinct from :seen
                """)
            .bindByType(
                "since",
                Times.utcOrNull(waiting == null ? null : waiting.since()),
                OffsetDateTime.class)
            .bind("cause", waiting == null ? null : waiting.cause())
            .bind("lacking", waiting == null ? null : waiting.lacking())
            .bindByType(
                "looked",
                Times.utcOrNull(waiting == null ? null : waiting.lookedAt()),
                OffsetDateTime.class)
            .bind("model", model.value())
            .bind("set", Times.utcOrNull(seen.at()))
            .bindByType(
                "seen",
                Times.utcOrNull(before == null ? null : before.lookedAt()),
                OffsetDateTime.class)
            .execute()
        > 0;
  }

  private static boolean begin(
      Tx tx, String sql, ModelName model, HeldPlan seen, @Nullable Instant last, Instant now) {
    return Database.handle(tx)
            .createUpdate(sql)
            .bind("now", Times.utc(now))
            .bind("model", model.value())
            .bind("set", Times.utcOrNull(seen.at()))
            .bindByType("seen", Times.utcOrNull(last), OffsetDateTime.class)
            .execute()
        > 0;
  }

  @Override
  public void tell(Tx tx, ModelName model, String outcome, Instant now) {
    Database.handle(tx)
        .createUpdate(
            "update challenger_plan set outcome = :outcome, outcome_at = :now where model = :model")
        .bind("outcome", outcome)
        .bind("now", Times.utc(now))
        .bind("model", model.value())
        .execute();
  }
}
