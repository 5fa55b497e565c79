package org.plumbline.store.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.registry.AliasName;
import org.plumbline.registry.ContentHash;
import org.plumbline.registry.ModelCard;
import org.plumbline.registry.Tag;
import org.plumbline.registry.VersionSignature;
import org.plumbline.registry.catalogue.CataloguePage;
import org.plumbline.registry.catalogue.CatalogueQuery;
import org.plumbline.registry.catalogue.CatalogueStore;
import org.plumbline.registry.catalogue.ForeignFile;
import org.plumbline.registry.catalogue.ForeignSeal;
import org.plumbline.registry.catalogue.ModelEntry;
import org.plumbline.registry.catalogue.VersionEntry;
import org.plumbline.registry.catalogue.VersionOrigin;
import org.plumbline.registry.tracking.RunId;
import org.plumbline.store.Database;
import org.plumbline.store.Times;
import org.plumbline.store.tracking.PageToken;

/** The entries of versions in a table; tags, aliases and stages are read beside a whole page. */
public final class SqlCatalogue implements CatalogueStore {
  private final Database database;

  public SqlCatalogue(Database database) {
    this.database = database;
  }

  @Override
  public void add(Tx tx, VersionEntry entry, List<ForeignFile> files) {
    Handle handle = Database.handle(tx);
    ForeignSeal seal = entry.seal();
    RunId run = entry.origin().run();
    handle
        .createUpdate(
            """
            insert into version_entry (model, number, is_foreign, created_at, updated_at, author,
              description, source, run, run_link, unserved, content_hash, signing_key, signature)
            values (:model, :number, :foreign, :createdAt, :updatedAt, :author,
              :description, :source, :run, :runLink, :unserved, :hash, :key, :signature)
            """)
        .bind("model", entry.id().model().value())
        .bind("number", entry.id().number().value())
        .bind("foreign", entry.isForeign())
        .bind("createdAt", Times.utc(entry.createdAt()))
        .bind("updatedAt", Times.utc(entry.updatedAt()))
        .bind("author", entry.author())
        .bind("description", entry.description())
        .bind("source", entry.origin().source())
        .bind("run", run == null ? null : run.hex())
        .bind("runLink", entry.origin().runLink())
        .bind("unserved", entry.unserved())
        .bind("hash", seal == null ? null : seal.content().hex())
        .bind("key", seal == null ? null : seal.signature().keyId())
        .bind("signature", seal == null ? null : seal.signature().value())
        .execute();
    if (files.isEmpty()) {
      return;
    }
    var batch =
        handle.prepareBatch(
            """
            insert into foreign_file (model, number, path, hash, bytes)
            values (:model, :number, :path, :hash, :bytes)
            """);
    for (ForeignFile file : files) {
      batch
          .bind("model", entry.id().model().value())
          .bind("number", entry.id().number().value())
          .bind("path", file.path())
          .bind("hash", file.hash().hex())
          .bind("bytes", file.bytes())
          .add();
    }
    batch.execute();
  }

  @Override
  public void cite(Tx tx, VersionId id, VersionOrigin origin) {
    RunId run = origin.run();
    Database.handle(tx)
        .createUpdate(
            """
            update version_entry set source = :source, run = :run, run_link = :runLink
            where model = :model and number = :number
            """)
        .bind("model", id.model().value())
        .bind("number", id.number().value())
        .bind("source", origin.source())
        .bind("run", run == null ? null : run.hex())
        .bind("runLink", origin.runLink())
        .execute();
  }

  @Override
  public void describe(Tx tx, VersionId id, String description, Instant at) {
    Database.handle(tx)
        .createUpdate(
            """
            update version_entry set description = :description, updated_at = :at
            where model = :model and number = :number
            """)
        .bind("model", id.model().value())
        .bind("number", id.number().value())
        .bind("description", description)
        .bind("at", Times.utc(at))
        .execute();
  }

  @Override
  public void remove(Tx tx, VersionId id, Instant at) {
    for (String table : new String[] {"model_alias", "registry_tag", "sunset", "foreign_file"}) {
      Database.handle(tx)
          .createUpdate("delete from " + table + " where model = :model and number = :number")
          .bind("model", id.model().value())
          .bind("number", id.number().value())
          .execute();
    }
    Database.handle(tx)
        .createUpdate(
            "update version_entry set deleted_at = :at where model = :model and number = :number")
        .bind("model", id.model().value())
        .bind("number", id.number().value())
        .bind("at", Times.utc(at))
        .execute();
  }

