package org.plumbline.registry.tracking;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** Counts what is read and refuses to read more than a file may hold. */
final class BoundedStream extends FilterInputStream {
  private final long most;
  private long count;

  BoundedStream(InputStream content, long most) {
    super(content);
    this.most = most;
  }

  long count() {
    return count;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    count += Math.max(read, 0);
    if (count > most) {
      throw tooLarge(most);
    }
    return read;
  }

  static PlumblineException tooLarge(long most) {
    return PlumblineException.of(
        ErrorCode.BODY_TOO_LARGE,
        "A file of a run may have " + most + " bytes: keep larger ones elsewhere and log where");
  }

  /** Reads what it skips: it must be counted. */
  @Override
  public long skip(long bytes) throws IOException {
    return readNBytes((int) Math.min(bytes, 1 << 16)).length;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
