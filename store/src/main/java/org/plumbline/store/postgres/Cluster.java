package org.plumbline.store.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.store.files.PrivateFiles;

/**
 * One data directory and the program that runs on it. Used by its owner only, one thread at a time.
 *
 * <p>The server is started under a guard shell that stops it as soon as our end of its standard
 * input closes. That happens on every death of the JVM, SIGKILL too, so no shutdown hook is needed
 * and the server outlives the draining of requests.
 */
final class Cluster {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration READY_WITHIN = Duration.ofMinutes(5);
  private static final String GUARD =
      "exec 3<&0 </dev/null; \"$@\" & p=$!; (cat <&3 >/dev/null; kill -INT $p) 2>/dev/null &"
          + " exec 3<&-; wait $p";

  private final Path directory;
  private final Path logs;
  private final Path binaries;
  private final Privileges privileges;
  private final String password;

  private Cluster(
      Path directory, Path logs, Path binaries, Privileges privileges, String password) {
    this.directory = directory;
    this.logs = logs;
    this.binaries = binaries;
    this.privileges = privileges;
    this.password = password;
  }

  /** A running server: its guard (whose standard input keeps it alive) and where it listens. */
  record Running(Process guard, Endpoint endpoint) {}

  static Path data(Path directory) {
    return directory.resolve("data");
  }

  /** Unpacks and initialises what is missing. The caller holds the lock of the directory. */
  static Cluster prepare(Path directory, Path logs) throws IOException, InterruptedException {
    Path binaries = Binaries.unpack(directory);
    Privileges privileges = Privileges.forDirectory(directory);
    Path passwordFile = directory.resolve("password");
    if (!Files.exists(passwordFile)) {
      byte[] secret = new byte[24];
      new SecureRandom().nextBytes(secret);
      PrivateFiles.write(passwordFile, HexFormat.of().formatHex(secret));
    }
    var cluster =
        new Cluster(directory, logs, binaries, privileges, Files.readString(passwordFile).strip());
    if (!Files.isDirectory(data(directory))) {
      cluster.initialise();
    }
    privileges.own(data(directory));
    return cluster;
  }

  private void initialise() throws IOException, InterruptedException {
    Path temporary = directory.resolve("data.tmp");
    Binaries.deleteTree(temporary);
    Files.createDirectories(temporary);
    Path secret = directory.resolve("initial-password");
    PrivateFiles.write(secret, password);
    privileges.own(secret);
    privileges.own(temporary);
    Process initdb =
        new ProcessBuilder(
                privileges.command(
                    List.of(
                        binaries.resolve("bin/initdb").toString(),
                        "-D",
                        temporary.toString(),
                        "-U",
                        Endpoint.USER,
                        "-A",
                        "scram-sha-256",
                        "--pwfile=" + secret,
                        "--data-checksums",
                        "-E",
                        "UTF8",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--locale=C")))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .start();
    initdb.getOutputStream().close();
    int status = initdb.waitFor();
    Files.delete(secret);
    if (status != 0) {
      throw failure("initdb ended with status " + status);
    }
    Files.move(temporary, data(directory), StandardCopyOption.ATOMIC_MOVE);
    PrivateFiles.sync(directory);
  }

  /** Starts the server and returns when it accepts connections; recovery after a kill included. */
  Running start(int wantedPort) throws IOException, InterruptedException {
    Path data = data(directory);
    ServerProcesses.clear(data, PATIENCE);
    int port = freePort(wantedPort);
    var command = new ArrayList<>(List.of("/bin/sh", "-c", GUARD, "pg-guard"));
    command.addAll(privileges.command(server(data, port)));
    Process guard =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .start();
    boolean ready = false;
    try {
      awaitReady(guard, data, port);
      ready = true;
    } finally {
      if (!ready) {
        guard.getOutputStream().close();
      }
    }
    return new Running(guard, new Endpoint(port, Endpoint.USER, password));
  }

  private void awaitReady(Process guard, Path data, int port)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    while (PidFile.read(data).filter(file -> file.ready() && file.port() == port).isEmpty()) {
      if (guard.waitFor(10, TimeUnit.MILLISECONDS)) {
        throw failure("postgres ended with status " + guard.exitValue() + " while starting");
      }
      if (System.nanoTime() > deadline) {
        throw failure("postgres was not ready within " + READY_WITHIN);
      }
    }
  }

  /** Stops the server: open transactions are rolled back, what is committed is on disk. */
  static void stop(Running running, Path directory) throws IOException, InterruptedException {
    running.guard().getOutputStream().close();
    running.guard().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    ServerProcesses.clear(data(directory), PATIENCE);
  }

  private List<String> server(Path data, int port) {
    var command =
        new ArrayList<>(
            List.of(
                binaries.resolve("bin/postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port)));
    for (String setting :
        List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "max_connections=100",
            "jit=off",
            "timezone=UTC",
            "log_timezone=UTC",
            // The default lives in /dev/shm, of which a container may have next to nothing.
            "dynamic_shared_memory_type=mmap")) {
      command.add("-c");
      command.add(setting);
    }
    return command;
  }

  /** The port used before when it is free, so that open clients find the server again. */
  private static int freePort(int wanted) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    if (wanted != 0) {
      try (var probe = new ServerSocket(wanted, 1, loopback)) {
        return probe.getLocalPort();
      } catch (IOException taken) {
        return freePort(0);
      }
    }
    try (var probe = new ServerSocket(0, 1, loopback)) {
      return probe.getLocalPort();
    }
  }

  private Path log() {
    return logs.resolve("postgres.log");
  }

  private PlumblineException failure(String what) throws IOException {
    List<String> lines = Files.exists(log()) ? Files.readAllLines(log()) : List.of();
    String said = String.join(" | ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    ErrorCode code =
        said.contains("No space left") ? ErrorCode.STORE_FULL : ErrorCode.STORE_UNAVAILABLE;
    return PlumblineException.of(
        code,
        "The embedded PostgreSQL did not start: " + what + "; see " + log() + " (" + said + ")");
  }
}
