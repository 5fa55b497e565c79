package org.plumbline.store.deployment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.plumbline.deployment.TrialMetric;
import org.plumbline.deployment.trial.Trial;
import org.plumbline.deployment.trial.TrialStore;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.LabelHorizonStore;
import org.plumbline.stats.descriptive.PairMoments;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/** Trials read from canaries and ledger, and measured in the log and the labels. */
public final class SqlTrials implements TrialStore {
  /** Older answers of an entity say little of what it does now. */
  private static final Duration BEFORE = Duration.ofDays(90);

  private static final String TRIAL =
      """
      select c.*, r.author, r.reason as wish, t.effective_from, t.effective_until,
        (select p.version from deployment_ledger p
          where p.model = c.model and p.stage = 'PRODUCTION'
            and p.effective_from <= t.effective_from
            and (p.effective_until is null or p.effective_until > t.effective_from)
          order by p.position desc limit 1) as control
      from canary c
      join change_request r on r.id = c.id
      join deployment_ledger t on t.change_request = c.id and t.stage = 'CANARY'
      where c.model = :model and c.plan::jsonb -> 'trial' is not null
      """;

  /**
   * The answers of some versions in a span with what is known of them; those asked for by number
   * have no stage and are nobody's arm.
   */
  private static final String KNOWN =
      """
      select coalesce(p.entity, b.entity) as entity, w.version, <value> as y, l.prediction_id,
        greatest(l.observed_at, l.predicted_at + make_interval(days => :horizon)) as known_at
      from watched_version w
      join <source> l on l.version_key = w.key <named>
      left join prediction p on p.id = l.prediction_id and p.predicted_at = l.predicted_at
      left join lateral (
        select entity, stage from block_prediction
        where p.id is null and predicted_at = l.predicted_at and id = l.prediction_id
          and first_id between block_floor(l.prediction_id) and l.prediction_id) b on true
      where w.model = :model and l.predicted_at >= :from and l.predicted_at < :until
        and l.predicted_at <= :mature and coalesce(p.entity, b.entity) is not null
        and coalesce(p.stage, b.stage) is not null
      """;

  private final Database database;
  private final LabelHorizonStore horizons;
  private final InstantSource clock;

  public SqlTrials(Database database, LabelHorizonStore horizons, InstantSource clock) {
    this.database = database;
    this.horizons = horizons;
    this.clock = clock;
  }

  @Override
  public List<Trial> list(ModelName model) {
    return database.read(
        handle ->
            handle
                .createQuery(TRIAL + " order by c.position desc")
                .bind("model", model.value())
                .map((row, context) -> trial(row))
                .list());
  }

  @Override
  public Optional<Trial> find(ModelName model, UUID id) {
    return database.read(
        handle ->
            handle
                .createQuery(TRIAL + " and c.id = :id")
                .bind("model", model.value())
                .bind("id", id)
                .map((row, context) -> trial(row))
                .findOne());
  }

  private static Trial trial(ResultSet row) throws SQLException {
    return new Trial(
        SqlCanaries.canary(row),
        VersionId.of(row.getString("model"), row.getInt("control")),
        row.getString("wish"),
        Times.instant(row, "effective_from"),
        Times.instantOrNull(row, "effective_until"));
  }

