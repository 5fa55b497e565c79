package org.plumbline.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;

class CalibrationFitTest {
  private static final Accuracy ISOTONIC =
      Accuracy.of("Isotonic calibration", "scikit-learn 1.2.1 IsotonicRegression", 1e-9, 0);
  private static final Accuracy PLATT =
      Accuracy.of("Platt scaling", "scikit-learn 1.2.1 _SigmoidCalibration", 1e-6, 0);

  @Test
  void isotonicIsThatOfScikitLearn() {
    Golden golden = Golden.load("ml/calibration.json");
    Golden expected = golden.at("expected");

    Link.Isotonic line = CalibrationFit.isotonic(golden.numbers("score"), golden.numbers("y"));

    ISOTONIC.checkAll("thresholds", line.margins(), expected.numbers("isotonic_x_thresholds"));
    ISOTONIC.checkAll("values", line.probabilities(), expected.numbers("isotonic_y_thresholds"));
    ISOTONIC.checkAll(
        "on a grid",
        Arrays.stream(golden.numbers("grid")).map(line::apply).toArray(),
        expected.numbers("isotonic_on_grid"));
  }

  @Test
  void plattIsThatOfScikitLearn() {
    Golden golden = Golden.load("ml/calibration.json");
    Golden expected = golden.at("expected");

    Calibration line = CalibrationFit.platt(golden.numbers("score"), golden.numbers("y"));

    PLATT.check("slope", line.slope(), -expected.number("platt_a"));
    PLATT.check("offset", line.offsets()[0], -expected.number("platt_b"));
    PLATT.checkAll(
        "on a grid",
        Arrays.stream(golden.numbers("grid"))
            .map(x -> Link.Standard.LOGISTIC.apply(line.apply(x, 0)))
            .toArray(),
        expected.numbers("platt_on_grid"));
  }

  /** The gradient of the smoothed likelihood vanishes: no other three numbers are likelier. */
  @Test
  void betaIsAtTheTopOfItsLikelihood() {
    Golden golden = Golden.load("ml/calibration.json");
    double[] margins = golden.numbers("score");
    double[] y = golden.numbers("y");

    Link.Beta beta = CalibrationFit.beta(margins, y);

    double positives = Arrays.stream(y).sum();
    double[] gradient = new double[3];
    for (int i = 0; i < y.length; i++) {
      double target = y[i] > 0 ? (positives + 1) / (positives + 2) : 1 / (y.length - positives + 2);
      double p = 1 / (1 + Math.exp(-margins[i]));
      double residual = target - beta.apply(margins[i]);
      gradient[0] += residual * Math.log(p);
      gradient[1] -= residual * Math.log(1 - p);
      gradient[2] += residual;
    }
    assertThat(beta.a()).isPositive();
    assertThat(beta.b()).isPositive();
    assertThat(gradient).containsExactly(new double[] {0, 0, 0}, within(1e-6));
  }

  @Test
  void betaLeavesOutASlopeThatWouldFall() {
    // Ones fade again among the largest margins, zeros never: only one side can rise.
    double[] margins = {-4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7};
    Link.Beta left =
        CalibrationFit.beta(margins, new double[] {0, 0, 0, 1, 1, 1, 1, 1, 0, 1, 0, 0});
    Link.Beta right =
        CalibrationFit.beta(
            Arrays.stream(margins).map(m -> -m).toArray(),
            new double[] {1, 1, 1, 0, 0, 0, 0, 0, 1, 0, 1, 1});

    assertThat(left.b()).isZero();
    assertThat(left.a()).isPositive();
    assertThat(right.a()).isZero();
    assertThat(right.b()).isCloseTo(left.a(), within(1e-9));
    assertThat(right.c()).isCloseTo(-left.c(), within(1e-9));
  }

  @Test
  void fallingMarginsGiveAFlatAnswer() {
    double[] margins = {-2, -1, 1, 2};
    double[] y = {1, 1, 0, 0};

    assertThat(CalibrationFit.platt(margins, y).slope()).isZero();
    assertThat(CalibrationFit.platt(margins, y).offsets()[0]).isCloseTo(0, within(1e-12));
    assertThat(CalibrationFit.beta(margins, y).apply(-9)).isCloseTo(0.5, within(1e-12));
    assertThat(CalibrationFit.isotonic(margins, y).probabilities()).containsExactly(0.5, 0.5);
  }

  @Test
  void separableMarginsGiveAFiniteSlope() {
    double[] margins = {-3, -2, 2, 3};
    double[] y = {0, 0, 1, 1};

    assertThat(CalibrationFit.platt(margins, y).slope()).isBetween(0.2, 2.0);
    assertThat(CalibrationFit.beta(margins, y).apply(3)).isBetween(0.6, 0.95);
    assertThat(CalibrationFit.isotonic(margins, y).apply(0)).isEqualTo(0.5);
  }

  @Test
  void oneRowOneClassAndEqualMarginsHaveAnAnswer() {
    double[] one = {1};
    double[] equal = {2, 2, 2};

    assertThat(CalibrationFit.isotonic(one, one).apply(-5)).isEqualTo(1);
    assertThat(CalibrationFit.isotonic(equal, new double[] {1, 0, 0}).apply(2)).isEqualTo(1 / 3.0);
    Calibration flat = CalibrationFit.platt(equal, new double[] {1, 0, 0});
    assertThat(Link.Standard.LOGISTIC.apply(flat.apply(2, 0))).isBetween(0.3, 0.5);
    assertThat(CalibrationFit.beta(one, one).apply(1)).isCloseTo(2 / 3.0, within(1e-6));
    assertThat(CalibrationFit.platt(new double[] {1e300, -1e300}, new double[] {1, 0}).slope())
        .isFinite();
  }

