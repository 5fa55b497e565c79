package org.plumbline.deployment;

import java.util.List;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.scoring.Scratch;
import org.plumbline.stats.profile.ProfileBuilder;

/** What is counted of one comparison until it is stored; for one thread. */
final class Tally {
  private final ProfileBuilder champion = new ProfileBuilder(Arm.COLUMNS, Arm.MEMORY);
  private final ProfileBuilder challenger = new ProfileBuilder(Arm.COLUMNS, Arm.MEMORY);
  private final Scratch scratch = new Scratch();
  private final double[] row = new double[3];
  private long errors;
  private long disagreements;
  private long skipped;

  /**
   * A row that one of both has answered; it is scored once more to see how long that takes. What a
   * third has answered in their place, or a rule while the model fails, says nothing of either.
   */
  void answered(ServingVersion first, ServingVersion second, LoggedPrediction answer) {
    boolean bySecond = answer.version().equals(second.id());
    if (!bySecond && !answer.version().equals(first.id())) {
      return;
    }
    try {
      long start = System.nanoTime();
      double score = (bySecond ? second : first).model().score(answer.slots(), scratch);
      long nanos = System.nanoTime() - start;
      if (Double.isFinite(score)) {
        add(bySecond ? challenger : champion, score, nanos, Double.NaN);
        return;
      }
    } catch (RuntimeException | Error _) {
      /* What it threw is told where it was to answer. */
    }
    failed(bySecond ? 1 : 0);
  }

  /** A row that both have scored. */
  void both(Scored first, Scored second) {
    add(champion, first.score(), first.nanos(), Double.NaN);
    add(challenger, second.score(), second.nanos(), second.score() - first.score());
    if (first.label() != second.label()) {
      disagreements++;
    }
  }

  /**
   * A score with what it took.
   *
   * @param label the position of the class, 0 for a number
   */
  record Scored(double score, int label, long nanos) {}

  void failed(long rows) {
    errors += rows;
  }

  void skipped(long rows) {
    skipped += rows;
  }

  private void add(ProfileBuilder arm, double score, long nanos, double difference) {
    row[0] = score;
    row[1] = nanos;
    row[2] = difference;
    arm.addRow(row);
  }

  Evidence evidence() {
    return new Evidence(
        new Arm(0, champion.build()),
        new Arm(errors, challenger.build()),
        disagreements,
        skipped,
        List.of());
  }
}
