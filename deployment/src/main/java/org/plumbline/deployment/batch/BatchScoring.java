package org.plumbline.deployment.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.RowWriter.Out;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.scoring.Scratch;

/**
 * Scores a file into another.
 *
 * <p>Answers stand in the order of the source; from time to time what is written is forced to disk
 * and a checkpoint is written beside it, so that after a kill the same call goes on from there and
 * ends with the same rows. When all is done the answer appears under its name in one step. Memory
 * holds a few blocks of rows, whatever the size of the file.
 *
 * <p>Parquet is read and written by columns, Arrow written so; other forms are lines of text.
 */
public final class BatchScoring {
  private static final long LEAST_ROWS_PER_CHECKPOINT = 50_000;

  private final ScoringJob job;
  private final Effort effort;
  private final Layout layout;
  private final @Nullable RuledRows ruled;
  private final BatchForm form;
  private final Path out;
  private final Path partial;
  private final Path partialRejects;
  private final Path sidecar;

  /** With all of the machine. */
  public BatchScoring(ScoringJob job) {
    this(job, Effort.whole());
  }

  public BatchScoring(ScoringJob job, Effort effort) {
    this.job = job;
    this.effort = effort;
    this.layout = new Layout(job);
    OnlineRule rule = job.rule();
    this.ruled = rule == null ? null : new RuledRows(rule, job.parser().contract(), job.explain());
    this.form = form(job.out());
    this.out = job.out().toAbsolutePath();
    this.partial = beside(".partial");
    this.partialRejects = beside(".rejects.partial");
    this.sidecar = beside(".progress");
  }

  private static BatchForm form(Path out) {
    // What is written is a stream, which is no Arrow file.
    return Optional.of(String.valueOf(out.getFileName()))
        .filter(name -> !name.endsWith(".arrow"))
        .flatMap(BatchForm::ofName)
        .orElseThrow(
            () ->
                PlumblineException.of(
                        ErrorCode.INVALID_FIELD,
                        "Cannot write "
                            + out
                            + ": name it .csv, .jsonl, .ndjson, .parquet or .arrows")
                    .with("field", "out"));
  }

  /** Where refused rows go. */
  public Path rejects() {
    return beside(".rejects.csv");
  }

  /**
   * Runs to the end, or goes on where an interrupted run of the same job stopped.
   *
   * @param progress hears of each block; what it throws ends the run, which can go on later
   * @throws PlumblineException INVALID_DATA when the source cannot be read, MISSING_FIELD when it
   *     lacks a required column, STORE_FULL when the answer cannot be written
   */
  public ScoringOutcome run(ScoringProgress progress) {
    long start = System.nanoTime();
    String fingerprint = fingerprint();
    Checkpoint from =
        Checkpoint.find(sidecar, fingerprint)
            .filter(this::isBacked)
            .orElse(new Checkpoint(fingerprint, 0, 0, 0, 0, 0));
    Checkpoint end;
    try (RowInput input = input(from.read());
        RowOutput output = output(from.outMark());
        PartialFile rejects = new PartialFile(partialRejects, from.rejectBytes());
        ExecutorService workers =
            Executors.newFixedThreadPool(
                effort.threads(), Thread.ofPlatform().daemon().factory())) {
      var run = new Run(input, output, rejects, workers, progress);
      try {
        end = run.from(from);
      } finally {
        workers.shutdownNow();
      }
      rejects.force();
      output.finish();
      if (end.rejected() > 0) {
        input.writeRejects(partialRejects, rejects());
      }
    }
    tidy(end);
    return new ScoringOutcome(
        end.scored(),
        end.rejected(),
        from.scored() + from.rejected(),
        (System.nanoTime() - start) / 1e9,
        end.rejected() == 0 ? null : rejects());
  }

  private RowInput input(long skip) {
    return ParquetInput.fits(job.data())
        ? new ParquetInput(job, skip, effort.threads())
        : new TextInput(job, skip);
  }

  private RowOutput output(long mark) {
    List<Out> columns = layout.columns();
    return switch (form) {
      case PARQUET -> new ParquetOutput(out, columns, mark, effort.threads());
      case ARROWS -> new GrowingOutput(out, partial, new ArrowEncoding(columns), mark);
      case JSONL ->
          new GrowingOutput(out, partial, new TextEncoding(columns, new Lines.Jsonl()), mark);
      case CSV -> new GrowingOutput(out, partial, new TextEncoding(columns, new Lines.Csv()), mark);
    };
  }

