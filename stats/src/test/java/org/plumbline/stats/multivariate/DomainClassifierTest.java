package org.plumbline.stats.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.plumbline.stats.drift.DriftVerdict;
import org.plumbline.stats.drift.TwoSample;
import org.plumbline.stats.multivariate.DomainClassifier.Driver;

class DomainClassifierTest {
  private static final DomainSettings DEFAULT = DomainSettings.DEFAULT;

  private static DomainClassifier between(double[][] reference, double[][] current) {
    return DomainClassifier.between(reference, current, new boolean[reference[0].length], DEFAULT);
  }

  @Tag("simulation")
  @Test
  void coversOneHalfWhereNothingDrifts() {
    int covered = 0;
    int drifts = 0;
    for (int seed = 0; seed < 50; seed++) {
      var found =
          between(Samples.normal(300, 4, 2L * seed + 1), Samples.normal(250, 4, 2L * seed + 2));
      covered += found.auc().low() <= 0.5 && found.auc().high() >= 0.5 ? 1 : 0;
      drifts += found.isDrift() ? 1 : 0;
    }

    assertThat(covered).isGreaterThanOrEqualTo(45);
    assertThat(drifts).isLessThanOrEqualTo(3);
  }

  @Test
  void namesTheShiftedColumnFirst() {
    var found =
        between(Samples.normal(400, 5, 1), Samples.shifted(Samples.normal(400, 5, 2), 3, 1));

    assertThat(found.isDrift()).isTrue();
    // Normal shift of one deviation: the best area is 0.76.
    assertThat(found.auc().value()).isBetween(0.68, 0.8);
    assertThat(found.drivers()).hasSize(5);
    assertThat(found.drivers().getFirst().column()).isEqualTo(3);
    assertThat(found.drivers().getFirst().share()).isGreaterThan(0.5);
    assertThat(found.drivers().stream().mapToDouble(Driver::share).sum())
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void theAreaDropsByTheColumnThatTellsAndByNoOther() {
    var found =
        between(Samples.normal(2_000, 4, 1), Samples.shifted(Samples.normal(2_000, 4, 2), 1, 1));

    assertThat(found.drivers().getFirst().column()).isEqualTo(1);
    assertThat(found.drivers().getFirst().aucDrop())
        .isBetween(found.auc().value() - 0.53, found.auc().value() - 0.47);
    assertThat(found.drivers().subList(1, 4))
        .allSatisfy(driver -> assertThat(driver.aucDrop()).isBetween(-0.02, 0.02));
  }

  @Test
  void verdictsFollowTheAreaOfNormalSamplesOfAStatedPsi() {
    assertThat(verdict(0.55, 0.505)).isEqualTo(DriftVerdict.NONE);
    assertThat(verdict(0.55, 0.53)).isEqualTo(DriftVerdict.SLIGHT);
    assertThat(verdict(0.589, 0.53)).isEqualTo(DriftVerdict.MODERATE);
    assertThat(verdict(0.638, 0.6)).isEqualTo(DriftVerdict.SEVERE);
    assertThat(verdict(Double.NaN, Double.NaN)).isEqualTo(DriftVerdict.TOO_FEW_ROWS);
  }

  private static DriftVerdict verdict(double area, double low) {
    var auc = new org.plumbline.stats.Interval(area, low, 1 - low + area);
    return new DomainClassifier(auc, 0.01, java.util.List.of(), 1, 1).verdict();
  }

  @Test
  void findsAFlippedCorrelationThatNoColumnShows() {
    double[][] reference = Samples.correlated(1_000, 0.8, 1);
    double[][] current = Samples.correlated(1_000, -0.8, 2);

    var found = between(reference, current);

    for (int c = 0; c < 3; c++) {
      int column = c;
      double[] before = java.util.Arrays.stream(reference).mapToDouble(r -> r[column]).toArray();
      double[] after = java.util.Arrays.stream(current).mapToDouble(r -> r[column]).toArray();
      assertThat(TwoSample.ks(before, after).pValue()).isGreaterThan(0.05);
    }
    assertThat(found.isDrift()).isTrue();
    assertThat(found.auc().low()).isGreaterThan(0.75);
    assertThat(found.drivers().getLast().column()).isEqualTo(2);
  }

  @Test
  void findsNewCategoriesAndMissingValues() {
    double[][] reference = Samples.normal(200, 2, 1);
    double[][] current = Samples.normal(200, 2, 2);
    for (int i = 0; i < 200; i++) {
      reference[i][0] = i % 4;
      current[i][0] = i % 4 + (i % 2 == 0 ? 10 : 0);
    }
    var codes = DomainClassifier.between(reference, current, new boolean[] {true, false}, DEFAULT);
    double[][] holes = Samples.normal(200, 2, 3);
    for (int i = 0; i < 100; i++) {
      holes[i][1] = Double.NaN;
    }
    var missing = between(Samples.normal(200, 2, 4), holes);

    assertThat(codes.isDrift()).isTrue();
    assertThat(codes.drivers().getFirst().column()).isZero();
    assertThat(missing.isDrift()).isTrue();
    assertThat(missing.drivers().getFirst().column()).isEqualTo(1);
  }

  @Test
  void definesTheAnswerForIdenticalConstantAndMissingRows() {
    double[][] rows = Samples.normal(100, 2, 1);
    double[][] constant = Samples.filled(50, 2, 3);
    double[][] missing = Samples.filled(50, 2, Double.NaN);

    assertThat(between(rows, rows).isDrift()).isFalse();
    for (double[][] side : new double[][][] {constant, missing}) {
      var found = between(side, side);
      assertThat(found.auc().value()).isEqualTo(0.5);
      assertThat(found.isDrift()).isFalse();
      assertThat(found.drivers()).extracting(Driver::share).containsExactly(0.0, 0.0);
      assertThat(found.drivers()).extracting(Driver::aucDrop).containsExactly(0.0, 0.0);
      assertThat(found.drivers()).extracting(Driver::column).containsExactly(0, 1);
    }
    assertThat(between(constant, missing).auc().value()).isEqualTo(1);
    assertThat(between(constant, missing).isDrift()).isTrue();
  }

  @Test
  void knowsNothingOfTooFewRowsOrNoColumn() {
    double[][] ten = Samples.normal(10, 1, 1);
    double[][] nine = Samples.normal(9, 1, 1);
    boolean[] one = new boolean[1];

    assertThat(between(ten, ten).auc().value()).isNotNaN();
    assertThat(between(ten, nine).auc().value()).isNaN();
    assertThat(between(nine, ten).isDrift()).isFalse();
    assertThat(between(nine, ten).drivers())
        .extracting(Driver::aucDrop)
        .containsExactly(Double.NaN);
    assertThat(DomainClassifier.between(new double[0][], ten, one, DEFAULT).auc().low()).isNaN();
    assertThat(
            DomainClassifier.between(new double[20][0], new double[20][0], new boolean[0], DEFAULT)
                .auc()
                .value())
        .isNaN();
  }

  @Test
  void samplesLargeSidesDownTheSameWayForTheSameSeed() {
    var small = new DomainSettings(3, 60, 0.9, 0.01, BoostingSettings.CLASSIFIER, 4);
    var other = new DomainSettings(3, 60, 0.9, 0.01, BoostingSettings.CLASSIFIER, 5);
    double[][] reference = Samples.normal(500, 2, 1);
    double[][] current = Samples.normal(50, 2, 2);
    boolean[] numbers = new boolean[2];

    var found = DomainClassifier.between(reference, current, numbers, small);

    assertThat(found.referenceRows()).isEqualTo(60);
    assertThat(found.currentRows()).isEqualTo(50);
    assertThat(DomainClassifier.between(reference, current, numbers, small)).isEqualTo(found);
    assertThat(DomainClassifier.between(reference, current, numbers, other)).isNotEqualTo(found);
  }

  @Test
  void driftNeedsTheLowerEndBeyondTheMargin() {
    var at = org.plumbline.stats.Interval.of(0.7);
    var beyond = new org.plumbline.stats.Interval(0.7, 0.611, 0.8);
    var within = new org.plumbline.stats.Interval(0.7, 0.6, 0.8);

    assertThat(new DomainClassifier(beyond, 0.11, java.util.List.of(), 1, 1).isDrift()).isTrue();
    assertThat(new DomainClassifier(within, 0.11, java.util.List.of(), 1, 1).isDrift()).isFalse();
    assertThat(new DomainClassifier(at, 0, java.util.List.of(), 1, 1).isDrift()).isFalse();
  }

  @Test
  void refusesOtherWidthsAndSettingsThatMeanNothing() {
    double[][] rows = new double[20][2];
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DomainClassifier.between(rows, rows, new boolean[1], DEFAULT));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> DomainClassifier.between(rows, new double[20][3], new boolean[2], DEFAULT));
    refused(1, 100, 0.95, 0);
    refused(51, 100, 0.95, 0);
    refused(5, 4, 0.95, 0);
    refused(5, 100, 0, 0);
    refused(5, 100, 1, 0);
    refused(5, 100, 0.95, -0.1);
    refused(5, 100, 0.95, 0.5);
    var squared = BoostingSettings.CLASSIFIER.withLoss(BoostingLoss.SQUARED);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DomainSettings(5, 100, 0.95, 0, squared, 1));
  }

  private static void refused(int folds, int mostRows, double confidence, double margin) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new DomainSettings(
                    folds, mostRows, confidence, margin, BoostingSettings.CLASSIFIER, 1));
  }
}
