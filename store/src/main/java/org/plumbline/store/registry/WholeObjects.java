package org.plumbline.store.registry;

import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.ContentHash;

/**
 * How large an object may be that is read into memory as a whole. What has grown on the disk, or is
 * more than this process can hold beside its work, must not take the memory of all others.
 */
final class WholeObjects {
  /** A model file has so many bytes at the most, and all other parts of a version are smaller. */
  private static final long LARGEST = 512L << 20;

  private WholeObjects() {}

  /**
   * Lets pass what may be read.
   *
   * @throws PlumblineException TAMPERED for what nobody has written so large; INVALID_CONFIGURATION
   *     for what needs more memory than the process has
   */
  static void demandRoom(ContentHash hash, long bytes) {
    demandRoom(hash, bytes, Runtime.getRuntime().maxMemory() / 4);
  }

  static void demandRoom(ContentHash hash, long bytes, long room) {
    if (bytes > LARGEST) {
      throw CheckedStream.tampered(hash);
    }
    if (bytes > room) {
      throw PlumblineException.of(
              ErrorCode.INVALID_CONFIGURATION,
              ("Object %s has %s bytes, and this process reads at most %s at once, a"
                      + " quarter of its memory: start it with more, as by"
                      + " PLUMBLINE_JAVA_OPTIONS=-Xmx%sm")
                  .formatted(hash, bytes, room, 1 + 4 * (bytes >> 20)))
          .with("object", hash.hex());
    }
  }
}
