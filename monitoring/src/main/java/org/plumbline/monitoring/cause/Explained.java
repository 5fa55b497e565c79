package org.plumbline.monitoring.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.plumbline.monitoring.WatchedVersion;
import org.plumbline.monitoring.log.PredictionScan;
import org.plumbline.scoring.Explanation;
import org.plumbline.scoring.Scratch;

/**
 * An even sample of a span's answers with their contributions. Not thread-safe.
 *
 * <p>Reservoir sampling [Vitter 1985], seeded: the same answers in the same order give the same
 * sample, whatever their number.
 */
final class Explained {
  private static final int MOST = 2_000;

  private final WatchedVersion version;
  private final SplittableRandom random = new SplittableRandom(20_261_121L);
  private final List<double[]> sample = new ArrayList<>();
  private long answers;

  Explained(WatchedVersion version) {
    this.version = version;
  }

  /** One answer: its slots, what each gave to the margin, and the margin. */
  record Row(double[] slots, double[] contributions, double margin) {}

  void take(PredictionScan.Scanned scanned) {
    if (!scanned.answer().version().equals(version.id())) {
      return;
    }
    answers++;
    if (sample.size() < MOST) {
      sample.add(scanned.answer().slots());
      return;
    }
    long place = random.nextLong(answers);
    if (place < MOST) {
      sample.set((int) place, scanned.answer().slots());
    }
  }

  long answers() {
    return answers;
  }

  List<Row> rows() {
    var scratch = new Scratch();
    List<Row> rows = new ArrayList<>(sample.size());
    for (double[] slots : sample) {
      Explanation explanation = version.model().explain(slots, scratch);
      rows.add(new Row(slots, explanation.contributions().clone(), explanation.margin()));
    }
    return rows;
  }
}
