package org.plumbline.store.lineage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Role;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.registry.RiskTier;
import org.plumbline.registry.lineage.Affected;
import org.plumbline.registry.lineage.ImpactCursor;
import org.plumbline.registry.lineage.ImpactPage;
import org.plumbline.registry.lineage.ImpactQuery;
import org.plumbline.registry.lineage.ReadColumn;
import org.plumbline.store.PlannedForValues;
import org.plumbline.store.Times;

/**
 * Which live versions a change reaches.
 *
 * <p>One statement finds them, ranks them and cuts a page. A column may be read by nearly all, and
 * ranking those would cost more than the page: then each tier and stage is asked by itself, in the
 * order of the ranks, from an index that gives the models in theirs.
 */
final class ImpactSql {
  private static final int RANKED_AT_ONCE = 2_000;
  private static final List<RiskTier> TIERS =
      List.of(RiskTier.HIGH, RiskTier.MEDIUM, RiskTier.UNRATED, RiskTier.LOW);
  private static final List<Stage> STAGES = List.of(Stage.PRODUCTION, Stage.CANARY, Stage.SHADOW);

  /** A model has one version in a stage at most, so that its name alone is the order. */
  private static final String OF_COLUMN =
      """
      select l.model, l.version, l.stage, l.effective_from, m.tier, m.owner, s.predictions_7d,
        c.name as column_name, c.type as column_type, c.role as column_role
      from model m
        join model_summary s on s.model = m.name
        join deployment_ledger l on l.model = m.name and l.effective_until is null
          and l.stage = :stage and l.stage <> 'RETIRED'
        join lineage_column c on c.model = m.name and c.number = l.version and c.name = :column
          and c.role <> 'IGNORED'
      where m.tier = :tier and m.name > :model
      order by m.name limit :limit
      """;

  /** From the sources of that name or hash to the versions, and no further. */
  private static final String REACHED =
      """
      with recursive walk(kind, id) as (
        (select kind, id from lineage_name
         where kind in ('SOURCE', 'DATASET') and name = :source
         union select kind, id from lineage_node
         where kind in ('SOURCE', 'DATASET') and id = :source)
        union
        select e.to_kind, e.to_id
        from walk w join lineage_edge e on e.from_kind = w.kind and e.from_id = w.id
        where w.kind <> 'VERSION'
      )
      """;

  private static final String RANKED =
      """
      select * from (
        select l.model, l.version, l.stage, l.effective_from, m.tier, m.owner,
          array_position(array['HIGH', 'MEDIUM', 'UNRATED', 'LOW'], m.tier) as tier_rank,
          array_position(array['PRODUCTION', 'CANARY', 'SHADOW'], l.stage) as stage_rank,
          coalesce(s.predictions_7d, 0) as predictions_7d,
      """;

  private static final String LIVE =
      """

        from deployment_ledger l join model m on m.name = l.model
          left join model_summary s on s.model = l.model
      """;

  private static final String PAGED =
      """
        where l.effective_until is null and l.stage <> 'RETIRED'
      ) affected
      where (tier_rank, stage_rank, model, version) > (:tierRank, :stageRank, :model, :version)
      order by tier_rank, stage_rank, model, version limit :limit
      """;

  private static final String COLUMN =
      """
      join lineage_column c on c.model = l.model and c.number = l.version and c.name = :column
        and c.role <> 'IGNORED'
      """;

  private static final String SOURCE =
      """
      join (select n.model, n.number from walk w join lineage_node n using (kind, id)
            where w.kind = 'VERSION') v on v.model = l.model and v.number = l.version
      """;

  private static final ImpactCursor START = new ImpactCursor(0, 0, "", 0);

  private ImpactSql() {}

  static ImpactPage page(Handle handle, ImpactQuery query) {
    String source = query.source();
    String column = query.column();
    return source == null && column != null && isCommon(handle, column)
        ? ofColumn(handle, column, query)
        : ranked(handle, source, column, query);
  }

