package org.plumbline.governance.evidence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.AuditEntry;
import org.plumbline.audit.AuditEvidence;
import org.plumbline.audit.AuditFilter;
import org.plumbline.audit.AuditPage;
import org.plumbline.audit.AuditQuery;
import org.plumbline.audit.AuditTrail;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnQuality;
import org.plumbline.data.QualityReport;
import org.plumbline.governance.Evaluation;
import org.plumbline.governance.Evaluations;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.Alert;
import org.plumbline.monitoring.AlertStore;
import org.plumbline.monitoring.PerformanceReport;
import org.plumbline.monitoring.PerformanceReports;
import org.plumbline.registry.ModelCard;
import org.plumbline.registry.ModelStore;
import org.plumbline.registry.Registry;
import org.plumbline.registry.Version;
import org.plumbline.registry.VersionSignature;
import org.plumbline.registry.document.Document;
import org.plumbline.registry.document.Documents;
import org.plumbline.stats.Interval;
import org.plumbline.training.Provenance;
import org.plumbline.training.Scorecard;
import org.plumbline.verifier.Checkpoint;

/**
 * Gathers what was written down about a version, wherever it was. Safe to share.
 *
 * <p>Only what is kept is told, no risk of this minute and no time of day, so that two dossiers
 * differ when something happened in between and only then.
 */
public final class Dossiers {
  private static final int PAGE = 1_000;

  /** So many of a version's newest audit entries are told. */
  private static final int MOST_ENTRIES = 10_000;

  /** So many of a model's newest alerts are looked through. */
  private static final int MOST_ALERTS = 1_000;

  private final Registry registry;
  private final ModelStore models;
  private final Documents documents;
  private final Evaluations evaluations;
  private final DecisionHistory decisions;
  private final PerformanceReports performance;
  private final AlertStore alerts;
  private final AuditTrail audit;
  private final AuditEvidence proofs;

  public Dossiers(Rooms rooms) {
    this.registry = rooms.registry();
    this.models = rooms.models();
    this.documents = rooms.documents();
    this.evaluations = rooms.evaluations();
    this.decisions = rooms.decisions();
    this.performance = rooms.performance();
    this.alerts = rooms.alerts();
    this.audit = rooms.audit();
    this.proofs = rooms.proofs();
  }

  /** Where things are written down. */
  public record Rooms(
      Registry registry,
      ModelStore models,
      Documents documents,
      Evaluations evaluations,
      DecisionHistory decisions,
      PerformanceReports performance,
      AlertStore alerts,
      AuditTrail audit,
      AuditEvidence proofs) {}

  /**
   * What is known of the version.
   *
   * @throws PlumblineException NOT_FOUND without it; TAMPERED when it does not match its hash
   */
  public Dossier of(VersionId id) {
    Version version = registry.load(id);
    ModelCard card =
        models
            .find(id.model())
            .orElseThrow(
                () ->
                    PlumblineException.of(ErrorCode.NOT_FOUND, "There is no model " + id.model()));
    List<Document> papers = documents.of(id);
    var tree = new LinkedHashMap<String, Object>();
    tree.put("form", "plumbline-dossier-1");
    tree.put("model", model(card));
    tree.put("version", version(version));
    tree.put("data", data(version));
    tree.put("training", training(version));
    tree.put("performance", scorecard(version.scorecard()));
    evaluations.latest(id).ifPresent(evaluation -> tree.put("evaluation", evaluation(evaluation)));
    tree.put("decisions", decisions.requests(id).stream().map(Dossiers::request).toList());
    tree.put("deployments", decisions.spans(id).stream().map(Dossiers::span).toList());
    tree.put("production", production(performance.of(id)));
    tree.put("alerts", alerts(id));
    tree.put("documents", papers.stream().map(Dossiers::document).toList());
    tree.put("audit", audit(id));
    return new Dossier(id, tree, papers);
  }

  private static Map<String, Object> model(ModelCard card) {
    var told = new LinkedHashMap<String, Object>();
    told.put("name", card.model().value());
    told.put("owner", card.owner());
    told.put("tier", card.facts().tier().wireName());
    told.put("description", card.description());
    told.put("intendedUse", card.intendedUse());
    told.put("limits", card.facts().limits());
    told.put("label", card.label());
    put(told, "positive", card.positive());
    told.put("createdAt", card.createdAt().toString());
    return told;
  }

  private static Map<String, Object> version(Version version) {
    var told = new LinkedHashMap<String, Object>();
    told.put("number", version.id().number().value());
    told.put("task", version.task().name());
    told.put("learner", version.learner());
    told.put("author", version.author());
    told.put("createdAt", version.createdAt().toString());
    told.put("contentHash", version.contentHash().hex());
    VersionSignature signature = version.line().signature();
    if (signature != null) {
      told.put("signature", ordered("keyId", signature.keyId(), "value", signature.value()));
    }
    return told;
  }

