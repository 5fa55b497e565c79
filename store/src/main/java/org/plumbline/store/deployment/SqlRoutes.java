package org.plumbline.store.deployment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.plumbline.deployment.RouteSource;
import org.plumbline.deployment.Share;
import org.plumbline.deployment.safeguard.Fallback;
import org.plumbline.deployment.safeguard.Kill;
import org.plumbline.deployment.safeguard.Kills;
import org.plumbline.deployment.safeguard.Safeguards;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/** What serves, read from the ledger and the kill switches. */
public final class SqlRoutes implements RouteSource {
  private final Database database;

  public SqlRoutes(Database database) {
    this.database = database;
  }

  /** Tells all who hold routes, once this transaction commits. */
  static void moved(Handle handle) {
    handle.execute("update route_revision set revision = revision + 1");
  }

  @Override
  public long revision() {
    return database.read(
        handle ->
            handle.createQuery("select revision from route_revision").mapTo(Long.class).one());
  }

  @Override
  public List<Entry> entries() {
    return database.in(tx -> entries(Database.handle(tx)));
  }

  private static List<Entry> entries(Handle handle) {
    handle.execute("set transaction isolation level repeatable read, read only");
    Map<String, List<Standing>> serving = new HashMap<>();
    handle
        .createQuery(
            """
            select position, model, version, stage, effective_from, share, change_request
            from deployment_ledger
            where effective_until is null and stage <> 'RETIRED'
            """)
        .map(
            (row, context) ->
                new Standing(
                    new VersionId(
                        new ModelName(row.getString("model")),
                        new VersionNumber(row.getInt("version"))),
                    Stage.valueOf(row.getString("stage")),
                    Times.instant(row, "effective_from"),
                    row.getLong("position"),
                    share(row)))
        .forEach(
            standing ->
                serving
                    .computeIfAbsent(standing.version().model().value(), _ -> new ArrayList<>())
                    .add(standing));
    List<Kill> everything = new ArrayList<>();
    Map<String, List<Kill>> kills = new HashMap<>();
    for (Kill kill : SqlKillSwitches.on(handle)) {
      kill.scope()
          .model()
          .map(model -> kills.computeIfAbsent(model.value(), _ -> new ArrayList<>()))
          .orElse(everything)
          .add(kill);
    }
    Map<String, Safeguards> guarded = SqlSafeguards.all(handle);
    Map<String, VersionId> former = former(handle, guarded);
    var models = new TreeSet<>(serving.keySet());
    models.addAll(kills.keySet());
    return models.stream()
        .map(
            model ->
                new Entry(
                    new ModelName(model),
                    kills(everything, kills.getOrDefault(model, List.of())),
                    guarded.getOrDefault(model, Safeguards.NONE),
                    Optional.ofNullable(former.get(model)),
                    serving.getOrDefault(model, List.of())))
        .toList();
  }

  /** Of a canary; production takes whom it leaves. */
  private static Share share(ResultSet row) throws SQLException {
    UUID request = row.getObject("change_request", UUID.class);
    return Stage.valueOf(row.getString("stage")) == Stage.CANARY && request != null
        ? Share.of(row.getInt("share"), request)
        : Share.NONE;
  }

  /** The version that was in production last and is not now, where somebody falls back to it. */
  private static Map<String, VersionId> former(Handle handle, Map<String, Safeguards> guarded) {
    List<String> models =
        guarded.entrySet().stream()
            .filter(
                entry ->
                    entry.getValue().fallbacks().stream()
                        .anyMatch(one -> one.kind() == Fallback.Kind.PREVIOUS_VERSION))
            .map(Map.Entry::getKey)
            .toList();
    if (models.isEmpty()) {
      return Map.of();
    }
    Map<String, VersionId> former = new HashMap<>();
    handle
        .createQuery(
            """
            select distinct on (model) model, version from deployment_ledger was
            where stage = 'PRODUCTION' and effective_until is not null and model in (<models>)
              and not exists (select from deployment_ledger now where now.model = was.model
                and now.version = was.version and now.stage = 'PRODUCTION'
                and now.effective_until is null)
            order by model, position desc
            """)
        .bindList("models", models)
        .map((row, context) -> VersionId.of(row.getString("model"), row.getInt("version")))
        .forEach(version -> former.put(version.model().value(), version));
    return former;
  }

  private static Kills kills(List<Kill> everything, List<Kill> own) {
    return everything.isEmpty() && own.isEmpty()
        ? Kills.NONE
        : new Kills(Stream.concat(everything.stream(), own.stream()).toList());
  }
}
