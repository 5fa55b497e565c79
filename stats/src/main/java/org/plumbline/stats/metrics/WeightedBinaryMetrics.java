package org.plumbline.stats.metrics;

/**
 * The measures of a yes/no task with rows that count as often as their weight says: weights of 1
 * give what {@link BinaryMetrics} gives, whole weights what repeated rows would. What is not
 * defined for the data is {@code NaN}.
 *
 * @param rows rows
 * @param weight of all rows
 * @param positiveWeight of the rows labelled 1
 * @param rocAuc probability that a positive outranks a negative, ties half
 * @param prAuc average precision, ties taken together
 * @param logLoss mean negative log likelihood in nats; {@code NaN} unless all scores lie in [0, 1]
 * @param brier mean squared error of the probability; the same
 * @param confusion decisions at the threshold
 */
public record WeightedBinaryMetrics(
    long rows,
    double weight,
    double positiveWeight,
    double rocAuc,
    double prAuc,
    double logLoss,
    double brier,
    WeightedConfusion confusion) {

  /**
   * Measures everything; O(n log n).
   *
   * @param labels 0 or 1
   * @param scores finite; probabilities of 1 for log loss and Brier score
   * @param weights finite, none below 0
   * @param threshold least score predicted positive
   */
  public static WeightedBinaryMetrics of(
      double[] labels, double[] scores, double[] weights, double threshold) {
    Ranking ranking = Ranking.weighted(labels, scores, weights);
    boolean probabilities = BinaryMetrics.isProbability(ranking);
    return new WeightedBinaryMetrics(
        labels.length,
        ranking.total,
        ranking.positiveTotal,
        BinaryMetrics.rocAuc(ranking),
        BinaryMetrics.averagePrecision(ranking),
        probabilities ? BinaryMetrics.logLoss(ranking) : Double.NaN,
        probabilities ? BinaryMetrics.brier(ranking) : Double.NaN,
        WeightedConfusion.at(threshold, labels, scores, weights));
  }
}
