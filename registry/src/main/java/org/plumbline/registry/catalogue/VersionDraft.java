package org.plumbline.registry.catalogue;

import java.util.List;
import org.plumbline.kernel.ModelName;
import org.plumbline.registry.Tag;

/** A version that somebody wants to have registered. */
public record VersionDraft(
    ModelName model, VersionOrigin origin, String description, List<Tag> tags) {
  public VersionDraft {
    tags = List.copyOf(tags);
  }
}
