package org.plumbline.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A command of the product, started through its launcher as a process of its own. */
final class Program implements AutoCloseable {
  static final Path ROOT = Path.of(System.getProperty("plumbline.root", "..")).toAbsolutePath();

  static final String JAVA_OPTIONS = "PLUMBLINE_JAVA_OPTIONS";

  /** The environment of a server that computes for minutes; others end before this pays. */
  static final Map<String, String> FOR_LONG_WORK = Map.of(JAVA_OPTIONS, "");

  static final String FIRST_COMPILER = "-XX:TieredStopAtLevel=1";

  private final Process process;

  private final StringWriter errors = new StringWriter();

  private final StringWriter output = new StringWriter();

  private final CompletableFuture<Void> outputRead;
  private final CompletableFuture<Void> errorsRead;

  private Program(Process process) {
    this.process = process;
    this.outputRead = pump(process.getInputStream(), output);
    this.errorsRead = pump(process.getErrorStream(), errors);
  }

  /** What a finished command left behind. */
  record Result(int exitCode, String output, String errors) {}

  static Program start(Path home, Map<String, String> environment, String... arguments) {
    var command = new ArrayList<>(List.of(ROOT.resolve("plumbline").toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(ROOT.toFile());
    builder.environment().put("PLUMBLINE_HOME", home.toString());
    if (arguments[0].equals("serve")) {
      builder.environment().put(JAVA_OPTIONS, FIRST_COMPILER);
    }
    builder.environment().putAll(environment);
    try {
      return new Program(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command, e);
    }
  }

  /** Runs a command to its end. */
  static Result run(Path home, String... arguments) throws InterruptedException {
    try (var program = start(home, Map.of(), arguments)) {
      return program.end();
    }
  }

  /** Runs a command that reads this text from its standard input. */
  static Result runWithInput(Path home, String input, String... arguments)
      throws IOException, InterruptedException {
    try (var program = start(home, Map.of(), arguments)) {
      try (var in = program.process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      }
      return program.end();
    }
  }

  /** Waits for its end. */
  Result end() throws InterruptedException {
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      throw new AssertionError("did not end within 5 minutes: " + everything());
    }
    outputRead.join();
    errorsRead.join();
    return new Result(process.exitValue(), output.toString(), errors.toString());
  }

  /** Waits until a line of the output or the errors holds the fragment, and returns that line. */
  String awaitLine(String fragment, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < end) {
      boolean alive = process.isAlive();
      var found = everything().lines().filter(line -> line.contains(fragment)).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      if (!alive) {
        throw new AssertionError(
            "ended with " + process.exitValue() + " before '" + fragment + "': " + everything());
      }
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
    throw new AssertionError("no '" + fragment + "' within " + limit + ": " + everything());
  }

  /** Lets a moment pass, unless the program ends first, which fails. */
  void awaitMoment(Duration moment) throws InterruptedException {
    if (process.waitFor(moment.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("ended with " + process.exitValue() + ": " + everything());
    }
  }

  String everything() {
    return output + System.lineSeparator() + errors;
  }

  long pid() {
    return process.pid();
  }

  /** Ends it as a power cut would: SIGKILL, nothing flushed. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Asks it to end, as Ctrl-C does, and returns its exit code. */
  int terminate(Duration limit) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("still running " + limit + " after it was asked to end");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CompletableFuture<Void> pump(InputStream stream, StringWriter into) {
    return CompletableFuture.runAsync(
        () -> {
          try (var lines =
              new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
              into.append(line).append('\n');
            }
          } catch (IOException e) {
            into.append("(stream ended: ").append(e.getMessage()).append(")\n");
          }
        },
        // Each waits in the system for a line: virtual ones would hold the few carriers of all
        // others.
        task -> Thread.ofPlatform().daemon().start(task));
  }
}
