package org.plumbline.deployment;

import java.util.Optional;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.Scratch;
import org.plumbline.scoring.Task;

/** Scores a row with the champion and with the shadow, under the same conditions. */
final class ShadowScoring {
  private final ServingVersion champion;
  private final ServingVersion shadow;
  private final Optional<SlotMapping> mapping;
  private final Scratch scratch = new Scratch();

  ShadowScoring(ServingVersion champion, ServingVersion shadow) {
    this.champion = champion;
    this.shadow = shadow;
    this.mapping = SlotMapping.between(champion.contract(), shadow.contract());
  }

  /** A shadow that throws, gives no number or reads what callers do not send has failed. */
  void score(LoggedPrediction row, Tally tally) {
    if (mapping.isEmpty()) {
      tally.failed(1);
      return;
    }
    Tally.Scored first;
    try {
      first = score(champion, row.slots());
    } catch (RuntimeException | Error _) {
      /* Something else has answered this row, so there is nothing to compare with. */
      return;
    }
    try {
      Tally.Scored second = score(shadow, mapping.get().map(row.slots()));
      if (Double.isFinite(second.score())) {
        tally.both(first, second);
      } else {
        tally.failed(1);
      }
    } catch (RuntimeException | Error _) {
      /* Whatever a model throws, it is the count that tells. */
      tally.failed(1);
    }
  }

  private Tally.Scored score(ServingVersion version, double[] slots) {
    Model model = version.model();
    double[] margins = new double[model.marginCount()];
    long start = System.nanoTime();
    model.margins(slots, margins, scratch);
    long nanos = System.nanoTime() - start;
    // Not the margins themselves: they are overwritten.
    double score = model.scoreOf(margins.clone());
    int label =
        model.task() == Task.REGRESSION ? 0 : model.classOf(score, margins, version.threshold());
    return new Tally.Scored(score, label, nanos);
  }
}
