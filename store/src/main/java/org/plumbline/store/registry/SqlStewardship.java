package org.plumbline.store.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.registry.Alias;
import org.plumbline.registry.AliasName;
import org.plumbline.registry.ModelCard;
import org.plumbline.registry.StewardshipStore;
import org.plumbline.registry.Subject;
import org.plumbline.registry.Sunset;
import org.plumbline.registry.Tag;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/** Tags, aliases and announced ends in tables of their own; facts stand in the model's row. */
public final class SqlStewardship implements StewardshipStore {
  private static final int WHOLE_MODEL = 0;

  private final Database database;

  public SqlStewardship(Database database) {
    this.database = database;
  }

  @Override
  public Optional<ModelCard> lock(Tx tx, ModelName model) {
    return Database.handle(tx)
        .createQuery("select * from model where name = :name for update")
        .bind("name", model.value())
        .map((row, context) -> SqlModelStore.card(row))
        .findOne();
  }

  @Override
  public void update(Tx tx, ModelCard card) {
    SqlModelStore.updateCard(tx, card);
  }

  @Override
  public boolean exists(Tx tx, ModelName model, VersionNumber version) {
    return Database.handle(tx)
        .createQuery(
            """
            select exists (select from version_entry
              where model = :model and number = :number and deleted_at is null)
            """)
        .bind("model", model.value())
        .bind("number", version.value())
        .mapTo(Boolean.class)
        .one();
  }

  @Override
  public void putTag(Tx tx, Subject subject, Tag tag) {
    Database.handle(tx)
        .createUpdate(
            """
            insert into registry_tag (model, number, key, value)
            values (:model, :number, :key, :value)
            on conflict (model, number, key) do update set value = excluded.value
            """)
        .bind("model", subject.model().value())
        .bind("number", number(subject))
        .bind("key", tag.key())
        .bind("value", tag.value())
        .execute();
  }

  @Override
  public Optional<String> removeTag(Tx tx, Subject subject, String key) {
    return Database.handle(tx)
        .createQuery(
            """
            delete from registry_tag where model = :model and number = :number and key = :key
            returning value
            """)
        .bind("model", subject.model().value())
        .bind("number", number(subject))
        .bind("key", key)
        .mapTo(String.class)
        .findOne();
  }

  @Override
  public List<Tag> tags(Tx tx, Subject subject) {
    return tags(Database.handle(tx), subject);
  }

  @Override
  public List<Tag> tags(Subject subject) {
    return database.read(handle -> tags(handle, subject));
  }

  private static List<Tag> tags(Handle handle, Subject subject) {
    return handle
        .createQuery(
            """
            select key, value from registry_tag
            where model = :model and number = :number order by key collate "C"
            """)
        .bind("model", subject.model().value())
        .bind("number", number(subject))
        .map((row, context) -> tag(row))
        .list();
  }