  private static boolean isCommon(Handle handle, String column) {
    return handle
            .createQuery(
                """
                select count(*) from (
                  select from lineage_column where name = :column limit :most) readers
                """)
            .bind("column", column)
            .bind("most", RANKED_AT_ONCE + 1)
            .mapTo(Integer.class)
            .one()
        > RANKED_AT_ONCE;
  }

  private static ImpactPage ofColumn(Handle handle, String column, ImpactQuery query) {
    ImpactCursor after = query.after().orElse(START);
    var found = new ArrayList<Affected>();
    for (int tier = Math.max(1, after.tierRank()); tier <= TIERS.size(); tier++) {
      boolean begun = tier == after.tierRank();
      for (int stage = begun ? Math.max(1, after.stageRank()) : 1;
          stage <= STAGES.size();
          stage++) {
        boolean goesOn = begun && stage == after.stageRank();
        int missing = query.limit() + 1 - found.size();
        if (missing > 0) {
          found.addAll(
              handle
                  .createQuery(OF_COLUMN)
                  .addCustomizer(new PlannedForValues())
                  .bind("stage", STAGES.get(stage - 1).name())
                  .bind("tier", TIERS.get(tier - 1).name())
                  .bind("column", column)
                  .bind("model", goesOn ? after.model() : "")
                  .bind("limit", missing)
                  .map((row, context) -> affected(row))
                  .list());
        }
      }
    }
    if (found.size() <= query.limit()) {
      return new ImpactPage(found, Optional.empty());
    }
    Affected last = found.get(query.limit() - 1);
    return new ImpactPage(
        found.subList(0, query.limit()),
        Optional.of(
            new ImpactCursor(
                TIERS.indexOf(last.tier()) + 1,
                STAGES.indexOf(last.stage()) + 1,
                last.version().model().value(),
                last.version().number().value())));
  }

  private static ImpactPage ranked(
      Handle handle, @Nullable String source, @Nullable String column, ImpactQuery query) {
    String sql =
        (source == null ? "" : REACHED)
            + RANKED
            + (column == null
                ? "null as column_name"
                : "c.name as column_name, c.type as column_type, c.role as column_role")
            + LIVE
            + (source == null ? "" : SOURCE)
            + (column == null ? "" : COLUMN)
            + PAGED;
    ImpactCursor after = query.after().orElse(START);
    var statement =
        handle
            .createQuery(sql)
            .bind("tierRank", after.tierRank())
            .bind("stageRank", after.stageRank())
            .bind("model", after.model())
            .bind("version", after.version())
            .bind("limit", query.limit() + 1)
            .addCustomizer(new PlannedForValues());
    if (source != null) {
      statement.bind("source", source);
    }
    if (column != null) {
      statement.bind("column", column);
    }
    var cursors = new ArrayList<ImpactCursor>();
    List<Affected> found =
        statement
            .map(
                (row, context) -> {
                  cursors.add(
                      new ImpactCursor(
                          row.getInt("tier_rank"),
                          row.getInt("stage_rank"),
                          row.getString("model"),
                          row.getInt("version")));
                  return affected(row);
                })
            .list();
    if (found.size() <= query.limit()) {
      return new ImpactPage(found, Optional.empty());
    }
    return new ImpactPage(
        found.subList(0, query.limit()), Optional.of(cursors.get(query.limit() - 1)));
  }

  private static Affected affected(ResultSet row) throws SQLException {
    String column = row.getString("column_name");
    return new Affected(
        VersionId.of(row.getString("model"), row.getInt("version")),
        RiskTier.valueOf(row.getString("tier")),
        row.getString("owner"),
        Stage.valueOf(row.getString("stage")),
        Times.instant(row, "effective_from"),
        column == null
            ? null
            : new ReadColumn(
                column,
                ColumnType.valueOf(row.getString("column_type")),
                Role.valueOf(row.getString("column_role"))),
        row.getLong("predictions_7d"));
  }
}
