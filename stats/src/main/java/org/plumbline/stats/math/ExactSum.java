package org.plumbline.stats.math;

import java.math.BigInteger;

/*
 * A fixed-point accumulator wide enough for any double, after Neal ("Fast exact summation using
 * small and large superaccumulators", 2015): 32-bit digits in 64-bit words, carries put off for
 * 2^30 additions. Sums are exact, hence the same in any order and any split; rounding happens once,
 * when a mean or a variance is read. Costs about 2 ns a value for the sum, 3 ns for the squares.
 */
/** The exact sum of doubles, or of their squares, in units of 2^-1074 or 2^-2148. */
public final class ExactSum {
  /** Exponent of the unit of {@link #total()} for plain sums; squares use twice of it. */
  public static final int UNIT = -1_074;

  private static final int CARRY_EVERY = 1 << 30;
  private static final long DIGIT = 0xFFFFFFFFL;
  private static final long FRACTION = (1L << 52) - 1;
  private static final int DIGITS = 4_260 / 32 + 4;

  /** What a sum holds in memory at most: its digits and as many bits carried. */
  public static final long RETAINED_BYTES = 16L * DIGITS + 128;

  private final boolean squares;
  private final long[] digits = new long[DIGITS];
  private BigInteger carried = BigInteger.ZERO;
  private int pending;

  private ExactSum(boolean squares) {
    this.squares = squares;
  }

  public static ExactSum ofValues() {
    return new ExactSum(false);
  }

  public static ExactSum ofSquares() {
    return new ExactSum(true);
  }

  /** Adds a finite value (or its square). */
  public void add(double value) {
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >>> 52) & 0x7FF;
    long mantissa = exponent == 0 ? bits & FRACTION : (bits & FRACTION) | (1L << 52);
    int position = Math.max(exponent, 1) - 1;
    if (squares) {
      addShifted(Math.multiplyHigh(mantissa, mantissa), mantissa * mantissa, 2 * position, 0);
    } else {
      addShifted(0, mantissa, position, bits >> 63);
    }
    if (++pending == CARRY_EVERY) {
      carry();
    }
  }

  /** Adds a finite value (or its square) as often as stated. */
  public void add(double value, long times) {
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >>> 52) & 0x7FF;
    long mantissa = exponent == 0 ? bits & FRACTION : (bits & FRACTION) | (1L << 52);
    int position = Math.max(exponent, 1) - 1;
    if (!squares) {
      addShifted(Math.multiplyHigh(mantissa, times), mantissa * times, position, bits >> 63);
    } else if (times < 1 << 20) {
      long low = mantissa * mantissa;
      long high = Math.multiplyHigh(mantissa, mantissa);
      addShifted(
          high * times + Math.unsignedMultiplyHigh(low, times), low * times, 2 * position, 0);
    } else {
      BigInteger square = BigInteger.valueOf(mantissa).pow(2);
      carried = carried.add(square.multiply(BigInteger.valueOf(times)).shiftLeft(2 * position));
    }
    if (++pending == CARRY_EVERY) {
      carry();
    }
  }

  /** Adds another total in the same unit. */
  public void add(BigInteger total) {
    carried = carried.add(total);
  }

  /** The exact sum in units of 2^-1074, for squares 2^-2148. */
  public BigInteger total() {
    carry();
    return carried;
  }

  private void addShifted(long high, long low, int position, long sign) {
    int digit = position >>> 5;
    int shift = position & 31;
    long word0 = low << shift;
    long word1 = (high << shift) | ((low >>> 1) >>> (63 - shift));
    long word2 = (high >>> 1) >>> (63 - shift);
    digits[digit] += ((word0 & DIGIT) ^ sign) - sign;
    digits[digit + 1] += ((word0 >>> 32) ^ sign) - sign;
    digits[digit + 2] += ((word1 & DIGIT) ^ sign) - sign;
    if (squares || high != 0) {
      digits[digit + 3] += ((word1 >>> 32) ^ sign) - sign;
      digits[digit + 4] += (word2 ^ sign) - sign;
    }
  }

  private void carry() {
    if (pending == 0) {
      return;
    }
    byte[] magnitude = new byte[4 * DIGITS + 8];
    long borrow = 0;
    for (int i = 0; i < DIGITS; i++) {
      long word = digits[i] + borrow;
      borrow = word >> 32;
      int end = magnitude.length - 1 - 4 * i;
      magnitude[end] = (byte) word;
      magnitude[end - 1] = (byte) (word >>> 8);
      magnitude[end - 2] = (byte) (word >>> 16);
      magnitude[end - 3] = (byte) (word >>> 24);
      digits[i] = 0;
    }
    for (int i = 0; i < 8; i++) {
      magnitude[7 - i] = (byte) (borrow >> (8 * i));
    }
    carried = carried.add(new BigInteger(magnitude));
    pending = 0;
  }

  /** {@code numerator / denominator * 2^exponent}, rounded once; the denominator is positive. */
  public static double ratio(BigInteger numerator, BigInteger denominator, int exponent) {
    if (numerator.signum() == 0) {
      return 0;
    }
    int shift = Math.max(0, 70 - numerator.bitLength() + denominator.bitLength());
    BigInteger[] parts = numerator.abs().shiftLeft(shift).divideAndRemainder(denominator);
    BigInteger quotient = parts[1].signum() == 0 ? parts[0] : parts[0].setBit(0);
    // 70 bits and more survive, the lowest sticky; what is far too wide is cut, still sticky.
    int excess = Math.max(0, quotient.bitLength() - 1_000);
    double value = Math.scalb(quotient.shiftRight(excess).doubleValue(), excess + exponent - shift);
    return numerator.signum() < 0 ? -value : value;
  }

  /** The square root of {@code numerator / denominator * 2^exponent} without overflow between. */
  public static double rootOfRatio(BigInteger numerator, BigInteger denominator, int exponent) {
    if (numerator.signum() == 0) {
      return 0;
    }
    int size = numerator.bitLength() - denominator.bitLength() + exponent;
    int half = Math.floorDiv(size, 2);
    return Math.scalb(Math.sqrt(ratio(numerator, denominator, exponent - 2 * half)), half);
  }
}
