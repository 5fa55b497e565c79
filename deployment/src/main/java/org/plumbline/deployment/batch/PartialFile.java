package org.plumbline.deployment.batch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** A file that grows and can be cut back to what is known to be good. */
final class PartialFile implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;
  private long length;

  /** Opens the file and forgets everything beyond the length. */
  PartialFile(Path path, long length) {
    this.path = path;
    this.length = length;
    try {
      channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.truncate(length);
      channel.position(length);
    } catch (IOException failure) {
      throw failed(path, failure);
    }
  }

  void append(CharSequence text) {
    append(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  void append(byte[] added) {
    ByteBuffer bytes = ByteBuffer.wrap(added);
    length += bytes.remaining();
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException failure) {
      throw failed(path, failure);
    }
  }

  long length() {
    return length;
  }

  /** Returns when the bytes are on the disk. */
  void force() {
    try {
      channel.force(false);
    } catch (IOException failure) {
      throw failed(path, failure);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failure) {
      throw failed(path, failure);
    }
  }

  /** Puts a whole file in the place of another, in one step. */
  static void replace(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  static PlumblineException failed(Path path, IOException cause) {
    return PlumblineException.of(
        ErrorCode.STORE_FULL,
        "Cannot write "
            + path
            + ": "
            + cause.getMessage()
            + "; make room and run it again, it goes on where it stopped",
        cause);
  }
}
