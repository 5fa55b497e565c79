package org.plumbline.stats.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NumericProfileTest {
  @Test
  void smallDataIsExact() {
    NumericProfile profile =
        SampleProfile.of(3, 1, Double.NaN, 2, 2, Double.POSITIVE_INFINITY, -0.0);

    assertThat(profile.exact()).isTrue();
    assertThat(profile.count()).isEqualTo(6);
    assertThat(profile.finite()).isEqualTo(5);
    assertThat(profile.missing()).isEqualTo(1);
    assertThat(profile.missingRate()).isEqualTo(1.0 / 7);
    assertThat(profile.positiveInfinities()).isEqualTo(1);
    assertThat(profile.mean()).isEqualTo(1.6);
    assertThat(profile.variance()).isEqualTo(1.3);
    assertThat(profile.standardDeviation()).isEqualTo(Math.sqrt(1.3));
    assertThat(profile.min()).isZero();
    assertThat(profile.max()).isEqualTo(3);
    assertThat(profile.distinct()).isEqualTo(5);
    assertThat(profile.quantile(0.5)).isEqualTo(2);
  }

  @Test
  void nothingHasNoMeanAndNoQuantile() {
    NumericProfile profile = SampleProfile.of(Double.NaN, Double.NaN);

    assertThat(profile.mean()).isNaN();
    assertThat(profile.standardDeviation()).isNaN();
    assertThat(profile.min()).isNaN();
    assertThat(profile.quantile(0.5)).isNaN();
    assertThat(profile.distinct()).isZero();
    assertThat(SampleProfile.of().missingRate()).isNaN();
  }

  @Test
  void manyValuesAreBucketedWithinTheStatedError() {
    SplittableRandom random = new SplittableRandom(1);
    double[] values = random.doubles(300_000).map(u -> 1e6 + 20 * u).toArray();

    NumericProfile profile = SampleProfile.of(values);

    Arrays.sort(values);
    assertThat(profile.exact()).isFalse();
    assertThat(profile.rankError()).isLessThan(0.001);
    assertThat(profile.min()).isEqualTo(values[0]);
    assertThat(profile.max()).isEqualTo(values[values.length - 1]);
    assertThat(profile.mean())
        .isCloseTo(Arrays.stream(values).average().orElseThrow(), within(1e-6));
    assertThat((double) profile.distinct()).isCloseTo(300_000, within(300_000 * 0.06));
    for (double share = 0; share <= 1; share += 0.01) {
      double exact = values[(int) (share * (values.length - 1))];
      assertThat(profile.quantile(share)).isCloseTo(exact, within(0.01));
    }
  }

  @Test
  void anyOrderAndSplitGivesTheSameProfile() {
    SplittableRandom random = new SplittableRandom(2);
    double[] values =
        random.doubles(40_000).map(u -> Math.log(u) * Math.pow(10, 300 * u - 150)).toArray();
    NumericProfile whole = SampleProfile.of(values);

    NumericProfile first = SampleProfile.of(Arrays.copyOfRange(values, 0, 5_000));
    NumericProfile second = SampleProfile.of(Arrays.copyOfRange(values, 5_000, 6_000));
    NumericProfile third = SampleProfile.of(Arrays.copyOfRange(values, 6_000, 40_000));

    assertThat(first.merge(second).merge(third)).isEqualTo(whole);
    assertThat(third.merge(first.merge(second))).isEqualTo(whole);
    assertThat(second.merge(third).merge(first)).isEqualTo(whole);
  }

  @Test
  void sumsDoNotCancelOrOverflow() {
    assertThat(SampleProfile.of(1e300, 1, -1e300).mean()).isEqualTo(1.0 / 3);
    assertThat(SampleProfile.of(Double.MAX_VALUE, Double.MAX_VALUE).mean())
        .isEqualTo(Double.MAX_VALUE);
    assertThat(SampleProfile.of(1e300, -1e300).standardDeviation())
        .isCloseTo(Math.sqrt(2) * 1e300, within(1e286));
    assertThat(SampleProfile.of(1e300, -1e300).variance()).isInfinite();
    assertThat(SampleProfile.of(1e9 + 1, 1e9 + 2, 1e9 + 3).variance()).isEqualTo(1);
    assertThat(SampleProfile.of(Double.MIN_VALUE, Double.MIN_VALUE).mean())
        .isEqualTo(Double.MIN_VALUE);
  }

  @Test
  void severalQuantilesAreThoseOfEach() {
    SplittableRandom random = new SplittableRandom(5);
    double[] few = random.ints(999, -20, 20).asDoubleStream().toArray();
    double[] many = random.doubles(50_000).map(u -> Math.log(u)).toArray();
    double[] shares = {1, 0, 0.5, 0.25, 0.999, 0.5, 1e-9, 0.001};

    NumericProfile exact = SampleProfile.of(few);
    Arrays.sort(few);
    for (int i = 0; i < shares.length; i++) {
      double position = 998 * shares[i];
      int rank = (int) position;
      double high = few[Math.min(998, rank + 1)];
      assertThat(exact.quantiles(shares)[i])
          .isEqualTo(NumericProfile.interpolate(few[rank], high, position - rank));
    }
    NumericProfile bucketed = SampleProfile.of(many);
    for (int i = 0; i < shares.length; i++) {
      assertThat(bucketed.quantiles(shares)[i]).isEqualTo(bucketed.quantile(shares[i]));
    }
    assertThat(bucketed.quantiles(0, 1)).containsExactly(bucketed.min(), bucketed.max());
    NumericProfile widest = SampleProfile.of(-Double.MAX_VALUE, Double.MAX_VALUE);
    assertThat(widest.quantiles(0, 0.5, 1)).containsExactly(-Double.MAX_VALUE, 0, Double.MAX_VALUE);
    assertThat(exact.quantiles()).isEmpty();
    assertThat(SampleProfile.of().quantiles(0, 1)).containsOnly(Double.NaN);
    assertThat(SampleProfile.of(7).quantiles(0, 0.5, 1)).containsOnly(7);
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> exact.quantiles(0.5, -0.1))
        .hasMessageContaining("quantile -0.1");
  }

  @Test
  void interpolationIsExactAtBothEndsAndDoesNotOverflow() {
    assertThat(NumericProfile.interpolate(2, 6, 0.25)).isEqualTo(3);
    assertThat(NumericProfile.interpolate(2, 6, 0.75)).isEqualTo(5);
    assertThat(NumericProfile.interpolate(0.1, 0.7, 0)).isEqualTo(0.1);
    assertThat(NumericProfile.interpolate(0.1, 0.7, 1)).isEqualTo(0.7);
    assertThat(NumericProfile.interpolate(7, 7, 0.3)).isEqualTo(7);
    double most = Double.MAX_VALUE;
    assertThat(NumericProfile.interpolate(-most, most, 0.25)).isEqualTo(-most / 2, within(1e295));
    assertThat(NumericProfile.interpolate(-most, most, 0.75)).isEqualTo(most / 2, within(1e295));
    double infinite = Double.POSITIVE_INFINITY;
    assertThat(NumericProfile.interpolate(infinite, infinite, 0.5)).isNaN();
  }

  @Test
  void countsWhatLiesOutside() {
    NumericProfile profile = SampleProfile.of(1, 2, 2, 3, 4, Double.NaN);

    assertThat(profile.outside(2, 3)).isEqualTo(2);
    assertThat(profile.outside(1, 4)).isZero();
    assertThat(profile.outside(2.5, 9)).isEqualTo(3);
    assertThat(profile.outside(Double.NEGATIVE_INFINITY, 1)).isEqualTo(4);
    assertThat(SampleProfile.of().outside(0, 1)).isZero();
  }

  @Test
  void oneNumberHasNoSpread() {
    assertThat(SampleProfile.of(3).variance()).isNaN();
    assertThat(SampleProfile.of(3, 5).variance()).isEqualTo(2);
  }

  @Test
  void sayWhetherTheyAreEqual() {
    NumericProfile profile = SampleProfile.of(1, 2, 3);

    assertThat(profile).isEqualTo(SampleProfile.of(3, 2, 1));
    assertThat(profile).hasSameHashCodeAs(SampleProfile.of(3, 2, 1));
    assertThat(profile).isNotEqualTo(SampleProfile.of(1, 2, 4));
    assertThat(profile).isNotEqualTo(SampleProfile.of(1, 2, 3, Double.NaN));
    assertThat(profile).isNotEqualTo(SampleProfile.of(1, 2, 3, 3));
    assertThat(profile.hashCode()).isNotEqualTo(SampleProfile.of(1, 2, 4).hashCode());
    assertThat(profile).isNotEqualTo(new Object());
  }
}
