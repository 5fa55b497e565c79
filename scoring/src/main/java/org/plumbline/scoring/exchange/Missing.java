package org.plumbline.scoring.exchange;

/** Which values of a feature count as missing. */
enum Missing {
  /** NaN alone. */
  NAN,

  /** NaN, and what LightGBM takes for zero: {@code |x| <= 1e-35f}. */
  ZERO,

  /** None: NaN is read as 0. */
  NONE;

  DraftColumn number(int input) {
    return new DraftColumn(input, this == NONE ? 0 : Double.NaN, this == ZERO, java.util.List.of());
  }
}
