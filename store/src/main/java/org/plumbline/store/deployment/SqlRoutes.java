package org.plumbline.store.deployment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.plumbline.deployment.KillSwitch;
import org.plumbline.deployment.RouteSource;
import org.plumbline.deployment.Share;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.store.Database;

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
                    row.getObject("effective_from", OffsetDateTime.class).toInstant(),
                    row.getLong("position"),
                    share(row)))
        .forEach(
            standing ->
                serving
                    .computeIfAbsent(standing.version().model().value(), _ -> new ArrayList<>())
                    .add(standing));
    Map<String, KillSwitch> killed = new HashMap<>();
    handle
        .createQuery(
            """
            select * from (
              select distinct on (model) model, turned_on, reason, turned_by, at from kill_switch
              order by model, position desc) latest
            where turned_on
            """)
        .map((row, context) -> Map.entry(row.getString("model"), SqlKillSwitches.position(row)))
        .forEach(entry -> killed.put(entry.getKey(), entry.getValue()));
    var models = new TreeSet<>(serving.keySet());
    models.addAll(killed.keySet());
    return models.stream()
        .map(
            model ->
                new Entry(
                    new ModelName(model),
                    killed.getOrDefault(model, KillSwitch.UNTOUCHED),
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
}
