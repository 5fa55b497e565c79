package org.plumbline.verifier;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads what the canonical form writes of sealed blocks; whatever else comes is refused. */
final class BlockReader {
  private final ByteBuffer bytes;

  BlockReader(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  List<SealedBlock> blocks() {
    return whole(
        () -> {
          int count = count();
          var blocks = new ArrayList<SealedBlock>();
          for (int i = 0; i < count; i++) {
            String subject = text();
            List<String> fields = texts();
            byte[] commitment = bytes(Digest.BYTES);
            blocks.add(
                new SealedBlock(subject, fields, Digest.of(commitment), bytes(bytes.getInt())));
          }
          return blocks;
        });
  }

  SealedBlock.Opened opened() {
    return whole(() -> new SealedBlock.Opened(bytes(CanonicalForm.SALT_BYTES), texts()));
  }

  private <T> T whole(Supplier<T> read) {
    try {
      T value = read.get();
      if (bytes.hasRemaining()) {
        throw new IllegalArgumentException("Sealed values have bytes that nobody wrote");
      }
      return value;
    } catch (BufferUnderflowException cut) {
      throw new IllegalArgumentException("Sealed values are cut short", cut);
    }
  }

  private List<String> texts() {
    int count = count();
    var texts = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      texts.add(text());
    }
    return texts;
  }

  private String text() {
    return new String(bytes(bytes.getInt()), StandardCharsets.UTF_8);
  }

  private int count() {
    int count = bytes.getInt();
    if (count < 0 || count > bytes.remaining()) {
      throw new IllegalArgumentException("Sealed values cannot have " + count + " parts");
    }
    return count;
  }

  private byte[] bytes(int length) {
    if (length < 0 || length > bytes.remaining()) {
      throw new IllegalArgumentException("Sealed values are cut short");
    }
    byte[] read = new byte[length];
    bytes.get(read);
    return read;
  }
}
