package org.plumbline.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.plumbline.data.DuckDb;

/**
 * The command that compares two wide Parquet files, as a process of its own, beside what bounds it:
 * DuckDB reading the same columns of the same files.
 *
 * <p>Of fifty columns one is a category of twenty texts, a tenth counts, a fifth is zero in two
 * rows of three, a fifth misses in one of twenty; the rest are amounts in steps of a hundredth. In
 * the current file every tenth column has moved. Row groups hold 20,000 rows.
 */
public final class DriftTimes {
  private static final int ROW_GROUP = 20_000;
  private static final long LOOK_MILLIS = 50;

  private final Path reference;
  private final Path current;
  private final long rows;
  private final int columns;
  private final List<String> command;

  private DriftTimes(Path folder, long rows, int columns, List<String> command) {
    this.reference = folder.resolve("reference.parquet");
    this.current = folder.resolve("current.parquet");
    this.rows = rows;
    this.columns = columns;
    this.command = command;
  }

  /** What a process has taken: seconds of the clock and of processors, kilobytes, bytes of disk. */
  private record Taken(double seconds, double cpu, long resident, long disk) {}

  /** FOLDER, ROWS, COLUMNS and the words of the command. */
  public static void main(String[] arguments)
      throws IOException, SQLException, InterruptedException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    var times =
        new DriftTimes(
            folder,
            Long.parseLong(arguments[1]),
            Integer.parseInt(arguments[2]),
            List.of(arguments).subList(3, arguments.length));
    try {
      times.measure();
    } finally {
      Files.deleteIfExists(times.reference);
      Files.deleteIfExists(times.current);
    }
  }

  private void measure() throws IOException, SQLException, InterruptedException {
    long start = System.nanoTime();
    write(reference, 0);
    write(current, 1);
    System.out.printf(
        Locale.ROOT,
        "%,d rows x %,d columns, twice: %.1f and %.1f GB, written in %.0f s%n",
        rows,
        columns,
        Files.size(reference) / 1e9,
        Files.size(current) / 1e9,
        (System.nanoTime() - start) / 1e9);
    Path report = reference.resolveSibling("report.json");
    print("drift", child(report));
    String found = Files.readString(report);
    Files.delete(report);
    System.out.printf(
        Locale.ROOT,
        "found: %,d of %,d columns drift%n",
        found.split("\"verdict\":\"(SLIGHT|MODERATE|SEVERE)\"", -1).length - 2,
        columns);
    print("DuckDB reads the same columns", scan());
  }

  private static void print(String what, Taken taken) {
    System.out.printf(
        Locale.ROOT,
        "%-32s %7.1f s  cpu %7.1f s  resident at most %,9d kB  from the disk %6.2f GB, %5.0f"
            + " MB/s%n",
        what,
        taken.seconds(),
        taken.cpu(),
        taken.resident(),
        taken.disk() / 1e9,
        taken.disk() / 1e6 / taken.seconds());
  }

  private void write(Path file, int seed) throws SQLException {
    String selected =
        IntStream.range(0, columns)
            .mapToObj(column -> value(column, seed) + " AS c" + column)
            .collect(Collectors.joining(", "));
    try (Connection connection = DuckDb.open()) {
      DuckDb.execute(connection, "SET memory_limit = '4GB'");
      DuckDb.execute(
          connection,
          "COPY (SELECT %s FROM range(%d)) TO %s (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE %d)"
              .formatted(selected, rows, DuckDb.text(file), ROW_GROUP));
    }
  }

  private static String value(int column, int seed) {
    String drawn = "hash(range * 2000 + %d)".formatted(column + 1_000 * seed);
    String amount = "(%s %% 6144 / 100.0)".formatted(drawn);
    double moved = seed == 1 && column % 10 == 3 ? 1.3 : 1;
    if (column % 50 == 0) {
      return "'text ' || (%s %% 20)".formatted(drawn);
    }
    return switch (column % 10) {
      case 1 -> "CAST(%s %% 300 AS INTEGER)".formatted(drawn);
      case 2, 3 ->
          "CASE WHEN %1$s < 12297829382473034410 THEN 0 ELSE %2$s * %3$s END"
              .formatted(drawn, amount, moved);
      case 4, 5 ->
          "CASE WHEN %s < 922337203685477580 THEN NULL ELSE %s END".formatted(drawn, amount);
      default -> amount;
    };
  }

  /** The command, watched from outside. */
  private Taken child(Path report) throws IOException, InterruptedException {
    var words = new ArrayList<>(command);
    words.addAll(
        List.of("--reference", reference.toString(), "--current", current.toString(), "--json"));
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(words)
            .redirectOutput(report.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long resident = 0;
    long disk = 0;
    double cpu = 0;
    while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      Path proc = Path.of("/proc", Long.toString(process.pid()));
      resident = Math.max(resident, number(proc.resolve("status"), "VmHWM:"));
      disk = Math.max(disk, number(proc.resolve("io"), "read_bytes:"));
      cpu = process.info().totalCpuDuration().map(used -> used.toMillis() / 1e3).orElse(cpu);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (process.exitValue() != 0) {
      throw new IllegalStateException("the command ended with " + process.exitValue());
    }
    return new Taken(seconds, cpu, resident, disk);
  }

  /** A figure of a file of the kernel; 0 when the process has just gone. */
  private static long number(Path file, String name) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.replaceAll("[^0-9]", ""))
          .filter(digits -> !digits.isEmpty())
          .mapToLong(Long::parseLong)
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException gone) {
      return 0;
    }
  }

  private Taken scan() throws SQLException {
    Path self = Path.of("/proc/self");
    long disk = number(self.resolve("io"), "read_bytes:");
    var cpuBefore = ProcessHandle.current().info().totalCpuDuration();
    long start = System.nanoTime();
    String sums =
        IntStream.range(0, columns)
            .mapToObj(column -> (column % 50 == 0 ? "max(c" : "sum(c") + column + ")")
            .collect(Collectors.joining(", "));
    for (Path file : List.of(reference, current)) {
      try (Connection connection = DuckDb.open()) {
        DuckDb.execute(
            connection, "SELECT " + sums + " FROM read_parquet(" + DuckDb.text(file) + ")");
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpu =
        ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElseThrow()
                .minus(cpuBefore.orElseThrow())
                .toMillis()
            / 1e3;
    return new Taken(
        seconds,
        cpu,
        number(self.resolve("status"), "VmHWM:"),
        number(self.resolve("io"), "read_bytes:") - disk);
  }
}