  @Test
  void negativeZeroIsZero() {
    var line = CalibrationFit.isotonic(new double[] {-0.0, 0.0, 1}, new double[] {0, 1, 1});

    assertThat(line.margins()).containsExactly(0, 1);
    assertThat(line.apply(-0.0)).isEqualTo(0.5);
  }

  @Test
  void refusesRowsThatAreNoRows() {
    refuses("at least one row", new double[0], new double[0]);
    refuses("1 margins for 2", new double[1], new double[2]);
    refuses("must be 0 or 1", new double[1], new double[] {0.5});
    refuses("must be finite", new double[] {Double.NaN}, new double[1]);
    refuses("must be finite", new double[] {Double.NEGATIVE_INFINITY}, new double[1]);
  }

  @Property(tries = 200)
  void isotonicRisesIsBoundAndKeepsTheMean(@ForAll long seed) {
    var random = new SplittableRandom(seed);
    int n = random.nextInt(1, 60);
    double[] margins = random.doubles(n, -2, 2).map(m -> Math.rint(m * 5) / 5).toArray();
    double[] y = random.doubles(n).map(Math::rint).toArray();

    Link.Isotonic line = CalibrationFit.isotonic(margins, y);

    double[] fitted = Arrays.stream(margins).map(line::apply).toArray();
    assertThat(line.probabilities()).isSorted();
    assertThat(Arrays.stream(fitted).sum()).isCloseTo(Arrays.stream(y).sum(), within(1e-9));
    double[] backwards = new double[n];
    double[] labels = new double[n];
    for (int i = 0; i < n; i++) {
      backwards[i] = margins[n - 1 - i];
      labels[i] = y[n - 1 - i];
    }
    assertThat(CalibrationFit.isotonic(backwards, labels).probabilities())
        .containsExactly(line.probabilities());
  }

  @Test
  void centredIsotonicRunsThroughTheMiddleOfEachPool() {
    double[] margins = {-3, -1, 0, 1, 2, 6, 7, 9};
    double[] y = {0, 0, 1, 0, 0, 1, 1, 1};

    Link.Isotonic line = CalibrationFit.centredIsotonic(margins, y);

    // Pools {-3, -1}, {0, 1, 2} and {6, 7, 9}; 0 and 1 give way to 1 / (4 + 2) and 5 / 6.
    assertThat(line.margins()).containsExactly(new double[] {-2, 1, 22 / 3.0}, within(1e-14));
    assertThat(line.probabilities()).containsExactly(1 / 6.0, 1 / 3.0, 5 / 6.0);
    assertThat(line.apply(-1)).isBetween(line.apply(-1.5), line.apply(0)).isGreaterThan(1 / 6.0);
  }

  @Test
  void centredIsotonicOfOneRowOneClassAndHugeMarginsIsDefined() {
    double huge = Double.MAX_VALUE;

    assertThat(CalibrationFit.centredIsotonic(new double[] {3}, new double[] {1}).apply(0))
        .isCloseTo(2 / 3.0, within(1e-15));
    assertThat(
            CalibrationFit.centredIsotonic(new double[] {0, 0, -0.0}, new double[] {1, 0, 1})
                .probabilities())
        .containsExactly(2 / 3.0);
    Link.Isotonic line =
        CalibrationFit.centredIsotonic(
            new double[] {-huge, huge, -huge, huge}, new double[] {0, 1, 1, 0});
    assertThat(line.apply(0)).isEqualTo(0.5);
    assertThat(CalibrationFit.centredIsotonic(new double[] {-huge, huge}, new double[] {1, 0}))
        .satisfies(flat -> assertThat(flat.margins()).containsExactly(0));
  }

  @Property(tries = 200)
  void centredIsotonicRisesWithinPlattsBoundsAndNearTheSteps(@ForAll long seed) {
    var random = new SplittableRandom(seed);
    int n = random.nextInt(1, 80);
    double[] margins = random.doubles(n, -2, 2).map(m -> Math.rint(m * 9) / 9).toArray();
    double[] y = random.doubles(n).map(Math::rint).toArray();
    double positives = Arrays.stream(y).sum();

    Link.Isotonic line = CalibrationFit.centredIsotonic(margins, y);
    Link.Isotonic steps = CalibrationFit.isotonic(margins, y);

    assertThat(line.probabilities()).isSorted();
    assertThat(line.probabilities()[0]).isGreaterThanOrEqualTo(1 / (n - positives + 2));
    assertThat(line.apply(9)).isLessThanOrEqualTo((positives + 1) / (positives + 2));
    for (double centre : line.margins()) {
      double step = Math.clamp(steps.apply(centre), line.apply(-9), line.apply(9));
      assertThat(line.apply(centre)).isCloseTo(step, within(1e-9));
    }
  }

  private static void refuses(String rule, double[] margins, double[] labels) {
    assertThatThrownBy(() -> CalibrationFit.isotonic(margins, labels)).hasMessageContaining(rule);
    assertThatThrownBy(() -> CalibrationFit.platt(margins, labels)).hasMessageContaining(rule);
    assertThatThrownBy(() -> CalibrationFit.beta(margins, labels)).hasMessageContaining(rule);
  }
}
