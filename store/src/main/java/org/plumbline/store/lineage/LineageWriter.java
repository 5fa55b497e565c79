package org.plumbline.store.lineage;

import java.time.Instant;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.LedgerRow;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.registry.lineage.LineageEdge;
import org.plumbline.registry.lineage.LineageNode;
import org.plumbline.registry.lineage.NodeKind;
import org.plumbline.registry.lineage.NodeRef;
import org.plumbline.registry.lineage.ReadColumn;
import org.plumbline.registry.lineage.ToldDataset;
import org.plumbline.registry.lineage.ToldEvent;
import org.plumbline.store.Json;
import org.plumbline.store.Times;

/** Adds to the graph within somebody's transaction; what is there already stays as it is. */
public final class LineageWriter {
  private LineageWriter() {}

  /** A version came to a stage, written at that position of the ledger. */
  public static void deployed(Handle handle, long position, LedgerRow row) {
    if (row.stage() == Stage.RETIRED) {
      return;
    }
    VersionId id = row.version();
    NodeRef version = NodeRef.version(id);
    NodeRef deployment = NodeRef.deployment(position);
    NodeRef predictions = NodeRef.predictions(id);
    Instant from = row.effectiveFrom();
    // A ledger may be filled before the registry, as tests and imports do.
    node(handle, version, id.toString(), from, id, Map.of());
    node(
        handle,
        deployment,
        row.stage().name().toLowerCase(java.util.Locale.ROOT),
        from,
        id,
        Map.of());
    node(handle, predictions, "predictions", from, id, Map.of());
    edge(handle, new LineageEdge(version, deployment));
    edge(handle, new LineageEdge(deployment, predictions));
  }

  /** A run elsewhere read and wrote; data sets whose bytes are known lead to our sources. */
  static void told(Handle handle, ToldEvent event) {
    NodeRef run = new NodeRef(NodeKind.RUN, event.runId().toString());
    node(handle, run, event.job(), event.at(), null, Map.of());
    for (ToldDataset input : event.inputs()) {
      dataset(handle, input, event.at());
      edge(handle, new LineageEdge(input.ref(), run));
    }
    for (ToldDataset output : event.outputs()) {
      dataset(handle, output, event.at());
      edge(handle, new LineageEdge(run, output.ref()));
    }
  }

  private static void dataset(Handle handle, ToldDataset dataset, Instant at) {
    Map<String, String> facts = Map.of("namespace", dataset.namespace());
    node(handle, dataset.ref(), dataset.name(), at, null, facts);
    dataset
        .contentHash()
        .ifPresent(
            hash -> {
              NodeRef source = NodeRef.source(hash);
              node(handle, source, dataset.name(), at, null, Map.of());
              edge(handle, new LineageEdge(dataset.ref(), source));
            });
  }

  static void node(Handle handle, LineageNode node) {
    node(handle, node.ref(), node.name(), node.at(), node.version(), node.facts());
  }

  private static void node(
      Handle handle,
      NodeRef ref,
      String name,
      Instant at,
      @Nullable VersionId version,
      Map<String, String> facts) {
    handle
        .createUpdate(
            """
            insert into lineage_node (kind, id, name, at, model, number, facts)
            values (:kind, :id, :name, :at, :model, :number, :facts)
            on conflict (kind, id) do nothing
            """)
        .bind("kind", ref.kind().name())
        .bind("id", ref.id())
        .bind("name", name)
        .bind("at", Times.utc(at))
        .bind("model", version == null ? null : version.model().value())
        .bind("number", version == null ? null : version.number().value())
        .bind("facts", Json.write(facts))
        .execute();
    if (ref.kind() == NodeKind.SOURCE || ref.kind() == NodeKind.DATASET) {
      handle
          .createUpdate(
              """
              insert into lineage_name (kind, name, id) values (:kind, :name, :id)
              on conflict do nothing
              """)
          .bind("kind", ref.kind().name())
          .bind("name", name)
          .bind("id", ref.id())
          .execute();
    }
  }

  static void edge(Handle handle, LineageEdge edge) {
    handle
        .createUpdate(
            """
            insert into lineage_edge (from_kind, from_id, to_kind, to_id)
            values (:fromKind, :fromId, :toKind, :toId) on conflict do nothing
            """)
        .bind("fromKind", edge.from().kind().name())
        .bind("fromId", edge.from().id())
        .bind("toKind", edge.to().kind().name())
        .bind("toId", edge.to().id())
        .execute();
  }

  static void columns(Handle handle, VersionId version, Iterable<ReadColumn> columns) {
    var batch =
        handle.prepareBatch(
            """
            insert into lineage_column (model, number, name, type, role)
            values (:model, :number, :name, :type, :role) on conflict do nothing
            """);
    for (ReadColumn column : columns) {
      batch
          .bind("model", version.model().value())
          .bind("number", version.number().value())
          .bind("name", column.name())
          .bind("type", column.type().name())
          .bind("role", column.role().name())
          .add();
    }
    if (batch.size() > 0) {
      batch.execute();
    }
  }
}
