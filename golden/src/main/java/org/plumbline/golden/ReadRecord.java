package org.plumbline.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which reference values the tests of a module looked at, one path a line: {@code
 * target/golden-read.txt}, or what the system property {@code golden.read.file} names, for a second
 * run over the same module. A file that was read as a whole stands there by its name.
 */
final class ReadRecord {
  private static final Set<String> READ = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(ReadRecord::write, "golden-read"));
  }

  private ReadRecord() {}

  static void add(String path) {
    READ.add(path);
  }

  private static void write() {
    try {
      Path directory = Files.createDirectories(Path.of("target"));
      Files.write(
          directory.resolve(System.getProperty("golden.read.file", "golden-read.txt")),
          new TreeSet<>(READ));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
