package org.plumbline.store.monitoring;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.store.Database;

/** The short keys of versions; they never change, so both ways are remembered. Safe to share. */
final class VersionKeys {
  private final Database database;
  private final Map<VersionId, Integer> keys = new ConcurrentHashMap<>();
  private final Map<Integer, VersionId> versions = new ConcurrentHashMap<>();

  VersionKeys(Database database) {
    this.database = database;
  }

  /** The key of a version, made when it has none; commits on its own. */
  int of(VersionId version) {
    Integer known = keys.get(version);
    if (known != null) {
      return known;
    }
    database.run(
        tx ->
            Database.handle(tx)
                .createUpdate(
                    """
                    insert into watched_version (model, version) values (:model, :version)
                    on conflict do nothing
                    """)
                .bind("model", version.model().value())
                .bind("version", version.number().value())
                .execute());
    return find(version).orElseThrow();
  }

  /** The key of a version that answered or was labelled before, empty for any other. */
  OptionalInt find(VersionId version) {
    Integer known = keys.get(version);
    if (known != null) {
      return OptionalInt.of(known);
    }
    return database
        .read(
            handle ->
                handle
                    .createQuery(
                        "select key from watched_version where model = :model and version = :version")
                    .bind("model", version.model().value())
                    .bind("version", version.number().value())
                    .mapTo(Integer.class)
                    .findOne())
        .map(
            key -> {
              remember(key, version);
              return OptionalInt.of(key);
            })
        .orElse(OptionalInt.empty());
  }

  VersionId version(Handle handle, int key) {
    VersionId known = versions.get(key);
    if (known != null) {
      return known;
    }
    VersionId version =
        handle
            .createQuery("select model, version from watched_version where key = :key")
            .bind("key", key)
            .map(
                (row, context) ->
                    new VersionId(
                        new ModelName(row.getString("model")),
                        new VersionNumber(row.getInt("version"))))
            .one();
    remember(key, version);
    return version;
  }

  /** The keys of all versions of a model that have one. */
  List<Integer> ofModel(ModelName model) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select key from watched_version where model = :model order by version")
                .bind("model", model.value())
                .mapTo(Integer.class)
                .list());
  }

  private void remember(int key, VersionId version) {
    keys.put(version, key);
    versions.put(key, version);
  }
}
