package org.plumbline.audit;

import java.util.List;
import java.util.OptionalLong;

/** Entries newest first, and whether older ones follow. */
public record AuditPage(List<AuditEntry> entries, boolean more) {
  public AuditPage {
    entries = List.copyOf(entries);
  }

  /** The {@code before} of the next page's query. */
  public OptionalLong next() {
    return more ? OptionalLong.of(entries.getLast().sequence()) : OptionalLong.empty();
  }
}
