package org.plumbline.store.segment;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that is appended to: the seam at which tests let a disk be full or fail. */
interface SegmentFile extends Closeable {
  /** Appends all bytes or throws, having appended none, some or all. */
  void write(ByteBuffer bytes) throws IOException;

  /** Returns once the bytes are on the disk. */
  void force() throws IOException;

  void truncate(long size) throws IOException;

  /** Makes new files. */
  @FunctionalInterface
  interface Maker {
    SegmentFile create(Path file) throws IOException;
  }

  /** A file of the file system. */
  static SegmentFile create(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new SegmentFile() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }

      @Override
      public void force() throws IOException {
        channel.force(false);
      }

      @Override
      public void truncate(long size) throws IOException {
        channel.truncate(size);
        channel.position(size);
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }
}
