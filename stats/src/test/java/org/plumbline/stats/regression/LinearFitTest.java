package org.plumbline.stats.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LinearFitTest {
  private static final double NAN = Double.NaN;

  private static double[][] rows(double... values) {
    return Arrays.stream(values).mapToObj(value -> new double[] {value}).toArray(double[][]::new);
  }

  /** Slope 0.6, intercept 2.2, residual squares 2.4, worked out by hand. */
  @Test
  void fitsALineThroughFivePoints() {
    LinearFit fit = LinearFit.of(rows(1, 2, 3, 4, 5), new double[] {2, 4, 5, 4, 5});

    Coefficient intercept = fit.terms().get(0);
    Coefficient slope = fit.terms().get(1);
    assertThat(intercept.value()).isCloseTo(2.2, within(1e-14));
    assertThat(intercept.standardError()).isCloseTo(Math.sqrt(0.8 * 1.1), within(1e-14));
    assertThat(slope.value()).isCloseTo(0.6, within(1e-14));
    assertThat(slope.standardError()).isCloseTo(Math.sqrt(0.08), within(1e-14));
    assertThat(slope.statistic()).isCloseTo(0.6 / Math.sqrt(0.08), within(1e-13));
    // Student's t of three degrees: beyond 3.182 on either side with 5 %.
    assertThat(slope.limits().low())
        .isCloseTo(0.6 - 3.182446305283708 * Math.sqrt(0.08), within(1e-12));
    assertThat(slope.limits().high())
        .isCloseTo(0.6 + 3.182446305283708 * Math.sqrt(0.08), within(1e-12));
    assertThat(fit.residualVariance()).isCloseTo(0.8, within(1e-14));
    assertThat(fit.rSquared()).isCloseTo(0.6, within(1e-14));
    assertThat(fit.adjustedRSquared()).isCloseTo(1 - 0.8 / 1.5, within(1e-14));
    assertThat(fit.overallTest().statistic()).isCloseTo(4.5, within(1e-13));
    assertThat(fit.overallTest().pValue()).isCloseTo(slope.pValue(), within(1e-14));
    assertThat(fit.covariance()[0][1]).isCloseTo(-0.24, within(1e-14));
    assertThat(fit.predict(new double[] {10})).isCloseTo(8.2, within(1e-13));
    assertThat(fit.predict(new double[] {NAN})).isNaN();
    assertThat(fit.rank()).isEqualTo(2);
    assertThat(fit.degrees()).isEqualTo(3);
  }

  @Test
  void leavesOutRowsWithAMissingValueOrTarget() {
    LinearFit whole = LinearFit.of(rows(1, 2, 3, 4, 5), new double[] {2, 4, 5, 4, 5});

    LinearFit fit = LinearFit.of(rows(1, NAN, 2, 3, 9, 4, 5), new double[] {2, 7, 4, 5, NAN, 4, 5});

    assertThat(fit.rowCount()).isEqualTo(5);
    assertThat(fit.terms()).isEqualTo(whole.terms());
  }

  @Test
  void columnsThatOthersExplainHaveNoCoefficient() {
    double[][] rows = {{7, 1, 2, 0}, {7, 2, 4, 0}, {7, 3, 6, 1}, {7, 4, 8, 0}, {7, 5, 10, 0}};
    double[][] reduced = {{1, 0}, {2, 0}, {3, 1}, {4, 0}, {5, 0}};
    double[] target = {2, 4, 5, 4, 5};

    LinearFit fit = LinearFit.of(rows, target);

    LinearFit same = LinearFit.of(reduced, target);
    assertThat(fit.rank()).isEqualTo(3);
    assertThat(fit.terms().get(1)).isEqualTo(Coefficient.EXPLAINED);
    assertThat(fit.terms().get(3).value()).isNaN();
    assertThat(fit.terms().get(3).limits().low()).isNaN();
    assertThat(fit.terms().get(2).value()).isCloseTo(same.terms().get(1).value(), within(1e-14));
    assertThat(fit.terms().get(4).value()).isCloseTo(same.terms().get(2).value(), within(1e-14));
    assertThat(fit.terms().get(4).standardError())
        .isCloseTo(same.terms().get(2).standardError(), within(1e-14));
    assertThat(fit.covariance()[1]).containsOnly(0);
    assertThat(fit.predict(new double[] {NAN, 3, NAN, 0}))
        .isCloseTo(same.predict(new double[] {3, 0}), within(1e-14));
  }

  @Test
  void asManyCoefficientsAsRowsTellNothingOfErrors() {
    LinearFit fit = LinearFit.of(rows(1, 2), new double[] {3, 5});

    assertThat(fit.terms().get(1).value()).isCloseTo(2, within(1e-14));
    assertThat(fit.terms().get(1).standardError()).isNaN();
    assertThat(fit.terms().get(1).pValue()).isNaN();
    assertThat(fit.robustTerms().get(1).standardError()).isNaN();
    assertThat(fit.residualVariance()).isNaN();
    assertThat(fit.adjustedRSquared()).isNaN();
    assertThat(fit.overallTest().pValue()).isNaN();
  }

  @Test
  void fewerRowsThanColumnsKeepTheFirstColumns() {
    double[][] rows = {{1, 5, 2}, {2, 1, 9}};

    LinearFit fit = LinearFit.of(rows, new double[] {3, 5});

    assertThat(fit.rank()).isEqualTo(2);
    assertThat(fit.terms().get(1).value()).isCloseTo(2, within(1e-13));
    assertThat(fit.terms().get(2).value()).isNaN();
    assertThat(fit.terms().get(3).value()).isNaN();
  }

  @Test
  void noRowsAndNoColumnsHaveDefinedAnswers() {
    LinearFit empty = LinearFit.of(new double[0][], new double[0]);
    LinearFit missing = LinearFit.of(rows(NAN), new double[] {1});
    LinearFit mean = LinearFit.of(new double[3][0], new double[] {1, 2, 6});

    assertThat(empty.terms()).containsExactly(Coefficient.EXPLAINED);
    assertThat(empty.rSquared()).isNaN();
    assertThat(empty.logLikelihood()).isNaN();
    assertThat(empty.predict(new double[0])).isNaN();
    assertThat(missing.rowCount()).isZero();
    assertThat(mean.terms().get(0).value()).isCloseTo(3, within(1e-14));
    assertThat(mean.residualVariance()).isCloseTo(7, within(1e-13));
    assertThat(mean.rSquared()).isCloseTo(0, within(1e-14));
    assertThat(mean.overallTest().statistic()).isNaN();
  }

  /** Orthogonal columns: each slope alone, and their squares add up. */
  @Test
  void twoColumnsShareTheFTest() {
    double[][] rows = {{-1, -1}, {-1, 1}, {1, -1}, {1, 1}, {0, 0}};

    LinearFit fit = LinearFit.of(rows, new double[] {0, 2, 3, 7, 3});

    // Slopes 2 and 1.5, explained 16 + 9, left 26 - 25.
    assertThat(fit.overallTest().statistic()).isCloseTo(12.5 / 0.5, within(1e-12));
    assertThat(fit.residualVariance()).isCloseTo(0.5, within(1e-13));
    // Two slopes and two degrees: the tail of F is 1 / (1 + F).
    assertThat(fit.overallTest().pValue()).isCloseTo(1 / 26.0, within(1e-13));
    assertThat(fit.logLikelihood())
        .isCloseTo(-2.5 * (Math.log(2 * Math.PI / 5) + 1), within(1e-12));
    assertThat(fit.aic()).isCloseTo(6 - 2 * fit.logLikelihood(), within(1e-12));
    assertThat(fit.bic()).isCloseTo(3 * Math.log(5) - 2 * fit.logLikelihood(), within(1e-12));
  }

  @Test
  void aConstantTargetHasNothingToExplain() {
    LinearFit fit = LinearFit.of(rows(1, 2, 3, 4), new double[] {5, 5, 5, 5});

    assertThat(fit.terms().get(1).value()).isCloseTo(0, within(1e-14));
    assertThat(fit.rSquared()).isNaN();
    assertThat(fit.adjustedRSquared()).isNaN();
  }

  /** A row that alone tells a column from 0 lies on the fit, whatever its error was. */
  @Test
  void robustErrorsAreUnknownWhereARowFixesACoefficient() {
    double[][] rows = {{0}, {0}, {0}, {1}};

    LinearFit fit = LinearFit.of(rows, new double[] {1, 2, 3, 9});

    assertThat(fit.terms().get(1).standardError()).isCloseTo(Math.sqrt(4 / 3.0), within(1e-13));
    assertThat(fit.robustTerms().get(1).standardError()).isNaN();
  }

  /** Weights (residual / (1 - 1/2))² of two groups of two: each mean has variance 2·(1/2)²·1. */
  @Test
  void robustErrorsOfGroupMeansAreThoseOfEachGroup() {
    double[][] rows = {{0}, {0}, {1}, {1}};

    LinearFit fit = LinearFit.of(rows, new double[] {1, 2, 10, 20});

    assertThat(fit.robustCovariance()[0][0]).isCloseTo(0.5, within(1e-13));
    assertThat(fit.robustCovariance()[1][1]).isCloseTo(0.5 + 50, within(1e-12));
    assertThat(fit.robustCovariance()[0][1]).isCloseTo(-0.5, within(1e-13));
  }

  @Test
  void keepsDigitsOfColumnsFarFromZeroAndOfHugeScale() {
    double[][] rows = {{1e9 + 1, 1e200}, {1e9 + 2, 3e200}, {1e9 + 3, 2e200}, {1e9 + 4, 5e200}};
    double[] target = {2 + 1, 4 + 3, 6 + 2, 8 + 5};

    LinearFit fit = LinearFit.of(rows, target);

    assertThat(fit.terms().get(1).value()).isCloseTo(2, within(1e-6));
    assertThat(fit.terms().get(2).value() * 1e200).isCloseTo(1, within(1e-6));
  }

  @Property(tries = 50)
  void orderOfRowsChangesNothing(@ForAll @Size(12) double[] values) {
    double[][] rows = new double[6][1];
    double[] target = new double[6];
    double[][] turned = new double[6][1];
    double[] turnedTarget = new double[6];
    for (int i = 0; i < 6; i++) {
      rows[i][0] = Math.tanh(values[i]) + i;
      target[i] = Math.tanh(values[i + 6]);
      turned[5 - i][0] = rows[i][0];
      turnedTarget[5 - i] = target[i];
    }

    Coefficient slope = LinearFit.of(rows, target).terms().get(1);
    Coefficient same = LinearFit.of(turned, turnedTarget).terms().get(1);

    assertThat(same.value()).isCloseTo(slope.value(), within(1e-12));
    assertThat(same.standardError()).isCloseTo(slope.standardError(), within(1e-12));
  }

  @Test
  void refusesWhatCannotBeFitted() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LinearFit.of(rows(1, 2), new double[1]))
        .withMessageContaining("2 rows but 1 targets");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LinearFit.of(new double[][] {{1}, {}}, new double[2]))
        .withMessageContaining("row 1 has 0 values, not 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LinearFit.of(rows(1, 1 / 0.0), new double[2]))
        .withMessageContaining("a value of row 1 is infinite");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LinearFit.of(rows(1), new double[] {1 / 0.0}))
        .withMessageContaining("target of row 0 is infinite");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LinearFit.of(rows(1), new double[1]).predict(new double[2]))
        .withMessageContaining("a row has 2 values, the fit has 1 columns");
  }
}
