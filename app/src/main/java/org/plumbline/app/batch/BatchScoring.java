package org.plumbline.app.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.FieldError;
import org.plumbline.data.ParsedRow;
import org.plumbline.data.RawRow;
import org.plumbline.data.RowParser.TextRows;
import org.plumbline.data.RowSource;
import org.plumbline.data.RowWriter;
import org.plumbline.data.RowWriter.Kind;
import org.plumbline.data.RowWriter.Out;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.scoring.Scratch;

/**
 * Scores a file row by row into another.
 *
 * <p>Rows go to {@code OUT.partial} in the order of the source; every so many rows the partial
 * files are forced to disk and a checkpoint is written beside them, so that after a kill the same
 * call goes on from there and ends with the same bytes. When all is done the partial file becomes
 * the output in one rename. Memory holds a few batches of rows, whatever the size of the file.
 */
public final class BatchScoring {
  private static final int BATCH = 2_048;
  private static final int WORKERS = 2;
  private static final int AHEAD = 4;
  private static final long ROWS_PER_CHECKPOINT = 50_000;
  private static final List<Out> REJECT_COLUMNS =
      List.of(
          new Out("line", Kind.INTEGER),
          new Out("reason", Kind.TEXT),
          new Out("column", Kind.TEXT),
          new Out("row", Kind.TEXT));

  private final ScoringJob job;
  private final Layout layout;
  private final Lines lines;
  private final boolean parquet;
  private final Path partial;
  private final Path partialRejects;
  private final Path sidecar;

