package org.plumbline.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The embedded PostgreSQL of one home, as somebody who means it harm sees it. */
record Postgres(Path home) {
  /** What another instance needs to use it too. */
  Map<String, String> settings() throws IOException {
    var connection = new Properties();
    try (var file = Files.newBufferedReader(home.resolve("postgres/connection.properties"))) {
      connection.load(file);
    }
    return Map.of(
        "PLUMBLINE_DATABASE_URL",
        "jdbc:postgresql://127.0.0.1:" + connection.getProperty("port") + "/postgres",
        "PLUMBLINE_DATABASE_USER",
        connection.getProperty("user"),
        "PLUMBLINE_DATABASE_PASSWORD",
        connection.getProperty("password"));
  }

  /** Ends the postmaster as a power cut would; false when none runs. */
  boolean kill() throws IOException {
    for (ProcessHandle process : postmaster()) {
      return process.destroyForcibly();
    }
    return false;
  }

  /** Stops all of its processes where they stand, as a disk that hangs does. */
  void freeze() throws IOException, InterruptedException {
    signal("-STOP");
  }

  void thaw() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    for (ProcessHandle process : processes()) {
      new ProcessBuilder("kill", signal, Long.toString(process.pid()))
          .start()
          .waitFor(10, TimeUnit.SECONDS);
    }
  }

  /** The postmaster and all that it has started; none when it does not run. */
  List<ProcessHandle> processes() throws IOException {
    return postmaster().stream()
        .flatMap(one -> Stream.concat(Stream.of(one), one.descendants()))
        .toList();
  }

  private List<ProcessHandle> postmaster() throws IOException {
    try (Stream<Path> files = Files.walk(home.resolve("postgres"), 2)) {
      for (Path file : files.filter(file -> file.endsWith("postmaster.pid")).toList()) {
        long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
        return ProcessHandle.of(pid).stream().toList();
      }
    } catch (java.io.UncheckedIOException | java.nio.file.NoSuchFileException gone) {
      // It is being started or cleaned up at this very moment.
      return List.of();
    }
    return List.of();
  }
}
