package org.plumbline.monitoring.cause;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.monitoring.WatchedVersion;
import org.plumbline.monitoring.log.PredictionScan;
import org.plumbline.scoring.Explanation;
import org.plumbline.scoring.Scratch;
import org.plumbline.stats.multivariate.Reservoir;

/** An even sample of a span's answers with their contributions. Not thread-safe. */
final class Explained {
  private static final int MOST = 2_000;

  private final WatchedVersion version;
  private final Reservoir<double[]> sample = new Reservoir<>(MOST, 20_261_121L);

  Explained(WatchedVersion version) {
    this.version = version;
  }

  /** One answer: its slots, what each gave to the margin, and the margin. */
  record Row(double[] slots, double[] contributions, double margin) {}

  void take(PredictionScan.Scanned scanned) {
    if (scanned.answer().version().equals(version.id())) {
      sample.offer(scanned.answer().slots());
    }
  }

  long answers() {
    return sample.offered();
  }

  List<Row> rows() {
    var scratch = new Scratch();
    List<Row> rows = new ArrayList<>(sample.kept().size());
    for (double[] slots : sample.kept()) {
      Explanation explanation = version.model().explain(slots, scratch);
      rows.add(new Row(slots, explanation.contributions().clone(), explanation.margin()));
    }
    return rows;
  }
}
