package org.plumbline.app.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.plumbline.app.profiling.FileProfile;
import org.plumbline.app.profiling.ProfileDocument;
import org.plumbline.data.IngestRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Profiles a file, so that later data can be compared without it. */
@Command(
    name = "profile",
    description = "Profiles a file of any size into a small JSON file that drift compares with.",
    mixinStandardHelpOptions = true)
public final class ProfileCommand implements Callable<Integer> {
  @Option(names = "--data", required = true, paramLabel = "FILE", description = "Rows to profile.")
  private Path data = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The profile, .json.")
  private Path out = Path.of("");

  @Option(names = "--label", paramLabel = "COLUMN", description = "The label; profiled too.")
  private @Nullable String label;

  @Option(names = "--id", paramLabel = "COLUMN", description = "Names the entity; not profiled.")
  private @Nullable String id;

  @Option(names = "--time", paramLabel = "COLUMN", description = "The time of a row; not profiled.")
  private @Nullable String time;

  @Option(names = "--drop", paramLabel = "A,B", split = ",", description = "Columns to leave out.")
  private List<String> drop = List.of();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var commandLine = Objects.requireNonNull(spec, "the command runs under picocli").commandLine();
    if (!ProfileDocument.isProfile(out)) {
      throw new picocli.CommandLine.ParameterException(
          commandLine, "--out must end in .json, so that drift knows it as a profile");
    }
    var line = new ProgressLine(commandLine.getErr(), ProgressLine.isTerminal());
    long start = System.nanoTime();
    ProfileDocument document =
        FileProfile.of(
            data,
            IngestRequest.none().withLabel(label).withId(id).withTime(time).withDrop(drop),
            line::at);
    line.end();
    document.write(out);
    commandLine
        .getOut()
        .printf(
            Locale.ROOT,
            "%,d rows of %d columns profiled into %s in %.1f s%s%n",
            document.rows(),
            document.contract().features().size(),
            out,
            (System.nanoTime() - start) / 1e9,
            document.rejected() == 0
                ? ""
                : String.format(
                    Locale.ROOT,
                    "; %,d rows break the types and are left out",
                    document.rejected()));
    commandLine.getOut().flush();
    return 0;
  }
}
