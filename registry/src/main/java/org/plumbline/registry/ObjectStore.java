package org.plumbline.registry;

import java.io.InputStream;

/**
 * Bytes kept under their own hash: written once, never changed, checked at each reading. Safe to
 * share.
 */
public interface ObjectStore {
  /** Keeps the bytes durably; keeping the same bytes again is free. */
  ContentHash write(byte[] content);

  /** Keeps what the stream holds, in constant memory; the caller closes the stream. */
  ContentHash write(InputStream content);

  /**
   * The bytes of that hash.
   *
   * @throws org.plumbline.kernel.PlumblineException NOT_FOUND without such an object; TAMPERED when
   *     what is kept does not have that hash any more
   */
  byte[] read(ContentHash hash);

  boolean contains(ContentHash hash);
}
