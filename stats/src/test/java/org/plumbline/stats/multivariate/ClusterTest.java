package org.plumbline.stats.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;

class ClusterTest {
  private static final String SKLEARN = "scikit-learn 1.2.1";
  private static final Accuracy KMEANS = Accuracy.of("k-means, Lloyd", SKLEARN, 1e-8, 0);
  private static final Accuracy QUALITY =
      Accuracy.of("Silhouette, Davies-Bouldin, Calinski-Harabasz", SKLEARN, 1e-8, 0);

  /** Two pairs, 1 apart within and 10 between. */
  private static final double[][] PAIRS = {{0, 0}, {0, 1}, {10, 0}, {10, 1}};

  private static final int[] HALVES = {7, 7, -3, -3};

  private final Golden golden = Golden.load("ml/kmeans.json");
  private final Golden expected = golden.at("expected");
  private final double[][] rows = golden.matrix("X");

  @Test
  void agreesWithScikitLearnFromTheSameCentres() {
    double[][] first = golden.matrix("init_centers");

    KMeans found = KMeans.from(rows, first);

    double[][] centres = expected.matrix("centers");
    for (int k = 0; k < centres.length; k++) {
      KMEANS.checkAll("centre", found.centres()[k], centres[k]);
    }
    double[] labels = expected.numbers("labels");
    KMEANS.checkAll("labels", Arrays.stream(found.labels()).asDoubleStream().toArray(), labels);
    KMEANS.check("inertia", found.inertia(), expected.number("inertia"));
    KMEANS.check("steps", found.steps(), expected.number("n_iter"));
    assertThat(first).isDeepEqualTo(golden.matrix("init_centers"));
  }

  @Test
  void findsTheBestOfManyBeginnings() {
    for (Map.Entry<String, Golden> one :
        expected.at("best_inertia_50_restarts_by_k").members().entrySet()) {
      int clusters = Integer.parseInt(one.getKey());

      double found = KMeans.of(rows, clusters, 200, 1).inertia();

      double best = one.getValue().number();
      if (clusters <= 3) {
        KMEANS.check("best of " + clusters, found, best);
      }
      // The reference drew its centres evenly and may have missed a better end.
      assertThat(found).isLessThanOrEqualTo(best * 1.001);
    }
  }

  @Test
  void qualityAgreesWithScikitLearn() {
    int[] labels = KMeans.from(rows, golden.matrix("init_centers")).labels();

    QUALITY.check(
        "silhouette", ClusterQuality.silhouette(rows, labels, 1), expected.number("silhouette"));
    QUALITY.check(
        "Davies-Bouldin",
        ClusterQuality.daviesBouldin(rows, labels),
        expected.number("davies_bouldin"));
    QUALITY.check(
        "Calinski-Harabasz",
        ClusterQuality.calinskiHarabasz(rows, labels),
        expected.number("calinski_harabasz"));
  }

  @Test
  void qualityOfTwoPairs() {
    double between = (10 + Math.sqrt(101)) / 2;

    assertThat(ClusterQuality.silhouette(PAIRS, HALVES, 1))
        .isCloseTo((between - 1) / between, within(1e-14));
    assertThat(ClusterQuality.daviesBouldin(PAIRS, HALVES)).isCloseTo(0.1, within(1e-14));
    assertThat(ClusterQuality.calinskiHarabasz(PAIRS, HALVES)).isCloseTo(200, within(1e-12));
  }

  @Test
  void aRowAloneCountsNothingAndTheWorstNeighbourCounts() {
    double[][] line = {{0}, {2}, {5}, {11}};
    int[] labels = {0, 0, 1, 2};

    // (5 - 2) / 5 and (3 - 2) / 3, then two rows alone.
    assertThat(ClusterQuality.silhouette(line, labels, 1))
        .isCloseTo((0.6 + 1 / 3.0) / 4, within(1e-14));
    // Spreads 1, 0, 0 at 1, 5, 11: worst ratios 1/4, 1/4, 1/10.
    assertThat(ClusterQuality.daviesBouldin(line, labels)).isCloseTo(0.2, within(1e-14));
    // Between 2·3.5² + 0.5² + 6.5² by two degrees, within 2 by one.
    assertThat(ClusterQuality.calinskiHarabasz(line, labels)).isCloseTo(16.75, within(1e-13));
  }

