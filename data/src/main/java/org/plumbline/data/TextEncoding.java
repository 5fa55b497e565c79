package org.plumbline.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Which encoding a text file has, found by a full pass over its bytes.
 *
 * <p>A byte order mark decides; else zero bytes in every second place mean UTF-16; else valid UTF-8
 * is UTF-8. Where some bytes are no UTF-8, the file is Windows-1252 if no multi-byte character of
 * UTF-8 occurs and all odd bytes are defined there; otherwise it is UTF-8 with damaged lines.
 */
record TextEncoding(Charset charset, int markLength) {
  static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  static TextEncoding of(InputStream bytes) throws IOException {
    var in = new BufferedInputStream(bytes, 1 << 16);
    in.mark(1 << 12);
    byte[] head = in.readNBytes(1 << 11);
    in.reset();
    if (starts(head, 0xEF, 0xBB, 0xBF)) {
      return new TextEncoding(StandardCharsets.UTF_8, 3);
    }
    if (starts(head, 0xFE, 0xFF)) {
      return new TextEncoding(StandardCharsets.UTF_16BE, 2);
    }
    if (starts(head, 0xFF, 0xFE)) {
      return new TextEncoding(StandardCharsets.UTF_16LE, 2);
    }
    if (zeros(head, 0) > head.length / 5) {
      return new TextEncoding(StandardCharsets.UTF_16BE, 0);
    }
    if (zeros(head, 1) > head.length / 5) {
      return new TextEncoding(StandardCharsets.UTF_16LE, 0);
    }
    return new TextEncoding(eightBit(in), 0);
  }

  private static boolean starts(byte[] head, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= head.length || (head[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private static int zeros(byte[] head, int parity) {
    int count = 0;
    for (int i = parity; i < head.length; i += 2) {
      if (head[i] == 0) {
        count++;
      }
    }
    return count;
  }

  private static Charset eightBit(InputStream in) throws IOException {
    long characters = 0;
    long odd = 0;
    boolean definedIn1252 = true;
    byte[] block = new byte[1 << 16];
    int expected = 0; // continuation bytes still to come
    int lead = 0;
    for (int n = in.read(block); n >= 0; n = in.read(block)) {
      for (int i = 0; i < n; i++) {
        int b = block[i] & 0xFF;
        if (expected > 0) {
          if ((b & 0xC0) == 0x80) {
            expected--;
            if (expected == 0) {
              characters++;
            }
            continue;
          }
          odd++;
          definedIn1252 &= definedIn1252(lead);
          expected = 0;
        }
        if (b < 0x80) {
          continue;
        }
        lead = b;
        expected =
            b >= 0xC2 && b < 0xE0 ? 1 : b >= 0xE0 && b < 0xF0 ? 2 : b >= 0xF0 && b < 0xF5 ? 3 : 0;
        if (expected == 0) {
          odd++;
          definedIn1252 &= definedIn1252(b);
        }
      }
    }
    boolean western = odd > 0 && characters == 0 && definedIn1252;
    return western ? WINDOWS_1252 : StandardCharsets.UTF_8;
  }

  private static boolean definedIn1252(int b) {
    return b != 0x81 && b != 0x8D && b != 0x8F && b != 0x90 && b != 0x9D;
  }
}
