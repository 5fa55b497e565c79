package org.plumbline.stats.unlabelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.plumbline.stats.metrics.BinaryMetrics;
import org.plumbline.stats.metrics.Confusion;
import org.plumbline.stats.unlabelled.EstimatedPerformance.Estimate;

class EstimatedPerformanceTest {
  private static double[] probabilities(Random random, int size) {
    return IntStream.range(0, size)
        .mapToDouble(_ -> 1 / (1 + Math.exp(-random.nextGaussian() * 1.5 + 0.5)))
        .toArray();
  }

  @Test
  void twoRowsByHand() {
    EstimatedPerformance two = EstimatedPerformance.of(new double[] {0.2, 0.9}, 0.5);

    assertThat(two.rows()).isEqualTo(2);
    assertThat(two.accuracy().value()).isCloseTo(0.85, within(1e-15));
    assertThat(two.accuracy().error()).isCloseTo(Math.sqrt((0.16 + 0.09) / 4), within(1e-15));
    assertThat(two.precision().value()).isCloseTo(0.9, within(1e-15));
    assertThat(two.precision().error()).isCloseTo(0.3, within(1e-15));
    assertThat(two.recall().value()).isCloseTo(0.9 / 1.1, within(1e-15));
    assertThat(two.f1().value()).isCloseTo(1.8 / 2.1, within(1e-15));
    assertThat(two.specificity().value()).isCloseTo(0.8 / 0.9, within(1e-15));
    // Pairs of different rows: 0.9 · 0.8 in order, 0.2 · 0.1 not.
    assertThat(two.rocAuc().value()).isCloseTo(0.72 / 0.74, within(1e-15));
    assertThat(two.averagePrecision().value())
        .isCloseTo((0.9 * 0.9 + 0.2 * 1.1 / 2) / 1.1, within(1e-15));
    assertThat(two.brier().value()).isCloseTo((0.16 + 0.09) / 2, within(1e-15));
    assertThat(two.logLoss().value()).isCloseTo(0.4127427, within(1e-6));
  }

  @Test
  void equalScoresRankNothing() {
    EstimatedPerformance tied = EstimatedPerformance.of(new double[] {0.3, 0.3, 0.3}, 0.5);

    assertThat(tied.rocAuc().value()).isCloseTo(0.5, within(1e-15));
    assertThat(tied.precision().value()).isNaN();
    assertThat(tied.precision().error()).isNaN();
    assertThat(tied.averagePrecision().value()).isCloseTo(0.3, within(1e-15));
  }

