package org.plumbline.store.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.registry.ModelCard;
import org.plumbline.registry.ModelCounts;
import org.plumbline.registry.ModelFacts;
import org.plumbline.registry.ModelLine;
import org.plumbline.registry.ModelPage;
import org.plumbline.registry.ModelQuery;
import org.plumbline.registry.ModelStore;
import org.plumbline.registry.RiskTier;
import org.plumbline.scoring.Task;
import org.plumbline.stats.Interval;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/**
 * Models in a table; lists join the row that deployment and monitoring keep of each. Every model
 * has one.
 */
public final class SqlModelStore implements ModelStore {
  private static final String LINES =
      """
      select m.*, s.stage, s.serving_version, s.serving_since, s.risk_index, s.risk_band,
        s.predictions_7d, s.open_alerts, s.killed,
        greatest(m.updated_at, s.updated_at) as changed_at
      from model m join model_summary s on s.model = m.name
      """;

  private final Database database;

  public SqlModelStore(Database database) {
    this.database = database;
  }

  @Override
  public ModelCard open(Tx tx, ModelCard whenAbsent) {
    bound(
            Database.handle(tx)
                .createUpdate(
                    """
                    insert into model (name, task, label, positive, description, owner,
                      intended_use, limits, tier, revision, created_at, updated_at)
                    values (:name, :task, :label, :positive, :description, :owner,
                      :intendedUse, :limits, :tier, :revision, :createdAt, :updatedAt)
                    on conflict do nothing
                    """),
            whenAbsent)
        .execute();
    return Database.handle(tx)
        .createQuery("select * from model where name = :name for update")
        .bind("name", whenAbsent.model().value())
        .map((row, context) -> card(row))
        .one();
  }

  @Override
  public void update(Tx tx, ModelCard card) {
    updateCard(tx, card);
  }

  static void updateCard(Tx tx, ModelCard card) {
    bound(
            Database.handle(tx)
                .createUpdate(
                    """
                    update model set task = :task, label = :label, positive = :positive,
                      description = :description, owner = :owner, intended_use = :intendedUse,
                      limits = :limits, tier = :tier, revision = :revision,
                      created_at = :createdAt, updated_at = :updatedAt
                    where name = :name
                    """),
            card)
        .execute();
  }

  private static Update bound(Update sql, ModelCard card) {
    return sql.bind("name", card.model().value())
        .bind("task", card.task() == null ? null : card.task().name())
        .bind("label", card.label())
        .bind("positive", card.positive())
        .bind("description", card.description())
        .bind("owner", card.owner())
        .bind("intendedUse", card.intendedUse())
        .bind("limits", card.facts().limits())
        .bind("tier", card.facts().tier().name())
        .bind("revision", card.revision())
        .bind("createdAt", Times.utc(card.createdAt()))
        .bind("updatedAt", Times.utc(card.updatedAt()));
  }

