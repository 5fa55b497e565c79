package org.plumbline.store.deployment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.Arm;
import org.plumbline.deployment.Canary;
import org.plumbline.deployment.CanaryPlan;
import org.plumbline.deployment.CanaryStore;
import org.plumbline.deployment.Evidence;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.stats.profile.TableProfile;
import org.plumbline.store.Database;
import org.plumbline.store.Json;
import org.plumbline.store.Times;

/** Canaries and comparisons in PostgreSQL. */
public final class SqlCanaries implements CanaryStore {
  private static final String CANARY =
      "select c.*, r.author from canary c join change_request r on r.id = c.id ";

  private static final long LOCK = 0x706c_0003L;

  private final Database database;

  public SqlCanaries(Database database) {
    this.database = database;
  }

  @Override
  public void save(Tx tx, Canary canary) {
    Canary.Course course = canary.course();
    Canary.Steering by = steering(canary);
    Database.handle(tx)
        .createUpdate(
            """
            insert into canary (id, model, version, plan, state, step, since, steered_by, reason,
              steered_at)
            values (:id, :model, :version, :plan, :state, :step, :since, :by, :reason, :at)
            on conflict (id) do update set state = excluded.state, step = excluded.step,
              since = excluded.since, steered_by = excluded.steered_by,
              reason = excluded.reason, steered_at = excluded.steered_at
            """)
        .bind("id", course.id())
        .bind("model", course.challenger().model().value())
        .bind("version", course.challenger().number().value())
        .bind("plan", Json.write(course.plan()))
        .bind("state", state(canary))
        .bind("step", canary.step())
        .bind("since", Times.utc(canary.since()))
        .bind("by", by == null ? null : by.by())
        .bind("reason", by == null ? null : by.reason())
        .bind("at", by == null ? null : Times.utc(by.at()))
        .execute();
  }

  @Override
  public Optional<Canary> active(Tx tx, ModelName model) {
    return Database.handle(tx)
        .createQuery(CANARY + "where c.model = :model and c.state in ('running', 'paused')")
        .bind("model", model.value())
        .map((row, context) -> canary(row))
        .findOne();
  }

  @Override
  public Optional<Canary> latest(ModelName model) {
    return database.read(
        handle ->
            handle
                .createQuery(CANARY + "where c.model = :model order by c.position desc limit 1")
                .bind("model", model.value())
                .map((row, context) -> canary(row))
                .findOne());
  }

  @Override
  public List<ModelName> models() {
    return database.read(
        handle ->
            handle
                .createQuery("select model from canary where state in ('running', 'paused')")
                .map((row, context) -> new ModelName(row.getString("model")))
                .list());
  }

  @Override
  public boolean claim(Tx tx) {
    return Database.handle(tx)
        .createQuery("select pg_try_advisory_xact_lock(:lock)")
        .bind("lock", LOCK)
        .mapTo(Boolean.class)
        .one();
  }

  @Override
  public void add(Tx tx, Compared compared, Instant hour, Evidence seen) {
    Handle handle = Database.handle(tx);
    /* Whoever inserts first holds the row; the others wait for it and add to it. */
    handle
        .createUpdate(
            """
            insert into comparison_hour (deployment, champion, hour, errors, disagreements, skipped,
              champion_profile, challenger_profile)
            values (:deployment, :champion, :hour, 0, 0, 0, :empty, :empty)
            on conflict do nothing
            """)
        .bind("deployment", compared.deployment())
        .bind("champion", compared.champion().number().value())
        .bind("hour", Times.utc(hour))
        .bind("empty", Arm.EMPTY.profile().toBytes())
        .execute();
    Evidence before =
        handle
            .createQuery(
                """
                select * from comparison_hour
                where deployment = :deployment and champion = :champion and hour = :hour for update
                """)
            .bind("deployment", compared.deployment())
            .bind("champion", compared.champion().number().value())
            .bind("hour", Times.utc(hour))
            .map((row, context) -> evidence(row))
            .one();
    Evidence after = before.merge(seen);
    handle
        .createUpdate(
            """
            update comparison_hour set errors = :errors, disagreements = :disagreements,
              skipped = :skipped, champion_profile = :one, challenger_profile = :other
            where deployment = :deployment and champion = :champion and hour = :hour
            """)
        .bind("deployment", compared.deployment())
        .bind("champion", compared.champion().number().value())
        .bind("hour", Times.utc(hour))
        .bind("errors", after.challenger().errors())
        .bind("disagreements", after.disagreements())
        .bind("skipped", after.skipped())
        .bind("one", after.champion().profile().toBytes())
        .bind("other", after.challenger().profile().toBytes())
        .execute();
  }

  @Override
  public List<Hour> hours(long deployment, VersionId champion) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select * from comparison_hour
                    where deployment = :deployment and champion = :champion order by hour
                    """)
                .bind("deployment", deployment)
                .bind("champion", champion.number().value())
                .map((row, context) -> new Hour(Times.instant(row, "hour"), evidence(row)))
                .list());
  }

  private static Evidence evidence(ResultSet row) throws SQLException {
    return new Evidence(
        new Arm(0, TableProfile.fromBytes(row.getBytes("champion_profile"))),
        new Arm(row.getLong("errors"), TableProfile.fromBytes(row.getBytes("challenger_profile"))),
        row.getLong("disagreements"),
        row.getLong("skipped"),
        List.of());
  }

  private static String state(Canary canary) {
    return switch (canary) {
      case Canary.Running _ -> "running";
      case Canary.Paused _ -> "paused";
      case Canary.Ended ended -> ended.outcome().name().toLowerCase(Locale.ROOT);
    };
  }

  private static Canary.@Nullable Steering steering(Canary canary) {
    return switch (canary) {
      case Canary.Running _ -> null;
      case Canary.Paused paused -> paused.by();
      case Canary.Ended ended -> ended.by();
    };
  }

  static Canary canary(ResultSet row) throws SQLException {
    var course =
        new Canary.Course(
            row.getObject("id", UUID.class),
            row.getString("author"),
            new VersionId(
                new ModelName(row.getString("model")), new VersionNumber(row.getInt("version"))),
            Json.read(row.getString("plan"), CanaryPlan.class));
    int step = row.getInt("step");
    Instant since = Times.instant(row, "since");
    String state = row.getString("state");
    return switch (state) {
      case "running" -> new Canary.Running(course, step, since);
      case "paused" -> new Canary.Paused(course, step, since, steering(row));
      default ->
          new Canary.Ended(
              course,
              step,
              since,
              Canary.Outcome.valueOf(state.toUpperCase(Locale.ROOT)),
              steering(row));
    };
  }

  private static Canary.Steering steering(ResultSet row) throws SQLException {
    return new Canary.Steering(
        row.getString("steered_by"), row.getString("reason"), Times.instant(row, "steered_at"));
  }
}