  @Test
  void degenerateRowsHaveADefinedAnswer() {
    assertThat(EstimatedPerformance.of(new double[0], 0.5).accuracy().value()).isNaN();
    EstimatedPerformance certain = EstimatedPerformance.of(new double[] {0, 1, 1}, 0.5);
    assertThat(certain.accuracy()).isEqualTo(new Estimate(1, 0));
    assertThat(certain.rocAuc()).isEqualTo(new Estimate(1, 0));
    assertThat(certain.logLoss()).isEqualTo(new Estimate(0, 0));
    EstimatedPerformance one = EstimatedPerformance.of(new double[] {1}, 0.5);
    assertThat(one.rocAuc().value()).isNaN();
    assertThat(one.specificity().value()).isNaN();
    for (double bad : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> EstimatedPerformance.of(new double[] {0.5, bad}, 0.5))
          .hasMessageContaining("probabilities[1]");
    }
  }

  /** Errors against slopes taken by moving one label at a time, pairs counted one by one. */
  @Test
  void errorsFollowFromHowMuchEachLabelMovesTheMetric() {
    double[] p = {0.9, 0.1, 0.35, 0.6, 0.35, 0.8, 0.6, 0.5};

    EstimatedPerformance estimate = EstimatedPerformance.of(p, 0.5);

    ToDoubleFunction<double[]> selected = y -> sum(i -> p[i] >= 0.5 ? y[i] : 0, p.length);
    ToDoubleFunction<double[]> positives = y -> sum(i -> y[i], p.length);
    int decided = 5;
    follows(p, estimate.precision(), y -> selected.applyAsDouble(y) / decided);
    follows(p, estimate.recall(), y -> selected.applyAsDouble(y) / positives.applyAsDouble(y));
    follows(
        p,
        estimate.f1(),
        y -> 2 * selected.applyAsDouble(y) / (decided + positives.applyAsDouble(y)));
    follows(
        p,
        estimate.specificity(),
        y ->
            sum(i -> p[i] >= 0.5 ? 0 : 1 - y[i], p.length)
                / (p.length - positives.applyAsDouble(y)));
    follows(
        p, estimate.accuracy(), y -> sum(i -> p[i] >= 0.5 ? y[i] : 1 - y[i], p.length) / p.length);
    follows(p, estimate.rocAuc(), y -> concordance(p, y));
    follows(
        p,
        estimate.brier(),
        y -> sum(i -> y[i] * Math.pow(1 - p[i], 2) + (1 - y[i]) * p[i] * p[i], p.length) / 8);
    follows(
        p,
        estimate.logLoss(),
        y -> -sum(i -> y[i] * Math.log(p[i]) + (1 - y[i]) * Math.log1p(-p[i]), p.length) / 8);
  }

  private static void follows(double[] p, Estimate estimate, ToDoubleFunction<double[]> metric) {
    double variance = 0;
    for (int i = 0; i < p.length; i++) {
      double[] up = p.clone();
      double[] down = p.clone();
      up[i] += 1e-5;
      down[i] -= 1e-5;
      double slope = (metric.applyAsDouble(up) - metric.applyAsDouble(down)) / 2e-5;
      variance += p[i] * (1 - p[i]) * slope * slope;
    }
    assertThat(estimate.value()).isCloseTo(metric.applyAsDouble(p), within(1e-14));
    assertThat(estimate.error()).isCloseTo(Math.sqrt(variance), within(1e-8));
  }

  private static double concordance(double[] p, double[] y) {
    double won = 0;
    double pairs = 0;
    for (int i = 0; i < p.length; i++) {
      for (int j = 0; j < p.length; j++) {
        if (i != j) {
          double pair = y[i] * (1 - y[j]);
          pairs += pair;
          won += pair * (Math.signum(p[i] - p[j]) + 1) / 2;
        }
      }
    }
    return won / pairs;
  }

  private static double sum(IntToDoubleFunction term, int n) {
    return IntStream.range(0, n).mapToDouble(term).sum();
  }

  @Test
  void aRowAtTheThresholdIsDecidedPositive() {
    EstimatedPerformance estimate = EstimatedPerformance.of(new double[] {0.4, 0.2}, 0.4);

    assertThat(estimate.precision().value()).isEqualTo(0.4);
    assertThat(estimate.recall().value()).isCloseTo(0.4 / 0.6, within(1e-15));
  }

  /** Labels drawn from the probabilities: what is measured must lie around what was expected. */
  @Tag("simulation")
  @Test
  void labelsDrawnFromCalibratedScoresBearOutValueAndError() {
    var random = new Random(4);
    double[] scores = probabilities(random, 2_000);
    EstimatedPerformance expected = EstimatedPerformance.of(scores, 0.5);

    holds(random, scores, expected.rocAuc(), m -> m.rocAuc());
    holds(random, scores, expected.brier(), m -> m.brier());
    holds(random, scores, expected.logLoss(), m -> m.logLoss());
    holds(random, scores, expected.accuracy(), m -> accuracy(m.confusion()));
    holds(random, scores, expected.precision(), m -> m.confusion().precision());
    holds(random, scores, expected.recall(), m -> m.confusion().recall());
  }

  private static double accuracy(Confusion c) {
    double all = c.truePositive() + c.falsePositive() + c.trueNegative() + c.falseNegative();
    return (c.truePositive() + c.trueNegative()) / all;
  }

  private static void holds(
      Random random, double[] scores, Estimate expected, Function<BinaryMetrics, Double> metric) {
    int runs = 300;
    double sum = 0;
    double squares = 0;
    for (int run = 0; run < runs; run++) {
      double[] labels = new double[scores.length];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = random.nextDouble() < scores[i] ? 1 : 0;
      }
      double z =
          (metric.apply(BinaryMetrics.of(labels, scores, 0.5)) - expected.value())
              / expected.error();
      sum += z;
      squares += z * z;
    }

    // z has mean 0 and variance 1; four standard errors of each in 300 runs.
    assertThat(sum / runs).isCloseTo(0, within(4 / Math.sqrt(runs)));
    assertThat(squares / runs).isCloseTo(1, within(4 * Math.sqrt(2.0 / runs)));
  }

  @Property(tries = 100)
  void theOrderOfRowsDoesNotMatterAndNothingLeavesItsRange(@ForAll long seed) {
    var random = new Random(seed);
    double[] scores = probabilities(random, 2 + random.nextInt(50));
    double[] turned =
        IntStream.range(0, scores.length).mapToDouble(i -> scores[scores.length - 1 - i]).toArray();

    EstimatedPerformance estimate = EstimatedPerformance.of(scores, 0.5);

    assertThat(EstimatedPerformance.of(turned, 0.5)).isEqualTo(estimate);
    assertThat(estimate.rocAuc().value()).isBetween(0.5 - 1e-12, 1 + 1e-12);
    assertThat(estimate.averagePrecision().value()).isBetween(0.0, 1 + 1e-12);
    assertThat(estimate.accuracy().value()).isBetween(0.5 - 1e-12, 1.0);
  }
}
