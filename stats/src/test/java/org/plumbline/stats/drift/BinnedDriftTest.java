package org.plumbline.stats.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.plumbline.stats.profile.NumericProfile;
import org.plumbline.stats.profile.ProfileBuilder;
import org.plumbline.stats.profile.ProfileColumn;
import org.plumbline.stats.profile.ProfileSettings;
import org.plumbline.stats.profile.ReferenceBins;
import org.plumbline.stats.profile.TableProfile;

class BinnedDriftTest {
  private static final List<ProfileColumn> X = List.of(ProfileColumn.numeric("x"));

  private static ReferenceBins bins(double[] before, double[] now) {
    ProfileBuilder reference = new ProfileBuilder(X);
    reference.addColumn(0, before);
    // Bins must not suffer from a profile that had to coarsen.
    ProfileBuilder current =
        ProfileBuilder.beside(reference.build(), X, new ProfileSettings(16, 16));
    current.addColumn(0, now);
    TableProfile profile = current.build();
    return ((NumericProfile) profile.columns().getFirst()).referenceBins().orElseThrow();
  }

  private static double[] normal(long seed, int n, DoubleUnaryOperator shape) {
    SplittableRandom random = new SplittableRandom(seed);
    return DoubleStream.generate(random::nextGaussian).limit(n).map(shape).toArray();
  }

  @Test
  void ksFromCountsIsWithinThreeThousandthsOfTheExactOne() {
    double[] before = normal(1, 50_000, Math::exp);
    for (double shift : new double[] {0, 0.01, 0.1, 0.5, 3}) {
      double[] now = normal(2, 30_000, z -> Math.exp(1.1 * z + shift));

      BinnedDrift drift = BinnedDrift.of(bins(before, now));

      double exact = TwoSample.ks(before, now).statistic();
      assertThat(drift.ks()).isLessThanOrEqualTo(exact + 1e-12).isCloseTo(exact, within(0.003));
      assertThat(drift.ks() + drift.ksError()).isGreaterThanOrEqualTo(exact - 1e-12);
    }
  }

  @Test
  void psiIsThatOfDecilesOfTheReference() {
    double[] before = new double[1_000];
    Arrays.setAll(before, i -> i);
    double[] now = new double[500];
    Arrays.setAll(now, i -> i < 400 ? i / 4.0 : 950 + i / 10.0);

    BinnedDrift drift = BinnedDrift.of(bins(before, now));

    double[] reference = new double[10];
    Arrays.fill(reference, 100);
    // 99.25 to 99.75 lie above the last number of the first decile.
    double[] current = {397, 3, 0, 0, 0, 0, 0, 0, 0, 100};
    assertThat(drift.psi()).isCloseTo(Divergence.psi(reference, current), within(1e-12));
    assertThat(drift.psiCritical())
        .isCloseTo(Divergence.psiCritical(0.01, 10, 1_000, 500), within(1e-12));
  }

  @Test
  void aMoveOffARepeatedValueIsSeen() {
    double[] before = new double[1_000];
    double[] now = new double[1_000];
    Arrays.setAll(before, i -> i < 600 ? 0 : i);
    Arrays.setAll(now, i -> i < 600 ? 1e-9 : i);

    BinnedDrift drift = BinnedDrift.of(bins(before, now));

    assertThat(drift.ks()).isEqualTo(0.6);
    assertThat(drift.psi()).isGreaterThan(3);
    BinnedDrift constant = BinnedDrift.of(bins(new double[] {5, 5, 5}, new double[] {5, 4, 6}));
    assertThat(constant.ks()).isCloseTo(1.0 / 3, within(1e-15));
    assertThat(constant.ksError()).isCloseTo(1.0 / 3, within(1.0 / 3));
  }

  @Test
  void theSameRowsDoNotDrift() {
    double[] values = normal(4, 20_000, z -> z);

    BinnedDrift drift = BinnedDrift.of(bins(values, values));

    assertThat(drift.psi()).isZero();
    assertThat(drift.ks()).isZero();
    assertThat(drift.ksError()).isBetween(0.0, 0.003);
  }

  @Test
  void anEmptySideHasNoDrift() {
    for (ReferenceBins empty :
        List.of(bins(new double[0], new double[] {1}), bins(new double[] {1}, new double[0]))) {
      BinnedDrift drift = BinnedDrift.of(empty);

      assertThat(drift.psi()).isNaN();
      assertThat(drift.psiCritical()).isNaN();
      assertThat(drift.ks()).isNaN();
      assertThat(drift.ksError()).isNaN();
    }
  }
}
