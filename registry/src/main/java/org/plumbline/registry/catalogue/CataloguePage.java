package org.plumbline.registry.catalogue;

import java.util.List;
import java.util.Optional;

/** Entries in the order asked for; {@code next} is the {@code after} of the next page. */
public record CataloguePage<E>(List<E> entries, Optional<String> next) {
  public CataloguePage {
    entries = List.copyOf(entries);
  }
}
