package org.plumbline.store.lineage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.registry.lineage.ImpactPage;
import org.plumbline.registry.lineage.ImpactQuery;
import org.plumbline.registry.lineage.LineageEdge;
import org.plumbline.registry.lineage.LineageGraph;
import org.plumbline.registry.lineage.LineageStore;
import org.plumbline.registry.lineage.NodeRef;
import org.plumbline.registry.lineage.ToldEvent;
import org.plumbline.registry.lineage.VersionLineage;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/** The graph as a table of nodes and one of edges; a walk is one recursive statement. */
public final class SqlLineageStore implements LineageStore {
  /** More than a page can draw; the answer says that it was cut. */
  private static final int MOST_NODES = 1_000;

  /*
   * Rows of the walk are told apart by node and depth, so that a cycle ends at the depth asked for
   * and a diamond is walked once a depth, not once a path. "is true" keeps the planner from making
   * a join of what was reached: it would read all of it for each node, instead of one hash of it.
   */
  private static final String WALK =
      """
      with recursive walk(kind, id, depth) as (
        select kind, id, 0 from lineage_node where kind = :kind and id = :id
        union
        select e.%1$s_kind, e.%1$s_id, w.depth + 1
        from walk w join lineage_edge e on e.%2$s_kind = w.kind and e.%2$s_id = w.id
        where w.depth < :depth
      ),
      reached as (
        select kind, id, min(depth) as depth from walk group by kind, id
        order by min(depth), kind, id limit :most
      )
      select n.*, r.depth, m.tier, m.owner, l.stage, l.effective_from, l.effective_until,
        p.answers, p.first_day, p.last_day,
        (select replace(cast(t.id as text), '-', '')
         from lineage_edge e
           join lineage_node made on made.kind = e.to_kind and made.id = e.to_id
           join run_version v on v.model = made.model and v.version = made.number
           join run t on t.number = v.run
         where n.kind = 'RUN' and e.from_kind = n.kind and e.from_id = n.id
         order by t.number limit 1) as tracked,
        (select array_agg(e.to_kind || ' ' || e.to_id order by e.to_kind, e.to_id)
         from lineage_edge e
         where e.from_kind = n.kind and e.from_id = n.id
           and ((e.to_kind, e.to_id) in (select kind, id from reached)) is true) as leads_to
      from reached r
        join lineage_node n using (kind, id)
        left join model m on n.kind = 'VERSION' and m.name = n.model
        left join deployment_ledger l
          on l.position = case when n.kind = 'DEPLOYMENT' then n.id::bigint end
        left join lateral (
          select sum(w.rows) as answers, min(w.day) as first_day, max(w.day) as last_day
          from watched_version v join window_profile w on w.version_key = v.key
          where v.model = n.model and v.version = n.number
        ) p on n.kind = 'PREDICTIONS'
      order by r.depth, n.kind, n.id
      """;

  private static final String UPSTREAM = WALK.formatted("from", "to");
  private static final String DOWNSTREAM = WALK.formatted("to", "from");

  private final Database database;

  public SqlLineageStore(Database database) {
    this.database = database;
  }

  @Override
  public void record(Tx tx, VersionLineage lineage) {
    var handle = Database.handle(tx);
    lineage.nodes().forEach(node -> LineageWriter.node(handle, node));
    lineage.edges().forEach(edge -> LineageWriter.edge(handle, edge));
    LineageWriter.columns(handle, lineage.version(), lineage.columns());
  }

  @Override
  public boolean tell(Tx tx, ToldEvent event, String by, Instant now) {
    var handle = Database.handle(tx);
    int added =
        handle
            .createUpdate(
                """
                insert into lineage_event (run_id, event_type, event_time, told_by, received_at)
                values (:run, :type, :at, :by, :now) on conflict do nothing
                """)
            .bind("run", event.runId())
            .bind("type", event.type())
            .bind("at", Times.utc(event.at()))
            .bind("by", by)
            .bind("now", Times.utc(now))
            .execute();
    if (added == 0) {
      return false;
    }
    LineageWriter.told(handle, event);
    return true;
  }

  @Override
  public Optional<LineageGraph> upstream(NodeRef root, int depth) {
    return walk(UPSTREAM, root, depth, -1);
  }

  @Override
  public Optional<LineageGraph> downstream(NodeRef root, int depth) {
    return walk(DOWNSTREAM, root, depth, 1);
  }

  private Optional<LineageGraph> walk(String sql, NodeRef root, int depth, int sign) {
    var edges = new ArrayList<LineageEdge>();
    List<LineageGraph.Place> places =
        database.read(
            handle ->
                handle
                    .createQuery(sql)
                    .bind("kind", root.kind().name())
                    .bind("id", root.id())
                    .bind("depth", depth)
                    .bind("most", MOST_NODES + 1)
                    .map((row, context) -> LineageRows.place(row, sign, edges))
                    .list());
    if (places.isEmpty()) {
      return Optional.empty();
    }
    if (places.size() <= MOST_NODES) {
      return Optional.of(new LineageGraph(root, places, edges, false));
    }
    NodeRef cut = places.getLast().node().ref();
    edges.removeIf(edge -> edge.from().equals(cut) || edge.to().equals(cut));
    return Optional.of(new LineageGraph(root, places.subList(0, MOST_NODES), edges, true));
  }

  @Override
  public ImpactPage impact(ImpactQuery query) {
    return database.read(handle -> ImpactSql.page(handle, query));
  }

  @Override
  public List<VersionId> unrecorded(Optional<VersionId> after, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select v.model, v.number from model_version v
                    where (v.model, v.number) > (:model, :number)
                      and not exists (select from lineage_edge e
                        where e.to_kind = 'VERSION' and e.to_id = v.model || ':' || v.number)
                    order by v.model, v.number limit :limit
                    """)
                .bind("model", after.map(id -> id.model().value()).orElse(""))
                .bind("number", after.map(id -> id.number().value()).orElse(0))
                .bind("limit", limit)
                .map((row, context) -> VersionId.of(row.getString("model"), row.getInt("number")))
                .list());
  }
}
