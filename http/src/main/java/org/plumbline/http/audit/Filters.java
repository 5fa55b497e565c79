package org.plumbline.http.audit;

import io.vertx.core.MultiMap;
import org.plumbline.audit.AuditFilter;
import org.plumbline.http.json.Query;

/** The filters of the audit trail's routes, all as query parameters. */
final class Filters {
  private Filters() {}

  static AuditFilter of(MultiMap parameters) {
    return new AuditFilter(
        Query.text(parameters.get("actor")),
        Query.text(parameters.get("action")),
        Query.text(parameters.get("object")),
        Query.text(parameters.get("outcome")),
        Query.text(parameters.get("text")),
        Query.time("from", parameters.get("from")),
        Query.time("to", parameters.get("to")));
  }
}