  private static Map<String, Object> data(Version version) {
    Provenance made = version.provenance();
    QualityReport quality = version.quality();
    var told = new LinkedHashMap<String, Object>();
    told.put("name", made.dataName());
    told.put("sha256", made.dataHash());
    told.put("rows", made.rows());
    told.put("quarantined", made.quarantined());
    told.put("reasons", new LinkedHashMap<>(quality.reasons()));
    told.put("warnings", quality.warnings());
    var found = new LinkedHashMap<String, ColumnQuality>();
    quality.columns().forEach(column -> found.put(column.name(), column));
    told.put(
        "columns",
        version.contract().columns().stream()
            .map(column -> column(column, found.get(column.name())))
            .toList());
    return told;
  }

  private static Map<String, Object> column(
      ColumnContract column, @Nullable ColumnQuality quality) {
    var told = new LinkedHashMap<String, Object>();
    told.put("name", column.name());
    told.put("type", column.type().name());
    told.put("role", column.role().name());
    told.put("required", column.required());
    told.put("description", column.description());
    column.min().ifPresent(number -> finite(told, "min", number));
    column.max().ifPresent(number -> finite(told, "max", number));
    if (quality != null) {
      finite(told, "missingRate", quality.missingRate());
    }
    return told;
  }

  private static Map<String, Object> training(Version version) {
    Provenance made = version.provenance();
    var told = new LinkedHashMap<String, Object>();
    told.put("trainedAt", made.trainedAt().toString());
    told.put("durationMillis", made.durationMillis());
    told.put("seed", made.seed());
    told.put("settings", made.settings());
    told.put("libraries", made.libraries());
    told.put("jdk", made.jdk());
    told.put("os", made.os());
    told.put("cpu", made.cpu());
    return told;
  }

  private static Map<String, Object> scorecard(Scorecard card) {
    var told = new LinkedHashMap<String, Object>();
    told.put("primaryMetric", card.primaryMetric());
    Scorecard.Split split = card.split();
    told.put(
        "split",
        ordered(
            "kind", split.kind(),
            "trainRows", split.trainRows(),
            "testRows", split.testRows(),
            "detail", split.detail()));
    put(told, "threshold", card.threshold());
    told.put("metrics", intervals(card.metrics()));
    told.put(
        "baseline",
        ordered(
            "learner", card.baseline().learner(), "metrics", intervals(card.baseline().metrics())));
    told.put(
        "candidates",
        card.candidates().stream()
            .map(
                candidate ->
                    ordered(
                        "learner", candidate.learner(),
                        "champion", candidate.champion(),
                        "metrics", intervals(candidate.metrics())))
            .toList());
    told.put(
        "segments",
        card.segments().stream()
            .map(
                segment ->
                    ordered(
                        "column", segment.column(),
                        "value", segment.value(),
                        "rows", segment.rows(),
                        "metrics", intervals(segment.metrics())))
            .toList());
    Scorecard.Calibrated calibrated = card.calibrated();
    if (calibrated != null) {
      var how = new LinkedHashMap<String, Object>();
      how.put("method", calibrated.method());
      how.put("rows", calibrated.rows());
      finite(how, "eceBefore", calibrated.eceBefore());
      finite(how, "eceAfter", calibrated.eceAfter());
      told.put("calibration", how);
    }
    told.put(
        "importance",
        card.importance().stream()
            .filter(one -> Double.isFinite(one.importance()))
            .map(one -> ordered("feature", one.feature(), "importance", one.importance()))
            .toList());
    return told;
  }

  private static Map<String, Object> evaluation(Evaluation evaluation) {
    var told = new LinkedHashMap<String, Object>();
    told.put("id", evaluation.id().toString());
    told.put("policy", evaluation.policy());
    told.put("verdict", evaluation.verdict().name());
    told.put("reasons", evaluation.reasons());
    put(told, "riskIndex", evaluation.riskIndex());
    told.put("at", evaluation.at().toString());
    told.put("by", evaluation.by());
    told.put("facts", evaluation.facts().tree());
    return told;
  }

