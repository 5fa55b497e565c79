package org.plumbline.data;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.arrow.flatbuf.Message;
import org.jspecify.annotations.Nullable;

/**
 * The messages of an Arrow IPC stream, where they lie in a mapped file. An Arrow file is its magic
 * word and such a stream, with a footer behind it that is not needed to read from the beginning.
 *
 * <p>Whatever the bytes say, nothing is read from outside of the file: that ends in an {@link
 * IndexOutOfBoundsException}.
 */
final class ArrowMessages implements AutoCloseable {
  static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final int CONTINUATION = -1;
  private static final byte[] FILE_MAGIC = {'A', 'R', 'R', 'O', 'W', '1', 0, 0};

  private final Arena arena = Arena.ofShared();
  private final MemorySegment bytes;
  private long place;

  ArrowMessages(Path file) throws IOException {
    boolean mapped = false;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      bytes = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
      place = isFile() ? FILE_MAGIC.length : 0;
      mapped = true;
    } finally {
      if (!mapped) {
        arena.close();
      }
    }
  }

  private boolean isFile() {
    return bytes.byteSize() > FILE_MAGIC.length
        && bytes.asSlice(0, FILE_MAGIC.length).mismatch(MemorySegment.ofArray(FILE_MAGIC)) < 0;
  }

  /** A message and the bytes that belong to it. */
  record Part(Message message, MemorySegment body) {}

  /** The next message, null at the end of the stream. */
  @Nullable Part next() {
    if (place == bytes.byteSize()) {
      return null;
    }
    int size = takeInt();
    if (size == CONTINUATION) {
      size = takeInt();
    }
    if (size == 0) {
      place = bytes.byteSize();
      return null;
    }
    var message = Message.getRootAsMessage(take(size).asByteBuffer());
    return new Part(message, take(message.bodyLength()));
  }

  private int takeInt() {
    int value = bytes.get(INT, place);
    place += Integer.BYTES;
    return value;
  }

  private MemorySegment take(long size) {
    MemorySegment taken = bytes.asSlice(place, size);
    place += size;
    return taken;
  }

  /** How much has been read, 0 to 1. */
  double progress() {
    return (double) place / bytes.byteSize();
  }

  @Override
  public void close() {
    arena.close();
  }
}
