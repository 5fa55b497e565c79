package org.plumbline.store.tracking;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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
import org.plumbline.registry.ContentHash;
import org.plumbline.registry.tracking.MetricPage;
import org.plumbline.registry.tracking.MetricPoint;
import org.plumbline.registry.tracking.RunArtifact;
import org.plumbline.registry.tracking.RunBatch;
import org.plumbline.registry.tracking.RunEntry;
import org.plumbline.registry.tracking.RunId;
import org.plumbline.registry.tracking.RunInput;
import org.plumbline.registry.tracking.RunLog;
import org.plumbline.store.Database;
import org.plumbline.store.Json;
import org.plumbline.store.Times;

/**
 * What is logged to runs, in tables beside the run.
 *
 * <p>A batch goes in as arrays. Rows are written in the order of their keys, so that two writers of
 * one run wait for each other and never in a circle.
 */
public final class SqlRunLog implements RunLog {
  private final Database database;

  public SqlRunLog(Database database) {
    this.database = database;
  }

  /** The short number of a run, and the experiment that its rows carry. */
  private record Place(long number, long experiment) {}

  @Override
  public void add(Tx tx, RunId run, RunBatch batch) {
    if (batch.isEmpty()) {
      return;
    }
    Handle handle = Database.handle(tx);
    if (!batch.params().isEmpty() || !batch.tags().isEmpty()) {
      Place place = place(handle, run);
      if (!batch.params().isEmpty()) {
        addParams(handle, place, batch.params());
      }
      if (!batch.tags().isEmpty()) {
        addTags(handle, place, batch.tags());
      }
    }
    if (!batch.metrics().isEmpty()) {
      RunPointSql.add(handle, run, batch.metrics());
    }
  }

  private static Place place(Handle handle, RunId run) {
    return handle
        .createQuery("select number, experiment from run where id = :id")
        .bind("id", run.uuid())
        .map((row, context) -> new Place(row.getLong("number"), row.getLong("experiment")))
        .one();
  }

  private static void addParams(Handle handle, Place place, SortedMap<String, String> params) {
    int added =
        Jdbc.call(
            handle,
            connection ->
                putTexts(
                    connection,
                    """
                    insert into run_param (run, experiment, key, head, rest)
                    select ?, ?, * from unnest(?::text[], ?::text[], ?::text[])
                    on conflict do nothing
                    """,
                    place,
                    params));
    if (added < params.size()) {
      demandSame(handle, place, params);
    }
  }

  /** A parameter says how a run was made; a second value would make the first one a lie. */
  private static void demandSame(Handle handle, Place place, SortedMap<String, String> params) {
    Map<String, String> stored = new TreeMap<>();
    handle
        .createQuery("select key, head || coalesce(rest, '') as value from run_param where run = ?")
        .bind(0, place.number())
        .map((row, context) -> stored.put(row.getString("key"), row.getString("value")))
        .list();
    params.forEach(
        (key, value) -> {
          String old = stored.get(key);
          if (!value.equals(old)) {
            throw PlumblineException.of(
                    ErrorCode.CONFLICT,
                    "Parameter '"
                        + key
                        + "' of the run is '"
                        + shortened(old)
                        + "' and cannot become '"
                        + shortened(value)
                        + "': log it once, or start another run")
                .with("param", key);
          }
        });
  }

  private static String shortened(@Nullable String text) {
    String shown = String.valueOf(text);
    return shown.length() <= 100 ? shown : shown.substring(0, 100) + "…";
  }

  private static void addTags(Handle handle, Place place, SortedMap<String, String> tags) {
    Jdbc.run(
        handle,
        connection ->
            putTexts(
                connection,
                """
                insert into run_tag (run, experiment, key, head, rest)
                select ?, ?, * from unnest(?::text[], ?::text[], ?::text[])
                on conflict (run, key) do update set head = excluded.head, rest = excluded.rest
                """,
                place,
                tags));
  }

