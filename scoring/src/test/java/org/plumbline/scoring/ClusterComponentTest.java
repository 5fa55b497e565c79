package org.plumbline.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;

class ClusterComponentTest {
  private static final Accuracy KMEANS =
      Accuracy.of("k-means assignment and inertia", "scikit-learn 1.2.1 KMeans", 1e-8, 0);
  private static final List<Input> PLANE = List.of(Input.numeric("x"), Input.numeric("y"));

  @Test
  void rowsAreAssignedAsByScikitLearn() {
    Golden golden = Golden.load("ml/kmeans.json");
    double[][] rows = golden.matrix("X");
    double[] labels = golden.numbers("expected", "labels");

    ClusterComponent clusters = plane(golden.matrix("expected", "centers"));

    for (int i = 0; i < rows.length; i++) {
      KMEANS.check("label", clusters.nearest(rows[i], new Scratch()), labels[i]);
    }
    KMEANS.check("inertia", clusters.inertia(List.of(rows)), golden.number("expected", "inertia"));
  }

  @Test
  void theWinnerIsTheNearestAndTheFirstOfEquals() {
    Model model = model(plane(new double[][] {{0, 0}, {6, 8}}));
    double[] shares = new double[2];

    model.probabilities(new double[] {6, 7}, shares);
    assertThat(shares).containsExactly(0, 1);
    model.probabilities(new double[] {3, 4}, shares);
    assertThat(shares).containsExactly(1, 0);
    assertThat(plane(new double[][] {{6, 8}}).distance(new double[] {0, 0}, 0, new Scratch()))
        .isEqualTo(10);
    assertThat(plane(new double[][] {{6, 8}}).inertia(List.of())).isZero();
  }

  /** With two columns the Shapley value is the mean over both orders, worked out from scratch. */
  @Test
  void contributionsAreShapleyValuesOverTheReference() {
    double[][] reference = {{0, 1}, {2, 5}, {4, 0}, {2, -2}};
    double[][] centres = {{1, 1}, {-3, 4}};
    var clusters =
        new ClusterComponent(steps(), centres, new double[] {2, 1}, new double[] {2, 6.5});
    double[] row = {3, -1};

    for (int k = 0; k < 2; k++) {
      Explanation explanation = model(clusters).explain(row, k);

      int cluster = k;
      double none = mean(reference, r -> far(r[0], r[1], centres[cluster]));
      double onlyX = mean(reference, r -> far(row[0], r[1], centres[cluster]));
      double onlyY = mean(reference, r -> far(r[0], row[1], centres[cluster]));
      double both = far(row[0], row[1], centres[k]);
      assertThat(explanation.baseline()).isCloseTo(none, within(1e-12));
      assertThat(explanation.contributions())
          .containsExactly(
              new double[] {
                ((onlyX - none) + (both - onlyY)) / 2, ((onlyY - none) + (both - onlyX)) / 2
              },
              within(1e-12));
    }
  }

  @Test
  void refusesCentresThatDoNotFit() {
    assertThatThrownBy(() -> plane(new double[0][])).hasMessageContaining("at least one centre");
    assertThatThrownBy(() -> plane(new double[][] {{1}})).hasMessageContaining("1 coordinates");
    assertThatThrownBy(() -> plane(new double[][] {{1, Double.NaN}}))
        .hasMessageContaining("finite");
    assertThatThrownBy(() -> plane(new double[][] {{1, 1e200}}))
        .hasMessageContaining("largest possible distance");
    double[] two = new double[2];
    assertThatThrownBy(() -> new ClusterComponent(steps(), new double[1][2], two, new double[1]))
        .hasMessageContaining("1 variances");
    assertThatThrownBy(
            () -> new ClusterComponent(steps(), new double[1][2], two, new double[] {1, -1}))
        .hasMessageContaining("variance is -1");
  }

  private static Model model(ClusterComponent clusters) {
    return ModelBuilder.multiclass(PLANE, List.of("one", "two"))
        .add(1, clusters)
        .link(Link.Standard.WINNER)
        .build();
  }

  private static double far(double x, double y, double[] centre) {
    return -(x - centre[0]) * (x - centre[0]) - (y - centre[1]) * (y - centre[1]);
  }

  private static double mean(double[][] rows, java.util.function.ToDoubleFunction<double[]> value) {
    return Arrays.stream(rows).mapToDouble(value).average().orElseThrow();
  }

  private static ClusterComponent plane(double[][] centres) {
    return new ClusterComponent(steps(), centres, new double[2], new double[] {1, 1});
  }

  private static Preprocessing steps() {
    return new Preprocessing(
        IntStream.range(0, 2)
            .mapToObj(j -> new Preprocessing.Numeric(j, 0, false, -1000, 1000, false, 0, 1))
            .toList());
  }
}
