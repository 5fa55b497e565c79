package org.plumbline.stats.sequential;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.plumbline.stats.math.Rules;

/** Reads what {@link StateWriter} wrote; reserves nothing that the bytes do not fill. */
final class StateReader {
  private static final String WAY_OUT = "; start the detector anew";

  private final ByteBuffer in;

  private StateReader(ByteBuffer in) {
    this.in = in;
  }

  static StateReader checked(byte[] bytes) {
    int end = bytes.length - Integer.BYTES;
    Rules.require(
        end >= StateWriter.HEADER, "%d bytes are too few for a detector" + WAY_OUT, bytes.length);
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, end);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    require(in.getInt(end) == (int) crc.getValue(), "the check sum of a detector is wrong");
    in.limit(end);
    require(in.getInt() == StateWriter.MAGIC, "these bytes hold no detector");
    int version = in.get();
    Rules.require(
        version == StateWriter.VERSION,
        "detector bytes of version %d: this program reads version 1" + WAY_OUT,
        version);
    return new StateReader(in);
  }

  DetectorKind kind() {
    return named(DetectorKind.values());
  }

  Signal signal() {
    return named(Signal.values());
  }

  private <T> T named(T[] known) {
    int number = in.get() & 0xFF;
    require(number < known.length, "a detector's kind or signal is unknown");
    return known[number];
  }

  long word() {
    require(in.remaining() >= Long.BYTES, "a detector's bytes end too early");
    return in.getLong();
  }

  /** Any number but NaN; what may start out infinite is checked by its reader. */
  double number() {
    double value = Double.longBitsToDouble(word());
    require(!Double.isNaN(value), "a detector's state holds NaN");
    return value;
  }

  double finite() {
    double value = number();
    require(Double.isFinite(value), "a detector's state holds an infinity");
    return value;
  }

  /** A whole number from zero. */
  long count() {
    long value = word();
    require(value >= 0 && value <= 1L << 53, "a detector's state holds an impossible count");
    return value;
  }

  /** A whole number from zero of at most {@code most}. */
  int count(int most) {
    long value = count();
    require(value <= most, "a detector's state holds a count that is too large");
    return (int) value;
  }

  boolean flag() {
    return count(1) == 1;
  }

  void finish() {
    require(!in.hasRemaining(), "a detector's bytes go on after their end");
  }

  static void require(boolean holds, String refusal) {
    Rules.require(holds, "%s", refusal + WAY_OUT);
  }
}