  public BatchScoring(ScoringJob job) {
    this.job = job;
    this.layout = new Layout(job);
    String name = String.valueOf(job.out().getFileName()).toLowerCase(Locale.ROOT);
    this.parquet = name.endsWith(".parquet");
    boolean json = name.endsWith(".jsonl") || name.endsWith(".ndjson");
    if (!parquet && !json && !name.endsWith(".csv")) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD,
              "Cannot write " + job.out() + ": name it .csv, .jsonl, .ndjson or .parquet")
          .with("field", "out");
    }
    // Parquet cannot grow by lines: its rows wait as JSON, which keeps "" and no value apart.
    this.lines = parquet || json ? new Lines.Jsonl() : new Lines.Csv();
    this.partial = beside(".partial");
    this.partialRejects = beside(".rejects.partial");
    this.sidecar = beside(".progress");
  }

  /** Where refused rows go. */
  public Path rejects() {
    return beside(".rejects.csv");
  }

  /**
   * Runs to the end, or goes on where an interrupted run of the same job stopped.
   *
   * @throws PlumblineException INVALID_DATA when the source cannot be read, MISSING_FIELD when it
   *     lacks a required column
   */
  public ScoringOutcome run(ScoringProgress progress) {
    long start = System.nanoTime();
    Checkpoint from =
        Checkpoint.find(sidecar, fingerprint())
            .filter(this::isBacked)
            .orElse(new Checkpoint(fingerprint(), 0, 0, 0, 0, 0));
    Checkpoint end;
    try (RowSource source = RowSource.open(job.data());
        PartialFile out = new PartialFile(partial, from.outBytes());
        PartialFile rejects = new PartialFile(partialRejects, from.rejectBytes());
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
      TextRows parser = job.parser().forHeader(source.header());
      skip(source, from.read());
      if (out.length() == 0) {
        out.append(lines.head(layout.columns()));
      }
      var run = new Run(source, parser, out, rejects, workers, progress);
      try {
        end = run.from(from);
      } finally {
        workers.shutdownNow();
      }
      out.force();
      rejects.force();
    }
    finish(end);
    return new ScoringOutcome(
        end.scored(),
        end.rejected(),
        from.scored() + from.rejected(),
        (System.nanoTime() - start) / 1e9,
        end.rejected() == 0 ? null : rejects());
  }

  private boolean isBacked(Checkpoint checkpoint) {
    try {
      return Files.exists(partial)
          && Files.size(partial) >= checkpoint.outBytes()
          && (checkpoint.rejectBytes() == 0
              || (Files.exists(partialRejects)
                  && Files.size(partialRejects) >= checkpoint.rejectBytes()));
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static void skip(RowSource source, long rows) {
    long left = rows;
    while (left > 0) {
      int taken = source.next((int) Math.min(left, BATCH)).size();
      if (taken == 0) {
        return;
      }
      left -= taken;
    }
  }

  /** Everything that the bytes of the output depend on. */
  private String fingerprint() {
    try {
      return String.join(
          "|",
          job.version().toString(),
          job.contentHash(),
          job.data().toAbsolutePath().normalize().toString(),
          Long.toString(Files.exists(job.data()) ? Files.size(job.data()) : 0),
          Files.exists(job.data()) ? Files.getLastModifiedTime(job.data()).toString() : "",
          lines.getClass().getSimpleName(),
          Integer.toString(job.explain()));
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot read " + job.data(), failure);
    }
  }

  private void finish(Checkpoint end) {
    try {
      if (parquet) {
        convert();
      } else {
        replace(partial, job.out());
      }
      if (end.rejected() > 0) {
        replace(partialRejects, rejects());
      } else {
        Files.deleteIfExists(rejects());
      }
      // The sidecar goes before what it speaks of, so that no checkpoint outlives its file.
      Files.deleteIfExists(sidecar);
      Files.deleteIfExists(partial);
      Files.deleteIfExists(partialRejects);
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot finish " + job.out(), failure);
    }
  }

  private static void replace(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private void convert() throws IOException {
    Path rows = beside(".partial.jsonl");
    Files.deleteIfExists(rows);
    Files.createLink(rows, partial);
    try (RowSource source = RowSource.open(rows);
        RowWriter writer = RowWriter.create(job.out(), layout.columns())) {
      int[] places =
          layout.columns().stream().mapToInt(c -> source.header().indexOf(c.name())).toArray();
      for (List<RawRow> batch = source.next(BATCH); !batch.isEmpty(); batch = source.next(BATCH)) {
        for (RawRow row : batch) {
          writer.write(typed(row.fields(), places));
        }
      }
      writer.commit();
    } finally {
      Files.deleteIfExists(rows);
    }
  }

  private List<@Nullable Object> typed(List<String> fields, int[] places) {
    var row = new ArrayList<@Nullable Object>(places.length);
    for (int i = 0; i < places.length; i++) {
      String text = places[i] < 0 ? "" : fields.get(places[i]);
      row.add(
          text.isEmpty()
              ? null
              : switch (layout.columns().get(i).kind()) {
                case TEXT -> text;
                case INTEGER -> (Object) Long.parseLong(text);
                case NUMBER -> Double.parseDouble(text);
                case BOOLEAN -> Boolean.parseBoolean(text);
              });
    }
    return row;
  }

  private Path beside(String suffix) {
    Path out = job.out().toAbsolutePath();
    return out.resolveSibling(out.getFileName() + suffix);
  }

  /** A batch that has been scored. */
  private record Scored(String out, String rejects, long read, long scored, long rejected) {}

  /** One pass over what is left of the source. */
  private final class Run {
    private final RowSource source;
    private final TextRows parser;
    private final PartialFile out;
    private final PartialFile rejects;
    private final ExecutorService workers;
    private final ScoringProgress progress;
    private final ArrayDeque<Future<Scored>> ahead = new ArrayDeque<>();
    private long read;
    private long scored;
    private long rejected;

    Run(
        RowSource source,
        TextRows parser,
        PartialFile out,
        PartialFile rejects,
        ExecutorService workers,
        ScoringProgress progress) {
      this.source = source;
      this.parser = parser;
      this.out = out;
      this.rejects = rejects;
      this.workers = workers;
      this.progress = progress;
    }

    Checkpoint from(Checkpoint start) {
      read = start.read();
      scored = start.scored();
      rejected = start.rejected();
      long saved = read;
      for (List<RawRow> rows = source.next(BATCH); !rows.isEmpty(); rows = source.next(BATCH)) {
        List<RawRow> batch = rows;
        ahead.add(workers.submit(() -> score(batch)));
        if (ahead.size() >= AHEAD) {
          take();
        }
        if (read - saved >= ROWS_PER_CHECKPOINT) {
          checkpoint();
          saved = read;
        }
      }
      while (!ahead.isEmpty()) {
        take();
      }
      return here();
    }

    private void checkpoint() {
      out.force();
      rejects.force();
      here().write(sidecar);
    }

    private Checkpoint here() {
      return new Checkpoint(fingerprint(), read, scored, rejected, out.length(), rejects.length());
    }

    private void take() {
      Scored batch = await(ahead.remove());
      if (rejects.length() == 0 && batch.rejected() > 0) {
        rejects.append(new Lines.Csv().head(REJECT_COLUMNS));
      }
      out.append(batch.out());
      rejects.append(batch.rejects());
      read += batch.read();
      scored += batch.scored();
      rejected += batch.rejected();
      progress.at(source.progress(), scored + rejected);
    }

    private Scored score(List<RawRow> rows) {
      var scratch = new Scratch();
      var text = new StringBuilder(rows.size() * 48);
      var refused = new StringBuilder();
      var lineNumbers = new ArrayList<Long>(rows.size());
      var good = new ArrayList<ParsedRow>(rows.size());
      for (RawRow raw : rows) {
        String fault = raw.fault();
        if (fault != null) {
          reject(raw, fault, "", refused);
          continue;
        }
        ParsedRow parsed = parser.parse(raw.fields());
        if (!parsed.isValid()) {
          FieldError first = parsed.errors().getFirst();
          String more =
              parsed.errors().size() == 1 ? "" : " (and " + (parsed.errors().size() - 1) + " more)";
          reject(raw, first.detail() + more, first.field(), refused);
          continue;
        }
        lineNumbers.add(raw.line());
        good.add(parsed);
      }
      for (List<@Nullable Object> row : layout.rows(lineNumbers, good, scratch)) {
        lines.append(layout.columns(), row, text);
      }
      int refusals = rows.size() - good.size();
      return new Scored(text.toString(), refused.toString(), rows.size(), good.size(), refusals);
    }

    private static void reject(RawRow raw, String reason, String column, StringBuilder to) {
      String row = raw.raw().isEmpty() ? String.join(",", raw.fields()) : raw.raw();
      new Lines.Csv().append(REJECT_COLUMNS, List.of(raw.line(), reason, column, row), to);
    }

    private static Scored await(Future<Scored> future) {
      try {
        return future.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException cause) {
          throw cause;
        }
        throw PlumblineException.of(ErrorCode.INTERNAL, "A batch failed", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw PlumblineException.of(ErrorCode.INTERNAL, "The scoring was interrupted", e);
      }
    }
  }
}
