package org.plumbline.store.segment;

import static org.plumbline.kernel.Require.require;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.store.files.PrivateFiles;

/**
 * A directory of segment files. Any thread appends, one takes away what was appended, in order;
 * safe between them.
 *
 * <p>What {@link #append} returned from is on the disk. What it threw for may be there or not, and
 * is taken away as any other when it is. After a crash the newest file may end in the middle of a
 * frame that nobody was told of: it is cut off. Any other damage is moved to the directory {@code
 * aside} and told.
 */
public final class Segments implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Segments.class.getName());
  private static final String SUFFIX = ".segment";
  private static final int PORTION = 1 << 20;

  private final Path directory;
  private final Limits limits;
  private final SegmentFile.Maker maker;

  /** Sizes of the files by number; the newest is the one that is written while it is open. */
  private final TreeMap<Long, Long> sizes = new TreeMap<>();

  private final ReentrantLock appending = new ReentrantLock();
  private volatile @Nullable SegmentFile writing;
  private long newest;
  private long taken;
  private long waiting;

  /**
   * How much room it may take.
   *
   * @param mostWaiting bytes that may wait to be taken away; beyond them appending is refused
   * @param segment size from which the next file is begun
   */
  public record Limits(long mostWaiting, long segment) {
    public Limits {
      require(mostWaiting > 0, "the bytes that may wait, %s, must be more than none", mostWaiting);
      require(segment > 0, "the size of a segment, %s, must be more than none", segment);
    }

    /** With files of 16 MiB. */
    public static Limits of(long mostWaiting) {
      return new Limits(mostWaiting, 16L << 20);
    }
  }

  /**
   * Frames in the order they were appended.
   *
   * @param number the file they stand in
   * @param until the end of the last of them in that file
   */
  public record Portion(List<byte[]> payloads, long number, long until) {}

  private Segments(Path directory, Limits limits, SegmentFile.Maker maker) {
    this.directory = directory;
    this.limits = limits;
    this.maker = maker;
  }

  /**
   * Opens the directory, making it when it is missing, and cuts off what a crash left unfinished.
   *
   * @throws PlumblineException HOME_NOT_WRITABLE
   */
  public static Segments open(Path directory, Limits limits) {
    return open(directory, limits, SegmentFile::create);
  }

  static Segments open(Path directory, Limits limits, SegmentFile.Maker maker) {
    var segments = new Segments(directory, limits, maker);
    try {
      PrivateFiles.directory(directory);
      segments.recover();
    } catch (IOException failure) {
      throw PlumblineException.of(
          ErrorCode.HOME_NOT_WRITABLE,
          "Cannot use the directory of the prediction log " + directory,
          failure);
    }
    return segments;
  }

  private void recover() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(SUFFIX)) {
          sizes.put(
              Long.parseLong(name.substring(0, name.length() - SUFFIX.length())), Files.size(file));
        }
      }
    }
    if (!sizes.isEmpty()) {
      newest = sizes.lastKey();
      cutTornTail(newest);
    }
    waiting = sizes.values().stream().mapToLong(Long::longValue).sum();
  }

  private void cutTornTail(long number) throws IOException {
    byte[] all = Files.readAllBytes(file(number));
    List<Frames.Range> damaged = Frames.read(all, true).damaged();
    if (damaged.isEmpty() || damaged.getLast().until() < all.length) {
      return;
    }
    int end = damaged.getLast().from();
    keepAside(number + "-" + end + ".torn", Arrays.copyOfRange(all, end, all.length));
    try (FileChannel channel = FileChannel.open(file(number), StandardOpenOption.WRITE)) {
      channel.truncate(end);
      channel.force(true);
    }
    sizes.put(number, (long) end);
    LOG.log(
        System.Logger.Level.WARNING,
        "The prediction log ended in the middle of a write that nobody was told of: {0} bytes of"
            + " {1} were cut off and kept aside in {2}",
        all.length - end,
        file(number),
        aside());
  }

  /**
   * Returns once the payload is on the disk.
   *
   * @throws PlumblineException STORE_FULL when too much waits or the disk is full,
   *     STORE_UNAVAILABLE when it fails otherwise
   */
  public void append(byte[] payload) {
    require(payload.length <= Frames.LARGEST, "%s bytes are too many for one", payload.length);
    ByteBuffer frame = Frames.of(payload);
    int length = frame.remaining();
    if (waiting() + length > limits.mostWaiting()) {
      throw PlumblineException.of(
              ErrorCode.STORE_FULL,
              String.format(
                  Locale.ROOT,
                  "%,d bytes of predictions wait for the database, and no more than %,d may: bring"
                      + " it back, or raise PLUMBLINE_PREDICTION_SEGMENT_MEGABYTES",
                  waiting(),
                  limits.mostWaiting()))
          .with("retryAfterSeconds", 5);
    }
    appending.lock();
    try {
      SegmentFile file = current();
      file.write(frame);
      file.force();
      synchronized (this) {
        sizes.merge(newest, (long) length, Long::sum);
        waiting += length;
      }
    } catch (IOException failure) {
      takeBack();
      throw failed(failure);
    } finally {
      appending.unlock();
    }
  }

  private SegmentFile current() throws IOException {
    SegmentFile open = writing;
    if (open != null && size() < limits.segment()) {
      return open;
    }
    seal();
    // A number is never used twice, not even after a failure.
    newest++;
    SegmentFile next = maker.create(file(newest));
    synchronized (this) {
      sizes.put(newest, 0L);
      writing = next;
    }
    PrivateFiles.sync(directory);
    return next;
  }

  private synchronized long size() {
    return sizes.getOrDefault(newest, 0L);
  }

  /**
   * After a failed write the file ends where the last good frame does, and is not written again:
   * what the system keeps of a failed sync cannot be known.
   */
  private void takeBack() {
    SegmentFile open = writing;
    if (open == null) {
      return;
    }
    try {
      open.truncate(size());
    } catch (IOException failure) {
      LOG.log(System.Logger.Level.WARNING, "An unfinished write could not be cut off", failure);
    }
    seal();
  }

  private void seal() {
    SegmentFile open = writing;
    writing = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException failure) {
        LOG.log(System.Logger.Level.WARNING, "A segment could not be closed", failure);
      }
    }
  }

  private static PlumblineException failed(IOException failure) {
    String said = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    boolean full = said.contains("no space") || said.contains("quota");
    return PlumblineException.of(
            full ? ErrorCode.STORE_FULL : ErrorCode.STORE_UNAVAILABLE,
            full
                ? "The disk of the prediction log is full; free some space"
                : "The disk of the prediction log fails; see the log of the service",
            failure)
        .with("retryAfterSeconds", 5);
  }

  /** The oldest frames that were not taken away, without payloads when there are none. */
  public Portion next() {
    while (true) {
      long number;
      long end;
      boolean written;
      synchronized (this) {
        Map.Entry<Long, Long> oldest = sizes.firstEntry();
        if (oldest == null) {
          return new Portion(List.of(), 0, 0);
        }
        number = oldest.getKey();
        end = oldest.getValue();
        written = number == sizes.lastKey() && writing != null;
      }
      if (taken < end) {
        Portion portion = read(number, end);
        if (!portion.payloads().isEmpty()) {
          return portion;
        }
        take(portion);
      } else if (written) {
        return new Portion(List.of(), number, end);
      } else {
        remove(number);
      }
    }
  }

  private Portion read(long number, long end) {
    try (FileChannel channel = FileChannel.open(file(number), StandardOpenOption.READ)) {
      long most = PORTION;
      while (true) {
        boolean last = end - taken <= most;
        byte[] region = region(channel, taken, (int) Math.min(end - taken, most));
        Frames.Read read = Frames.read(region, last);
        if (read.read() > 0) {
          for (Frames.Range range : read.damaged()) {
            keepAside(number, taken + range.from(), region, range);
          }
          return new Portion(read.payloads(), number, taken + read.read());
        }
        most *= 4;
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("segment " + file(number) + " cannot be read", failure);
    }
  }

  private static byte[] region(FileChannel channel, long from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, from + bytes.position()) < 0) {
        throw new IOException("the file is shorter than what was written to it");
      }
    }
    return bytes.array();
  }

  private void keepAside(long number, long at, byte[] region, Frames.Range range)
      throws IOException {
    byte[] damaged = Arrays.copyOfRange(region, range.from(), range.until());
    keepAside(number + "-" + at + ".damaged", damaged);
    LOG.log(
        System.Logger.Level.ERROR,
        "{0} bytes of the prediction log in segment {1} from byte {2} do not match their checksum;"
            + " they were kept aside in {3}",
        damaged.length,
        number,
        at,
        aside());
  }

  /** Keeps bytes that nobody can take, for a person to look at. */
  public void keepAside(String name, byte[] bytes) throws IOException {
    PrivateFiles.directory(aside());
    Path file = aside().resolve(name);
    for (int copy = 2; Files.exists(file); copy++) {
      file = aside().resolve(name + "." + copy);
    }
    PrivateFiles.write(file, bytes);
  }

  private Path aside() {
    return directory.resolve("aside");
  }

  /** Says that a portion is safe elsewhere. */
  public void take(Portion portion) {
    synchronized (this) {
      waiting -= portion.until() - taken;
    }
    taken = portion.until();
  }

  private void remove(long number) {
    try {
      Files.delete(file(number));
    } catch (IOException failure) {
      throw new UncheckedIOException("segment " + file(number) + " cannot be removed", failure);
    }
    synchronized (this) {
      sizes.remove(number);
    }
    taken = 0;
  }

  private Path file(long number) {
    return directory.resolve(String.format(Locale.ROOT, "%016d%s", number, SUFFIX));
  }

  /** Bytes on the disk that were not taken away. */
  public synchronized long waiting() {
    return waiting;
  }

  /** Closes the file that is written; what waits stays for the next opening. */
  @Override
  public void close() {
    seal();
  }
}
