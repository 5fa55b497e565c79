package org.plumbline.stats.descriptive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PairMomentsTest {
  @Test
  void partsMergeToTheWhole() {
    var random = new SplittableRandom(5);
    double[] x = random.doubles(200).toArray();
    double[] y = random.doubles(200).map(one -> 1e6 + one).toArray();

    PairMoments whole = of(x, y);
    PairMoments merged =
        of(Arrays.copyOf(x, 30), Arrays.copyOf(y, 30))
            .merge(PairMoments.EMPTY)
            .merge(of(Arrays.copyOfRange(x, 30, 200), Arrays.copyOfRange(y, 30, 200)));

    assertThat(merged.n()).isEqualTo(200);
    assertThat(merged.meanX()).isCloseTo(whole.meanX(), within(1e-12));
    assertThat(merged.meanY()).isCloseTo(whole.meanY(), within(1e-6));
    assertThat(merged.sxx()).isCloseTo(whole.sxx(), within(1e-9));
    assertThat(merged.syy()).isCloseTo(whole.syy(), within(1e-6));
    assertThat(merged.sxy()).isCloseTo(whole.sxy(), within(1e-6));
  }

  @Test
  void takingTheCovariateAwayLeavesTheVarianceThatItDoesNotExplain() {
    /* y = 2 x + noise with var(x) = var(noise): what is left is (1 - rho^2) of the variance. */
    var random = new java.util.Random(7);
    double[] x = random.doubles(20_000).toArray();
    double[] y = Arrays.stream(x).map(one -> 2 * one + random.nextDouble()).toArray();
    PairMoments moments = of(x, y);
    double slope = moments.sxy() / moments.sxx();
    double rho = moments.sxy() / Math.sqrt(moments.sxx() * moments.syy());

    PairMoments adjusted = moments.adjusted(slope, moments.meanX());

    assertThat(slope).isCloseTo(2, within(0.05));
    assertThat(adjusted.meanY()).isCloseTo(moments.meanY(), within(1e-12));
    assertThat(adjusted.varianceY() / moments.varianceY())
        .isCloseTo(1 - rho * rho, within(1e-9))
        .isCloseTo(0.2, within(0.02));
    assertThat(adjusted.sxy()).isCloseTo(0, within(1e-9));
  }

  private static PairMoments of(double[] x, double[] y) {
    double meanX = Moments.mean(x);
    double meanY = Moments.mean(y);
    double sxy = 0;
    for (int i = 0; i < x.length; i++) {
      sxy += (x[i] - meanX) * (y[i] - meanY);
    }
    return new PairMoments(
        x.length, meanX, meanY, Moments.central(x, 2), Moments.central(y, 2), sxy);
  }
}
