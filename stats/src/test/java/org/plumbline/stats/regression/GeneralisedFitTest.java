package org.plumbline.stats.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.plumbline.stats.math.Distributions;

class GeneralisedFitTest {
  private static final double NAN = Double.NaN;

  /** A column of 0 and 1 fits the rate of each side: log-odds and variances are exact. */
  @Test
  void aSplitFitsTheOddsOfBothSides() {
    double[][] rows = {{0}, {0}, {0}, {0}, {1}, {1}, {1}, {1}, {1}};
    double[] target = {1, 0, 0, 0, 1, 1, 1, 0, 0};

    GeneralisedFit fit = GeneralisedFit.of(Response.BINARY, rows, target);

    double base = Math.log(1 / 3.0);
    assertThat(fit.isSeparated()).isFalse();
    assertThat(fit.terms().get(0).value()).isCloseTo(base, within(1e-12));
    assertThat(fit.terms().get(1).value()).isCloseTo(Math.log(1.5) - base, within(1e-12));
    double first = 1 / (4 * 0.25 * 0.75);
    double second = 1 / (5 * 0.6 * 0.4);
    assertThat(fit.terms().get(0).standardError()).isCloseTo(Math.sqrt(first), within(1e-12));
    assertThat(fit.terms().get(1).standardError())
        .isCloseTo(Math.sqrt(first + second), within(1e-12));
    double likelihood = Math.log(0.25) + 3 * Math.log(0.75) + 3 * Math.log(0.6) + 2 * Math.log(0.4);
    double none = 4 * Math.log(4 / 9.0) + 5 * Math.log(5 / 9.0);
    assertThat(fit.logLikelihood()).isCloseTo(likelihood, within(1e-12));
    assertThat(fit.nullLogLikelihood()).isCloseTo(none, within(1e-12));
    assertThat(fit.deviance()).isCloseTo(-2 * likelihood, within(1e-12));
    assertThat(fit.ratioTest().statistic()).isCloseTo(2 * (likelihood - none), within(1e-12));
    // Of one degree: twice the normal tail beyond its root.
    double tail = 2 * Distributions.normalTail(Math.sqrt(2 * (likelihood - none)));
    assertThat(fit.ratioTest().pValue()).isCloseTo(tail, within(1e-12));
    assertThat(fit.terms().get(1).limits().low())
        .isCloseTo(
            fit.terms().get(1).value() - 1.959963984540054 * Math.sqrt(first + second),
            within(1e-9));
    assertThat(fit.pseudoRSquared()).isCloseTo(1 - likelihood / none, within(1e-12));
    assertThat(fit.aic()).isCloseTo(4 - 2 * likelihood, within(1e-12));
    assertThat(fit.bic()).isCloseTo(2 * Math.log(9) - 2 * likelihood, within(1e-12));
    assertThat(fit.dispersion()).isCloseTo(9 / 7.0, within(1e-12));
    assertThat(fit.predict(new double[] {1})).isCloseTo(0.6, within(1e-12));
    assertThat(fit.predict(new double[] {NAN})).isNaN();
    assertThat(fit.degrees()).isEqualTo(7);
  }

  @Test
  void countsFitTheMeanOfBothSides() {
    double[][] rows = {{0}, {0}, {0}, {1}, {1}};
    double[] target = {0, 1, 5, 7, 10};

    GeneralisedFit fit = GeneralisedFit.of(Response.COUNT, rows, target);

    assertThat(fit.terms().get(0).value()).isCloseTo(Math.log(2), within(1e-12));
    assertThat(fit.terms().get(1).value()).isCloseTo(Math.log(8.5 / 2), within(1e-12));
    assertThat(fit.terms().get(1).standardError())
        .isCloseTo(Math.sqrt(1 / 6.0 + 1 / 17.0), within(1e-12));
    assertThat(fit.predict(new double[] {0})).isCloseTo(2, within(1e-12));
    double pearson = (4 + 1 + 9) / 2.0 + (2.25 + 2.25) / 8.5;
    assertThat(fit.dispersion()).isCloseTo(pearson / 3, within(1e-12));
    double deviance =
        2
            * (2
                + (Math.log(1 / 2.0) + 1)
                + (5 * Math.log(5 / 2.0) - 3)
                + (7 * Math.log(7 / 8.5) + 1.5)
                + (10 * Math.log(10 / 8.5) - 1.5));
    assertThat(fit.deviance()).isCloseTo(deviance, within(1e-12));
  }

  @Test
  void perfectSeparationIsToldAndNoErrorIsInvented() {
    double[][] rows = {{-2}, {-1}, {1}, {2}};

    GeneralisedFit fit = GeneralisedFit.of(Response.BINARY, rows, new double[] {0, 0, 1, 1});

    assertThat(fit.isSeparated()).isTrue();
    assertThat(fit.terms().get(1).value()).isFinite().isGreaterThan(10);
    assertThat(fit.terms().get(1).standardError()).isNaN();
    assertThat(fit.terms().get(1).pValue()).isNaN();
    assertThat(fit.covariance()[1][1]).isNaN();
    assertThat(fit.dispersion()).isNaN();
    assertThat(fit.logLikelihood()).isCloseTo(0, within(1e-9));
    assertThat(fit.predict(new double[] {3})).isCloseTo(1, within(1e-9));
  }

