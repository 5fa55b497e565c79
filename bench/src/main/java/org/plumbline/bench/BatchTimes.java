package org.plumbline.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Contract;
import org.plumbline.data.DuckDb;
import org.plumbline.data.ParquetRows;
import org.plumbline.data.Role;
import org.plumbline.data.RowParser;
import org.plumbline.deployment.batch.BatchScoring;
import org.plumbline.deployment.batch.Effort;
import org.plumbline.deployment.batch.ScoringJob;
import org.plumbline.kernel.VersionId;

/**
 * Scores a Parquet file of 30 columns into another with the model of 300 trees, beside what bounds
 * it: reading the same file as slots, DuckDB copying it, and XGBoost's C++ over as many rows.
 *
 * <p>Each line tells the wall clock and the processor time of all threads, which a busy machine
 * leaves alone more.
 */
public final class BatchTimes {
  private static final int THREADS = 2;

  private final BoostedModel boosted;
  private final Path rows;
  private final Path out;
  private final long count;
  private final RowParser parser =
      new RowParser(
          new Contract(
              IntStream.rangeClosed(-1, BoostedModel.FEATURES - 1)
                  .mapToObj(
                      i ->
                          i < 0
                              ? ColumnContract.of("id", ColumnType.IDENTIFIER, Role.ID, false)
                              : ColumnContract.of("f" + i, ColumnType.NUMBER, Role.FEATURE, false))
                  .toList()));

  private BatchTimes(BoostedModel boosted, Path folder, long count) {
    this.boosted = boosted;
    this.rows = folder.resolve("batch-" + count + ".parquet");
    this.out = folder.resolve("batch-scores.parquet");
    this.count = count;
  }

  private interface Work {
    void run() throws SQLException, XGBoostError;
  }

  /** FOLDER and ROWS. */
  public static void main(String[] arguments) throws IOException, SQLException, XGBoostError {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    long count = arguments.length > 1 ? Long.parseLong(arguments[1]) : 10_000_000;
    var times = new BatchTimes(BoostedModel.train(), folder, count);
    times.generate();
    List<String> lines = new ArrayList<>();
    for (int round = 0; round < 2; round++) {
      lines.clear();
      lines.add(times.timed("score, Parquet to Parquet", times::score));
      lines.add(times.timed("read the same rows as slots", times::read));
      lines.add(times.timed("DuckDB copies the same file", times::copy));
      lines.add(times.timed("XGBoost's C++, in place, rows in memory", times::predict));
    }
    lines.forEach(System.out::println);
    System.out.println(peak());
  }

  /** Values of the model's own distribution, with 5 % missing; made once. */
  private void generate() throws SQLException {
    if (Files.exists(rows)) {
      return;
    }
    String columns =
        IntStream.range(0, BoostedModel.FEATURES)
            .mapToObj(
                i ->
                    """
                    CASE WHEN hash(range * 31 + %1$d) %% 20 = 0 THEN NULL ELSE
                    CAST(CAST(sqrt(-2 * ln((hash(range * 131 + %1$d) %% 1000000 + 1) / 1000001.0))
                    * cos(6.283185307 * (hash(range * 97 + %1$d) %% 1000000) / 1000000.0)
                    AS FLOAT) AS DOUBLE) END AS f%1$d
                    """
                        .formatted(i))
            .collect(Collectors.joining(", "));
    try (Connection connection = DuckDb.open()) {
      DuckDb.execute(
          connection,
          "COPY (SELECT 'c' || range AS id, %s FROM range(%d)) TO %s (FORMAT parquet)"
              .formatted(columns, count, DuckDb.text(rows)));
    }
  }

  private void score() {
    var job =
        new ScoringJob(
            VersionId.of("bench", 1), "bench", boosted.model(), parser, 0.5, rows, out, 0);
    new BatchScoring(job, new Effort(THREADS, 1, Duration.ofSeconds(30)))
        .run((share, done, refused) -> {});
  }

  private void read() {
    try (ParquetRows source = ParquetRows.open(rows, parser, 0, THREADS)) {
      long read = 0;
      for (ParquetRows.Block block = source.next(); block != null; block = source.next()) {
        read += block.rows();
      }
      if (read != count) {
        throw new IllegalStateException(read + " of " + count + " rows");
      }
    }
  }

  private void copy() throws SQLException {
    try (Connection connection = DuckDb.open()) {
      DuckDb.execute(connection, "SET threads = " + THREADS);
      DuckDb.execute(
          connection,
          "COPY (FROM read_parquet(%s)) TO %s (FORMAT parquet)"
              .formatted(DuckDb.text(rows), DuckDb.text(out)));
    }
  }

  private void predict() throws XGBoostError {
    boosted.booster().setParam("nthread", THREADS);
    int block = boosted.rows().length / BoostedModel.FEATURES;
    for (long done = 0; done < count; done += block) {
      boosted.booster().inplace_predict(boosted.rows(), block, BoostedModel.FEATURES, Float.NaN);
    }
  }

  private String timed(String what, Work work) throws SQLException, XGBoostError {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = system.getProcessCpuTime();
    long wall = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - wall) / 1e9;
    double used = (system.getProcessCpuTime() - cpu) / 1e9;
    return String.format(
        Locale.ROOT,
        "%-42s %,12d rows  %7.1f s  %,11.0f rows/s  cpu %7.1f s  %6.2f us a row",
        what,
        count,
        seconds,
        count / seconds,
        used,
        used / count * 1e6);
  }

  private static String peak() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .findFirst()
        .map(line -> "largest resident size of all of them: " + line.substring(6).strip())
        .orElse("");
  }
}
