package org.plumbline.store.segment;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What a segment consists of: {@code PLW1}, length, CRC-32C of the payload, payload; integers
 * big-endian. Frozen: segments of an older program are read for ever.
 */
final class Frames {
  static final int HEADER = 12;

  /** A thousand rows of some hundred inputs take a megabyte. */
  static final int LARGEST = 64 << 20;

  private static final int MAGIC = 0x504C_5731;

  private Frames() {}

  static ByteBuffer of(byte[] payload) {
    return ByteBuffer.allocate(HEADER + payload.length)
        .putInt(MAGIC)
        .putInt(payload.length)
        .putInt(checksum(payload, 0, payload.length))
        .put(payload)
        .flip();
  }

  /**
   * The frames at the beginning of a region.
   *
   * @param read bytes that need not be looked at again
   * @param damaged ranges among them that are no frames
   */
  record Read(List<byte[]> payloads, int read, List<Range> damaged) {}

  record Range(int from, int until) {}

  /**
   * Reads whole frames from the beginning; behind damage it goes on at the next frame that holds.
   *
   * @param last whether nothing follows the region, so that an unfinished frame is damage too
   */
  static Read read(byte[] region, boolean last) {
    List<byte[]> payloads = new ArrayList<>();
    List<Range> damaged = new ArrayList<>();
    int at = 0;
    while (at < region.length) {
      int length = payloadAt(region, at);
      if (length >= 0) {
        byte[] payload = new byte[length];
        System.arraycopy(region, at + HEADER, payload, 0, length);
        payloads.add(payload);
        at += HEADER + length;
        continue;
      }
      int next = nextFrame(region, at + 1);
      if (next < 0 && !last) {
        // The rest of the frame, or the next one that holds, may still follow.
        break;
      }
      int until = next < 0 ? region.length : next;
      damaged.add(new Range(at, until));
      at = until;
    }
    return new Read(payloads, at, damaged);
  }

  private static int nextFrame(byte[] region, int from) {
    for (int at = from; at <= region.length - HEADER; at++) {
      if (payloadAt(region, at) >= 0) {
        return at;
      }
    }
    return -1;
  }

  /** The length of the payload of the whole frame that begins there, -1 where none does. */
  private static int payloadAt(byte[] region, int at) {
    if (region.length - at < HEADER) {
      return -1;
    }
    ByteBuffer header = ByteBuffer.wrap(region, at, HEADER);
    if (header.getInt() != MAGIC) {
      return -1;
    }
    int length = header.getInt();
    if (length < 0 || length > LARGEST || length > region.length - at - HEADER) {
      return -1;
    }
    return checksum(region, at + HEADER, length) == header.getInt() ? length : -1;
  }

  private static int checksum(byte[] bytes, int from, int length) {
    var crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }
}
