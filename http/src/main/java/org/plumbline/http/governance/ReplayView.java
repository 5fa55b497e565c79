package org.plumbline.http.governance;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.plumbline.governance.Simulation;
import org.plumbline.governance.Verdict;
import org.plumbline.kernel.Stage;

/** A replay as the API shows it. */
record ReplayView(
    Instant since,
    int decisions,
    boolean truncated,
    Map<Verdict, Map<Verdict, Integer>> matrix,
    List<Line> changed,
    boolean simulation) {
  record Line(
      String changeRequest,
      String model,
      int version,
      Stage stage,
      String state,
      Instant at,
      Verdict then,
      Verdict now,
      List<String> reasons) {}

  static ReplayView of(Simulation.Replay replay) {
    return new ReplayView(
        replay.since(),
        replay.decisions(),
        replay.truncated(),
        replay.matrix(),
        replay.changed().stream()
            .map(
                one ->
                    new Line(
                        one.request().toString(),
                        one.version().model().value(),
                        one.version().number().value(),
                        one.stage(),
                        one.state(),
                        one.at(),
                        one.then(),
                        one.now(),
                        one.reasons()))
            .toList(),
        replay.simulation());
  }
}
