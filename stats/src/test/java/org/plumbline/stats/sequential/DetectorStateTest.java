package org.plumbline.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** Bytes whose check sum is right but which describe no state that a detector can be in. */
class DetectorStateTest {
  private static final int VERSION = 4;
  private static final int KIND = 5;
  private static final int SIGNAL = 6;

  @Test
  void theHeaderMustBeOurs() {
    refused(new Ddm(), body -> body.put(0, (byte) 'x'), "hold no detector");
    refused(new Ddm(), body -> body.put(VERSION, (byte) 2), "of version 2");
    refused(new Ddm(), body -> body.put(KIND, (byte) DetectorKind.values().length), "is unknown");
    refused(new Ddm(), body -> body.put(KIND, (byte) -1), "is unknown");
    refused(new Ddm(), body -> body.put(SIGNAL, (byte) Signal.values().length), "is unknown");
  }

  @Test
  void wordsMayNeitherLackNorBeLeftOver() {
    refused(new Ddm(), body -> body.slice(0, body.limit() - Long.BYTES), "end too early");
    refused(
        new Ddm(),
        body -> ByteBuffer.allocate(body.limit() + Long.BYTES).put(body).rewind(),
        "go on after their end");
  }

  @Test
  void numbersMustBePossible() {
    refused(new Ddm(), word(1, Double.POSITIVE_INFINITY), "holds an infinity");
    refused(new Ddm(), word(6, Double.NaN), "holds NaN");
    refused(new Ddm(), word(0, -1), "impossible count");
    refused(new Ddm(), word(0, (1L << 53) + 1), "impossible count");
    refused(new Ddm(), word(0, 1L << 31), "count that is too large");
    refused(new Ddm(), word(5, -1.0), "spread is negative");
  }

  @Test
  void shareAndOrderOfWhatWasSeenMustBePossible() {
    refused(new Ddm(), word(4, 1.5), "error rate");
    refused(new Ddm(), word(4, -0.5), "error rate");
    refused(new Eddm(), word(7, 1_000_000), "after the newest row");
    refused(new HddmA(), word(5, 1_000_000), "longer than its run");
    refused(new HddmW(), word(5, 1.5), "sum of weights");
    refused(new HddmW(), word(5, -0.5), "sum of weights");
    refused(new HddmW(), word(3, 2), "too large");
  }

  @Test
  void anAdaptiveWindowNeedsRowsAndItsOldestABucket() {
    refused(new Adwin(), word(5, 0), "no row");
    refused(new Adwin(), word(5, 53), "too large");
    refused(new Adwin(), word(6, 6), "too large");
    Adwin empty = new Adwin();
    assertThat(Detector.fromBytes(empty.toBytes()).toBytes()).isEqualTo(empty.toBytes());
    // Two rows, both without a bucket.
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Detector.fromBytes(
                    sealed(
                        ByteBuffer.wrap(Arrays.copyOf(empty.toBytes(), 7 + 8 * 8))
                            .putLong(7 + 8 * 5, 2)
                            .putLong(7 + 8 * 6, 0)
                            .putLong(7 + 8 * 7, 0))))
        .withMessageContaining("oldest row of a window is empty");
  }

  private static UnaryOperator<ByteBuffer> word(int index, long value) {
    return body -> body.putLong(StateWriter.HEADER + Long.BYTES * index, value);
  }

  private static UnaryOperator<ByteBuffer> word(int index, double value) {
    return word(index, Double.doubleToRawLongBits(value));
  }

  private static void refused(Detector detector, UnaryOperator<ByteBuffer> forgery, String why) {
    for (int i = 0; i < 40; i++) {
      detector.update(i % 3 == 0 ? 1 : 0);
    }
    byte[] bytes = detector.toBytes();
    byte[] body = Arrays.copyOf(bytes, bytes.length - Integer.BYTES);
    byte[] forged = sealed(forgery.apply(ByteBuffer.wrap(body)));

    assertThat(sealed(ByteBuffer.wrap(Arrays.copyOf(bytes, body.length)))).isEqualTo(bytes);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Detector.fromBytes(forged))
        .withMessageContaining(why);
  }

  private static byte[] sealed(ByteBuffer body) {
    byte[] bytes = new byte[body.limit() + Integer.BYTES];
    body.get(0, bytes, 0, body.limit());
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, body.limit());
    ByteBuffer.wrap(bytes).putInt(body.limit(), (int) crc.getValue());
    return bytes;
  }
}
