package org.plumbline.registry.lineage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * The part of the graph around one node.
 *
 * @param places nearest first
 * @param truncated whether there was more than one answer holds
 */
public record LineageGraph(
    NodeRef root, List<Place> places, List<LineageEdge> edges, boolean truncated) {
  public LineageGraph {
    places = List.copyOf(places);
    edges = List.copyOf(edges);
  }

  /**
   * A node and how far it is from the root.
   *
   * @param depth steps from the root, negative upstream
   */
  public record Place(LineageNode node, int depth) {}

  /** Both ways in one graph; the root stands in it once. */
  public LineageGraph with(LineageGraph other) {
    Map<NodeRef, Place> all = new LinkedHashMap<>();
    places.forEach(place -> all.put(place.node().ref(), place));
    other.places.forEach(place -> all.putIfAbsent(place.node().ref(), place));
    var both = new LinkedHashSet<>(edges);
    both.addAll(other.edges);
    return new LineageGraph(
        root, new ArrayList<>(all.values()), new ArrayList<>(both), truncated || other.truncated);
  }
}
