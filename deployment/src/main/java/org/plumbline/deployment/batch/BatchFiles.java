package org.plumbline.deployment.batch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * The files of jobs: one folder each, with what was uploaded, the answer and the refused rows.
 * Several servers may share the folder; the lock of the operating system tells who works in it, and
 * falls with its process.
 */
public final class BatchFiles {
  private final Path root;
  private final Path lake;
  private final long mostBytes;

  /**
   * @param lake below which paths may name rows
   * @param mostBytes how large an upload may be
   */
  public BatchFiles(Path root, Path lake, long mostBytes) {
    this.root = root;
    this.lake = lake;
    this.mostBytes = mostBytes;
  }

  /**
   * Keeps an upload, in constant memory; what breaks off leaves nothing.
   *
   * @throws PlumblineException BODY_TOO_LARGE; STORE_FULL; INVALID_DATA when nothing came
   */
  void keep(UUID id, BatchForm form, InputStream upload) {
    Path target = folder(id).resolve("input." + form.suffix());
    boolean kept = false;
    try {
      Files.createDirectories(folder(id));
      try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
        copy(upload, out);
      } catch (IOException failure) {
        throw PlumblineException.of(
            ErrorCode.STORE_FULL,
            "The upload could not be kept: " + failure.getMessage() + "; send it again",
            failure);
      }
      kept = true;
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot make " + folder(id), failure);
    } finally {
      if (!kept) {
        remove(id);
      }
    }
  }

  private void copy(InputStream upload, OutputStream out) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long bytes = 0;
    for (int read = upload.read(buffer); read >= 0; read = upload.read(buffer)) {
      bytes += read;
      if (bytes > mostBytes) {
        throw PlumblineException.of(
            ErrorCode.BODY_TOO_LARGE,
            "The file is larger than %s MiB: put it into the lake and name its path"
                .formatted(mostBytes >> 20));
      }
      out.write(buffer, 0, read);
    }
    if (bytes == 0) {
      throw PlumblineException.of(
          ErrorCode.INVALID_DATA, "The upload is empty; it needs a header and rows");
    }
  }

  /**
   * A file of the lake.
   *
   * @throws PlumblineException NOT_FOUND for what is absent or leads out of the lake
   */
  Path inLake(String path) {
    try {
      Path within = lake.toRealPath();
      Path file = within.resolve(path).toRealPath();
      if (file.startsWith(within) && Files.isRegularFile(file)) {
        return file;
      }
    } catch (IOException | InvalidPathException absent) {
      throw notInLake(path, absent);
    }
    throw notInLake(path, null);
  }

  private static PlumblineException notInLake(String path, @Nullable Exception cause) {
    String text = "The lake has no file '" + path + "'; the path is one below the lake's folder";
    return (cause == null
            ? PlumblineException.of(ErrorCode.NOT_FOUND, text)
            : PlumblineException.of(ErrorCode.NOT_FOUND, text, cause))
        .with("field", "path");
  }

  Path input(BatchJob job) {
    String path = job.order().lakePath();
    return path == null
        ? folder(job.id()).resolve("input." + job.order().input().suffix())
        : inLake(path);
  }

  Path output(BatchJob job) {
    return folder(job.id()).resolve("scores." + job.order().output().suffix());
  }

  Path rejects(BatchJob job) {
    return folder(job.id()).resolve("scores." + job.order().output().suffix() + ".rejects.csv");
  }

  /** The right to work on a job, until it is closed; empty while somebody else has it. */
  Optional<FileChannel> tryLock(UUID id) throws IOException {
    Files.createDirectories(folder(id));
    FileChannel channel =
        FileChannel.open(
            folder(id).resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean held = false;
    try {
      FileLock lock = channel.tryLock();
      held = lock != null;
      return held ? Optional.of(channel) : Optional.empty();
    } catch (OverlappingFileLockException ofThisProcess) {
      return Optional.empty();
    } finally {
      if (!held) {
        channel.close();
      }
    }
  }

  /** Folders that nobody has put a file into since. */
  List<UUID> olderThan(Instant time) {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    List<UUID> found = new ArrayList<>();
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(root, "????????-????-????-????-????????????")) {
      for (Path folder : folders) {
        if (Files.getLastModifiedTime(folder).toInstant().isBefore(time)) {
          found.add(UUID.fromString(String.valueOf(folder.getFileName())));
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot read " + root, failure);
    }
    return found;
  }

  /** Removes all files of a job. */
  void remove(UUID id) {
    Path folder = folder(id);
    if (!Files.exists(folder)) {
      return;
    }
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
                throws IOException {
              Files.deleteIfExists(visited);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot remove " + folder, failure);
    }
  }

  private Path folder(UUID id) {
    return root.resolve(id.toString());
  }
}
