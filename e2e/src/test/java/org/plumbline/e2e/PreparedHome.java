package org.plumbline.e2e;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A stopped home with one model in production, made once for each build of the program and copied
 * for every test: training, initdb and approvals take most of a minute.
 */
final class PreparedHome {
  private static final Path PLACE = Path.of("target", "prepared").toAbsolutePath();
  private static final Path HOME = PLACE.resolve("home");

  /** Names the build that made it; written last, so that half a home is made again. */
  private static final Path STAMP = PLACE.resolve("made-by");

  private PreparedHome() {}

  /** Copies it to a place that does not exist yet. */
  static void copyTo(Path home) throws IOException, InterruptedException {
    makeOnce();
    copy(HOME, home);
  }

  /** Test processes run beside each other: the first makes it, the others wait for it. */
  private static synchronized void makeOnce() throws IOException, InterruptedException {
    Files.createDirectories(PLACE);
    try (var channel =
            FileChannel.open(
                PLACE.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      Path program = Program.ROOT.resolve("app/target/quarkus-app/quarkus-run.jar");
      if (Files.exists(program)
          && Files.exists(STAMP)
          && Files.readString(STAMP).equals(build(program))) {
        return;
      }
      delete(HOME);
      ServedModel.trainAndApprove(HOME);
      Files.writeString(STAMP, build(program));
    }
  }

  private static String build(Path program) throws IOException {
    return Files.getLastModifiedTime(program).toString();
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(from)) {
      files = walk.toList();
    }
    for (Path file : files) {
      Files.copy(
          file,
          to.resolve(from.relativize(file)),
          StandardCopyOption.COPY_ATTRIBUTES,
          LinkOption.NOFOLLOW_LINKS);
    }
  }

  private static void delete(Path directory) throws IOException {
    if (Files.notExists(directory)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> walk = Files.walk(directory)) {
      files = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
