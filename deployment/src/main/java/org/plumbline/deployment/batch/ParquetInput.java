package org.plumbline.deployment.batch;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.ParquetRows;
import org.plumbline.data.RawRow;
import org.plumbline.data.RowParser.TextRows;
import org.plumbline.data.RowSource;

/**
 * Rows of Parquet by columns. Of refused rows only their numbers are noted; their reasons are found
 * at the end by reading just those rows as text.
 */
final class ParquetInput implements RowInput {
  private static final int BATCH = 2_048;

  /** Between the number of a refused row and a reason that its text does not tell again. */
  private static final String REASON = " ";

  private final ScoringJob job;
  private final ParquetRows rows;
  private long read;

  ParquetInput(ScoringJob job, long skip, int threads) {
    this.job = job;
    this.rows = ParquetRows.open(job.data(), job.parser(), skip, threads, job.rule() != null);
    this.read = skip;
  }

  static boolean fits(Path data) {
    return String.valueOf(data.getFileName()).toLowerCase(Locale.ROOT).endsWith(".parquet");
  }

  @Override
  public @Nullable Supplier<Parsed> next() {
    ParquetRows.Block block = rows.next();
    if (block == null) {
      return null;
    }
    read += block.rows();
    return () -> parsed(block);
  }

  private static Parsed parsed(ParquetRows.Block block) {
    var refused = new TreeMap<Long, String>();
    for (long line : block.refused()) {
      refused.put(line, line + "\n");
    }
    return new Parsed(
        block.rows(),
        block.lines(),
        block.slots(),
        block.ids(),
        block.times(),
        block.groups(),
        refused,
        (row, reason) -> block.lines()[row] + REASON + reason.replaceAll("\\R", " ") + "\n");
  }

  @Override
  public double progress() {
    return rows.total() == 0 ? 1 : (double) read / rows.total();
  }

  @Override
  public void writeRejects(Path gathered, Path target) {
    Path draft = target.resolveSibling(target.getFileName() + ".new");
    try {
      try (BufferedReader numbers = Files.newBufferedReader(gathered);
          RowSource source = RowSource.open(job.data());
          var out = Files.newBufferedWriter(draft)) {
        out.write(Rejects.head());
        TextRows parser = job.parser().forHeader(source.header());
        var text = new StringBuilder();
        String noted = numbers.readLine();
        List<RawRow> batch = source.next(BATCH);
        while (noted != null && !batch.isEmpty()) {
          for (RawRow raw : batch) {
            if (noted != null && raw.line() == Long.parseLong(noted.split(REASON, 2)[0])) {
              String[] parts = noted.split(REASON, 2);
              text.append(
                  parts.length > 1
                      ? Rejects.line(raw, parts[1])
                      : Rejects.line(raw, parser.parse(raw.fields())));
              noted = numbers.readLine();
            }
          }
          out.append(text);
          text.setLength(0);
          batch = source.next(BATCH);
        }
      }
      PartialFile.replace(draft, target);
    } catch (IOException failure) {
      throw PartialFile.failed(target, failure);
    }
  }

  @Override
  public void close() {
    rows.close();
  }
}
