package org.plumbline.registry.lineage;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a run elsewhere read and wrote, as an OpenLineage event tells it.
 *
 * @param type such as {@code START} or {@code COMPLETE}
 */
public record ToldEvent(
    UUID runId,
    String type,
    Instant at,
    String job,
    List<ToldDataset> inputs,
    List<ToldDataset> outputs) {
  public ToldEvent {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
