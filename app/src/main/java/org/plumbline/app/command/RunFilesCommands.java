package org.plumbline.app.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.tracking.RunArtifact;
import org.plumbline.registry.tracking.RunEntry;
import org.plumbline.registry.tracking.RunEntryPage;
import org.plumbline.registry.tracking.RunFiles;
import org.plumbline.registry.tracking.RunId;
import org.plumbline.store.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands below {@code runs} that list, fetch and keep files. */
final class RunFilesCommands {
  private RunFilesCommands() {}

  /** Lists a directory of a run. */
  @Command(
      name = "files",
      description = "Lists what lies directly below a directory of a run's files.",
      mixinStandardHelpOptions = true)
  static final class ListFiles implements Callable<Integer> {
    @Mixin private HomeOption home = new HomeOption();

    @Parameters(index = "0", paramLabel = "RUN", description = "Id.")
    private String run = "";

    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "DIRECTORY",
        defaultValue = "",
        description = "The root when absent.")
    private String directory = "";

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
      var found = new ArrayList<RunEntry>();
      try (Versions store = RegistryVersions.open(home.open())) {
        String after = null;
        do {
          RunEntryPage page = store.files().list(new RunId(run), directory, RunFiles.PAGE, after);
          found.addAll(page.entries());
          after = page.next().orElse(null);
        } while (after != null);
      }
      PrintWriter out = out(spec);
      if (json) {
        out.println(Json.write(found));
      } else {
        found.forEach(entry -> out.println(line(entry)));
      }
      out.flush();
      return 0;
    }

    private static String line(RunEntry entry) {
      RunArtifact file = entry.file();
      return file == null
          ? "%12s  %s/".formatted("", entry.path())
          : String.format(Locale.ROOT, "%,12d  %s  %s", file.bytes(), entry.path(), file.hash());
    }
  }

  /** Fetches a file of a run. */
  @Command(
      name = "download",
      description = "Fetches a file of a run and checks it.",
      mixinStandardHelpOptions = true)
  static final class Download implements Callable<Integer> {
    @Mixin private HomeOption home = new HomeOption();

    @Parameters(index = "0", paramLabel = "RUN", description = "Id.")
    private String run = "";

    @Parameters(index = "1", paramLabel = "PATH", description = "Path within the run.")
    private String path = "";

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description = "Where to write it (default: its name, in this directory).")
    private @Nullable Path out;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
      Path target = out == null ? Path.of(path.substring(path.lastIndexOf('/') + 1)) : out;
      if (out == null && Files.exists(target)) {
        throw new FileAlreadyExistsException(target.toString(), null, "name another with --out");
      }
      try (Versions store = RegistryVersions.open(home.open());
          InputStream bytes = store.files().open(new RunId(run), path).bytes()) {
        write(bytes, target.toAbsolutePath());
      }
      say(spec, "Wrote " + target);
      return 0;
    }

    /** Under another name until all of it was read and found whole. */
    private static void write(InputStream bytes, Path target) throws IOException {
      Path part = target.resolveSibling("." + target.getFileName() + ".part");
      try {
        Files.copy(bytes, part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    }
  }

  /** Keeps a file of a run. */
  @Command(
      name = "upload",
      description = "Keeps a file of one's own run.",
      mixinStandardHelpOptions = true)
  static final class Upload implements Callable<Integer> {
    @Mixin private HomeOption home = new HomeOption();

    @Parameters(index = "0", paramLabel = "RUN", description = "Id.")
    private String run = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "The file.")
    private Path file = Path.of("");

    @Option(
        names = "--path",
        paramLabel = "PATH",
        description = "Path within the run (default: the file's name).")
    private @Nullable String path;

    @Mixin private AuthorOption author = new AuthorOption();

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
      if (!Files.isRegularFile(file)) {
        throw PlumblineException.of(ErrorCode.NOT_FOUND, "There is no file " + file);
      }
      String within = path == null ? String.valueOf(file.getFileName()) : path;
      try (Versions store = RegistryVersions.open(home.open());
          InputStream bytes = Files.newInputStream(file)) {
        RunArtifact kept =
            store.files().keep(new RunId(run), within, bytes, Optional.empty(), author.actor());
        say(spec, "Kept %s, %s bytes, %s".formatted(kept.path(), kept.bytes(), kept.hash()));
      }
      return 0;
    }
  }

  private static PrintWriter out(@Nullable CommandSpec spec) {
    return Objects.requireNonNull(spec, "the command runs under picocli").commandLine().getOut();
  }

  private static void say(@Nullable CommandSpec spec, String line) {
    PrintWriter out = out(spec);
    out.println(line);
    out.flush();
  }
}
