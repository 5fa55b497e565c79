package org.plumbline.deployment.trial;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.Actor;
import org.plumbline.deployment.Canaries;
import org.plumbline.deployment.CanaryPlan;
import org.plumbline.deployment.ChangeDraft;
import org.plumbline.deployment.TrialMetric;
import org.plumbline.deployment.TrialPlan;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.WatchedVersions;
import org.plumbline.scoring.Task;

/**
 * Plans, shows and stops trials. A trial begins by a change request to the stage canary whose plan
 * bears a {@link TrialPlan}, and ends well by one to production. Safe to share between threads.
 */
public final class Trials {
  private static final Duration TRAFFIC = Duration.ofDays(28);

  private final TrialStore store;
  private final Canaries canaries;
  private final WatchedVersions versions;
  private final InstantSource clock;

  public Trials(
      TrialStore store, Canaries canaries, WatchedVersions versions, InstantSource clock) {
    this.store = store;
    this.canaries = canaries;
    this.versions = versions;
    this.clock = clock;
  }

  /** The trials of a model, newest first. */
  public List<TrialLine> list(ModelName model) {
    return store.list(model).stream().map(TrialLine::of).toList();
  }

  /**
   * What is known of a trial now. May be asked at any time and as often as one likes: the
   * probability that any of the looks shows a difference where none is stays at alpha.
   *
   * @throws PlumblineException NOT_FOUND
   */
  public TrialReport report(ModelName model, UUID id) {
    Trial trial = load(model, id);
    return TrialReports.of(trial, store.exposure(trial.arms()), store.days(trial.arms()));
  }

  /**
   * The newest trial of a model.
   *
   * @throws PlumblineException NOT_FOUND when it never had one
   */
  public UUID newest(ModelName model) {
    return store.list(model).stream()
        .findFirst()
        .map(Trial::id)
        .orElseThrow(
            () ->
                PlumblineException.of(
                    ErrorCode.NOT_FOUND, model + " has had no trial; 'trials start' asks for one"));
  }

  /**
   * What a plan takes.
   *
   * @param version whose answers the metric is taken of
   * @param baseline mean of the metric, null to take it from the labels of the last 28 days
   * @param deviation of the metric among entities; null likewise, or of a share by its baseline
   * @throws PlumblineException INVALID_FIELD when the metric does not fit the version, or is not
   *     known and not given
   */
  public TrialSize size(
      VersionId version, CanaryPlan wish, @Nullable Double baseline, @Nullable Double deviation) {
    TrialPlan plan = Objects.requireNonNull(wish.trial(), "a trial has its plan");
    demand(version, plan);
    double share = wish.shares().getFirst() / 100.0;
    Instant now = clock.instant();
    TrialStore.History history =
        store.history(version.model(), plan.metric(), now.minus(TRAFFIC), now);
    long known = history.metric().n();
    boolean isShare =
        TrialSize.isShare(plan.metric(), versions.load(version).model().task() == Task.BINARY);
    Double mean = baseline != null ? baseline : known > 1 ? history.metric().meanY() : null;
    if (mean == null) {
      throw unfit(
          "baseline", "No " + plan.metric() + " of the last 28 days is known; give its baseline");
    }
    double spread =
        deviation != null
            ? deviation
            : isShare ? Math.sqrt(mean * (1 - mean)) : Math.sqrt(history.metric().varianceY());
    var traffic =
        new Traffic(history.entities(), history.seen() == 0 ? 0 : (double) known / history.seen());
    try {
      return TrialSize.of(plan, share, mean, spread, isShare, traffic);
    } catch (IllegalArgumentException impossible) {
      throw unfit("effect", String.valueOf(impossible.getMessage()));
    }
  }

  /**
   * Refuses a wish for a trial whose metric the version cannot have.
   *
   * @throws PlumblineException INVALID_FIELD, NOT_FOUND without such a version
   */
  public void demand(ChangeDraft draft) {
    if (draft.plan() != null && draft.plan().trial() != null) {
      demand(draft.version(), draft.plan().trial());
    }
  }

  private void demand(VersionId version, TrialPlan plan) {
    TrialMetric metric = plan.metric();
    if (!metric.isBusinessValue() && versions.load(version).model().task() == Task.MULTICLASS) {
      throw unfit(
          "metric",
          version
              + " has several classes, of which "
              + metric
              + " has no mean; use a business value");
    }
  }

  private static PlumblineException unfit(String field, String text) {
    return PlumblineException.of(ErrorCode.INVALID_FIELD, text).with("field", field);
  }

  /**
   * Ends a trial without bringing its treatment to production; within a second the control answers
   * for all. The figures of the moment go into the audit trail.
   *
   * @throws PlumblineException NOT_FOUND; REFUSED when it is over
   */
  public TrialReport stop(ModelName model, UUID id, String reason, Actor by) {
    canaries.stopTrial(model, id, reason, measured(report(model, id)), by);
    return report(model, id);
  }

  private static Map<String, String> measured(TrialReport report) {
    Map<String, String> measured = new LinkedHashMap<>();
    measured.put("metric", String.valueOf(report.plan().metric()));
    measured.put("verdict", report.verdict().name());
    measured.put("controlKnown", Long.toString(report.control().known()));
    measured.put("treatmentKnown", Long.toString(report.treatment().known()));
    measured.put("difference", String.valueOf(report.difference().value()));
    measured.put("pValue", Double.toString(report.pValue()));
    return measured;
  }

  private Trial load(ModelName model, UUID id) {
    return store
        .find(model, id)
        .orElseThrow(
            () ->
                PlumblineException.of(
                    ErrorCode.NOT_FOUND, model + " has no trial " + id + "; list them first"));
  }
}
