package org.plumbline.http.lineage;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.registry.lineage.Affected;
import org.plumbline.registry.lineage.ImpactPage;
import org.plumbline.registry.lineage.LineageGraph;
import org.plumbline.registry.lineage.LineageNode;
import org.plumbline.registry.lineage.NodeRef;

/** Lineage as the API shows it. */
final class LineageViews {
  private LineageViews() {}

  record Ref(String kind, String id) {
    static Ref of(NodeRef ref) {
      return new Ref(ref.kind().wireName(), ref.id());
    }
  }

  record Node(
      String kind,
      String id,
      String name,
      Instant at,
      int depth,
      @Nullable String model,
      @Nullable Integer version,
      Map<String, String> facts) {
    static Node of(LineageGraph.Place place) {
      LineageNode node = place.node();
      VersionId version = node.version();
      return new Node(
          node.ref().kind().wireName(),
          node.ref().id(),
          node.name(),
          node.at(),
          place.depth(),
          version == null ? null : version.model().value(),
          version == null ? null : version.number().value(),
          node.facts());
    }
  }

  record Edge(Ref from, Ref to) {}

  record Graph(Ref root, List<Node> nodes, List<Edge> edges, boolean truncated) {
    static Graph of(LineageGraph graph) {
      return new Graph(
          Ref.of(graph.root()),
          graph.places().stream().map(Node::of).toList(),
          graph.edges().stream()
              .map(edge -> new Edge(Ref.of(edge.from()), Ref.of(edge.to())))
              .toList(),
          graph.truncated());
    }
  }

  record Line(
      String model,
      int version,
      String tier,
      String owner,
      Stage stage,
      Instant since,
      @Nullable String column,
      @Nullable String role,
      long predictions7d) {
    static Line of(Affected one) {
      var column = one.column();
      return new Line(
          one.version().model().value(),
          one.version().number().value(),
          one.tier().wireName(),
          one.owner(),
          one.stage(),
          one.since(),
          column == null ? null : column.name(),
          column == null ? null : column.role().name().toLowerCase(Locale.ROOT),
          one.predictions7d());
    }
  }

  record Impact(List<Line> items, @Nullable String next) {
    static Impact of(ImpactPage page) {
      return new Impact(
          page.affected().stream().map(Line::of).toList(),
          page.next().map(Object::toString).orElse(null));
    }
  }
}
