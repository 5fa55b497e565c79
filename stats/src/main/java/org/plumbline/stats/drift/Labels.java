package org.plumbline.stats.drift;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as people read them: three digits, no trailing zeros. */
final class Labels {
  private static final MathContext DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);
  private static final MathContext EDGE_DIGITS = new MathContext(8, RoundingMode.HALF_EVEN);

  private Labels() {}

  static String number(double value) {
    return text(value, DIGITS);
  }

  /** A bin's border, with the digits that keep neighbours apart. */
  static String edge(double value) {
    return text(value, EDGE_DIGITS);
  }

  static String percent(double share) {
    return share > 0 && share < 0.001
        ? "under 0.1 %"
        : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String text(double value, MathContext digits) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "unknown" : value > 0 ? "∞" : "-∞";
    }
    BigDecimal exact = new BigDecimal(value);
    BigDecimal rounded =
        Math.abs(value) >= 1_000 && digits.equals(DIGITS) && Math.abs(value) < 1e7
            ? exact.setScale(0, RoundingMode.HALF_EVEN)
            : exact.round(digits);
    rounded = rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
    double size = Math.abs(value);
    return size != 0 && (size >= 1e15 || size < 1e-6)
        ? rounded.toString()
        : rounded.toPlainString();
  }
}