  private boolean isBacked(Checkpoint checkpoint) {
    return holds(partialRejects, checkpoint.rejectBytes())
        && switch (form) {
          case PARQUET ->
              LongStream.range(0, checkpoint.outMark())
                  .allMatch(part -> Files.exists(ParquetOutput.part(out, part)));
          case ARROWS, JSONL, CSV -> holds(partial, checkpoint.outMark());
        };
  }

  private static boolean holds(Path file, long bytes) {
    try {
      return bytes == 0 || (Files.exists(file) && Files.size(file) >= bytes);
    } catch (IOException unreadable) {
      return false;
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
          form.name(),
          Integer.toString(job.explain()),
          job.rule() == null ? "" : job.rule().job().toString());
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot read " + job.data(), failure);
    }
  }

  private void tidy(Checkpoint end) {
    try {
      if (end.rejected() == 0) {
        Files.deleteIfExists(rejects());
      }
      Files.deleteIfExists(sidecar);
      Files.deleteIfExists(partial);
      Files.deleteIfExists(partialRejects);
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot finish " + job.out(), failure);
    }
  }

  private Path beside(String suffix) {
    return out.resolveSibling(out.getFileName() + suffix);
  }

  /** Rows that have been scored and wait for their turn to be written. */
  private record Scored(Parsed rows, Runnable write, List<LoggedPrediction> logged) {}

  /** One pass over what is left of the source. */
  private final class Run {
    private final RowInput input;
    private final RowOutput output;
    private final PartialFile rejects;
    private final ExecutorService workers;
    private final ScoringProgress progress;
    private final ArrayDeque<Future<Scored>> ahead = new ArrayDeque<>();
    private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);
    private long read;
    private long scored;
    private long rejected;

    Run(
        RowInput input,
        RowOutput output,
        PartialFile rejects,
        ExecutorService workers,
        ScoringProgress progress) {
      this.input = input;
      this.output = output;
      this.rejects = rejects;
      this.workers = workers;
      this.progress = progress;
    }

    Checkpoint from(Checkpoint start) {
      read = start.read();
      scored = start.scored();
      rejected = start.rejected();
      long savedRows = read;
      long savedAt = System.nanoTime();
      for (Supplier<Parsed> rows = input.next(); rows != null; rows = input.next()) {
        Supplier<Parsed> block = rows;
        ahead.add(workers.submit(() -> score(block)));
        if (ahead.size() > effort.threads() + 1) {
          take();
        }
        if (read - savedRows >= LEAST_ROWS_PER_CHECKPOINT
            && System.nanoTime() - savedAt >= effort.betweenCheckpoints().toNanos()) {
          rejects.force();
          here(output.save()).write(sidecar);
          savedRows = read;
          savedAt = System.nanoTime();
        }
      }
      while (!ahead.isEmpty()) {
        take();
      }
      return here(0);
    }

    private Checkpoint here(long mark) {
      return new Checkpoint(fingerprint(), read, scored, rejected, mark, rejects.length());
    }

    private void take() {
      Scored block = await(ahead.remove());
      OnlineRule rule = job.rule();
      if (rule != null) {
        rule.log().ifPresent(log -> log.append(block.logged()));
      }
      block.write().run();
      rejects.append(String.join("", block.rows().rejects().values()));
      read += block.rows().read();
      rejected += block.rows().rejected();
      scored += block.rows().lines().length;
      progress.at(input.progress(), scored + rejected, rejected);
    }

    private Scored score(Supplier<Parsed> rows) {
      long begun = System.nanoTime();
      Parsed parsed = rows.get();
      Scored done = ruled == null || ruled.leavesAllToTheModel() ? byModel(parsed) : byRule(parsed);
      effort.rest(System.nanoTime() - begun);
      return done;
    }

    private Scored byModel(Parsed parsed) {
      return new Scored(parsed, output.prepare(layout.block(parsed, scratch.get())), List.of());
    }

    private Scored byRule(Parsed parsed) {
      RuledRows.Answers answers =
          Objects.requireNonNull(ruled, "a rule").answer(parsed, scratch.get());
      return new Scored(answers.rows(), output.prepare(layout.block(answers)), answers.logged());
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
