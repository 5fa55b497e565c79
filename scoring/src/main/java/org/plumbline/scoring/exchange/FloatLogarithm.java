package org.plumbline.scoring.exchange;

/**
 * Natural logarithm of a positive normal float with the bits of the C library's {@code logf}.
 *
 * <p>XGBoost turns a base score into a base margin by {@code logf}, which rounds 0.6 % of such
 * values otherwise than the nearest float; a correctly rounded logarithm would shift every margin
 * of those models by one bit. Algorithm and constants are those of Arm's optimized routines (MIT),
 * which glibc 2.28+ and musl use: a table of 16 centres c, then a cubic in {@code r = z/c - 1}, in
 * double; error 0.818 ulp.
 */
final class FloatLogarithm {
  private static final int OFFSET = 0x3f330000;
  private static final double LN2 = 0x1.62e42fefa39efp-1;

  private static final double[] INVERSE = {
    0x1.661ec79f8f3bep+0, 0x1.571ed4aaf883dp+0, 0x1.49539f0f010bp+0, 0x1.3c995b0b80385p+0,
    0x1.30d190c8864a5p+0, 0x1.25e227b0b8eap+0, 0x1.1bb4a4a1a343fp+0, 0x1.12358f08ae5bap+0,
    0x1.0953f419900a7p+0, 0x1p+0, 0x1.e608cfd9a47acp-1, 0x1.ca4b31f026aap-1,
    0x1.b2036576afce6p-1, 0x1.9c2d163a1aa2dp-1, 0x1.886e6037841edp-1, 0x1.767dcf5534862p-1
  };

  private static final double[] LOGARITHM = {
    -0x1.57bf7808caadep-2, -0x1.2bef0a7c06ddbp-2, -0x1.01eae7f513a67p-2, -0x1.b31d8a68224e9p-3,
    -0x1.6574f0ac07758p-3, -0x1.1aa2bc79c81p-3, -0x1.a4e76ce8c0e5ep-4, -0x1.1973c5a611cccp-4,
    -0x1.252f438e10c1ep-5, 0x0p+0, 0x1.aa5aa5df25984p-5, 0x1.c5e53aa362eb4p-4,
    0x1.526e57720db08p-3, 0x1.bc2860d22477p-3, 0x1.1058bc8a07ee1p-2, 0x1.4043057b6ee09p-2
  };

  private FloatLogarithm() {}

  static float of(float x) {
    int bits = Float.floatToIntBits(x);
    if (bits == 0x3f800000) {
      return 0;
    }
    int shifted = bits - OFFSET;
    int i = (shifted >>> 19) & 15;
    int exponent = shifted >> 23;
    double z = Float.intBitsToFloat(bits - (shifted & 0xff800000));
    double r = z * INVERSE[i] - 1;
    double start = LOGARITHM[i] + exponent * LN2;
    double square = r * r;
    double y = 0x1.5575b0be00b6ap-2 * r - 0x1.ffffef20a4123p-2;
    y = -0x1.00ea348b88334p-2 * square + y;
    return (float) (y * square + (start + r));
  }
}
