package org.plumbline.stats.metrics;

import java.util.List;

/*
 * Sorted once; each resample is then one walk up the ranking that feeds all metrics, so a thousand
 * resamples cost a thousand linear passes and no sort. Rows keep their place in the original order,
 * so that two models are resampled by the same rows.
 */
/** The metrics of a yes/no task under resampling. */
final class BinaryResampling implements ResampledMetrics {
  private static final List<String> NAMES =
      List.of(
          "rocAuc",
          "prAuc",
          "logLoss",
          "brier",
          "ece",
          "precisionAt5",
          "precisionAt10",
          "precisionAt20",
          "recallAt5",
          "recallAt10",
          "recallAt20",
          "liftAt5",
          "liftAt10",
          "liftAt20",
          "accuracy",
          "precision",
          "recall",
          "f1",
          "mcc");
  private static final double[] SHARES = {0.05, 0.10, 0.20};
  private static final int BINS = 10;

  private final Ranking ranking;
  private final double threshold;
  private final double[] loss;
  private final boolean probabilities;
  private final boolean[] positiveByRow;

  BinaryResampling(double[] labels, double[] scores, double threshold) {
    this.ranking = new Ranking(labels, scores);
    this.threshold = threshold;
    int n = ranking.size();
    this.probabilities = n > 0 && ranking.scores[0] >= 0 && ranking.scores[n - 1] <= 1;
    this.loss = new double[n];
    this.positiveByRow = new boolean[n];
    for (int i = 0; i < n; i++) {
      loss[i] =
          probabilities ? BinaryMetrics.loss(ranking.positive[i], ranking.scores[i]) : Double.NaN;
      positiveByRow[ranking.order[i]] = ranking.positive[i];
    }
  }

  @Override
  public List<String> names() {
    return NAMES;
  }

  @Override
  public int size() {
    return ranking.size();
  }

  @Override
  public int stratum(int row) {
    return positiveByRow[row] ? 1 : 0;
  }

  @Override
  public void measure(int[] times, double[] out) {
    int n = ranking.size();
    long rows = 0;
    long positives = 0;
    for (int i = 0; i < n; i++) {
      int count = times[ranking.order[i]];
      rows += count;
      positives += ranking.positive[i] ? count : 0;
    }
    Walk walk = new Walk(rows, positives);
    int i = n - 1;
    while (i >= 0) {
      double score = ranking.scores[i];
      long tiedPositive = 0;
      long tied = 0;
      while (i >= 0 && ranking.scores[i] == score) {
        int count = times[ranking.order[i]];
        if (count > 0) {
          tied += count;
          tiedPositive += ranking.positive[i] ? count : 0;
          walk.row(loss[i], score, ranking.positive[i], count);
        }
        i--;
      }
      walk.tie(score, tiedPositive, tied - tiedPositive);
    }
    walk.read(out);
  }

  /** One descent from the highest score to the lowest. */
  private final class Walk {
    private final long rows;
    private final long positives;
    private final long[] top = new long[SHARES.length];
    private final double[] found = new double[SHARES.length];
    private long seen;
    private long seenPositive;
    private double wins;
    private double precisionSum;
    private double lossSum;
    private double squareSum;
    private long truePositive;
    private long falsePositive;
    private double gapSum;
    private int bin;
    private double binPredicted;
    private long binPositive;
    private long binRoom;

    Walk(long rows, long positives) {
      this.rows = rows;
      this.positives = positives;
      for (int k = 0; k < SHARES.length; k++) {
        top[k] = TopRows.rows((int) rows, SHARES[k]);
      }
      bin = BINS - 1;
      binRoom = room(bin);
    }

    /** Rows in a bin of equal mass: the first ones, of lowest score, hold one more. */
    private long room(int index) {
      return rows / BINS + (index < rows % BINS ? 1 : 0);
    }

    void row(double rowLoss, double score, boolean isPositive, int count) {
      lossSum += count * rowLoss;
      double error = score - (isPositive ? 1 : 0);
      squareSum += count * error * error;
      long left = count;
      while (left > 0) {
        while (binRoom == 0) {
          nextBin();
        }
        long taken = Math.min(left, binRoom);
        binPredicted += taken * score;
        binPositive += isPositive ? taken : 0;
        binRoom -= taken;
        left -= taken;
      }
    }

    private void nextBin() {
      gapSum += Math.abs(binPredicted - binPositive);
      binPredicted = 0;
      binPositive = 0;
      bin--;
      binRoom = bin < 0 ? Long.MAX_VALUE : room(bin);
    }

    void tie(double score, long tiedPositive, long tiedNegative) {
      long tied = tiedPositive + tiedNegative;
      if (tied == 0) {
        return;
      }
      for (int k = 0; k < top.length; k++) {
        if (seen < top[k]) {
          found[k] += tiedPositive * Math.min(1, (double) (top[k] - seen) / tied);
        }
      }
      // A negative here is beaten by all positives above and by half of its equals.
      wins += tiedNegative * (seenPositive + 0.5 * tiedPositive);
      seen += tied;
      seenPositive += tiedPositive;
      precisionSum += (double) tiedPositive * seenPositive / seen;
      if (score >= threshold) {
        truePositive = seenPositive;
        falsePositive = seen - seenPositive;
      }
    }

    void read(double[] out) {
      long negatives = rows - positives;
      out[0] = wins / ((double) positives * negatives);
      out[1] = precisionSum / positives;
      out[2] = lossSum / rows;
      out[3] = probabilities ? squareSum / rows : Double.NaN;
      out[4] = probabilities ? (gapSum + Math.abs(binPredicted - binPositive)) / rows : Double.NaN;
      for (int k = 0; k < SHARES.length; k++) {
        out[5 + k] = rows == 0 ? Double.NaN : found[k] / top[k];
        out[8 + k] = found[k] / positives;
        out[11 + k] = out[5 + k] * rows / positives;
      }
      Confusion confusion =
          new Confusion(
              threshold,
              truePositive,
              falsePositive,
              negatives - falsePositive,
              positives - truePositive);
      out[14] = confusion.accuracy();
      out[15] = confusion.precision();
      out[16] = confusion.recall();
      out[17] = confusion.f1();
      out[18] = confusion.mcc();
    }
  }
}
