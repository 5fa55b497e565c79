package org.plumbline.stats.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class ExactSumTest {
  private static final double[] VALUES = {
    1,
    -0.1,
    1e300,
    -Double.MAX_VALUE,
    Double.MAX_VALUE,
    Double.MIN_VALUE,
    -3 * Double.MIN_VALUE,
    Double.MIN_NORMAL,
    Math.nextDown(Double.MIN_NORMAL),
    Math.PI * 1e17,
    -12_345.678,
    0
  };

  @Test
  void sumsAreExactForAnyMagnitude() {
    ExactSum sum = ExactSum.ofValues();
    BigInteger expected = BigInteger.ZERO;
    for (double value : VALUES) {
      sum.add(value);
      expected = expected.add(units(value));

      assertThat(sum.total()).isEqualTo(expected);
      assertThat(sum.total()).as("read again").isEqualTo(expected);
    }
  }

  @Test
  void sumsOfSquaresAreExactForAnyMagnitude() {
    ExactSum sum = ExactSum.ofSquares();
    BigInteger expected = BigInteger.ZERO;
    for (double value : VALUES) {
      sum.add(value);
      expected = expected.add(units(value).pow(2));

      assertThat(sum.total()).isEqualTo(expected);
    }
  }

  @Test
  void aValueAddedManyTimesCountsAsOften() {
    for (long times : new long[] {0, 1, 3, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 1L << 40}) {
      for (double value : VALUES) {
        ExactSum sum = ExactSum.ofValues();
        ExactSum squares = ExactSum.ofSquares();

        sum.add(value, times);
        squares.add(value, times);

        BigInteger count = BigInteger.valueOf(times);
        assertThat(sum.total()).isEqualTo(units(value).multiply(count));
        assertThat(squares.total()).isEqualTo(units(value).pow(2).multiply(count));
      }
    }
  }

  @Test
  void totalsOfOthersAreAdded() {
    ExactSum sum = ExactSum.ofValues();
    sum.add(2);
    sum.add(units(-5));
    sum.add(1);

    assertThat(sum.total()).isEqualTo(units(-2));
  }

  @Test
  void ratiosAreRoundedOnce() {
    BigInteger three = BigInteger.valueOf(3);
    assertThat(ExactSum.ratio(BigInteger.ZERO, three, 5)).isZero();
    assertThat(ExactSum.ratio(BigInteger.ONE, three, 0)).isEqualTo(1.0 / 3);
    assertThat(ExactSum.ratio(BigInteger.ONE.negate(), three, 0)).isEqualTo(-1.0 / 3);
    assertThat(ExactSum.ratio(BigInteger.valueOf(10), three, 4)).isEqualTo(160.0 / 3);
    assertThat(ExactSum.ratio(three.shiftLeft(1_500), BigInteger.ONE.shiftLeft(20), -1_480))
        .isEqualTo(3);
    assertThat(ExactSum.ratio(BigInteger.ONE.shiftLeft(20), three.shiftLeft(1_500), 1_481))
        .isEqualTo(2.0 / 3);
  }

  @Test
  void aRemainderFarBelowHalfAnUlpStillDecidesTies() {
    // 2^53 + 1 lies between two doubles; the remainder says which is nearer.
    BigInteger tie = BigInteger.ONE.shiftLeft(53).add(BigInteger.ONE);
    BigInteger denominator = BigInteger.valueOf(3).pow(100);
    BigInteger numerator = tie.multiply(denominator);

    assertThat(ExactSum.ratio(numerator, denominator, 0)).isEqualTo(0x1p53);
    assertThat(ExactSum.ratio(numerator.add(BigInteger.ONE), denominator, 0)).isEqualTo(0x1p53 + 2);
    assertThat(ExactSum.ratio(numerator.subtract(BigInteger.ONE), denominator, 0))
        .isEqualTo(0x1p53);
  }

  @Test
  void rootsNeitherOverflowNorUnderflowBetween() {
    assertThat(ExactSum.rootOfRatio(BigInteger.ZERO, BigInteger.TWO, 0)).isZero();
    assertThat(ExactSum.rootOfRatio(BigInteger.TWO, BigInteger.ONE, 0)).isEqualTo(Math.sqrt(2));
    assertThat(ExactSum.rootOfRatio(BigInteger.ONE, BigInteger.TWO, 1)).isEqualTo(1);
    assertThat(ExactSum.rootOfRatio(BigInteger.ONE.shiftLeft(3_000), BigInteger.ONE, -1_000))
        .isEqualTo(0x1p1000);
    assertThat(ExactSum.rootOfRatio(BigInteger.ONE, BigInteger.ONE.shiftLeft(3_000), 1_000))
        .isEqualTo(0x1p-1000);
    assertThat(ExactSum.rootOfRatio(BigInteger.ONE, BigInteger.ONE, -2_000)).isEqualTo(0x1p-1000);
    assertThat(ExactSum.rootOfRatio(BigInteger.ONE, BigInteger.ONE, 2_000)).isEqualTo(0x1p1000);
  }

  private static BigInteger units(double value) {
    return new BigDecimal(value)
        .multiply(new BigDecimal(BigInteger.ONE.shiftLeft(-ExactSum.UNIT)))
        .toBigIntegerExact();
  }
}
