package org.plumbline.store.registry;

import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.registry.ContentHash;
import org.plumbline.registry.Manifest;
import org.plumbline.registry.Part;
import org.plumbline.registry.VersionLine;
import org.plumbline.registry.VersionPage;
import org.plumbline.registry.VersionSignature;
import org.plumbline.registry.VersionStore;
import org.plumbline.scoring.Task;
import org.plumbline.stats.Interval;
import org.plumbline.store.Database;
import org.plumbline.store.Json;
import org.plumbline.store.Times;

/** Versions in a table; a row whose manifest was changed by hand is TAMPERED. */
public final class SqlVersionStore implements VersionStore {
  private final Database database;

  public SqlVersionStore(Database database) {
    this.database = database;
  }

  @Override
  public void add(Tx tx, VersionLine version) {
    Handle handle = Database.handle(tx);
    VersionSignature signature = version.signature();
    handle
        .createUpdate(
            """
            insert into model_version (model, number, created_at, author, task, learner,
              primary_metric, metrics, manifest, content_hash, signing_key, signature)
            values (:model, :number, :createdAt, :author, :task, :learner,
              :primaryMetric, :metrics, :manifest, :contentHash, :signingKey, :signature)
            """)
        .bind("model", version.id().model().value())
        .bind("number", version.id().number().value())
        .bind("createdAt", Times.utc(version.createdAt()))
        .bind("author", version.author())
        .bind("task", version.task().name())
        .bind("learner", version.learner())
        .bind("primaryMetric", version.primaryMetric())
        .bind("metrics", Json.write(version.metrics()))
        .bind("manifest", Json.write(names(version.manifest())))
        .bind("contentHash", version.contentHash().hex())
        .bind("signingKey", signature == null ? null : signature.keyId())
        .bind("signature", signature == null ? null : signature.value())
        .execute();
    handle
        .createUpdate(
            """
            insert into version_entry (model, number, is_foreign, created_at, updated_at, author,
              source)
            values (:model, :number, false, :createdAt, :createdAt, :author,
              'plumbline:/models/' || :model || '/versions/' || :number)
            """)
        .bind("model", version.id().model().value())
        .bind("number", version.id().number().value())
        .bind("createdAt", Times.utc(version.createdAt()))
        .bind("author", version.author())
        .execute();
    Interval metric = version.metrics().get(version.primaryMetric());
    handle
        .createUpdate(
            """
            update model set versions = versions + 1, latest_version = :number,
              metric_name = :metric, metric_value = :value, metric_low = :low, metric_high = :high
            where name = :model
            """)
        .bind("model", version.id().model().value())
        .bind("number", version.id().number().value())
        .bind("metric", metric == null ? null : version.primaryMetric())
        .bind("value", metric == null ? null : metric.value())
        .bind("low", metric == null ? null : metric.low())
        .bind("high", metric == null ? null : metric.high())
        .execute();
  }

  @Override
  public int latestNumber(Tx tx, ModelName model) {
    return Database.handle(tx)
        .createQuery("select coalesce(max(number), 0) from version_entry where model = :model")
        .bind("model", model.value())
        .mapTo(Integer.class)
        .one();
  }

  @Override
  public Optional<VersionLine> findByContent(Tx tx, ModelName model, ContentHash hash) {
    return Database.handle(tx)
        .createQuery(
            "select * from model_version where model = :model and content_hash = :contentHash")
        .bind("model", model.value())
        .bind("contentHash", hash.hex())
        .map((row, context) -> line(row))
        .findOne();
  }

  @Override
  public Optional<VersionLine> find(VersionId id) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select * from model_version where model = :model and number = :number")
                .bind("model", id.model().value())
                .bind("number", id.number().value())
                .map((row, context) -> line(row))
                .findOne());
  }

  @Override
  public VersionPage list(ModelName model, int limit, OptionalInt after) {
    List<VersionLine> found =
        database.read(
            handle ->
                handle
                    .createQuery(
                        """
                        select * from model_version where model = :model and number < :after
                        order by number desc limit :limit
                        """)
                    .bind("model", model.value())
                    .bind("after", after.orElse(Integer.MAX_VALUE))
                    .bind("limit", limit + 1)
                    .map((row, context) -> line(row))
                    .list());
    boolean more = found.size() > limit;
    List<VersionLine> page = more ? found.subList(0, limit) : found;
    return new VersionPage(
        page, more ? OptionalInt.of(page.getLast().id().number().value()) : OptionalInt.empty());
  }

  private static VersionLine line(ResultSet row) throws SQLException {
    VersionId id = VersionId.of(row.getString("model"), row.getInt("number"));
    var line =
        new VersionLine(
            id,
            Times.instant(row, "created_at"),
            row.getString("author"),
            Task.valueOf(row.getString("task")),
            row.getString("learner"),
            row.getString("primary_metric"),
            Json.read(
                row.getString("metrics"), new TypeReference<LinkedHashMap<String, Interval>>() {}),
            manifest(row.getString("manifest")),
            signature(row));
    if (!line.contentHash().hex().equals(row.getString("content_hash"))) {
      throw PlumblineException.of(
          ErrorCode.TAMPERED, "The manifest of version " + id + " does not match its content hash");
    }
    return line;
  }

  private static @Nullable VersionSignature signature(ResultSet row) throws SQLException {
    String key = row.getString("signing_key");
    String value = row.getString("signature");
    return key == null || value == null ? null : new VersionSignature(key, value);
  }

  private static Map<String, String> names(Manifest manifest) {
    Map<String, String> names = new LinkedHashMap<>();
    manifest.parts().forEach((part, hash) -> names.put(part.wireName(), hash.hex()));
    return names;
  }

  private static Manifest manifest(String json) {
    var names = Json.read(json, new TypeReference<Map<String, String>>() {});
    Map<Part, ContentHash> parts = new java.util.EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      String hash = names.get(part.wireName());
      if (hash != null) {
        parts.put(part, new ContentHash(hash));
      }
    }
    return new Manifest(parts);
  }
}
