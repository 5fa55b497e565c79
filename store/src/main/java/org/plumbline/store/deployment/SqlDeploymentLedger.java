package org.plumbline.store.deployment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.plumbline.deployment.DeploymentLedger;
import org.plumbline.deployment.LedgerRow;
import org.plumbline.deployment.Standing;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.store.Database;
import org.plumbline.store.Times;
import org.plumbline.store.lineage.LineageWriter;
import org.plumbline.store.lineage.ServingEvents;

/** The ledger; appending to it moves the routes. */
public final class SqlDeploymentLedger implements DeploymentLedger {
  private static final int LOCK_CLASS = 0x706c_0002;

  private final Database database;
  private final ServingEvents events;

  public SqlDeploymentLedger(Database database) {
    this(database, ServingEvents.NONE);
  }

  /** A ledger that tells a lineage server what is appended. */
  public SqlDeploymentLedger(Database database, ServingEvents events) {
    this.database = database;
    this.events = events;
  }

  @Override
  public Standing lock(Tx tx, ModelName model) {
    Handle handle = Database.handle(tx);
    handle
        .createQuery("select pg_advisory_xact_lock(:class, hashtext(:model))")
        .bind("class", LOCK_CLASS)
        .bind("model", model.value())
        .mapToMap()
        .list();
    return new Standing(
        stages(handle, model),
        formerProduction(handle, model),
        open(handle, model),
        ends(handle, model),
        byGroup(handle, model));
  }

  @Override
  public void append(Tx tx, LedgerRow row) {
    Handle handle = Database.handle(tx);
    String model = row.version().model().value();
    int version = row.version().number().value();
    handle
        .createUpdate(
            """
            update deployment_ledger set effective_until = :from, closed_at = :recorded
            where model = :model and version = :version and effective_until is null
            """)
        .bind("from", Times.utc(row.effectiveFrom()))
        .bind("recorded", Times.utc(row.recordedAt()))
        .bind("model", model)
        .bind("version", version)
        .execute();
    var until = row.effectiveUntil();
    long position =
        handle
            .createUpdate(
                """
                insert into deployment_ledger (model, version, stage, effective_from, effective_until,
                  recorded_at, closed_at, deployed_by, change_request, reason, share, by_group)
                values (:model, :version, :stage, :from, :until, :recorded,
                  case when :until::timestamptz is null then null else :recorded end,
                  :by, cast(:request as uuid), :reason, :share, :byGroup)
                """)
            .bind("model", model)
            .bind("version", version)
            .bind("stage", row.stage().name())
            .bind("from", Times.utc(row.effectiveFrom()))
            .bind("until", Times.utcOrNull(until))
            .bind("recorded", Times.utc(row.recordedAt()))
            .bind("by", row.by())
            .bindByType("request", row.changeRequest(), UUID.class)
            .bind("reason", row.reason())
            .bind("share", row.share())
            .bind("byGroup", row.byGroup())
            .executeAndReturnGeneratedKeys("position")
            .mapTo(Long.class)
            .one();
    LineageWriter.deployed(handle, position, row);
    events.deployed(tx, position, row);
    SqlRoutes.moved(handle, model);
  }

