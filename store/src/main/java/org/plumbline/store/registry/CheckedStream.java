package org.plumbline.store.registry;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.ContentHash;

/** Hashes what is read; a reading that meets the end throws TAMPERED unless the hash is right. */
final class CheckedStream extends FilterInputStream {
  private final MessageDigest digest = ContentHash.sha256();
  private final ContentHash expected;
  private boolean ended;

  CheckedStream(InputStream content, ContentHash expected) {
    super(content);
    this.expected = expected;
  }

  static PlumblineException tampered(ContentHash hash) {
    return PlumblineException.of(
            ErrorCode.TAMPERED,
            "Object " + hash + " does not match its hash: restore it from a backup")
        .with("object", hash.hex());
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    if (read > 0) {
      digest.update(buffer, offset, read);
    } else if (read < 0 && !ended) {
      ended = true;
      if (!ContentHash.ofDigest(digest).equals(expected)) {
        throw tampered(expected);
      }
    }
    return read;
  }

  /** Reads what it skips: it must be hashed. */
  @Override
  public long skip(long count) throws IOException {
    return readNBytes((int) Math.min(count, 1 << 16)).length;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
