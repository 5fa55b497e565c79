package org.plumbline.app.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.LoadedVersion;
import org.plumbline.store.Home;
import picocli.CommandLine.Option;

/** What commands take that run a registered version over the rows of a file; to be mixed in. */
final class FileOptions extends AnswerOptions {
  // Not the standard options: --version is the model's version here.
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  @SuppressWarnings("UnusedVariable") // picocli looks at the option, not at the field
  private boolean help;

  @Option(names = "--model", required = true, paramLabel = "NAME", description = "The model.")
  private String model = "";

  @Option(
      names = "--version",
      paramLabel = "N",
      description = "Its version (default: the one that serves, else the latest).")
  private @Nullable Integer number;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "Rows: .csv, .jsonl, .parquet, .arrows or .arrow.")
  private Path data = Path.of("");

  Path data() {
    if (!Files.isRegularFile(data)) {
      throw PlumblineException.of(
          ErrorCode.INVALID_DATA, "There is no file " + data + "; check the path");
    }
    return data;
  }

  LoadedVersion load(Function<Home, Versions> versions) {
    try (Versions store = versions.apply(home())) {
      return store.load(new ModelName(model), number);
    }
  }
}