  @Override
  public List<LedgerRow> list(ModelName model) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select * from deployment_ledger where model = :model order by position desc")
                .bind("model", model.value())
                .map((row, context) -> row(row))
                .list());
  }

  @Override
  public List<LedgerRow> at(ModelName model, Instant at, Instant known) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select position, model, version, stage, effective_from,
                      case when closed_at <= :known then effective_until end as effective_until,
                      recorded_at, deployed_by, change_request, reason, share, by_group
                    from deployment_ledger
                    where model = :model and stage <> 'RETIRED'
                      and effective_from <= :at and recorded_at <= :known
                      and (effective_until is null or effective_until > :at or closed_at > :known)
                    order by array_position(array['PRODUCTION', 'CANARY', 'SHADOW'], stage),
                      position desc
                    """)
                .bind("model", model.value())
                .bind("at", Times.utc(at))
                .bind("known", Times.utc(known))
                .map((row, context) -> row(row))
                .list());
  }

  @Override
  public Map<VersionNumber, Stage> stages(ModelName model, Collection<VersionNumber> versions) {
    return database.read(
        handle ->
            stages(
                handle
                    .createQuery(
                        """
                        select version, stage from deployment_ledger
                        where model = :model and version = any(:versions)
                          and effective_until is null
                        """)
                    .bind("model", model.value())
                    .bindArray(
                        "versions",
                        Integer.class,
                        versions.stream().map(VersionNumber::value).toList())));
  }

  @Override
  public OptionalLong deployment(VersionId version) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select position from deployment_ledger
                    where model = :model and version = :version and effective_until is null
                    """)
                .bind("model", version.model().value())
                .bind("version", version.number().value())
                .mapTo(Long.class)
                .findOne()
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty));
  }

  @Override
  public List<Serving> serving(ModelName model) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select version, stage, effective_from,
                      case when stage = 'PRODUCTION' then 100 - coalesce(sum(share) filter (
                        where stage = 'CANARY') over (), 0) else share end as answers
                    from deployment_ledger
                    where model = :model and effective_until is null and stage <> 'RETIRED'
                    order by array_position(array['PRODUCTION', 'CANARY', 'SHADOW'], stage)
                    """)
                .bind("model", model.value())
                .map(
                    (row, context) ->
                        new Serving(
                            row.getInt("version"),
                            Stage.valueOf(row.getString("stage")),
                            Times.instant(row, "effective_from"),
                            row.getInt("answers") / 100.0))
                .list());
  }

  private static Map<VersionNumber, Stage> stages(Handle handle, ModelName model) {
    return stages(
        handle
            .createQuery(
                """
                select version, stage from deployment_ledger
                where model = :model and effective_until is null
                """)
            .bind("model", model.value()));
  }

  private static Map<VersionNumber, Stage> stages(Query query) {
    Map<VersionNumber, Stage> stages = new HashMap<>();
    query
        .map(
            (row, context) ->
                Map.entry(
                    new VersionNumber(row.getInt("version")),
                    Stage.valueOf(row.getString("stage"))))
        .forEach(entry -> stages.put(entry.getKey(), entry.getValue()));
    return stages;
  }

  private static Set<VersionNumber> formerProduction(Handle handle, ModelName model) {
    return new HashSet<>(
        handle
            .createQuery(
                """
                select distinct version from deployment_ledger
                where model = :model and stage = 'PRODUCTION'
                """)
            .bind("model", model.value())
            .map((row, context) -> new VersionNumber(row.getInt("version")))
            .list());
  }

  private static Set<VersionNumber> byGroup(Handle handle, ModelName model) {
    return new HashSet<>(
        handle
            .createQuery(
                """
                select version from deployment_ledger
                where model = :model and effective_until is null and by_group
                """)
            .bind("model", model.value())
            .map((row, context) -> new VersionNumber(row.getInt("version")))
            .list());
  }

  private static Set<Standing.Target> open(Handle handle, ModelName model) {
    return new HashSet<>(
        handle
            .createQuery(
                """
                select version, stage from change_request
                where model = :model and state = 'open'
                """)
            .bind("model", model.value())
            .map(
                (row, context) ->
                    new Standing.Target(
                        new VersionNumber(row.getInt("version")),
                        Stage.valueOf(row.getString("stage"))))
            .list());
  }

  private static Map<VersionNumber, Instant> ends(Handle handle, ModelName model) {
    Map<VersionNumber, Instant> ends = new HashMap<>();
    handle
        .createQuery(
            """
            select v.number, min(s.ends_at) as ends_at
            from sunset s join model_version v
              on v.model = s.model and (s.number = v.number or s.number = 0)
            where s.model = :model group by v.number
            """)
        .bind("model", model.value())
        .map(
            (row, context) ->
                ends.put(new VersionNumber(row.getInt("number")), Times.instant(row, "ends_at")))
        .list();
    return ends;
  }

  private static LedgerRow row(ResultSet row) throws SQLException {
    return new LedgerRow(
        new VersionId(
            new ModelName(row.getString("model")), new VersionNumber(row.getInt("version"))),
        Stage.valueOf(row.getString("stage")),
        Times.instant(row, "effective_from"),
        Times.instantOrNull(row, "effective_until"),
        Times.instant(row, "recorded_at"),
        row.getString("deployed_by"),
        row.getObject("change_request", UUID.class),
        row.getString("reason"),
        row.getInt("share"),
        row.getBoolean("by_group"));
  }
}
