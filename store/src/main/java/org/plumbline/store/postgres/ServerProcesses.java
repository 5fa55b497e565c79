package org.plumbline.store.postgres;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The processes of a data directory, found by where they stand, not by what a pid file claims.
 *
 * <p>Postmaster and backends change into their data directory, and a zombie has no working
 * directory. So this tells a living server from a stale pid file and from a dead one that nobody
 * has reaped (PID 1 of a container often does not), where PostgreSQL's own check fails.
 */
final class ServerProcesses {
  private ServerProcesses() {}

  static List<Long> alive(Path data) throws IOException {
    if (!Files.isDirectory(data)) {
      return List.of();
    }
    Path real = data.toRealPath();
    var pids = new ArrayList<Long>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        if (real.equals(workingDirectory(process))) {
          pids.add(Long.parseLong(process.getFileName().toString()));
        }
      }
    }
    return pids;
  }

  /** Stops what a killed owner left behind and removes its pid file; true when there was any. */
  static boolean clear(Path data, Duration patience) throws IOException, InterruptedException {
    List<Long> left = alive(data);
    boolean any = !left.isEmpty();
    long deadline = System.nanoTime() + patience.toNanos();
    boolean asked = false;
    while (!left.isEmpty()) {
      if (!asked) {
        Optional<Long> postmaster = PidFile.read(data).map(PidFile::pid).filter(left::contains);
        // Without its postmaster a backend ends by itself as soon as it looks.
        if (postmaster.isPresent()) {
          signal("INT", postmaster.get());
        }
        asked = true;
      }
      if (System.nanoTime() > deadline) {
        for (long pid : left) {
          signal("QUIT", pid);
        }
        deadline = System.nanoTime() + patience.toNanos();
      }
      TimeUnit.MILLISECONDS.sleep(10);
      left = alive(data);
    }
    Files.deleteIfExists(data.resolve("postmaster.pid"));
    return any;
  }

  static void signal(String name, long pid) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static Path workingDirectory(Path process) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd"));
    } catch (IOException goneOrNotOurs) {
      return process;
    }
  }
}
