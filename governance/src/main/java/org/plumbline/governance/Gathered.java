package org.plumbline.governance;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.plumbline.governance.contest.Contest;
import org.plumbline.monitoring.LabelStore;
import org.plumbline.monitoring.ReasonCoverage;
import org.plumbline.monitoring.WindowStore;
import org.plumbline.registry.ModelCard;
import org.plumbline.registry.Version;

/**
 * What is known of a version, read once, of which its risk and its facts are made.
 *
 * @param serving the version that serves, when that is another one
 * @param contest its newest comparison with that one
 * @param recent the newest window of its answers
 * @param live the newest week with labels that tell the primary metric
 * @param explained how many of its newest answers had reasons
 * @param fairness one for each protected attribute that was measured
 */
record Gathered(
    Version version,
    ModelCard card,
    Optional<Version> serving,
    Optional<Contest> contest,
    Optional<WindowStore.DriftWindow> recent,
    Optional<LabelStore.Performance> live,
    ReasonCoverage.Coverage explained,
    List<AttributeFairness> fairness,
    Instant now) {
  Gathered {
    fairness = List.copyOf(fairness);
  }

  /** That of the worst attribute, empty when none was measured. */
  OptionalDouble disparity() {
    return fairness.stream().mapToDouble(AttributeFairness::disparity).max();
  }
}