  @Override
  public Map<VersionNumber, List<Tag>> versionTags(
      ModelName model, Collection<VersionNumber> versions) {
    Map<VersionNumber, List<Tag>> tags = new TreeMap<>();
    database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select number, key, value from registry_tag
                    where model = :model and number = any(:numbers) order by number, key collate "C"
                    """)
                .bind("model", model.value())
                .bindArray("numbers", Integer.class, numbers(versions))
                .map(
                    (row, context) ->
                        tags.computeIfAbsent(
                                new VersionNumber(row.getInt("number")), n -> new ArrayList<>())
                            .add(tag(row)))
                .list());
    return tags;
  }

  @Override
  public Optional<VersionNumber> putAlias(Tx tx, ModelName model, Alias alias) {
    Optional<VersionNumber> before = aliased(tx, model, alias.name());
    if (!before.equals(Optional.of(alias.version()))) {
      Database.handle(tx)
          .createUpdate(
              """
              insert into model_alias (model, alias, number, set_by, set_at)
              values (:model, :alias, :number, :by, :at)
              on conflict (model, alias) do update
                set number = excluded.number, set_by = excluded.set_by, set_at = excluded.set_at
              """)
          .bind("model", model.value())
          .bind("alias", alias.name().value())
          .bind("number", alias.version().value())
          .bind("by", alias.by())
          .bind("at", Times.utc(alias.since()))
          .execute();
    }
    return before;
  }

  private static Optional<VersionNumber> aliased(Tx tx, ModelName model, AliasName name) {
    return Database.handle(tx)
        .createQuery("select number from model_alias where model = :model and alias = :alias")
        .bind("model", model.value())
        .bind("alias", name.value())
        .mapTo(Integer.class)
        .findOne()
        .map(VersionNumber::new);
  }

  @Override
  public Optional<VersionNumber> removeAlias(Tx tx, ModelName model, AliasName name) {
    return Database.handle(tx)
        .createQuery(
            "delete from model_alias where model = :model and alias = :alias returning number")
        .bind("model", model.value())
        .bind("alias", name.value())
        .mapTo(Integer.class)
        .findOne()
        .map(VersionNumber::new);
  }

  @Override
  public List<Alias> aliases(ModelName model) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select * from model_alias where model = :model order by alias collate \"C\"")
                .bind("model", model.value())
                .map(
                    (row, context) ->
                        new Alias(
                            new AliasName(row.getString("alias")),
                            new VersionNumber(row.getInt("number")),
                            row.getString("set_by"),
                            Times.instant(row, "set_at")))
                .list());
  }

  @Override
  public void putSunset(Tx tx, Subject subject, Sunset sunset) {
    VersionNumber successor = sunset.successor();
    Database.handle(tx)
        .createUpdate(
            """
            insert into sunset (model, number, ends_at, reason, successor, announced_by,
              announced_at)
            values (:model, :number, :endsAt, :reason, :successor, :by, :at)
            on conflict (model, number) do update
              set ends_at = excluded.ends_at, reason = excluded.reason,
                successor = excluded.successor, announced_by = excluded.announced_by,
                announced_at = excluded.announced_at
            """)
        .bind("model", subject.model().value())
        .bind("number", number(subject))
        .bind("endsAt", Times.utc(sunset.at()))
        .bind("reason", sunset.reason())
        .bind("successor", successor == null ? null : successor.value())
        .bind("by", sunset.announcedBy())
        .bind("at", Times.utc(sunset.announcedAt()))
        .execute();
  }

  @Override
  public Optional<Sunset> removeSunset(Tx tx, Subject subject) {
    return Database.handle(tx)
        .createQuery("delete from sunset where model = :model and number = :number returning *")
        .bind("model", subject.model().value())
        .bind("number", number(subject))
        .map((row, context) -> sunset(row))
        .findOne();
  }

  @Override
  public Map<Subject, Sunset> sunsets(ModelName model, Collection<VersionNumber> versions) {
    Map<Subject, Sunset> sunsets = new HashMap<>();
    database.read(
        handle ->
            handle
                .createQuery("select * from sunset where model = :model and number = any(:numbers)")
                .bind("model", model.value())
                .bindArray("numbers", Integer.class, numbersAndWhole(versions))
                .map(
                    (row, context) ->
                        sunsets.put(new Subject(model, version(row.getInt("number"))), sunset(row)))
                .list());
    return sunsets;
  }

  private static Tag tag(ResultSet row) throws SQLException {
    return new Tag(row.getString("key"), row.getString("value"));
  }

  private static Sunset sunset(ResultSet row) throws SQLException {
    return new Sunset(
        Times.instant(row, "ends_at"),
        row.getString("reason"),
        version(row.getInt("successor")),
        row.getString("announced_by"),
        Times.instant(row, "announced_at"));
  }

  /** Null for the model as a whole, and for an absent number, which JDBC reads as 0. */
  private static @Nullable VersionNumber version(int number) {
    return number == WHOLE_MODEL ? null : new VersionNumber(number);
  }

  private static List<Integer> numbers(Collection<VersionNumber> versions) {
    return versions.stream().map(VersionNumber::value).toList();
  }

  private static List<Integer> numbersAndWhole(Collection<VersionNumber> versions) {
    var numbers = new ArrayList<>(numbers(versions));
    numbers.add(WHOLE_MODEL);
    return numbers;
  }

  private static int number(Subject subject) {
    VersionNumber version = subject.version();
    return version == null ? WHOLE_MODEL : version.value();
  }
}
