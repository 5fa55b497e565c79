package org.plumbline.store.audit;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.AuditEntry;
import org.plumbline.audit.AuditEvent;
import org.plumbline.verifier.Micros;

/**
 * An entry as a line of CSV (RFC 4180), for spreadsheets.
 *
 * <p>A text that a spreadsheet would take for a formula gets an apostrophe before it: whoever can
 * write a reason shall not run something at the auditor's.
 */
final class CsvRow {
  static final String HEADER =
      "sequence,at,actor,onBehalfOf,action,objectKind,objectId,outcome,reason,before,after,"
          + "requestId,address,hash";

  private CsvRow() {}

  static String of(AuditEntry entry) {
    AuditEvent event = entry.event();
    List<String> fields =
        List.of(
            Long.toString(entry.sequence()),
            Micros.text(entry.stored().micros()),
            field(event.actor().username()),
            field(event.actor().onBehalfOf()),
            field(event.action()),
            field(event.objectKind()),
            field(event.objectId()),
            field(event.outcome().code().orElse("done")),
            field(event.reason()),
            field(AuditRows.json(event.before())),
            field(AuditRows.json(event.after())),
            field(event.actor().requestId()),
            field(event.actor().address()),
            entry.hash().hex());
    return fields.stream().collect(Collectors.joining(","));
  }

  private static String field(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return "";
    }
    String safe = "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    boolean plain = safe.chars().noneMatch(sign -> sign == ',' || sign == '"' || sign < ' ');
    return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }
}
