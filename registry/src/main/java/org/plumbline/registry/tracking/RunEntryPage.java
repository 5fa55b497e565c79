package org.plumbline.registry.tracking;

import java.util.List;
import java.util.Optional;

/** Entries by path; {@code next} is the {@code after} of the next page. */
public record RunEntryPage(List<RunEntry> entries, Optional<String> next) {
  public RunEntryPage {
    entries = List.copyOf(entries);
  }
}
