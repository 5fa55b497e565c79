package org.plumbline.store.tracking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.registry.tracking.ExperimentId;
import org.plumbline.registry.tracking.Run;
import org.plumbline.registry.tracking.RunId;
import org.plumbline.registry.tracking.RunInfo;
import org.plumbline.registry.tracking.RunKind;
import org.plumbline.registry.tracking.RunPage;
import org.plumbline.registry.tracking.RunQuery;
import org.plumbline.registry.tracking.RunStatus;
import org.plumbline.registry.tracking.RunStore;
import org.plumbline.store.Database;
import org.plumbline.store.PlannedForValues;
import org.plumbline.store.Times;

/** Runs in a table; searches are compiled by {@link RunSearchSql}. */
public final class SqlRunStore implements RunStore {
  private final Database database;

  public SqlRunStore(Database database) {
    this.database = database;
  }

  @Override
  public void add(Tx tx, RunInfo run) {
    Database.handle(tx)
        .createUpdate(
            """
            insert into run (id, experiment, name, status, author, started_at, ended_at,
              deleted_at, artifact_uri, is_model)
            values (:id, :experiment, :name, :status, :author, :startedAt, :endedAt,
              :deletedAt, :artifactUri, :model)
            """)
        .bind("id", run.id().uuid())
        .bind("experiment", run.experiment().value())
        .bind("name", run.name())
        .bind("status", run.status().name())
        .bind("author", run.author())
        .bind("startedAt", Times.utc(run.startedAt()))
        .bind("endedAt", Times.utcOrNull(run.endedAt()))
        .bind("deletedAt", Times.utcOrNull(run.deletedAt()))
        .bind("artifactUri", run.artifactUri())
        .bind("model", run.kind() == RunKind.LOGGED_MODEL)
        .execute();
  }

  @Override
  public Optional<RunInfo> lock(Tx tx, RunId id) {
    return one(Database.handle(tx), id, " for update");
  }

  @Override
  public Optional<RunInfo> share(Tx tx, RunId id) {
    return one(Database.handle(tx), id, " for share");
  }

  private static Optional<RunInfo> one(Handle handle, RunId id, String locking) {
    return handle
        .createQuery("select * from run where id = :id" + locking)
        .bind("id", id.uuid())
        .map((row, context) -> info(row))
        .findOne();
  }

  @Override
  public void update(Tx tx, RunInfo run) {
    Database.handle(tx)
        .createUpdate(
            """
            update run set name = :name, status = :status, ended_at = :endedAt,
              deleted_at = :deletedAt
            where id = :id
            """)
        .bind("id", run.id().uuid())
        .bind("name", run.name())
        .bind("status", run.status().name())
        .bind("endedAt", Times.utcOrNull(run.endedAt()))
        .bind("deletedAt", Times.utcOrNull(run.deletedAt()))
        .execute();
  }

  @Override
  public Optional<Run> find(RunId id) {
    return find(List.of(id)).stream().findFirst();
  }

  @Override
  public List<Run> find(List<RunId> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return database.snapshot(
        handle -> {
          Map<UUID, Long> numbers = new HashMap<>();
          handle
              .createQuery("select id, number from run where id in (<ids>)")
              .bindList("ids", ids.stream().map(RunId::uuid).distinct().toList())
              .map(
                  (row, context) ->
                      numbers.put(row.getObject("id", UUID.class), row.getLong("number")))
              .list();
          List<Long> wanted =
              ids.stream()
                  .map(RunId::uuid)
                  .filter(numbers::containsKey)
                  .distinct()
                  .map(numbers::get)
                  .toList();
          return RunRows.read(handle, wanted);
        });
  }

  @Override
  public void link(Tx tx, RunId run, VersionId version) {
    Database.handle(tx)
        .createUpdate(
            """
            insert into run_version (run, model, version)
            select number, :model, :version from run where id = :id
            on conflict do nothing
            """)
        .bind("id", run.uuid())
        .bind("model", version.model().value())
        .bind("version", version.number().value())
        .execute();
    Database.handle(tx)
        .createUpdate(
            """
            update version_entry set run = :run
            where model = :model and number = :version and run is null
            """)
        .bind("run", run.hex())
        .bind("model", version.model().value())
        .bind("version", version.number().value())
        .execute();
  }

  @Override
  public List<Run> findByVersion(VersionId version) {
    return database.snapshot(
        handle ->
            RunRows.read(
                handle,
                handle
                    .createQuery(
                        """
                        select run from run_version
                        where model = :model and version = :version order by run
                        """)
                    .bind("model", version.model().value())
                    .bind("version", version.number().value())
                    .mapTo(Long.class)
                    .list()));
  }

  @Override
  public RunPage search(RunQuery query) {
    if (query.experiments().isEmpty()) {
      return new RunPage(List.of(), Optional.empty());
    }
    String mark = PageToken.queryMark(description(query));
    return database.snapshot(handle -> page(handle, query, mark));
  }

  /** A row of a search: the run's number, and where it stands in the order. */
  private record Hit(long number, PageToken place) {}

  private static RunPage page(Handle handle, RunQuery query, String mark) {
    String token = query.after();
    Optional<PageToken> after =
        token == null ? Optional.empty() : Optional.of(PageToken.read(token, mark));
    List<Hit> hits = new ArrayList<>();
    List<RunSearchSql.Phase> phases = RunSearchSql.phases(query);
    String reached = after.map(PageToken::phase).orElse("");
    boolean begun = after.isEmpty();
    for (RunSearchSql.Phase phase : phases) {
      boolean goesOn = phase.name().equals(reached);
      begun |= goesOn;
      if (begun && hits.size() <= query.limit()) {
        List<String> keys = goesOn ? after.orElseThrow().keys() : List.of();
        hits.addAll(hits(handle, query, phase, keys, query.limit() + 1 - hits.size(), mark));
      }
    }
    boolean more = hits.size() > query.limit();
    List<Hit> shown = more ? hits.subList(0, query.limit()) : hits;
    return new RunPage(
        RunRows.read(handle, shown.stream().map(Hit::number).toList()),
        more ? Optional.of(shown.getLast().place().text()) : Optional.empty());
  }

  private static List<Hit> hits(
      Handle handle,
      RunQuery query,
      RunSearchSql.Phase phase,
      List<String> after,
      int limit,
      String mark) {
    RunSearchSql search = RunSearchSql.of(query, phase);
    String statement = search.statement(after, limit);
    List<SortKey> keys = search.keys();
    return search
        .values()
        .bindTo(handle.createQuery(statement))
        .addCustomizer(new PlannedForValues())
        .map(
            (row, context) -> {
              List<String> place = new ArrayList<>();
              for (int i = 0; i < keys.size(); i++) {
                place.add(keys.get(i).read(row, "k" + i));
              }
              return new Hit(row.getLong("number"), new PageToken(mark, phase.name(), place));
            })
        .list();
  }

  private static String description(RunQuery query) {
    return query.experiments()
        + "\n"
        + query.filter()
        + "\n"
        + query.view()
        + "\n"
        + query.orders();
  }

  static RunInfo info(ResultSet row) throws SQLException {
    return new RunInfo(
        RunId.of(row.getObject("id", UUID.class)),
        new ExperimentId(row.getLong("experiment")),
        row.getString("name"),
        RunStatus.valueOf(row.getString("status")),
        row.getString("author"),
        Times.instant(row, "started_at"),
        Times.instantOrNull(row, "ended_at"),
        Times.instantOrNull(row, "deleted_at"),
        row.getString("artifact_uri"),
        row.getBoolean("is_model") ? RunKind.LOGGED_MODEL : RunKind.RUN);
  }
}
