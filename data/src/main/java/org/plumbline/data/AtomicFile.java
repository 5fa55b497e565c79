package org.plumbline.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * A file that appears complete or not at all: written beside its place, forced to the disk, then
 * renamed. Not thread-safe; two writers of one target do not meet, the last to commit wins.
 */
public final class AtomicFile implements AutoCloseable {
  private final Path target;
  private final Path draft;

  private AtomicFile(Path target, Path draft) {
    this.target = target;
    this.draft = draft;
  }

  /**
   * Makes the folder of the target and names a draft in it.
   *
   * @throws PlumblineException HOME_NOT_WRITABLE when the folder cannot be made or written
   */
  public static AtomicFile at(Path target) {
    Path absolute = target.toAbsolutePath();
    Path folder = absolute.getParent();
    if (folder == null || Files.isDirectory(absolute)) {
      throw PlumblineException.of(ErrorCode.INVALID_FIELD, target + " is a folder; name a file")
          .with("field", "out");
    }
    try {
      Files.createDirectories(folder);
      String draft = ".draft-" + UUID.randomUUID() + "-" + absolute.getFileName();
      // Not createTempFile, whose owner-only rights would stay with the finished file.
      return new AtomicFile(absolute, Files.createFile(folder.resolve(draft)));
    } catch (IOException failed) {
      throw PlumblineException.of(
          ErrorCode.HOME_NOT_WRITABLE, "Cannot write to the folder " + folder, failed);
    }
  }

  /** Where to write before {@link #commit}; the file exists and is empty. */
  public Path draft() {
    return draft;
  }

  public void commit() {
    try {
      try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(
          draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      throw PlumblineException.of(
          ErrorCode.HOME_NOT_WRITABLE, "Cannot put " + target + " in its place", failed);
    }
  }

  /** Removes the draft if it was not committed. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(draft);
    } catch (IOException failed) {
      throw new UncheckedIOException("Cannot remove " + draft, failed);
    }
  }
}
