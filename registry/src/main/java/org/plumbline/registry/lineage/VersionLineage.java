package org.plumbline.registry.lineage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.plumbline.kernel.VersionId;
import org.plumbline.registry.Part;
import org.plumbline.registry.Version;
import org.plumbline.training.Provenance;

/** What a version came of: its source, its run, itself, and the columns that it reads. */
public record VersionLineage(
    VersionId version, List<LineageNode> nodes, List<LineageEdge> edges, List<ReadColumn> columns) {
  public VersionLineage {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
    columns = List.copyOf(columns);
  }

  /** Follows from the provenance and the contract, which are part of the version for ever. */
  public static VersionLineage of(Version version) {
    Provenance provenance = version.provenance();
    var nodes = new ArrayList<LineageNode>();
    var edges = new ArrayList<LineageEdge>();
    NodeRef self = NodeRef.version(version.id());
    var run = new NodeRef(NodeKind.RUN, version.line().manifest().of(Part.PROVENANCE).hex());
    // An import of a model without its data may not know any bytes it came of.
    if (!provenance.dataHash().isBlank()) {
      NodeRef source = NodeRef.source(provenance.dataHash());
      nodes.add(
          LineageNode.of(
              source, provenance.dataName(), provenance.trainedAt(), null, read(provenance)));
      edges.add(new LineageEdge(source, run));
    }
    nodes.add(
        LineageNode.of(
            run,
            isImport(provenance) ? "import" : "training",
            provenance.trainedAt(),
            version.id(),
            made(version)));
    nodes.add(
        LineageNode.of(self, version.id().toString(), version.createdAt(), version.id(), Map.of()));
    edges.add(new LineageEdge(run, self));
    return new VersionLineage(
        version.id(),
        nodes,
        edges,
        version.contract().columns().stream()
            .map(column -> new ReadColumn(column.name(), column.type(), column.role()))
            .toList());
  }

  private static boolean isImport(Provenance provenance) {
    return "imported".equals(provenance.settings().get("source"));
  }

  private static Map<String, String> read(Provenance provenance) {
    return isImport(provenance)
        ? Map.of()
        : Map.of(
            "rows", Long.toString(provenance.rows()),
            "quarantined", Long.toString(provenance.quarantined()));
  }

  private static Map<String, String> made(Version version) {
    Map<String, String> facts = new TreeMap<>();
    facts.put("author", version.author());
    facts.put("learner", version.learner());
    facts.put("seed", Long.toString(version.provenance().seed()));
    facts.put("durationMillis", Long.toString(version.provenance().durationMillis()));
    return facts;
  }
}