  private static Map<String, Object> request(DecisionHistory.Request request) {
    return ordered(
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
                        ordered(
                            "by", vote.by(),
                            "ballot", vote.ballot(),
                            "comment", vote.comment(),
                            "at", vote.at().toString()))
                .toList());
  }

  private static Map<String, Object> span(DecisionHistory.Span span) {
    Map<String, Object> told =
        ordered(
            "stage", span.stage(),
            "share", span.share(),
            "from", span.from().toString(),
            "by", span.by(),
            "reason", span.reason());
    put(told, "until", span.until() == null ? null : span.until().toString());
    put(
        told,
        "changeRequest",
        span.changeRequest() == null ? null : span.changeRequest().toString());
    return told;
  }

  private static Map<String, Object> production(PerformanceReport report) {
    var weeks = new ArrayList<Map<String, Object>>();
    for (PerformanceReport.Window week : report.windows()) {
      var metrics = new LinkedHashMap<String, Object>();
      week.metrics()
          .forEach(
              (name, range) -> {
                Map<String, Object> ends = ordered("value", range.value());
                put(ends, "low", range.low());
                put(ends, "high", range.high());
                metrics.put(name, ends);
              });
      weeks.add(
          ordered(
              "start", week.start().toString(),
              "predictions", week.predictions(),
              "labelled", week.labelled(),
              "metrics", metrics));
    }
    return ordered(
        "predictions",
        report.windows().stream().mapToLong(PerformanceReport.Window::predictions).sum(),
        "labelled",
        report.windows().stream().mapToLong(PerformanceReport.Window::labelled).sum(),
        "weeks",
        weeks);
  }

  private List<Map<String, Object>> alerts(VersionId id) {
    return alerts.list(null, id.model(), null, MOST_ALERTS).stream()
        .filter(alert -> alert.version().equals(id))
        .sorted(Comparator.comparing(Alert::openedAt).thenComparing(Alert::id))
        .map(
            alert ->
                ordered(
                    "id", alert.id().toString(),
                    "kind", alert.kind().name(),
                    "severity", alert.severity().name(),
                    "state", alert.state().wireName(),
                    "title", alert.title(),
                    "detail", alert.detail(),
                    "openedAt", alert.openedAt().toString()))
        .toList();
  }

  private static Map<String, Object> document(Document document) {
    return ordered(
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

  /** The entries about the version, and the first signed checkpoint that covers them all. */
  private Map<String, Object> audit(VersionId id) {
    List<AuditEntry> entries = entries(id.toString());
    Map<String, Object> told = ordered("entries", entries.stream().map(Dossiers::entry).toList());
    if (!entries.isEmpty()) {
      covering(entries.getLast().sequence())
          .ifPresent(checkpoint -> told.put("checkpoint", checkpoint(checkpoint)));
    }
    return told;
  }

  private List<AuditEntry> entries(String object) {
    var found = new ArrayList<AuditEntry>();
    Long before = null;
    while (found.size() < MOST_ENTRIES) {
      AuditPage page = audit.list(new AuditQuery(AuditFilter.ALL.object(object), PAGE, before));
      found.addAll(page.entries());
      if (!page.more()) {
        break;
      }
      before = page.next().getAsLong();
    }
    return found.reversed();
  }

  private Optional<Checkpoint> covering(long sequence) {
    Optional<Checkpoint> first = Optional.empty();
    Long before = null;
    while (true) {
      List<Checkpoint> page = proofs.checkpoints(PAGE, before);
      for (Checkpoint checkpoint : page) {
        if (checkpoint.size() < sequence) {
          return first;
        }
        first = Optional.of(checkpoint);
        before = checkpoint.number();
      }
      if (page.size() < PAGE) {
        return first;
      }
    }
  }

  private static Map<String, Object> entry(AuditEntry entry) {
    Map<String, Object> told =
        ordered(
            "sequence", entry.sequence(),
            "at", entry.at().toString(),
            "actor", entry.event().actor().username(),
            "action", entry.event().action(),
            "outcome", entry.event().outcome().code().orElse("done"),
            "hash", entry.hash().toString());
    put(told, "reason", entry.event().reason());
    return told;
  }

  private static Map<String, Object> checkpoint(Checkpoint checkpoint) {
    return ordered(
        "number", checkpoint.number(),
        "size", checkpoint.size(),
        "root", checkpoint.root().toString());
  }

  private static Map<String, Object> intervals(Map<String, Interval> metrics) {
    var told = new LinkedHashMap<String, Object>();
    metrics.forEach(
        (name, interval) -> {
          if (Double.isFinite(interval.value())) {
            Map<String, Object> ends = ordered("value", interval.value());
            finite(ends, "low", interval.low());
            finite(ends, "high", interval.high());
            told.put(name, ends);
          }
        });
    return told;
  }

  /** Map.of would give another order to each process, and packs would differ. */
  private static Map<String, Object> ordered(Object... namesAndValues) {
    var told = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      told.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return told;
  }

  private static void put(Map<String, Object> told, String name, @Nullable Object value) {
    if (value != null) {
      told.put(name, value);
    }
  }

  private static void finite(Map<String, Object> told, String name, double value) {
    if (Double.isFinite(value)) {
      told.put(name, value);
    }
  }
}
