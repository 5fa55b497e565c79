package org.plumbline.store.deployment;

import static org.plumbline.store.Times.instant;
import static org.plumbline.store.Times.instantOrNull;
import static org.plumbline.store.Times.utc;
import static org.plumbline.store.Times.utcOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.safeguard.Kill;
import org.plumbline.deployment.safeguard.KillScope;
import org.plumbline.deployment.safeguard.KillSwitch;
import org.plumbline.deployment.safeguard.KillSwitches;
import org.plumbline.deployment.safeguard.Segment;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.store.Database;

/** Positions of kill switches, appended only. */
public final class SqlKillSwitches implements KillSwitches {
  private static final String COLUMNS =
      "position, scope, model, version, feature, value, low, high, turned_on, reason, turned_by,"
          + " at, until";

  /** The latest position of each scope, where that is on. */
  private static final String ON =
      "select "
          + COLUMNS
          + " from (select distinct on (stops) * from kill_switch"
          + " order by stops, position desc) latest where turned_on";

  private final Database database;

  public SqlKillSwitches(Database database) {
    this.database = database;
  }

  @Override
  public KillSwitch find(KillScope scope) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select turned_on, reason, turned_by, at, until from kill_switch
                    where stops = :stops order by position desc limit 1
                    """)
                .bind("stops", key(scope))
                .map((row, context) -> position(row))
                .findOne()
                .orElse(KillSwitch.UNTOUCHED));
  }

  @Override
  public void set(Tx tx, KillScope scope, KillSwitch position) {
    Handle handle = Database.handle(tx);
    Instant at = Objects.requireNonNull(position.at(), "a position that was set has a time");
    bind(
            handle.createUpdate(
                """
                insert into kill_switch (stops, scope, model, version, feature, value, low, high,
                  turned_on, reason, turned_by, at, until)
                values (:stops, :scope, :model, :version, :feature, :value, :low, :high,
                  :on, :reason, :by, :at, :until)
                """),
            scope)
        .bind("stops", key(scope))
        .bind("on", position.on())
        .bind("reason", position.reason())
        .bind("by", position.by())
        .bind("at", utc(at))
        .bind("until", utcOrNull(position.until()))
        .execute();
    SqlRoutes.moved(handle, scope.model().map(ModelName::value).orElse(null));
  }

  /** With its kind, as a model may be called everything. */
  private static String key(KillScope scope) {
    return scope.kind() + " " + scope;
  }

  private static Update bind(Update update, KillScope scope) {
    VersionId version = scope instanceof KillScope.OfVersion of ? of.version() : null;
    Segment segment = scope instanceof KillScope.OfSegment of ? of.segment() : null;
    var value = segment instanceof Segment.Value one ? one : null;
    var range = segment instanceof Segment.Range one ? one : null;
    return update
        .bind("scope", scope.kind())
        .bind("model", scope.model().map(ModelName::value).orElse(null))
        .bindByType("version", version == null ? null : version.number().value(), Integer.class)
        .bind("feature", segment == null ? null : segment.feature())
        .bind("value", value == null ? null : value.value())
        .bindByType("low", range == null ? null : range.from(), Double.class)
        .bindByType("high", range == null ? null : range.to(), Double.class);
  }

  @Override
  public List<Kill> on() {
    return database.read(SqlKillSwitches::on);
  }

  static List<Kill> on(Handle handle) {
    return handle.createQuery(ON).map((row, context) -> kill(row)).stream()
        .sorted(Comparator.comparingInt(kill -> width(kill.scope())))
        .toList();
  }

  private static int width(KillScope scope) {
    return switch (scope) {
      case KillScope.Everything _ -> 0;
      case KillScope.OfModel _ -> 1;
      case KillScope.OfVersion _ -> 2;
      case KillScope.OfSegment _ -> 3;
    };
  }

  @Override
  public List<Kill> due(Tx tx, Instant now) {
    Handle handle = Database.handle(tx);
    boolean some =
        handle
            .createQuery(
                """
                select exists (select from kill_switch k where until <= :now and not exists (
                  select from kill_switch later
                  where later.stops = k.stops and later.position > k.position))
                """)
            .bind("now", utc(now))
            .mapTo(Boolean.class)
            .one();
    if (!some) {
      return List.of();
    }
    // Whoever sets a switch moves this row: so two instances cannot end the same one twice.
    handle.execute("select revision from route_revision for update");
    return on(handle).stream()
        .filter(kill -> kill.position().until() != null && !kill.position().until().isAfter(now))
        .toList();
  }

  @Override
  public Page history(@Nullable ModelName model, Optional<Long> after, int limit) {
    record Row(long position, Kill kill) {}
    List<Row> rows =
        database.read(
            handle ->
                handle
                    .createQuery(
                        "select "
                            + COLUMNS
                            + " from kill_switch where position < :after"
                            + (model == null ? "" : " and (model = :model or scope = 'everything')")
                            + " order by position desc limit :limit")
                    .bind("after", after.orElse(Long.MAX_VALUE))
                    .bind("model", model == null ? null : model.value())
                    .bind("limit", limit + 1)
                    .map((row, context) -> new Row(row.getLong("position"), kill(row)))
                    .list());
    boolean more = rows.size() > limit;
    List<Row> shown = more ? rows.subList(0, limit) : rows;
    return new Page(
        shown.stream().map(Row::kill).toList(),
        more ? Optional.of(shown.getLast().position()) : Optional.empty());
  }

  private static Kill kill(ResultSet row) throws SQLException {
    return new Kill(scope(row), position(row));
  }

  private static KillScope scope(ResultSet row) throws SQLException {
    String scope = row.getString("scope");
    if (scope.equals("everything")) {
      return new KillScope.Everything();
    }
    var model = new ModelName(row.getString("model"));
    return switch (scope) {
      case "model" -> new KillScope.OfModel(model);
      case "version" ->
          new KillScope.OfVersion(new VersionId(model, new VersionNumber(row.getInt("version"))));
      case "segment" -> new KillScope.OfSegment(model, segment(row));
      default -> throw new IllegalStateException("A kill switch has the unknown scope " + scope);
    };
  }

  private static Segment segment(ResultSet row) throws SQLException {
    String feature = row.getString("feature");
    String value = row.getString("value");
    return value == null
        ? new Segment.Range(feature, row.getDouble("low"), row.getDouble("high"))
        : new Segment.Value(feature, value);
  }

  private static KillSwitch position(ResultSet row) throws SQLException {
    return new KillSwitch(
        row.getBoolean("turned_on"),
        row.getString("reason"),
        row.getString("turned_by"),
        instant(row, "at"),
        instantOrNull(row, "until"));
  }
}
