package org.plumbline.store.postgres;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs, unpacked once per version from the archive on the class path. */
final class Binaries {
  /**
   * Kept in step with the artifact's version in the root pom; a digest would cost 0.5 s a start.
   */
  static final String VERSION = "18.6";

  private Binaries() {}

  /** Unpacks below {@code directory} unless done before; a kill in between leaves nothing half. */
  static Path unpack(Path directory) throws IOException {
    Path target = directory.resolve("pg-" + VERSION);
    if (Files.isDirectory(target)) {
      return target;
    }
    Path temporary = directory.resolve("pg-" + VERSION + ".tmp");
    deleteTree(temporary);
    Files.createDirectories(temporary);
    try (InputStream archive = open();
        var tar = new TarArchiveInputStream(new XZInputStream(archive))) {
      TarArchiveEntry entry = tar.getNextEntry();
      while (entry != null) {
        write(entry, tar, temporary);
        entry = tar.getNextEntry();
      }
    }
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    return target;
  }

  private static void write(TarArchiveEntry entry, InputStream content, Path root)
      throws IOException {
    Path path = root.resolve(entry.getName()).normalize();
    if (!path.startsWith(root)) {
      throw new IOException("The archive points outside of itself: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Path parent = path.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      return;
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
      content.transferTo(out);
    }
    boolean executable = (entry.getMode() & 0100) != 0;
    Files.setPosixFilePermissions(
        path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
  }

  private static InputStream open() {
    String machine =
        switch (System.getProperty("os.arch", "").toLowerCase(Locale.ROOT)) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          case String other -> other;
        };
    String name = "postgres-linux-" + machine + ".txz";
    InputStream archive = Binaries.class.getClassLoader().getResourceAsStream(name);
    if (archive == null) {
      throw PlumblineException.of(
          ErrorCode.INVALID_CONFIGURATION,
          "No embedded PostgreSQL for this machine ("
              + name
              + " is not on the class path): set PLUMBLINE_DATABASE_URL to a PostgreSQL of yours");
    }
    return new BufferedInputStream(archive, 1 << 16);
  }

  static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
