package org.plumbline.store.deployment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.RouteSource;
import org.plumbline.deployment.Share;
import org.plumbline.deployment.safeguard.Fallback;
import org.plumbline.deployment.safeguard.Kill;
import org.plumbline.deployment.safeguard.Kills;
import org.plumbline.deployment.safeguard.Safeguards;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/** What serves, read from the ledger and the kill switches. */
public final class SqlRoutes implements RouteSource {
  /** So many revisions back it is known what they were about. */
  private static final int KEPT = 10_000;

  /** Whoever is further behind reads everything, which costs no more then. */
  private static final int MOST_AT_ONCE = 1_000;

  private final Database database;

  public SqlRoutes(Database database) {
    this.database = database;
  }

  /**
   * Tells all who hold routes, once this transaction commits. Those who do are one after the other,
   * so that a revision is seen after all before it.
   *
   * @param model null when every one may have changed
   */
  static void moved(Handle handle, @Nullable String model) {
    handle
        .createUpdate(
            """
            with moved as (
              update route_revision set revision = revision + 1 returning revision),
            forgotten as (
              delete from route_change where revision <= (select revision from moved) - :kept)
            insert into route_change (revision, model) select revision, :model from moved
            """)
        .bind("kept", KEPT)
        .bind("model", model)
        .execute();
  }

  @Override
  public long revision() {
    return database.read(
        handle ->
            handle.createQuery("select revision from route_revision").mapTo(Long.class).one());
  }

  @Override
  public List<Entry> entries() {
    return since(-1).entries();
  }

  @Override
  public Reading since(long revision) {
    return database.snapshot(
        handle -> {
          long now =
              handle.createQuery("select revision from route_revision").mapTo(Long.class).one();
          Optional<Set<String>> models = changed(handle, revision, now);
          return new Reading(now, models, new Entries(handle, models).all());
        });
  }

  /**
   * The models that changed since; empty when not each of the revisions between tells one: it was
   * forgotten, is about everything, or was made by a program that did not tell.
   */
  private static Optional<Set<String>> changed(Handle handle, long since, long now) {
    if (since < 0 || now - since > MOST_AT_ONCE) {
      return Optional.empty();
    }
    List<String> models =
        handle
            .createQuery(
                """
                select model from route_change
                where revision > :since and revision <= :now and model is not null
                """)
            .bind("since", since)
            .bind("now", now)
            .mapTo(String.class)
            .list();
    return models.size() == now - since ? Optional.of(Set.copyOf(models)) : Optional.empty();
  }

  /** Reads entries in one snapshot: of some models, or of all. */
  private static final class Entries {
    private final Handle handle;
    private final Optional<Set<String>> models;

    Entries(Handle handle, Optional<Set<String>> models) {
      this.handle = handle;
      this.models = models;
    }

    List<Entry> all() {
      Map<String, List<Standing>> serving = serving();
      List<Kill> everything = new ArrayList<>();
      Map<String, List<Kill>> kills = new HashMap<>();
      for (Kill kill : SqlKillSwitches.on(handle)) {
        Optional<ModelName> model = kill.scope().model();
        if (model.isEmpty()) {
          everything.add(kill);
        } else if (isWanted(model.get().value())) {
          kills.computeIfAbsent(model.get().value(), _ -> new ArrayList<>()).add(kill);
        }
      }
      Map<String, Safeguards> guarded = SqlSafeguards.current(handle, models);
      Map<String, VersionId> former = former(handle, guarded);
      var names = new TreeSet<>(serving.keySet());
      names.addAll(kills.keySet());
      return names.stream()
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

    private boolean isWanted(String model) {
      return models.isEmpty() || models.get().contains(model);
    }

    private Map<String, List<Standing>> serving() {
      Query query =
          handle.createQuery(
              """
              select position, model, version, stage, effective_from, share, change_request,
                by_group
              from deployment_ledger
              where effective_until is null and stage <> 'RETIRED'
              """
                  + (models.isPresent() ? " and model = any(:models)" : ""));
      models.ifPresent(some -> query.bindArray("models", String.class, some.toArray()));
      return query.map((row, context) -> standing(row)).stream()
          .collect(Collectors.groupingBy(standing -> standing.version().model().value()));
    }
  }

  private static Standing standing(ResultSet row) throws SQLException {
    return new Standing(
        VersionId.of(row.getString("model"), row.getInt("version")),
        Stage.valueOf(row.getString("stage")),
        Times.instant(row, "effective_from"),
        row.getLong("position"),
        share(row),
        row.getBoolean("by_group"));
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
