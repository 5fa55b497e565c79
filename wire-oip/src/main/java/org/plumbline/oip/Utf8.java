package org.plumbline.oip;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads texts that must be UTF-8: a sign that is replaced would be another category. */
final class Utf8 {
  private Utf8() {}

  static String read(ByteBuffer bytes, String tensor) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException noText) {
      throw Refusals.tensor(tensor, "holds bytes that are not UTF-8: send text");
    }
  }
}
