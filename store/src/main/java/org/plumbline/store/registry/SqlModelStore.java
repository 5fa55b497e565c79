package org.plumbline.store.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;
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

/** Models in a table; lists join the row that deployment and monitoring keep of each. */
public final class SqlModelStore implements ModelStore {
  private static final String LINES =
      """
      select m.*, s.stage, s.serving_version, s.serving_since, s.risk_index, s.risk_band,
        coalesce(s.predictions_7d, 0) as predictions_7d,
        coalesce(s.open_alerts, 0) as open_alerts,
        coalesce(s.killed, false) as killed,
        greatest(m.updated_at, s.updated_at) as changed_at
      from model m left join model_summary s on s.model = m.name
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
    var filters = new ArrayList<String>();
    var values = new HashMap<String, Object>();
    collect(query, filters, values);
    return database.read(
        handle -> {
          long total =
              bind(
                      handle.createQuery(
                          "select count(*) from model m left join model_summary s"
                              + " on s.model = m.name"
                              + where(filters)),
                      values)
                  .mapTo(Long.class)
                  .one();
          if (query.after() != null) {
            filters.add("m.name > :after");
            values.put("after", query.after().value());
          }
          List<ModelLine> found =
              bind(
                      handle.createQuery(LINES + where(filters) + " order by m.name limit :limit"),
                      values)
                  .bind("limit", query.limit() + 1)
                  .map((row, context) -> line(row))
                  .list();
          boolean more = found.size() > query.limit();
          List<ModelLine> page = more ? found.subList(0, query.limit()) : found;
          return new ModelPage(
              page, more ? Optional.of(page.getLast().model()) : Optional.empty(), total);
        });
  }

  private static void collect(ModelQuery query, List<String> filters, Map<String, Object> values) {
    if (!query.search().isBlank()) {
      filters.add("m.search like :search");
      values.put("search", "%" + escaped(query.search().strip().toLowerCase(Locale.ROOT)) + "%");
    }
    if (ModelQuery.NO_STAGE.equals(query.stage())) {
      filters.add("s.stage is null");
    } else if (query.stage() != null) {
      filters.add("s.stage = :stage");
      values.put("stage", query.stage().toUpperCase(Locale.ROOT));
    }
    if (ModelQuery.NO_RISK.equals(query.risk())) {
      filters.add("s.risk_band is null");
    } else if (query.risk() != null) {
      filters.add("lower(s.risk_band) = :risk");
      values.put("risk", query.risk().toLowerCase(Locale.ROOT));
    }
    if (query.task() != null) {
      filters.add("m.task = :task");
      values.put("task", query.task().name());
    }
  }

  private static String where(List<String> filters) {
    return filters.isEmpty() ? "" : " where " + String.join(" and ", filters);
  }

  private static Query bind(Query sql, Map<String, Object> values) {
    values.forEach(sql::bind);
    return sql;
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_").replace("\0", "");
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
                  select lower(coalesce(s.stage, 'none')) as stage,
                    lower(coalesce(s.risk_band, 'unevaluated')) as band, count(*) as models
                  from model m left join model_summary s on s.model = m.name
                  group by 1, 2
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