  @Override
  public Exposure exposure(Arms arms) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select count(*) filter (where not treated) as control,
                      count(*) filter (where treated and not controlled) as treatment,
                      count(*) filter (where treated and controlled) as both
                    from (
                      select p.entity, bool_or(w.version = :control) as controlled,
                        bool_or(w.version = :treatment) as treated
                      from watched_version w join logged_prediction p on p.version_key = w.key
                      where w.model = :model and w.version in (:control, :treatment)
                        and p.predicted_at >= :from and p.predicted_at < :until
                        and p.entity is not null and p.stage is not null
                      group by p.entity) as entities
                    """)
                .bind("model", arms.model().value())
                .bind("control", arms.control().number().value())
                .bind("treatment", arms.treatment().number().value())
                .bind("from", Times.utc(arms.begin()))
                .bind("until", until(arms))
                .map(
                    (row, context) ->
                        new Exposure(
                            row.getLong("control"), row.getLong("treatment"), row.getLong("both")))
                .one());
  }

  @Override
  public List<Day> days(Arms arms) {
    String sql =
        """
        with unit as (
          select distinct on (entity) entity, version, y, known_at from (%s) as known
          where version in (:control, :treatment)
          order by entity, known_at, prediction_id),
        before as (
          select entity, avg(y) as x from (%s) as known
          where known_at < :from group by entity)
        select (known_at at time zone 'UTC')::date as day, version, x is not null as has_x,
          count(*) as n, avg(x) as mean_x, avg(y) as mean_y, var_pop(x) * count(*) as sxx,
          var_pop(y) * count(*) as syy, covar_pop(y, x) * count(*) as sxy
        from unit left join before using (entity)
        group by 1, 2, 3 order by 1
        """
            .formatted(KNOWN, KNOWN.replace(":from", ":before").replace(":until", ":from"));
    Map<LocalDate, Day> days = new TreeMap<>();
    database.read(
        handle -> {
          metric(handle.createQuery(sql), arms.model(), arms.metric())
              .bind("model", arms.model().value())
              .bind("control", arms.control().number().value())
              .bind("treatment", arms.treatment().number().value())
              .bind("before", Times.utc(arms.begin().minus(BEFORE)))
              .bind("from", Times.utc(arms.begin()))
              .bind("until", until(arms))
              .map((row, context) -> day(arms, row))
              .forEach(day -> days.merge(day.day(), day, SqlTrials::together));
          return days;
        });
    return List.copyOf(days.values());
  }

  private static Day together(Day one, Day other) {
    return new Day(
        one.day(), one.control().merge(other.control()), one.treatment().merge(other.treatment()));
  }

  private static Day day(Arms arms, ResultSet row) throws SQLException {
    PairMoments moments =
        new PairMoments(
            row.getLong("n"),
            row.getDouble("mean_x"),
            row.getDouble("mean_y"),
            row.getDouble("sxx"),
            row.getDouble("syy"),
            row.getDouble("sxy"));
    Side side =
        row.getBoolean("has_x")
            ? new Side(moments, PairMoments.EMPTY)
            : new Side(PairMoments.EMPTY, moments);
    boolean treated = row.getInt("version") == arms.treatment().number().value();
    return new Day(
        row.getObject("day", LocalDate.class),
        treated ? Side.EMPTY : side,
        treated ? side : Side.EMPTY);
  }

  @Override
  public History history(ModelName model, TrialMetric metric, Instant from, Instant until) {
    return database.read(
        handle -> {
          PairMoments known =
              metric(
                      handle.createQuery(
                          """
                          select count(*) as n, coalesce(avg(y), 0) as mean,
                            coalesce(var_pop(y) * count(*), 0) as syy
                          from (select distinct on (entity) entity, y from (%s) as known
                            order by entity, known_at, prediction_id) as unit
                          """
                              .formatted(KNOWN)),
                      model,
                      metric)
                  .bind("model", model.value())
                  .bind("from", Times.utc(from))
                  .bind("until", Times.utc(until))
                  .map(
                      (row, context) ->
                          PairMoments.besideOne(
                              0, row.getLong("n"), row.getDouble("mean"), row.getDouble("syy")))
                  .one();
          return new History(known, entities(handle, model, from, until));
        });
  }

  /** First sights by day; days without any count too. */
  private static List<Long> entities(Handle handle, ModelName model, Instant from, Instant until) {
    int days = Math.toIntExact(Duration.between(from, until).toDays());
    List<Long> fresh = new ArrayList<>(java.util.Collections.nCopies(days, 0L));
    handle
        .createQuery(
            """
            select least(:last, floor(extract(epoch from first - :from) / 86400))::int as day,
              count(*) as entities
            from (
              select min(p.predicted_at) as first
              from watched_version w join logged_prediction p on p.version_key = w.key
              where w.model = :model and p.predicted_at >= :from and p.predicted_at < :until
                and p.entity is not null and p.stage is not null
              group by p.entity) as seen
            group by 1
            """)
        .bind("last", days - 1)
        .bind("model", model.value())
        .bind("from", Times.utc(from))
        .bind("until", Times.utc(until))
        .map((row, context) -> fresh.set(row.getInt("day"), row.getLong("entities")))
        .list();
    return fresh;
  }

  /** Which of the numbers told of an answer is the metric, and from when it counts. */
  private Query metric(Query query, ModelName model, TrialMetric metric) {
    /* A business value counts as it is told: who waits for the horizon of the label sees harm late. */
    int horizon = metric.isBusinessValue() ? 0 : horizons.find(model).days();
    Query timed =
        query
            .bind("horizon", horizon)
            .bind("mature", Times.utc(clock.instant().minus(Duration.ofDays(horizon))));
    if (metric.isBusinessValue()) {
      return timed
          .define("source", "label_value")
          .define("named", "and l.name = :name")
          .define("value", "l.value")
          .bind("name", metric.name());
    }
    String value =
        metric.equals(TrialMetric.SQUARED_ERROR)
            ? "(l.score - l.value) * (l.score - l.value)"
            : "l.value";
    return timed.define("source", "label").define("named", "").define("value", value);
  }

  private static OffsetDateTime until(Arms arms) {
    Instant end = arms.end();
    return end == null ? Times.utc(Instant.parse("9999-01-01T00:00:00Z")) : Times.utc(end);
  }
}
