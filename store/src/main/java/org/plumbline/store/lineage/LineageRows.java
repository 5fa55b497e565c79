package org.plumbline.store.lineage;

import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.VersionId;
import org.plumbline.registry.lineage.LineageEdge;
import org.plumbline.registry.lineage.LineageGraph;
import org.plumbline.registry.lineage.LineageNode;
import org.plumbline.registry.lineage.NodeKind;
import org.plumbline.registry.lineage.NodeRef;
import org.plumbline.store.Json;
import org.plumbline.store.Times;

/** Rows of a walk as nodes and edges. */
final class LineageRows {
  private LineageRows() {}

  static LineageGraph.Place place(ResultSet row, int sign, List<LineageEdge> edges)
      throws SQLException {
    var ref = new NodeRef(NodeKind.valueOf(row.getString("kind")), row.getString("id"));
    Array leadsTo = row.getArray("leads_to");
    if (leadsTo != null) {
      for (String next : (String[]) leadsTo.getArray()) {
        int gap = next.indexOf(' ');
        edges.add(
            new LineageEdge(
                ref,
                new NodeRef(NodeKind.valueOf(next.substring(0, gap)), next.substring(gap + 1))));
      }
    }
    String model = row.getString("model");
    return new LineageGraph.Place(
        new LineageNode(
            ref,
            row.getString("name"),
            Times.instant(row, "at"),
            model == null ? null : VersionId.of(model, row.getInt("number")),
            facts(row)),
        sign * row.getInt("depth"));
  }

  /** What was written with the node, and what holds now. */
  private static SortedMap<String, String> facts(ResultSet row) throws SQLException {
    SortedMap<String, String> facts =
        Json.read(row.getString("facts"), new TypeReference<TreeMap<String, String>>() {});
    put(facts, "tier", lower(row.getString("tier")));
    put(facts, "owner", row.getString("owner"));
    put(facts, "stage", lower(row.getString("stage")));
    put(facts, "from", text(Times.instantOrNull(row, "effective_from")));
    put(facts, "until", text(Times.instantOrNull(row, "effective_until")));
    put(facts, "run", row.getString("tracked"));
    put(facts, "answers", row.getString("answers"));
    put(facts, "firstDay", row.getString("first_day"));
    put(facts, "lastDay", row.getString("last_day"));
    return facts;
  }

  private static void put(SortedMap<String, String> facts, String name, @Nullable String value) {
    if (value != null) {
      facts.put(name, value);
    }
  }

  private static @Nullable String lower(@Nullable String name) {
    return name == null ? null : name.toLowerCase(java.util.Locale.ROOT);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
