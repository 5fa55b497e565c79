package org.plumbline.store.tracking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Tx;
import org.plumbline.registry.tracking.Condition;
import org.plumbline.registry.tracking.Experiment;
import org.plumbline.registry.tracking.ExperimentId;
import org.plumbline.registry.tracking.ExperimentPage;
import org.plumbline.registry.tracking.ExperimentQuery;
import org.plumbline.registry.tracking.ExperimentStore;
import org.plumbline.registry.tracking.Field;
import org.plumbline.registry.tracking.Lifecycle;
import org.plumbline.registry.tracking.Order;
import org.plumbline.registry.tracking.View;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/** Experiments and their tags in two tables. */
public final class SqlExperimentStore implements ExperimentStore {
  private final Database database;

  public SqlExperimentStore(Database database) {
    this.database = database;
  }

  @Override
  public Experiment add(Tx tx, Experiment draft) {
    Handle handle = Database.handle(tx);
    Optional<Long> id =
        handle
            .createQuery(
                """
                insert into experiment (name, artifact_location, lifecycle, created_at, updated_at)
                values (:name, :location, :lifecycle, :createdAt, :updatedAt)
                on conflict (name) do nothing
                returning id
                """)
            .bind("name", draft.name())
            .bind("location", draft.artifactLocation())
            .bind("lifecycle", draft.lifecycle().name())
            .bind("createdAt", Times.utc(draft.createdAt()))
            .bind("updatedAt", Times.utc(draft.updatedAt()))
            .mapTo(Long.class)
            .findOne();
    if (id.isEmpty()) {
      throw nameTaken(handle, draft.name());
    }
    var added =
        new Experiment(
            new ExperimentId(id.get()),
            draft.name(),
            draft.artifactLocation(),
            draft.lifecycle(),
            draft.tags(),
            draft.createdAt(),
            draft.updatedAt());
    added.tags().forEach((key, value) -> tag(tx, added.id(), key, value));
    return added;
  }

  private static PlumblineException nameTaken(Handle handle, String name) {
    boolean deleted =
        handle
            .createQuery("select lifecycle from experiment where name = :name")
            .bind("name", name)
            .mapTo(String.class)
            .findOne()
            .filter("DELETED"::equals)
            .isPresent();
    return PlumblineException.of(
            ErrorCode.CONFLICT,
            "An experiment '"
                + name
                + "' exists already"
                + (deleted
                    ? " and is deleted: restore it, or use another name"
                    : ": use it, or another name"))
        .with("field", "name");
  }

  @Override
  public Optional<Experiment> lock(Tx tx, ExperimentId id) {
    Handle handle = Database.handle(tx);
    return handle
        .createQuery("select * from experiment where id = :id for update")
        .bind("id", id.value())
        .map((row, context) -> row(row))
        .findOne()
        .map(found -> withTags(handle, List.of(found)).getFirst());
  }

  @Override
  public void update(Tx tx, Experiment experiment) {
    Handle handle = Database.handle(tx);
    boolean taken =
        handle
            .createQuery("select 1 from experiment where name = :name and id <> :id")
            .bind("name", experiment.name())
            .bind("id", experiment.id().value())
            .mapTo(Integer.class)
            .findOne()
            .isPresent();
    if (taken) {
      throw nameTaken(handle, experiment.name());
    }
    handle
        .createUpdate(
            """
            update experiment set name = :name, lifecycle = :lifecycle, updated_at = :updatedAt
            where id = :id
            """)
        .bind("id", experiment.id().value())
        .bind("name", experiment.name())
        .bind("lifecycle", experiment.lifecycle().name())
        .bind("updatedAt", Times.utc(experiment.updatedAt()))
        .execute();
  }

  @Override
  public boolean tag(Tx tx, ExperimentId id, String key, @Nullable String value) {
    Handle handle = Database.handle(tx);
    if (value == null) {
      return handle
              .createUpdate("delete from experiment_tag where experiment = :id and key = :key")
              .bind("id", id.value())
              .bind("key", key)
              .execute()
          > 0;
    }
    handle
        .createUpdate(
            """
            insert into experiment_tag (experiment, key, value) values (:id, :key, :value)
            on conflict (experiment, key) do update set value = excluded.value
            """)
        .bind("id", id.value())
        .bind("key", key)
        .bind("value", value)
        .execute();
    return true;
  }

  @Override
  public int deleteRuns(Tx tx, ExperimentId id, Instant now) {
    return Database.handle(tx)
        .createUpdate(
            "update run set deleted_at = :now where experiment = :id and deleted_at is null")
        .bind("id", id.value())
        .bind("now", Times.utc(now))
        .execute();
  }

  @Override
  public int restoreRuns(Tx tx, ExperimentId id, Instant deletedAt) {
    return Database.handle(tx)
        .createUpdate(
            "update run set deleted_at = null where experiment = :id and deleted_at = :deletedAt")
        .bind("id", id.value())
        .bind("deletedAt", Times.utc(deletedAt))
        .execute();
  }

  @Override
  public Optional<Experiment> find(ExperimentId id) {
    return database.snapshot(
        handle ->
            withTags(
                    handle,
                    handle
                        .createQuery("select * from experiment where id = :id")
                        .bind("id", id.value())
                        .map((row, context) -> row(row))
                        .list())
                .stream()
                .findFirst());
  }

  @Override
  public Optional<Experiment> findByName(String name) {
    return database.snapshot(
        handle ->
            withTags(
                    handle,
                    handle
                        .createQuery("select * from experiment where name = :name")
                        .bind("name", name)
                        .map((row, context) -> row(row))
                        .list())
                .stream()
                .findFirst());
  }

