package org.plumbline.registry.lineage;

import java.util.List;
import java.util.Optional;

/** Live versions that a change reaches, most at stake first. */
public record ImpactPage(List<Affected> affected, Optional<ImpactCursor> next) {
  public ImpactPage {
    affected = List.copyOf(affected);
  }
}
