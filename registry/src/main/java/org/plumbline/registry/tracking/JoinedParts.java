package org.plumbline.registry.tracking;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Parts one after the other; each is opened when the one before has ended. For one thread. */
final class JoinedParts extends InputStream {
  private final Iterator<UploadPart> parts;
  private final Opening opening;
  private @Nullable InputStream current;

  /** Opens a part where its own bytes begin. */
  @FunctionalInterface
  interface Opening {
    InputStream open(UploadPart part) throws IOException;
  }

  JoinedParts(Iterable<UploadPart> parts, Opening opening) {
    this.parts = parts.iterator();
    this.opening = opening;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    while (true) {
      int read = current == null ? -1 : current.read(buffer, offset, length);
      if (read >= 0) {
        return read;
      }
      close();
      if (!parts.hasNext()) {
        return -1;
      }
      current = opening.open(parts.next());
    }
  }

  @Override
  public void close() throws IOException {
    if (current != null) {
      current.close();
      current = null;
    }
  }
}