  private static int putTexts(
      Connection connection, String sql, Place place, SortedMap<String, String> texts)
      throws SQLException {
    List<CutText> values = texts.values().stream().map(CutText::of).toList();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, place.number());
      statement.setLong(2, place.experiment());
      statement.setArray(3, connection.createArrayOf("text", texts.keySet().toArray()));
      statement.setArray(
          4, connection.createArrayOf("text", values.stream().map(CutText::head).toArray()));
      statement.setArray(
          5, connection.createArrayOf("text", values.stream().map(CutText::rest).toArray()));
      return statement.executeUpdate();
    }
  }

  @Override
  public Optional<String> findTag(Tx tx, RunId run, String key) {
    return Database.handle(tx)
        .createQuery(
            """
            select t.head || coalesce(t.rest, '') from run_tag t join run r on r.number = t.run
            where r.id = :id and t.key = :key
            """)
        .bind("id", run.uuid())
        .bind("key", key)
        .mapTo(String.class)
        .findOne();
  }

  @Override
  public boolean removeTag(Tx tx, RunId run, String key) {
    Handle handle = Database.handle(tx);
    return handle
            .createUpdate("delete from run_tag where run = :run and key = :key")
            .bind("run", place(handle, run).number())
            .bind("key", key)
            .execute()
        > 0;
  }

  @Override
  public void addInputs(Tx tx, RunId run, List<RunInput> inputs) {
    Handle handle = Database.handle(tx);
    long number = place(handle, run).number();
    for (RunInput input : inputs) {
      handle
          .createUpdate(
              """
              insert into run_input (run, name, digest, source_type, source, schema, profile, tags)
              values (:run, :name, :digest, :sourceType, :source, :schema, :profile, :tags)
              on conflict (run, name, digest) do update
              set source_type = excluded.source_type, source = excluded.source,
                schema = excluded.schema, profile = excluded.profile, tags = excluded.tags
              """)
          .bind("run", number)
          .bind("name", input.name())
          .bind("digest", input.digest())
          .bind("sourceType", input.sourceType())
          .bind("source", input.source())
          .bind("schema", input.schema())
          .bind("profile", input.profile())
          .bind("tags", Json.write(input.tags()))
          .execute();
    }
  }

  @Override
  public void addArtifact(Tx tx, RunId run, RunArtifact artifact) {
    Handle handle = Database.handle(tx);
    long number = place(handle, run).number();
    RunFileSql.demandPlace(handle, number, artifact.path());
    handle
        .createUpdate(
            """
            insert into run_artifact (run, path, hash, bytes, at)
            values (:run, :path, :hash, :bytes, :at)
            on conflict (run, path) do update
            set hash = excluded.hash, bytes = excluded.bytes, at = excluded.at
            """)
        .bind("run", number)
        .bind("path", artifact.path())
        .bind("hash", artifact.hash().hex())
        .bind("bytes", artifact.bytes())
        .bind("at", Times.utc(artifact.at()))
        .execute();
  }

  @Override
  public int removeArtifacts(Tx tx, RunId run, String path) {
    Handle handle = Database.handle(tx);
    return handle
        .createUpdate(
            """
            delete from run_artifact
            where run = :run and (path = :path or starts_with(path, :below))
            """)
        .bind("run", place(handle, run).number())
        .bind("path", path)
        .bind("below", path + "/")
        .execute();
  }

  @Override
  public List<RunArtifact> artifacts(RunId run, String path) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select a.* from run_artifact a join run r on r.number = a.run
                    where r.id = :id and a.path >= :path and a.path < :until
                      and (:path = '' or a.path = :path or starts_with(a.path, :path || '/'))
                    order by a.path
                    """)
                .bind("id", run.uuid())
                .bind("path", path)
                .bind("until", path.isEmpty() ? RunFileSql.END : path + "0")
                .map((row, context) -> artifact(row))
                .list());
  }

  @Override
  public List<RunEntry> entries(RunId run, String below, int limit, @Nullable String after) {
    return database.read(handle -> RunFileSql.entries(handle, run, below, limit, after));
  }

  @Override
  public Optional<RunArtifact> findArtifact(RunId run, String path) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select a.* from run_artifact a join run r on r.number = a.run
                    where r.id = :id and a.path = :path
                    """)
                .bind("id", run.uuid())
                .bind("path", path)
                .map((row, context) -> artifact(row))
                .findOne());
  }

  static RunArtifact artifact(ResultSet row) throws SQLException {
    return new RunArtifact(
        row.getString("path"),
        new ContentHash(row.getString("hash")),
        row.getLong("bytes"),
        Times.instant(row, "at"));
  }

  @Override
  public MetricPage history(RunId run, String key, int limit, @Nullable MetricPoint after) {
    return database.read(handle -> RunPointSql.history(handle, run, key, limit, after));
  }
}
