package org.plumbline.stats.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CostCurveTest {
  private static final double[] LABELS = {0, 0, 1, 0, 1, 1};
  private static final double[] SCORES = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6};
  private static final double[] NONE = {};

  @Test
  void aCampaignContactsWhileItPays() {
    var campaign = new CostMatrix(-90, 10, 0, 0);

    CostCurve curve = CostCurve.of(LABELS, SCORES, campaign);

    assertThat(curve.points()).hasSize(7);
    assertThat(curve.points().getFirst())
        .isEqualTo(new CostCurve.Point(Double.POSITIVE_INFINITY, 0, 0));
    assertThat(curve.best()).isEqualTo(new CostCurve.Point(0.3, 4.0 / 6, (-270 + 10) / 6.0));
    assertThat(curve.points().getLast()).isEqualTo(new CostCurve.Point(0.1, 1, -240 / 6.0));
    assertThat(curve.saving()).isCloseTo(20 / 6.0, within(1e-12));
    assertThat(campaign.breakEven()).isEqualTo(0.1);
  }

  @Test
  void revenueAtStakeMovesTheThreshold() {
    var costs = new CostMatrix(0, 1, 0, 1);
    double[] revenue = {1, 1, 1, 1, 1, 50};

    assertThat(CostCurve.of(LABELS, SCORES, costs).best().threshold()).isEqualTo(0.5);
    assertThat(CostCurve.of(LABELS, SCORES, revenue, new CostMatrix(0, 9, 0, 1)).best())
        .isEqualTo(new CostCurve.Point(0.5, 51.0 / 55, 1.0 / 55));
    assertThat(CostCurve.of(LABELS, SCORES, new double[6], costs).points()).isEmpty();
  }

  @Test
  void nothingHasNoThreshold() {
    CostCurve curve = CostCurve.of(NONE, NONE, new CostMatrix(0, 1, 0, 1));

    assertThat(curve.points()).isEmpty();
    assertThat(curve.best().threshold()).isNaN();
    assertThat(curve.saving()).isNaN();
    assertThat(new CostMatrix(5, 1, 0, 1).breakEven()).isNaN();
    assertThat(new CostMatrix(0, -1, 0, 1).breakEven()).isNaN();
    assertThatThrownBy(() -> new CostMatrix(0, Double.NaN, 0, 0)).hasMessageContaining("NaN");
    assertThatThrownBy(
            () ->
                CostCurve.of(
                    LABELS, new double[] {Double.NaN, 1, 1, 1, 1, 1}, new CostMatrix(0, 1, 0, 1)))
        .hasMessageContaining("score[0] is NaN");
  }

  @Property(tries = 200)
  void theBestPointIsTheLeastCostOfAll(@ForAll long seed) {
    var random = new Random(seed);
    int n = 1 + random.nextInt(25);
    double[] labels = random.doubles(n).map(v -> v < 0.4 ? 1 : 0).toArray();
    double[] scores = random.doubles(n).map(v -> Math.floor(v * 8) / 8).toArray();
    var costs = new CostMatrix(-random.nextInt(9), random.nextInt(9), 0, random.nextInt(9));

    CostCurve curve = CostCurve.of(labels, scores, costs);

    for (double threshold : scores) {
      Confusion confusion = Confusion.at(threshold, labels, scores);
      double cost = costs.total(confusion.weighted()) / n;
      assertThat(curve.best().meanCost()).isLessThanOrEqualTo(cost + 1e-12);
      assertThat(curve.points().stream().filter(p -> p.threshold() == threshold).toList())
          .singleElement()
          .satisfies(p -> assertThat(p.meanCost()).isCloseTo(cost, within(1e-12)));
    }
    assertThat(curve.saving()).isGreaterThanOrEqualTo(0);
    assertThat(curve.points()).hasSize(1 + (int) Arrays.stream(scores).distinct().count());
  }

  @Test
  void tiesAreSharedOrTakenInRowOrder() {
    double[] labels = {0, 1, 1, 0, 1};
    double[] scores = {0.5, 0.9, 0.5, 0.5, 0.1};

    assertThat(TopK.of(labels, scores, 2, TieRule.ROW_ORDER).positives()).isEqualTo(1);
    assertThat(TopK.of(labels, scores, 3, TieRule.ROW_ORDER).positives()).isEqualTo(2);
    assertThat(TopK.of(labels, scores, 2, TieRule.MEAN_OF_ORDERS).positives())
        .isCloseTo(4.0 / 3, within(1e-15));
    assertThat(TopK.of(labels, scores, 5, TieRule.ROW_ORDER))
        .isEqualTo(TopK.of(labels, scores, 5, TieRule.MEAN_OF_ORDERS))
        .isEqualTo(new TopK(5, 3, 0.6, 1, 1));
    assertThat(TopK.of(new double[2], new double[2], 1, TieRule.ROW_ORDER).lift()).isNaN();
    assertThatThrownBy(() -> TopK.of(labels, scores, 6, TieRule.ROW_ORDER))
        .hasMessageContaining("6 rows must lie in [1, 5]");
  }
}
