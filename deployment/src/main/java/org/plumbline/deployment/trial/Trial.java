package org.plumbline.deployment.trial;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.Canary;
import org.plumbline.deployment.TrialPlan;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.VersionId;

/**
 * One trial, running or over.
 *
 * @param canary by which the treatment answers
 * @param control what was in production when it began
 * @param reason of the change request that began it
 * @param begin when the treatment answered first
 * @param end when it answered no more as a trial, null while it does
 */
public record Trial(
    Canary canary, VersionId control, String reason, Instant begin, @Nullable Instant end) {

  public UUID id() {
    return canary.course().id();
  }

  public ModelName model() {
    return control.model();
  }

  public VersionId treatment() {
    return canary.course().challenger();
  }

  public TrialPlan plan() {
    return Objects.requireNonNull(canary.course().plan().trial(), "a trial has its plan");
  }

  /** The part of the entities that the treatment answers for, 0 to 1. */
  public double share() {
    return canary.course().plan().shares().getFirst() / 100.0;
  }

  public TrialStore.Arms arms() {
    return new TrialStore.Arms(control, treatment(), plan().metric(), begin, end);
  }

  public Instant plannedEnd() {
    return begin.plus(Duration.ofDays(plan().days()));
  }
}
