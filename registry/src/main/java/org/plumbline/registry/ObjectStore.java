package org.plumbline.registry;

import java.io.InputStream;
import java.util.function.Consumer;

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
   *     what is kept does not have that hash any more, or has grown beyond what is ever kept to be
   *     read whole; INVALID_CONFIGURATION when this process has not the memory for it
   */
  byte[] read(ContentHash hash);

  boolean contains(ContentHash hash);

  /**
   * The bytes as a stream in constant memory; the caller closes it.
   *
   * <p>The bytes are known to be whole only once the stream has ended: the reading that would end a
   * changed object throws TAMPERED instead.
   *
   * @throws org.plumbline.kernel.PlumblineException NOT_FOUND without such an object
   */
  InputStream open(ContentHash hash);

  /**
   * Reads the object to its end, in constant memory.
   *
   * @throws org.plumbline.kernel.PlumblineException NOT_FOUND or TAMPERED
   */
  void verify(ContentHash hash);

  /** Names all objects, in no order. */
  void each(Consumer<StoredObject> object);

  /** Removes the object; removing what is not there is free. */
  void delete(ContentHash hash);
}
