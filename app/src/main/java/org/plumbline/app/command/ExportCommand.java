package org.plumbline.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.LoadedVersion;
import org.plumbline.scoring.exchange.OnnxExport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a version in a format that other tools read. */
@Command(
    name = "export",
    description = "Writes a registered version as ONNX.",
    mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {
  /** The formats written. */
  enum Format {
    onnx
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
      defaultValue = "onnx",
      description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private Format format = Format.onnx;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "What to write.")
  private Path out = Path.of("");

  @Mixin private final HomeOption home = new HomeOption();

  @Spec private @Nullable CommandSpec spec;

  /** Reads the data directory's registry. */
  public ExportCommand() {}

  @Override
  public Integer call() {
    int at = model.indexOf('@');
    var name = new ModelName(at < 0 ? model : model.substring(0, at));
    Integer number = at < 0 ? null : number(model.substring(at + 1));
    LoadedVersion version;
    try (Versions store = RegistryVersions.open(home.open())) {
      version = store.load(name, number);
    }
    byte[] bytes = bytes(version);
    try {
      Files.write(out, bytes);
    } catch (IOException unwritable) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD, "Cannot write " + out + ": choose another place", unwritable)
          .with("field", "out");
    }
    commandLine().getOut().printf("%s as %s: %d bytes%n", model, format, bytes.length);
    commandLine().getOut().flush();
    return 0;
  }

  private byte[] bytes(LoadedVersion version) {
    try {
      return switch (format) {
        case onnx -> OnnxExport.write(version.model());
      };
    } catch (IllegalArgumentException inexpressible) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD, String.valueOf(inexpressible.getMessage()), inexpressible)
          .with("field", "format");
    }
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
