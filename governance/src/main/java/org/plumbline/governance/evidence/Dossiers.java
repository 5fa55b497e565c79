package org.plumbline.governance.evidence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.plumbline.audit.AuditEntry;
import org.plumbline.audit.AuditEvidence;
import org.plumbline.audit.AuditFilter;
import org.plumbline.audit.AuditPage;
import org.plumbline.audit.AuditQuery;
import org.plumbline.audit.AuditTrail;
import org.plumbline.governance.Evaluations;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.Alert;
import org.plumbline.monitoring.AlertStore;
import org.plumbline.monitoring.PerformanceReports;
import org.plumbline.registry.ModelCard;
import org.plumbline.registry.ModelStore;
import org.plumbline.registry.Registry;
import org.plumbline.registry.Version;
import org.plumbline.registry.document.Document;
import org.plumbline.registry.document.Documents;
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
    tree.put("model", RegisteredTree.model(card));
    tree.put("version", RegisteredTree.version(version));
    tree.put("data", RegisteredTree.data(version));
    tree.put("training", RegisteredTree.training(version));
    tree.put("performance", RegisteredTree.scorecard(version.scorecard()));
    evaluations
        .latest(id)
        .ifPresent(evaluation -> tree.put("evaluation", HistoryTree.evaluation(evaluation)));
    tree.put("decisions", decisions.requests(id).stream().map(HistoryTree::request).toList());
    tree.put("deployments", decisions.spans(id).stream().map(HistoryTree::span).toList());
    tree.put("production", HistoryTree.production(performance.of(id)));
    tree.put("alerts", alerts(id));
    tree.put("documents", papers.stream().map(HistoryTree::document).toList());
    tree.put("audit", audit(id));
    return new Dossier(id, tree, papers);
  }

  private List<Map<String, Object>> alerts(VersionId id) {
    return alerts.list(null, id.model(), null, MOST_ALERTS).stream()
        .filter(alert -> alert.version().equals(id))
        .sorted(Comparator.comparing(Alert::openedAt).thenComparing(Alert::id))
        .map(HistoryTree::alert)
        .toList();
  }

  /** The entries about the version, and the first signed checkpoint that covers them all. */
  private Map<String, Object> audit(VersionId id) {
    List<AuditEntry> entries = entries(id.toString());
    Map<String, Object> told =
        Tree.ordered("entries", entries.stream().map(HistoryTree::entry).toList());
    if (!entries.isEmpty()) {
      covering(entries.getLast().sequence())
          .ifPresent(checkpoint -> told.put("checkpoint", HistoryTree.checkpoint(checkpoint)));
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
}