  /** One side is all 1, the other mixed: only the factor of the split runs away. */
  @Test
  void separationOfSomeRowsIsToldAsWell() {
    double[][] rows = {{0}, {0}, {0}, {1}, {1}};

    GeneralisedFit binary = GeneralisedFit.of(Response.BINARY, rows, new double[] {0, 1, 0, 1, 1});
    GeneralisedFit count = GeneralisedFit.of(Response.COUNT, rows, new double[] {3, 1, 2, 0, 0});

    assertThat(binary.isSeparated()).isTrue();
    assertThat(binary.logLikelihood())
        .isCloseTo(Math.log(1 / 3.0) + 2 * Math.log(2 / 3.0), within(1e-9));
    assertThat(binary.terms().get(0).value()).isCloseTo(Math.log(0.5), within(1e-6));
    assertThat(count.isSeparated()).isTrue();
    assertThat(count.predict(new double[] {1})).isCloseTo(0, within(1e-9));
    assertThat(count.predict(new double[] {0})).isCloseTo(2, within(1e-6));
  }

  @Test
  void targetsAllAlikeHaveNoMaximum() {
    GeneralisedFit ones = GeneralisedFit.of(Response.BINARY, new double[2][1], new double[] {1, 1});
    GeneralisedFit noughts = GeneralisedFit.of(Response.COUNT, new double[2][0], new double[2]);
    GeneralisedFit empty = GeneralisedFit.of(Response.COUNT, new double[0][], new double[0]);

    assertThat(ones.isSeparated()).isTrue();
    assertThat(ones.logLikelihood()).isZero();
    assertThat(ones.terms().get(0).value()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(ones.predict(new double[] {3})).isEqualTo(1);
    assertThat(noughts.isSeparated()).isTrue();
    assertThat(noughts.predict(new double[0])).isZero();
    assertThat(empty.isSeparated()).isTrue();
    assertThat(empty.logLikelihood()).isNaN();
    assertThat(empty.predict(new double[0])).isNaN();
    assertThat(empty.terms()).containsExactly(Coefficient.EXPLAINED);
  }

  @Test
  void columnsThatOthersExplainAndRowsWithGapsAreLeftOut() {
    double[][] plain = {{0}, {0}, {0}, {1}, {1}};
    double[][] more = {{0, 0, 4}, {0, 0, 4}, {NAN, 1, 4}, {0, 0, 4}, {1, 2, 4}, {1, 2, 4}};

    GeneralisedFit expected =
        GeneralisedFit.of(Response.COUNT, plain, new double[] {0, 1, 5, 7, 9});
    GeneralisedFit fit = GeneralisedFit.of(Response.COUNT, more, new double[] {0, 1, 8, 5, 7, 9});

    assertThat(fit.rowCount()).isEqualTo(5);
    assertThat(fit.rank()).isEqualTo(2);
    assertThat(fit.terms().subList(0, 2)).isEqualTo(expected.terms());
    assertThat(fit.terms().get(2)).isEqualTo(Coefficient.EXPLAINED);
    assertThat(fit.terms().get(3)).isEqualTo(Coefficient.EXPLAINED);
    assertThat(fit.covariance()[3]).containsOnly(0);
  }

  /** From the mean a full step would overflow: halved steps reach the maximum. */
  @Test
  void halvesStepsThatLeapTooFar() {
    double[][] rows = {{0}, {1}, {2}, {3}, {4}, {40}};
    double[] target = {1, 0, 1, 2, 1, 1_000_000};

    GeneralisedFit fit = GeneralisedFit.of(Response.COUNT, rows, target);

    assertThat(fit.isSeparated()).isFalse();
    double sum = 0;
    double weighted = 0;
    for (int i = 0; i < rows.length; i++) {
      double residual = target[i] - fit.predict(rows[i]);
      sum += residual;
      weighted += residual * rows[i][0];
    }
    // At the maximum the residuals are at right angles to the columns.
    assertThat(sum).isCloseTo(0, within(1e-4));
    assertThat(weighted).isCloseTo(0, within(1e-2));
  }

  @Test
  void refusesTargetsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GeneralisedFit.of(Response.BINARY, new double[1][1], new double[] {0.5}))
        .withMessageContaining("target 0.5 of BINARY: give 0 or 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GeneralisedFit.of(Response.COUNT, new double[1][1], new double[] {-1}))
        .withMessageContaining("give a whole number from 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GeneralisedFit.of(Response.COUNT, new double[1][1], new double[] {1.5}));
  }
}
