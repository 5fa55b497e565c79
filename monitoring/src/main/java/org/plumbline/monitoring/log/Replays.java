package org.plumbline.monitoring.log;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Transactions;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.AppliedSafeguard;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.monitoring.LoggedReason;
import org.plumbline.monitoring.Predictions;
import org.plumbline.registry.LoadedVersion;
import org.plumbline.registry.Registry;
import org.plumbline.scoring.Explanation;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.Scratch;
import org.plumbline.training.Mitigated;

/**
 * Gives a logged answer once more: the version that gave it, loaded anew from the registry and
 * verified against its hash, signature and golden rows, scores the slots that were logged. Safe to
 * share.
 */
public final class Replays {
  private final Transactions transactions;
  private final Predictions predictions;
  private final Registry registry;
  private final AuditTrail audit;

  public Replays(
      Transactions transactions, Predictions predictions, Registry registry, AuditTrail audit) {
    this.transactions = transactions;
    this.predictions = predictions;
    this.registry = registry;
    this.audit = audit;
  }

  /**
   * Replays an answer of any model, and enters it in the audit trail.
   *
   * @throws PlumblineException NOT_FOUND without the answer or its version; TAMPERED when the
   *     version is not what it was
   */
  public ReplayReport replay(UUID id, Actor by) {
    LoggedPrediction logged =
        predictions
            .find(id)
            .orElseThrow(
                () ->
                    PlumblineException.of(
                            ErrorCode.NOT_FOUND,
                            "There is no prediction %s in the log; retention may have dropped it"
                                .formatted(id))
                        .with("prediction", id));
    return replay(logged, by);
  }

  /** As {@link #replay(UUID, Actor)}, of this model only. */
  public ReplayReport replay(ModelName model, UUID id, Actor by) {
    return replay(
        predictions
            .find(id)
            .filter(found -> found.version().model().equals(model))
            .orElseThrow(() -> PredictionReader.unknown(model, id)),
        by);
  }

  private ReplayReport replay(LoggedPrediction logged, Actor by) {
    LoadedVersion loaded = registry.loadModel(logged.version());
    ReplayReport report = compare(logged, loaded);
    transactions.run(
        tx ->
            audit.append(
                tx,
                AuditEvent.of(by, "prediction.replayed", "prediction", logged.id().toString())
                    .after(
                        Map.of(
                            "version", logged.version().toString(),
                            "same", Boolean.toString(report.same())))));
    return report;
  }

  private static ReplayReport compare(LoggedPrediction logged, LoadedVersion loaded) {
    Model model = loaded.model();
    var scratch = new Scratch();
    var score = ReplayReport.Compared.of(logged.score(), model.score(logged.slots(), scratch));
    List<ReplayReport.ReasonCompared> reasons =
        logged.reasons().isEmpty()
            ? List.of()
            : reasons(logged, model, model.explain(logged.slots(), scratch));
    VersionId version = logged.version();
    AppliedSafeguard safeguard = logged.safeguard();
    boolean own = safeguard == null || safeguard.action().keepsScore();
    return new ReplayReport(
        logged.id(),
        version.model().value(),
        version.number().value(),
        logged.predictedAt(),
        loaded.version().contentHash().toString(),
        (score.same() || !own)
            && reasons.stream().allMatch(reason -> reason.contribution().same())
            && hasThreshold(loaded.version().scorecard().mitigation(), logged.threshold()),
        score,
        reasons,
        safeguard,
        Double.isNaN(logged.threshold()) ? null : logged.threshold());
  }

  private static boolean hasThreshold(@Nullable Mitigated mitigation, double threshold) {
    if (Double.isNaN(threshold)) {
      return true;
    }
    Mitigated.Thresholds chosen = mitigation == null ? null : mitigation.thresholds();
    return chosen != null
        && (chosen.common() == threshold || chosen.byGroup().containsValue(threshold));
  }

  private static List<ReplayReport.ReasonCompared> reasons(
      LoggedPrediction logged, Model model, Explanation explanation) {
    Map<String, Double> contributions = new HashMap<>();
    for (int i = 0; i < model.inputs().size(); i++) {
      contributions.put(model.inputs().get(i).name(), explanation.contribution(i));
    }
    return logged.reasons().stream().map(reason -> compared(reason, contributions)).toList();
  }

  private static ReplayReport.ReasonCompared compared(
      LoggedReason reason, Map<String, Double> contributions) {
    return new ReplayReport.ReasonCompared(
        reason.feature(),
        ReplayReport.Compared.of(
            reason.contribution(), contributions.getOrDefault(reason.feature(), Double.NaN)));
  }
}