  @Override
  public void remove(Tx tx, ModelName model) {
    String[] tables = {"model_alias", "registry_tag", "sunset", "foreign_file", "version_entry"};
    for (String table : tables) {
      Database.handle(tx)
          .createUpdate("delete from " + table + " where model = :model")
          .bind("model", model.value())
          .execute();
    }
    Database.handle(tx)
        .createUpdate("delete from model where name = :model")
        .bind("model", model.value())
        .execute();
  }

  @Override
  public boolean hasOwn(Tx tx, ModelName model) {
    return Database.handle(tx)
        .createQuery("select exists (select from model_version where model = :model)")
        .bind("model", model.value())
        .mapTo(Boolean.class)
        .one();
  }

  @Override
  public Optional<VersionEntry> find(VersionId id) {
    return database.read(
        handle ->
            whole(
                    handle,
                    handle
                        .createQuery(
                            """
                            select e.*, l.stage from version_entry e left join deployment_ledger l
                              on l.model = e.model and l.version = e.number
                                and l.effective_until is null
                            where e.model = :model and e.number = :number and e.deleted_at is null
                            """)
                        .bind("model", id.model().value())
                        .bind("number", id.number().value())
                        .map((row, context) -> version(row))
                        .list())
                .stream()
                .findFirst());
  }

