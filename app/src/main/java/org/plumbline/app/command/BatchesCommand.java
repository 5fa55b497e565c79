package org.plumbline.app.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.batch.BatchForm;
import org.plumbline.deployment.batch.BatchJob;
import org.plumbline.deployment.batch.BatchJobs;
import org.plumbline.deployment.batch.BatchOrder;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.TimeOrderedIds;
import org.plumbline.store.deployment.BatchRoom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Queues files that the server of a data directory scores, and fetches what it has scored. */
@Command(
    name = "batches",
    description = "Submits, lists, shows, cancels and downloads files that the server scores.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      BatchesCommand.Submit.class,
      BatchesCommand.ListBatches.class,
      BatchesCommand.Show.class,
      BatchesCommand.Cancel.class,
      BatchesCommand.Download.class
    })
public final class BatchesCommand extends CommandGroup {
  private static final int SHOWN = 50;

  /** What each of the commands takes. */
  abstract static class Reading implements Callable<Integer> {
    @Mixin private final AnswerOptions options = new AnswerOptions();

    @Option(names = "--model", required = true, paramLabel = "NAME", description = "The model.")
    private String model = "";

    final ModelName model() {
      return new ModelName(model);
    }

    @Override
    public final Integer call() throws IOException {
      InstantSource clock = InstantSource.system();
      var ids = new TimeOrderedIds(clock, new SecureRandom());
      try (OpenRooms rooms = options.rooms()) {
        rooms.watch().routes().refresh();
        run(
            new BatchRoom(
                    rooms.database(),
                    rooms.home(),
                    rooms.watch().routes(),
                    rooms.audit(),
                    ids::next,
                    clock,
                    System.getenv())
                .jobs());
      }
      return 0;
    }

    abstract void run(BatchJobs jobs) throws IOException;

    final void print(BatchJob job) {
      options.say(
          job,
          out -> {
            TextTable.print(out, rows(List.of(job)));
            if (job.failure() != null) {
              out.println(job.failure());
            }
          });
    }

    final void print(List<BatchJob> jobs) {
      options.say(jobs, rows(jobs));
    }

    final void wrote(Path file) {
      options.say(Map.of("file", file.toString()), "Wrote " + file);
    }

    private static List<List<String>> rows(List<BatchJob> jobs) {
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("ID", "VERSION", "STATE", "READ", "SCORED", "REFUSED", "ROWS/S", "ROWS OF"));
      for (BatchJob job : jobs) {
        String path = job.order().lakePath();
        rows.add(
            List.of(
                job.id().toString(),
                job.version().toString(),
                job.state().wireName(),
                String.format(Locale.ROOT, "%.0f %%", 100 * job.progress().share()),
                String.format(Locale.ROOT, "%,d", job.progress().scored()),
                String.format(Locale.ROOT, "%,d", job.progress().rejected()),
                String.format(Locale.ROOT, "%,.0f", job.progress().rate()),
                path == null ? "upload by " + job.author() : path));
      }
      return rows;
    }
  }

  /** The batch that a command is about. */
  abstract static class OfOne extends Reading {
    @Parameters(index = "0", paramLabel = "BATCH", description = "Id.")
    private UUID batch = new UUID(0, 0);

    final UUID batch() {
      return batch;
    }
  }

  /** Queues a file. */
  @Command(
      name = "submit",
      description = "Queues a file, which the server scores.",
      mixinStandardHelpOptions = true)
  static final class Submit extends Reading {
    @Option(
        names = "--data",
        paramLabel = "FILE",
        description = "Rows: .csv, .jsonl, .parquet, .arrows or .arrow.")
    private @Nullable Path data;

    @Option(
        names = "--lake",
        paramLabel = "PATH",
        description = "Rows that lie in the lake already, instead of --data.")
    private @Nullable String lake;

    @Option(
        names = "--output",
        paramLabel = "FORM",
        description = "csv, jsonl, parquet or arrows (default: as the rows).")
    private @Nullable BatchForm output;

    @Option(
        names = "--explain",
        paramLabel = "K",
        defaultValue = "0",
        description = "Reasons per row (default none).")
    private int explain;

    @Option(
        names = "--log",
        description = "Write the answers into the prediction log too, for drift and labels.")
    private boolean log;

    @Option(
        names = "--number",
        paramLabel = "N",
        description = "The version's number (default: the one in production).")
    private @Nullable Integer number;

    @Mixin private AuthorOption author = new AuthorOption();

    @Override
    void run(BatchJobs jobs) throws IOException {
      OptionalInt version = number == null ? OptionalInt.empty() : OptionalInt.of(number);
      Path file = data;
      String path = lake;
      if ((file == null) == (path == null)) {
        throw PlumblineException.of(
            ErrorCode.INVALID_FIELD, "Name the rows by --data or by --lake, one of the two");
      }
      String name = file == null ? String.valueOf(path) : file.toString();
      BatchForm input =
          BatchForm.ofName(name)
              .orElseThrow(
                  () ->
                      PlumblineException.of(
                          ErrorCode.INVALID_FIELD,
                          "Cannot read "
                              + name
                              + ": it must be .csv, .jsonl, .parquet, .arrows or .arrow"));
      var order = new BatchOrder(input, output == null ? input : output, explain, log, path);
      if (file == null) {
        print(jobs.submit(model(), version, order, author.actor()));
        return;
      }
      if (!Files.isRegularFile(file)) {
        throw PlumblineException.of(ErrorCode.NOT_FOUND, "There is no file " + file);
      }
      try (InputStream rows = Files.newInputStream(file)) {
        print(jobs.submit(model(), version, order, rows, author.actor()));
      }
    }
  }

  /** Lists the latest. */
  @Command(
      name = "list",
      description = "Lists the latest batches of a model.",
      mixinStandardHelpOptions = true)
  static final class ListBatches extends Reading {
    @Override
    void run(BatchJobs jobs) {
      print(jobs.list(model(), null, SHOWN));
    }
  }

  /** Shows one. */
  @Command(
      name = "show",
      description = "Shows how far a batch has come.",
      mixinStandardHelpOptions = true)
  static final class Show extends OfOne {
    @Override
    void run(BatchJobs jobs) {
      print(jobs.load(model(), batch()));
    }
  }

  /** Ends one. */
  @Command(
      name = "cancel",
      description = "Ends a batch that has not ended.",
      mixinStandardHelpOptions = true)
  static final class Cancel extends OfOne {
    @Mixin private AuthorOption author = new AuthorOption();

    @Override
    void run(BatchJobs jobs) {
      print(jobs.cancel(model(), batch(), author.actor()));
    }
  }

  /** Fetches the answers. */
  @Command(
      name = "download",
      description = "Fetches the answers of a batch that is done.",
      mixinStandardHelpOptions = true)
  static final class Download extends OfOne {
    @Option(names = "--rejects", description = "The refused rows instead of the answers.")
    private boolean rejects;

    @Option(
        names = "--out",
        required = true,
        paramLabel = "FILE",
        description = "Where to write it; an existing file is not replaced.")
    private Path out = Path.of("");

    @Override
    void run(BatchJobs jobs) throws IOException {
      Path file = rejects ? jobs.rejects(model(), batch()) : jobs.result(model(), batch());
      if (Files.exists(out)) {
        throw new FileAlreadyExistsException(out.toString(), null, "name another with --out");
      }
      Path part = out.toAbsolutePath().resolveSibling("." + out.getFileName() + ".part");
      try {
        Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, out.toAbsolutePath());
      } finally {
        Files.deleteIfExists(part);
      }
      wrote(out);
    }
  }
}
