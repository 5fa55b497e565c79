package org.plumbline.registry;

import java.util.List;
import java.util.OptionalInt;

/** Versions newest first; {@code next} is the {@code after} of the next page. */
public record VersionPage(List<VersionLine> versions, OptionalInt next) {
  public VersionPage {
    versions = List.copyOf(versions);
  }
}