  @Override
  public List<ForeignFile> files(VersionId id) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from foreign_file where model = :model and number = :number")
                .bind("model", id.model().value())
                .bind("number", id.number().value())
                .map(
                    (row, context) ->
                        new ForeignFile(
                            row.getString("path"),
                            new ContentHash(row.getString("hash")),
                            row.getLong("bytes")))
                .list());
  }

  @Override
  public Optional<ModelEntry> find(ModelName model) {
    return database.snapshot(
        handle ->
            entries(
                    handle,
                    handle
                        .createQuery("select * from model where name = :name")
                        .bind("name", model.value())
                        .map((row, context) -> SqlModelStore.card(row))
                        .list())
                .stream()
                .findFirst());
  }

  @Override
  public CataloguePage<VersionEntry> listVersions(CatalogueQuery query) {
    CatalogueSql sql = CatalogueSql.versions(query);
    return database.snapshot(
        handle -> {
          Hits<VersionEntry> hits = hits(handle, sql, query.limit(), SqlCatalogue::version);
          return new CataloguePage<>(whole(handle, hits.shown()), hits.next());
        });
  }

  @Override
  public CataloguePage<ModelEntry> listModels(CatalogueQuery query) {
    CatalogueSql sql = CatalogueSql.models(query);
    return database.snapshot(
        handle -> {
          Hits<ModelCard> hits = hits(handle, sql, query.limit(), SqlModelStore::card);
          return new CataloguePage<>(entries(handle, hits.shown()), hits.next());
        });
  }

  /** Reads what a row holds. */
  private interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private record Hit<T>(T found, PageToken place) {}

  private record Hits<T>(List<T> shown, Optional<String> next) {}

  private static <T> Hits<T> hits(Handle handle, CatalogueSql sql, int limit, Reader<T> reader) {
    List<Hit<T>> hits =
        sql.values()
            .bindTo(handle.createQuery(sql.statement()))
            .map(
                (row, context) -> {
                  List<String> place = new ArrayList<>();
                  for (int i = 0; i < sql.keys().size(); i++) {
                    place.add(sql.keys().get(i).read(row, "k" + i));
                  }
                  return new Hit<>(reader.read(row), new PageToken(sql.mark(), "", place));
                })
            .list();
    boolean more = hits.size() > limit;
    List<Hit<T>> shown = more ? hits.subList(0, limit) : hits;
    return new Hits<>(
        shown.stream().map(Hit::found).toList(),
        more ? Optional.of(shown.getLast().place().text()) : Optional.empty());
  }

  /** The versions with their tags and aliases. */
  private static List<VersionEntry> whole(Handle handle, List<VersionEntry> bare) {
    if (bare.isEmpty()) {
      return bare;
    }
    Map<VersionId, List<Tag>> tags = new HashMap<>();
    Map<VersionId, List<AliasName>> aliases = new HashMap<>();
    named(handle, "select * from registry_tag t join named n using (model, number)", bare)
        .map(
            (row, context) ->
                tags.computeIfAbsent(id(row), _ -> new ArrayList<>())
                    .add(new Tag(row.getString("key"), row.getString("value"))))
        .list();
    named(handle, "select * from model_alias t join named n using (model, number)", bare)
        .map(
            (row, context) ->
                aliases
                    .computeIfAbsent(id(row), _ -> new ArrayList<>())
                    .add(new AliasName(row.getString("alias"))))
        .list();
    return bare.stream()
        .map(
            entry ->
                with(
                    entry,
                    sorted(tags.getOrDefault(entry.id(), List.of())),
                    aliases.getOrDefault(entry.id(), List.of()).stream().sorted().toList()))
        .toList();
  }

  private static List<Tag> sorted(List<Tag> tags) {
    return tags.stream().sorted(java.util.Comparator.comparing(Tag::key)).toList();
  }

  private static Query named(Handle handle, String sql, List<VersionEntry> entries) {
    return handle
        .createQuery(
            "with named (model, number) as (select * from unnest(:models, :numbers)) " + sql)
        .bindArray(
            "models",
            String.class,
            entries.stream().map(entry -> entry.id().model().value()).toList())
        .bindArray(
            "numbers",
            Integer.class,
            entries.stream().map(entry -> entry.id().number().value()).toList());
  }

  private static VersionEntry with(VersionEntry entry, List<Tag> tags, List<AliasName> aliases) {
    return new VersionEntry(
        entry.id(),
        entry.isForeign(),
        entry.createdAt(),
        entry.updatedAt(),
        entry.author(),
        entry.description(),
        entry.origin(),
        entry.unserved(),
        entry.seal(),
        entry.stage(),
        tags,
        aliases);
  }

  /** The models with their tags, their aliases and the newest version of each stage. */
  private static List<ModelEntry> entries(Handle handle, List<ModelCard> cards) {
    if (cards.isEmpty()) {
      return List.of();
    }
    List<String> names = cards.stream().map(card -> card.model().value()).toList();
    Map<String, List<Tag>> tags = new HashMap<>();
    Map<String, SortedMap<AliasName, VersionNumber>> aliases = new HashMap<>();
    Map<String, List<VersionEntry>> latest = new HashMap<>();
    handle
        .createQuery("select * from registry_tag where model = any(:names) and number = 0")
        .bindArray("names", String.class, names)
        .map(
            (row, context) ->
                tags.computeIfAbsent(row.getString("model"), _ -> new ArrayList<>())
                    .add(new Tag(row.getString("key"), row.getString("value"))))
        .list();
    handle
        .createQuery("select * from model_alias where model = any(:names)")
        .bindArray("names", String.class, names)
        .map(
            (row, context) ->
                Map.entry(
                    row.getString("model"),
                    Map.entry(
                        new AliasName(row.getString("alias")),
                        new VersionNumber(row.getInt("number")))))
        .forEach(
            found ->
                aliases
                    .computeIfAbsent(found.getKey(), _ -> new TreeMap<>())
                    .put(found.getValue().getKey(), found.getValue().getValue()));
    List<VersionEntry> newest =
        handle
            .createQuery(
                """
                select distinct on (e.model, l.stage) e.*, l.stage
                from version_entry e left join deployment_ledger l
                  on l.model = e.model and l.version = e.number and l.effective_until is null
                where e.model = any(:names) and e.deleted_at is null
                order by e.model, l.stage, e.number desc
                """)
            .bindArray("names", String.class, names)
            .map((row, context) -> version(row))
            .list();
    for (VersionEntry entry : whole(handle, newest)) {
      latest.computeIfAbsent(entry.id().model().value(), _ -> new ArrayList<>()).add(entry);
    }
    return cards.stream()
        .map(
            card -> {
              String name = card.model().value();
              SortedMap<AliasName, VersionNumber> given =
                  aliases.getOrDefault(name, new TreeMap<>());
              List<VersionEntry> versions = latest.getOrDefault(name, List.of());
              return new ModelEntry(
                  card, sorted(tags.getOrDefault(name, List.of())), given, versions);
            })
        .toList();
  }

  private static VersionId id(ResultSet row) throws SQLException {
    return VersionId.of(row.getString("model"), row.getInt("number"));
  }

  private static VersionEntry version(ResultSet row) throws SQLException {
    String stage = row.getString("stage");
    String run = row.getString("run");
    return new VersionEntry(
        id(row),
        row.getBoolean("is_foreign"),
        Times.instant(row, "created_at"),
        Times.instant(row, "updated_at"),
        row.getString("author"),
        row.getString("description"),
        new VersionOrigin(
            row.getString("source"),
            run == null ? null : new RunId(run),
            row.getString("run_link")),
        row.getString("unserved"),
        seal(row),
        stage == null ? null : Stage.valueOf(stage),
        List.of(),
        List.of());
  }

  private static @Nullable ForeignSeal seal(ResultSet row) throws SQLException {
    String hash = row.getString("content_hash");
    String key = row.getString("signing_key");
    String signature = row.getString("signature");
    return hash == null || key == null || signature == null
        ? null
        : new ForeignSeal(new ContentHash(hash), new VersionSignature(key, signature));
  }
}