  @Override
  public Optional<ModelCard> find(ModelName model) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from model where name = :name")
                .bind("name", model.value())
                .map((row, context) -> card(row))
                .findOne());
  }

  @Override
  public Optional<ModelLine> findLine(ModelName model) {
    return database.read(
        handle ->
            handle
                .createQuery(LINES + " where m.name = :name")
                .bind("name", model.value())
                .map((row, context) -> line(row))
                .findOne());
  }

  @Override
  public ModelPage list(ModelQuery query) {
    var filters = new ModelFilters(query);
    return database.read(
        handle -> {
          boolean filtered = filters.any();
          long matching = filtered ? matching(handle, filters) : all(handle);
          List<ModelLine> found =
              filters
                  .bind(
                      handle.createQuery(
                          LINES
                              + " where m.name in ("
                              + filters.names(" order by m.name limit :limit")
                              + ") order by m.name"))
                  .bind("limit", query.limit() + 1)
                  .map((row, context) -> line(row))
                  .list();
          boolean more = found.size() > query.limit();
          List<ModelLine> page = more ? found.subList(0, query.limit()) : found;
          return new ModelPage(
              page,
              more ? Optional.of(page.getLast().model()) : Optional.empty(),
              filtered ? Math.min(matching, ModelPage.COUNTED) : matching,
              !filtered || matching <= ModelPage.COUNTED);
        });
  }

  private static long all(Handle handle) {
    return handle.createQuery("select count(*) from model").mapTo(Long.class).one();
  }

  /** How many match; one more than are counted when there are more. */
  private static long matching(Handle handle, ModelFilters filters) {
    return filters
        .bindAll(
            handle.createQuery(
                "select count(*) from (" + filters.allNames() + " limit :most) found"))
        .bind("most", ModelPage.COUNTED + 1)
        .mapTo(Long.class)
        .one();
  }

  @Override
  public ModelCounts counts() {
    return database.read(
        handle -> {
          Map<String, Long> byStage = new HashMap<>();
          Map<String, Long> byRisk = new HashMap<>();
          long[] total = new long[1];
          handle
              .createQuery(
                  """
                  select lower(coalesce(stage, 'none')) as stage,
                    lower(coalesce(risk_band, 'unevaluated')) as band, models
                  from (select stage, risk_band, count(*) as models from model_summary
                    group by stage, risk_band) counted
                  """)
              .map(
                  (row, context) -> {
                    long models = row.getLong("models");
                    byStage.merge(row.getString("stage"), models, Long::sum);
                    byRisk.merge(row.getString("band"), models, Long::sum);
                    total[0] += models;
                    return models;
                  })
              .list();
          return new ModelCounts(total[0], byStage, byRisk);
        });
  }

  static ModelCard card(ResultSet row) throws SQLException {
    return new ModelCard(
        new ModelName(row.getString("name")),
        task(row),
        row.getString("label"),
        row.getString("positive"),
        new ModelFacts(
            row.getString("description"),
            row.getString("owner"),
            row.getString("intended_use"),
            row.getString("limits"),
            RiskTier.valueOf(row.getString("tier"))),
        row.getLong("revision"),
        Times.instant(row, "created_at"),
        Times.instant(row, "updated_at"));
  }

  private static @Nullable Task task(ResultSet row) throws SQLException {
    String task = row.getString("task");
    return task == null ? null : Task.valueOf(task);
  }

  private static ModelLine line(ResultSet row) throws SQLException {
    return new ModelLine(
        new ModelName(row.getString("name")),
        task(row),
        row.getString("description"),
        row.getString("owner"),
        row.getInt("versions"),
        number(row, "latest_version"),
        metric(row),
        standing(row),
        Times.instant(row, "changed_at"));
  }

  private static ModelLine.Standing standing(ResultSet row) throws SQLException {
    String stage = row.getString("stage");
    String band = row.getString("risk_band");
    double index = row.getDouble("risk_index");
    return new ModelLine.Standing(
        stage == null ? null : Stage.valueOf(stage.toUpperCase(Locale.ROOT)),
        number(row, "serving_version"),
        Times.instantOrNull(row, "serving_since"),
        band == null ? null : new ModelLine.RiskLine(index, band.toLowerCase(Locale.ROOT)),
        row.getLong("predictions_7d"),
        row.getInt("open_alerts"),
        row.getBoolean("killed"));
  }

  private static ModelLine.@Nullable Metric metric(ResultSet row) throws SQLException {
    String name = row.getString("metric_name");
    if (name == null) {
      return null;
    }
    return new ModelLine.Metric(
        name,
        new Interval(
            row.getDouble("metric_value"),
            row.getDouble("metric_low"),
            row.getDouble("metric_high")));
  }

  private static @Nullable VersionNumber number(ResultSet row, String column) throws SQLException {
    int number = row.getInt(column);
    return row.wasNull() ? null : new VersionNumber(number);
  }
}