  /** An experiment, and where it stands in the order. */
  private record Hit(Experiment experiment, PageToken place) {}

  @Override
  public ExperimentPage list(ExperimentQuery query) {
    var sql = new SqlText();
    List<SortKey> keys = keys(query.orders(), sql);
    List<String> filters = new ArrayList<>(List.of("true"));
    if (query.view() != View.ALL) {
      filters.add(
          "x.lifecycle = "
              + sql.bind(
                  (query.view() == View.ACTIVE ? Lifecycle.ACTIVE : Lifecycle.DELETED).name()));
    }
    query.filter().conditions().forEach(condition -> filters.add(condition(condition, sql)));
    String mark = PageToken.queryMark(query.filter() + "\n" + query.view() + "\n" + query.orders());
    String after = query.after();
    if (after != null) {
      List<String> kept = PageToken.read(after, mark).keys();
      if (kept.size() != keys.size()) {
        throw SortKey.badToken(new IllegalArgumentException("keys"));
      }
      filters.add(SortKey.behind(keys, kept, sql));
    }
    var columns = new StringBuilder();
    for (int i = 0; i < keys.size(); i++) {
      columns.append(", ").append(keys.get(i).sql()).append(" as k").append(i);
    }
    String statement =
        "select x.*"
            + columns
            + " from experiment x where "
            + String.join(" and ", filters)
            + " order by "
            + String.join(", ", keys.stream().map(SortKey::orderSql).toList())
            + " limit "
            + sql.bind(query.limit() + 1);
    return database.snapshot(handle -> page(handle, sql, statement, keys, mark, query.limit()));
  }

  private static ExperimentPage page(
      Handle handle, SqlText sql, String statement, List<SortKey> keys, String mark, int limit) {
    List<Hit> hits =
        sql.bindTo(handle.createQuery(statement))
            .map(
                (row, context) -> {
                  List<String> place = new ArrayList<>();
                  for (int i = 0; i < keys.size(); i++) {
                    place.add(keys.get(i).read(row, "k" + i));
                  }
                  return new Hit(row(row), new PageToken(mark, "", place));
                })
            .list();
    boolean more = hits.size() > limit;
    List<Hit> shown = more ? hits.subList(0, limit) : hits;
    return new ExperimentPage(
        withTags(handle, shown.stream().map(Hit::experiment).toList()),
        more ? Optional.of(shown.getLast().place().text()) : Optional.empty());
  }

  private static List<SortKey> keys(List<Order> orders, SqlText sql) {
    List<SortKey> keys = new ArrayList<>();
    boolean descending = true;
    for (Order order : orders) {
      descending = order.descending();
      if (order.field().kind() == Field.Kind.TAG) {
        keys.add(
            new SortKey(
                "coalesce((select t.value from experiment_tag t where t.experiment = x.id"
                    + " and t.key = "
                    + sql.bind(order.field().key())
                    + "), '')",
                descending,
                SortKey.Type.TEXT));
      } else {
        keys.add(attribute(order.field(), descending));
      }
    }
    keys.add(new SortKey("x.id", descending, SortKey.Type.WHOLE));
    return keys;
  }

  private static SortKey attribute(Field field, boolean descending) {
    return switch (field.key()) {
      case "experiment_id" -> new SortKey("x.id", descending, SortKey.Type.WHOLE);
      case "creation_time" -> new SortKey("x.created_at", descending, SortKey.Type.TIME);
      case "last_update_time" -> new SortKey("x.updated_at", descending, SortKey.Type.TIME);
      default -> new SortKey("x.name", descending, SortKey.Type.TEXT);
    };
  }

  private static String condition(Condition condition, SqlText sql) {
    Field field = condition.field();
    if (field.kind() == Field.Kind.TAG) {
      String present =
          "exists (select 1 from experiment_tag t where t.experiment = x.id and t.key = "
              + sql.bind(field.key());
      return condition instanceof Condition.Presence presence
          ? (presence.present() ? present : "not " + present) + ")"
          : present + " and " + Conditions.text(condition, "t.value", sql) + ")";
    }
    String column =
        switch (field.key()) {
          case "experiment_id" -> "cast(x.id as text)";
          case "creation_time" -> "x.created_at";
          case "last_update_time" -> "x.updated_at";
          default -> "x.name";
        };
    return condition instanceof Condition.Numeric time
        ? Conditions.time(time, column, sql)
        : Conditions.text(condition, column, sql);
  }

  private static List<Experiment> withTags(Handle handle, List<Experiment> experiments) {
    if (experiments.isEmpty()) {
      return experiments;
    }
    Map<Long, SortedMap<String, String>> tags = new HashMap<>();
    handle
        .createQuery("select * from experiment_tag where experiment in (<ids>)")
        .bindList("ids", experiments.stream().map(found -> found.id().value()).toList())
        .map(
            (row, context) ->
                tags.computeIfAbsent(row.getLong("experiment"), _ -> new TreeMap<>())
                    .put(row.getString("key"), row.getString("value")))
        .list();
    return experiments.stream()
        .map(
            found ->
                new Experiment(
                    found.id(),
                    found.name(),
                    found.artifactLocation(),
                    found.lifecycle(),
                    tags.getOrDefault(found.id().value(), Collections.emptySortedMap()),
                    found.createdAt(),
                    found.updatedAt()))
        .toList();
  }

  private static Experiment row(ResultSet row) throws SQLException {
    return new Experiment(
        new ExperimentId(row.getLong("id")),
        row.getString("name"),
        row.getString("artifact_location"),
        Lifecycle.valueOf(row.getString("lifecycle")),
        Collections.emptySortedMap(),
        Times.instant(row, "created_at"),
        Times.instant(row, "updated_at"));
  }
}
