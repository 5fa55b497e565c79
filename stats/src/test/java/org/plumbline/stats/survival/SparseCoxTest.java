package org.plumbline.stats.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SparseCoxTest {
  private static CoxSample sample(long seed) {
    var random = new Random(seed);
    int n = 60;
    double[] times = new double[n];
    boolean[] events = new boolean[n];
    double[][] covariates = new double[n][3];
    for (int i = 0; i < n; i++) {
      covariates[i][0] = random.nextGaussian();
      covariates[i][1] = 100 * random.nextDouble();
      covariates[i][2] = 7;
      times[i] = 1 + Math.floor(20 * random.nextDouble() * Math.exp(-covariates[i][0]));
      events[i] = random.nextInt(4) > 0;
    }
    return CoxSample.of(Lifetimes.of(times, events), covariates);
  }

  @Property(tries = 30)
  void withoutKinkIsThePenalisedFit(@ForAll long seed) {
    CoxSample sample = sample(seed);

    double[] sparse = SparseCox.coefficients(sample, CoxTies.EFRON, 0.2, 0);

    CoxFit fit = CoxFit.of(sample, new CoxSettings(CoxTies.EFRON, 0.2));
    for (int j = 0; j < 2; j++) {
      assertThat(sparse[j]).isCloseTo(fit.terms().get(j).coefficient(), within(1e-7));
    }
    assertThat(sparse[2]).isZero();
  }

  @Property(tries = 30)
  void harderPenaltiesLeaveLess(@ForAll long seed) {
    CoxSample sample = sample(seed);
    double last = Double.POSITIVE_INFINITY;

    for (double penalty : new double[] {0.001, 0.03, 0.1, 0.3, 5}) {
      double[] found = SparseCox.coefficients(sample, CoxTies.BRESLOW, penalty, 1);
      double size = Math.abs(found[0]) * spread(sample, 0) + Math.abs(found[1]) * spread(sample, 1);
      assertThat(size).isLessThanOrEqualTo(last + 1e-9);
      last = size;
    }
    assertThat(last).isZero();
  }

  private static double spread(CoxSample sample, int column) {
    int n = sample.rows().size();
    double mean = 0;
    for (int i = 0; i < n; i++) {
      mean += sample.cell(i, column) / n;
    }
    double squares = 0;
    for (int i = 0; i < n; i++) {
      squares += Math.pow(sample.cell(i, column) - mean, 2);
    }
    return Math.sqrt(squares / (n - 1));
  }

  @Test
  void faultyArgumentsAreRefused() {
    CoxSample sample = sample(1);
    CoxSample none = CoxSample.of(Lifetimes.of(new double[0], new boolean[0]), new double[0][]);

    assertThatThrownBy(() -> SparseCox.coefficients(sample, CoxTies.EFRON, 0, 1))
        .hasMessageContaining("penalty 0");
    assertThatThrownBy(() -> SparseCox.coefficients(sample, CoxTies.EFRON, 1, -1))
        .hasMessageContaining("share -1");
    assertThatThrownBy(() -> SparseCox.coefficients(none, CoxTies.EFRON, 1, 1))
        .hasMessageContaining("at least one row");
  }

  @Test
  void separationStaysFinite() {
    double[] times = {1, 2, 3, 4};
    boolean[] events = new boolean[4];
    Arrays.fill(events, true);
    CoxSample sample =
        CoxSample.of(Lifetimes.of(times, events), new double[][] {{4}, {3}, {2}, {1}});

    assertThat(SparseCox.coefficients(sample, CoxTies.EFRON, 0.01, 1)[0]).isFinite().isPositive();
  }
}
