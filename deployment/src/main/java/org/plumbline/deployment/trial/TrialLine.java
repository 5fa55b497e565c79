package org.plumbline.deployment.trial;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.TrialPlanLine;

/** A trial in a list; {@link TrialReport} says what it found. */
public record TrialLine(
    UUID id,
    String state,
    int control,
    int treatment,
    TrialPlanLine plan,
    double share,
    String author,
    String reason,
    Instant begin,
    @Nullable Instant end) {
  static TrialLine of(Trial trial) {
    return new TrialLine(
        trial.id(),
        TrialReports.state(trial.canary()),
        trial.control().number().value(),
        trial.treatment().number().value(),
        TrialPlanLine.of(trial.plan()),
        trial.share(),
        trial.canary().course().author(),
        trial.reason(),
        trial.begin(),
        trial.end());
  }
}