  @Test
  void wrongClustersHaveANegativeSilhouette() {
    assertThat(ClusterQuality.silhouette(PAIRS, new int[] {0, 1, 0, 1}, 1)).isNegative();
  }

  @Test
  void degenerateClustersHaveDefinedAnswers() {
    int[] one = new int[4];
    int[] alone = {0, 1, 2, 3};
    double[][] alike = {{1}, {1}, {1}, {1}};

    assertThat(ClusterQuality.silhouette(PAIRS, one, 1)).isNaN();
    assertThat(ClusterQuality.daviesBouldin(PAIRS, one)).isNaN();
    assertThat(ClusterQuality.calinskiHarabasz(PAIRS, one)).isNaN();
    assertThat(ClusterQuality.silhouette(new double[0][], new int[0], 1)).isNaN();
    assertThat(ClusterQuality.silhouette(PAIRS, alone, 1)).isZero();
    assertThat(ClusterQuality.daviesBouldin(PAIRS, alone)).isZero();
    assertThat(ClusterQuality.calinskiHarabasz(PAIRS, alone)).isNaN();
    assertThat(ClusterQuality.silhouette(alike, HALVES, 1)).isZero();
    assertThat(ClusterQuality.daviesBouldin(alike, HALVES)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(ClusterQuality.calinskiHarabasz(alike, HALVES)).isNaN();
    assertThat(ClusterQuality.calinskiHarabasz(new double[][] {{0}, {0}, {4}, {4}}, HALVES))
        .isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void manyRowsAreSampled() {
    var random = new SplittableRandom(3);
    int n = 3 * ClusterQuality.MOST_ROWS;
    double[][] many = new double[n][];
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i / (n / 2);
      many[i] = new double[] {labels[i] * 10 + random.nextDouble()};
    }

    double found = ClusterQuality.silhouette(many, labels, 5);

    // Within rows lie a third apart, between them ten.
    assertThat(found).isCloseTo(1 - 1 / 30.0, within(2e-3));
    assertThat(ClusterQuality.silhouette(many, labels, 5)).isEqualTo(found);
    assertThat(ClusterQuality.silhouette(many, labels, 6)).isNotEqualTo(found);
  }

  @Test
  void asManyClustersAsRowsLeaveNoInertia() {
    KMeans found = KMeans.of(PAIRS, 4, 1, 1);

    assertThat(found.inertia()).isZero();
    assertThat(Arrays.stream(found.labels()).distinct()).hasSize(4);
    assertThat(KMeans.of(new double[][] {{5}, {5}, {5}}, 2, 3, 1).inertia()).isZero();
  }

  @Test
  void aClusterWithoutRowsTakesTheFarthest() {
    double[][] line = {{0}, {1}, {20}, {29}};

    KMeans found = KMeans.from(line, new double[][] {{0}, {25}, {1000}});

    assertThat(found.inertia()).isCloseTo(0.5, within(1e-14));
    assertThat(found.centres()).isDeepEqualTo(new double[][] {{0.5}, {29}, {20}});
    assertThat(found.nearest(new double[] {27})).isEqualTo(found.labels()[3]);
  }

  @Test
  void theSameSeedGivesTheSameClusters() {
    assertThat(KMeans.of(rows, 5, 2, 9).centres())
        .isDeepEqualTo(KMeans.of(rows, 5, 2, 9).centres());
    assertThat(KMeans.of(rows, 1, 1, 9).steps()).isEqualTo(2);
  }

  @Test
  void refusesWhatHasNoDistance() {
    double[][] missing = {{Double.NaN}, {1}};

    assertThatIllegalArgumentException().isThrownBy(() -> KMeans.of(missing, 1, 1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KMeans.of(PAIRS, 5, 1, 1))
        .withMessageContaining("5 clusters of 4 rows");
    assertThatIllegalArgumentException().isThrownBy(() -> KMeans.of(PAIRS, 0, 1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KMeans.of(PAIRS, 2, 0, 1))
        .withMessageContaining("0 beginnings");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KMeans.from(PAIRS, new double[][] {{1}}))
        .withMessageContaining("centre row 0 has 1 values, not 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KMeans.from(PAIRS, new double[][] {{1, Double.NaN}}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClusterQuality.silhouette(missing, new int[2], 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClusterQuality.daviesBouldin(PAIRS, new int[3]))
        .withMessageContaining("4 rows but 3 labels");
  }
}
