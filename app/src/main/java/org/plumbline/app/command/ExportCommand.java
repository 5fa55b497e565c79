package org.plumbline.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.ParsedRow;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.LoadedVersion;
import org.plumbline.scoring.exchange.OnnxExport;
import org.plumbline.scoring.exchange.PmmlExport;
import org.plumbline.training.GoldenRow;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a version in a format that other tools read. */
@Command(
    name = "export",
    description = "Writes a registered version as ONNX, PMML or its own file.",
    mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {
  /** The formats written. */
  enum Format {
    onnx,
    pmml,
    plumbline;

    static Format of(Path file) {
      String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
      String suffix = name.substring(name.lastIndexOf('.') + 1);
      return switch (suffix) {
        case "onnx" -> onnx;
        case "pmml", "xml" -> pmml;
        case "plm" -> plumbline;
        default ->
            throw PlumblineException.of(
                    ErrorCode.INVALID_FIELD,
                    "Cannot tell the format of "
                        + file
                        + ": it ends in none of .onnx, .pmml, .xml and .plm; name one with --format")
                .with("field", "format");
      };
    }
  }

  @Option(
      names = "--model",
      required = true,
      paramLabel = "NAME[@VERSION]",
      description = "The model; without a version the one that serves, else the latest.")
  private String model = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: as the file's name ends).")
  private @Nullable Format format;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "What to write.")
  private Path out = Path.of("");

  @Mixin private final HomeOption home = new HomeOption();

  @Spec private @Nullable CommandSpec spec;

  /** Reads the data directory's registry. */
  public ExportCommand() {}

  @Override
  public Integer call() {
    Format written = format == null ? Format.of(out) : format;
    int at = model.indexOf('@');
    var name = new ModelName(at < 0 ? model : model.substring(0, at));
    Integer number = at < 0 ? null : number(model.substring(at + 1));
    byte[] bytes;
    try (Versions store = RegistryVersions.open(home.open())) {
      LoadedVersion version = store.load(name, number);
      bytes = bytes(version, store.golden(version.version().id()), written);
    }
    try {
      Files.write(out, bytes);
    } catch (IOException unwritable) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD, "Cannot write " + out + ": choose another place", unwritable)
          .with("field", "out");
    }
    commandLine().getOut().printf("%s as %s: %d bytes%n", model, written, bytes.length);
    commandLine().getOut().flush();
    return 0;
  }

  private static byte[] bytes(LoadedVersion version, List<GoldenRow> golden, Format format) {
    try {
      return switch (format) {
        case onnx -> OnnxExport.write(version.model());
        case pmml -> PmmlExport.write(version.model(), verification(version, golden));
        case plumbline -> version.model().toBytes();
      };
    } catch (IllegalArgumentException inexpressible) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD, String.valueOf(inexpressible.getMessage()), inexpressible)
          .with("field", "format");
    }
  }

  /** Golden rows whose categories are all known; PMML cannot write the others. */
  private static List<double[]> verification(LoadedVersion version, List<GoldenRow> golden) {
    return golden.stream()
        .map(row -> version.parser().parse(row.row()))
        .filter(row -> row.isValid() && row.unknownCategories().isEmpty())
        .map(ParsedRow::slots)
        .toList();
  }

  private int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new CommandLine.ParameterException(
          commandLine(), "--model names version '" + text + "', which is no number", e);
    }
  }

  private CommandLine commandLine() {
    return Objects.requireNonNull(spec, "the command runs under picocli").commandLine();
  }
}
