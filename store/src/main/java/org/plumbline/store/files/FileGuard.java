package org.plumbline.store.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An exclusive lock on a file: one holder on the machine, let go by {@link #close} or by the death
 * of the process.
 */
public final class FileGuard implements AutoCloseable {
  /*
   * POSIX locks belong to the process: opening and closing the same file a second time would drop a
   * lock that another part of this process holds. So a path that is held here is never opened again.
   */
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;
  private final FileLock lock;

  private FileGuard(Path file, FileChannel channel, FileLock lock) {
    this.file = file;
    this.channel = channel;
    this.lock = lock;
  }

  /** Takes the lock, or answers empty when somebody else holds it. */
  public static Optional<FileGuard> tryHold(Path path) throws IOException {
    Path file = path.toAbsolutePath().normalize();
    if (!HELD_HERE.add(file)) {
      return Optional.empty();
    }
    FileChannel channel = null;
    boolean held = false;
    try {
      if (!Files.exists(file)) {
        createQuietly(file);
      }
      channel = FileChannel.open(file, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        return Optional.empty();
      }
      held = true;
      return Optional.of(new FileGuard(file, channel, lock));
    } finally {
      if (!held) {
        if (channel != null) {
          channel.close();
        }
        HELD_HERE.remove(file);
      }
    }
  }

  private static void createQuietly(Path file) throws IOException {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (java.nio.file.FileAlreadyExistsException raced) {
      // Another process made it between the look and the touch: as good as ours.
      return;
    }
  }

  /** The locked file. */
  public Path file() {
    return file;
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      if (lock.isValid()) {
        lock.release();
      }
    } finally {
      HELD_HERE.remove(file);
    }
  }
}
