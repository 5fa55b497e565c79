package org.plumbline.governance.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.plumbline.audit.AuditEntry;
import org.plumbline.governance.Evaluation;
import org.plumbline.monitoring.Alert;
import org.plumbline.monitoring.PerformanceReport;
import org.plumbline.registry.document.Document;
import org.plumbline.verifier.Checkpoint;

/** What happened to a version, as parts of a dossier. */
final class HistoryTree {
  /** Said only where it is so. */
  private static final String GROUPS = "groupThresholds";

  private HistoryTree() {}

  static Map<String, Object> evaluation(Evaluation evaluation) {
    var told = new LinkedHashMap<String, Object>();
    told.put("id", evaluation.id().toString());
    told.put("policy", evaluation.policy());
    told.put("verdict", evaluation.verdict().name());
    told.put("reasons", evaluation.reasons());
    Tree.put(told, "riskIndex", evaluation.riskIndex());
    told.put("at", evaluation.at().toString());
    told.put("by", evaluation.by());
    told.put("facts", evaluation.facts().tree());
    return told;
  }

  static Map<String, Object> request(DecisionHistory.Request request) {
    Map<String, Object> told = told(request);
    Tree.put(told, GROUPS, request.byGroup() ? true : null);
    return told;
  }

  private static Map<String, Object> told(DecisionHistory.Request request) {
    return Tree.ordered(
        "id", request.id().toString(),
        "stage", request.stage(),
        "author", request.author(),
        "at", request.at().toString(),
        "reason", request.reason(),
        "state", request.state(),
        "verdict", request.verdict(),
        "refusals", request.reasons(),
        "requiredApprovals", request.requiredApprovals(),
        "votes",
            request.votes().stream()
                .map(
                    vote ->
                        Tree.ordered(
                            "by", vote.by(),
                            "ballot", vote.ballot(),
                            "comment", vote.comment(),
                            "at", vote.at().toString()))
                .toList());
  }

  static Map<String, Object> span(DecisionHistory.Span span) {
    Map<String, Object> told =
        Tree.ordered(
            "stage", span.stage(),
            "share", span.share(),
            "from", span.from().toString(),
            "by", span.by(),
            "reason", span.reason());
    Tree.put(told, "until", span.until() == null ? null : span.until().toString());
    Tree.put(
        told,
        "changeRequest",
        span.changeRequest() == null ? null : span.changeRequest().toString());
    Tree.put(told, GROUPS, span.byGroup() ? true : null);
    return told;
  }

  static Map<String, Object> production(PerformanceReport report) {
    var weeks = new ArrayList<Map<String, Object>>();
    for (PerformanceReport.Window week : report.windows()) {
      var metrics = new LinkedHashMap<String, Object>();
      week.metrics()
          .forEach(
              (name, range) -> {
                Map<String, Object> ends = Tree.ordered("value", range.value());
                Tree.put(ends, "low", range.low());
                Tree.put(ends, "high", range.high());
                metrics.put(name, ends);
              });
      weeks.add(
          Tree.ordered(
              "start", week.start().toString(),
              "predictions", week.predictions(),
              "labelled", week.labelled(),
              "metrics", metrics));
    }
    return Tree.ordered(
        "predictions",
        report.windows().stream().mapToLong(PerformanceReport.Window::predictions).sum(),
        "labelled",
        report.windows().stream().mapToLong(PerformanceReport.Window::labelled).sum(),
        "weeks",
        weeks);
  }

  static Map<String, Object> alert(Alert alert) {
    return Tree.ordered(
        "id", alert.id().toString(),
        "kind", alert.kind().name(),
        "severity", alert.severity().name(),
        "state", alert.state().wireName(),
        "title", alert.title(),
        "detail", alert.detail(),
        "openedAt", alert.openedAt().toString());
  }

  static Map<String, Object> document(Document document) {
    return Tree.ordered(
        "id", document.id().toString(),
        "kind", document.kind().wireName(),
        "title", document.title(),
        "of", document.subject().toString(),
        "sha256", document.content().hex(),
        "bytes", document.bytes(),
        "mediaType", document.mediaType(),
        "by", document.by(),
        "at", document.at().toString());
  }

  static Map<String, Object> entry(AuditEntry entry) {
    Map<String, Object> told =
        Tree.ordered(
            "sequence", entry.sequence(),
            "at", entry.at().toString(),
            "actor", entry.event().actor().username(),
            "action", entry.event().action(),
            "outcome", entry.event().outcome().code().orElse("done"),
            "hash", entry.hash().toString());
    Tree.put(told, "reason", entry.event().reason());
    return told;
  }

  static Map<String, Object> checkpoint(Checkpoint checkpoint) {
    return Tree.ordered(
        "number", checkpoint.number(),
        "size", checkpoint.size(),
        "root", checkpoint.root().toString());
  }
}
