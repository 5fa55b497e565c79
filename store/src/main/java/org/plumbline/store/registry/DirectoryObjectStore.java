package org.plumbline.store.registry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.ContentHash;
import org.plumbline.registry.ObjectStore;
import org.plumbline.registry.StoredObject;
import org.plumbline.store.files.PrivateFiles;

/**
 * Objects as files below one directory, at {@code ab/abcdef…}; the address is made of a checked
 * hash, so it cannot lead outside.
 *
 * <p>A write is synced and renamed: after a kill an object is there whole or not at all.
 */
public final class DirectoryObjectStore implements ObjectStore {
  private static final int BUFFER = 1 << 16;
  private static final Pattern OBJECT = Pattern.compile("[0-9a-f]{64}");

  private final Path root;

  public DirectoryObjectStore(Path root) {
    this.root = root;
  }

  @Override
  public ContentHash write(byte[] content) {
    return write(new ByteArrayInputStream(content));
  }

  @Override
  public ContentHash write(InputStream content) {
    try {
      Path temporary =
          Files.createTempFile(
              root,
              ".object-",
              ".tmp",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try {
        ContentHash hash = copy(content, temporary);
        if (contains(hash)) {
          // As young as if it were new, or a collection could take it for forgotten.
          Files.setLastModifiedTime(file(hash), FileTime.from(Instant.now()));
        } else {
          place(temporary, file(hash));
        }
        return hash;
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException failure) {
      throw unwritable(failure);
    }
  }

  private static ContentHash copy(InputStream content, Path target) throws IOException {
    MessageDigest digest = ContentHash.sha256();
    try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
      byte[] buffer = new byte[BUFFER];
      int read = content.read(buffer);
      while (read >= 0) {
        digest.update(buffer, 0, read);
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        read = content.read(buffer);
      }
      channel.force(true);
    }
    return ContentHash.ofDigest(digest);
  }

  private void place(Path temporary, Path target) throws IOException {
    Path directory = root.resolve(root.relativize(target).getName(0));
    try {
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      PrivateFiles.sync(root);
    } catch (FileAlreadyExistsException usual) {
      // All but the first object of a directory find it there.
    }
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    PrivateFiles.sync(directory);
  }

  @Override
  public byte[] read(ContentHash hash) {
    try {
      WholeObjects.demandRoom(hash, Files.size(file(hash)));
      byte[] content = Files.readAllBytes(file(hash));
      if (!ContentHash.of(content).equals(hash)) {
        throw CheckedStream.tampered(hash);
      }
      return content;
    } catch (IOException failure) {
      throw unreadable(hash, failure);
    }
  }

  @Override
  public InputStream open(ContentHash hash) {
    try {
      return new CheckedStream(Files.newInputStream(file(hash)), hash);
    } catch (IOException failure) {
      throw unreadable(hash, failure);
    }
  }

  @Override
  public void verify(ContentHash hash) {
    try (InputStream content = open(hash)) {
      content.transferTo(OutputStream.nullOutputStream());
    } catch (IOException failure) {
      throw unreadable(hash, failure);
    }
  }

  @Override
  public void each(Consumer<StoredObject> object) {
    try (Stream<Path> files = Files.walk(root, 2)) {
      files
          .filter(file -> OBJECT.matcher(file.getFileName().toString()).matches())
          .forEach(file -> look(file, object));
    } catch (IOException failure) {
      throw PlumblineException.of(
          ErrorCode.STORE_UNAVAILABLE, "Cannot list the objects in " + root, failure);
    }
  }

  private static void look(Path file, Consumer<StoredObject> object) {
    try {
      BasicFileAttributes known = Files.readAttributes(file, BasicFileAttributes.class);
      object.accept(
          new StoredObject(
              new ContentHash(file.getFileName().toString()),
              known.size(),
              known.lastModifiedTime().toInstant()));
    } catch (NoSuchFileException removed) {
      // Removed since it was listed.
    } catch (IOException failure) {
      throw PlumblineException.of(
          ErrorCode.STORE_UNAVAILABLE, "Cannot look at object " + file, failure);
    }
  }

  @Override
  public void delete(ContentHash hash) {
    try {
      Files.deleteIfExists(file(hash));
    } catch (IOException failure) {
      throw unwritable(failure);
    }
  }

  private PlumblineException unreadable(ContentHash hash, IOException failure) {
    return failure instanceof NoSuchFileException
        ? PlumblineException.of(
                ErrorCode.NOT_FOUND, "There is no object " + hash + " in " + root, failure)
            .with("object", hash.hex())
        : PlumblineException.of(
            ErrorCode.STORE_UNAVAILABLE, "Cannot read object " + hash + " in " + root, failure);
  }

  @Override
  public boolean contains(ContentHash hash) {
    return Files.isRegularFile(file(hash));
  }

  private Path file(ContentHash hash) {
    return root.resolve(hash.hex().substring(0, 2)).resolve(hash.hex());
  }

  private PlumblineException unwritable(IOException failure) {
    String text = failure.getMessage() == null ? "" : failure.getMessage();
    boolean full =
        text.contains("No space left")
            || (failure instanceof FileSystemException system
                && "No space left on device".equals(system.getReason()));
    return PlumblineException.of(
        full ? ErrorCode.STORE_FULL : ErrorCode.STORE_UNAVAILABLE,
        "Cannot write an object below " + root + (full ? ": its disk is full" : ""),
        failure);
  }
}
