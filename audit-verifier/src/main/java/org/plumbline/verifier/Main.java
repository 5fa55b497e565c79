package org.plumbline.verifier;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** {@code java -jar audit-verifier.jar EXPORT}: verifies an export, offline. */
public final class Main {
  private static final String USAGE =
      """
      Usage: java -jar audit-verifier.jar EXPORT [--key FILE]... [--checkpoint FILE] [--json]

      Verifies an export of the audit chain and names the first entry that was touched.

        EXPORT             file in JSON Lines, as exported; - reads standard input
        --key FILE         public key that you trust; without it those of the export count
        --checkpoint FILE  checkpoint that you kept; the chain must still contain it
        --json             print one JSON object and nothing else
        --help             print this text

      Exit codes: 0 it holds, 1 it does not (or cannot be read), 2 wrong usage.
      """;

  private Main() {}

  public static void main(String[] arguments) {
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    var err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    System.exit(run(arguments, out, err));
  }

  private record Wanted(
      String export, List<PublicKey> keys, Optional<Checkpoint> kept, boolean json) {}

  /** Thrown for arguments that make no sense. */
  private static final class Misuse extends Exception {
    private static final long serialVersionUID = 1L;

    Misuse(String message) {
      super(message);
    }
  }

  /** Runs with these arguments and answers the exit code. */
  static int run(String[] arguments, PrintStream out, PrintStream err) {
    if (List.of(arguments).contains("--help")) {
      out.print(USAGE);
      return 0;
    }
    Wanted wanted;
    try {
      wanted = parse(new ArrayDeque<>(List.of(arguments)));
    } catch (Misuse misuse) {
      err.println(misuse.getMessage());
      err.print(USAGE);
      return 2;
    }
    try (InputStream export = open(wanted.export())) {
      ExportCheck.Outcome outcome = new ExportCheck(wanted.keys(), wanted.kept()).verify(export);
      out.print(wanted.json() ? json(outcome) : text(outcome));
      out.flush();
      return outcome.report().holds() ? 0 : 1;
    } catch (IOException unreadable) {
      err.println("Cannot read " + wanted.export() + ": " + unreadable.getMessage());
      return 1;
    }
  }

  private static Wanted parse(Deque<String> arguments) throws Misuse {
    String export = "";
    List<PublicKey> keys = new ArrayList<>();
    Optional<Checkpoint> kept = Optional.empty();
    boolean json = false;
    while (!arguments.isEmpty()) {
      String argument = arguments.removeFirst();
      switch (argument) {
        case "--json" -> json = true;
        case "--key" -> keys.add(key(file(argument, arguments)));
        case "--checkpoint" -> kept = Optional.of(checkpoint(file(argument, arguments)));
        default -> {
          if (!export.isEmpty() || (argument.startsWith("-") && !argument.equals("-"))) {
            throw new Misuse("What is '" + argument + "'?");
          }
          export = argument;
        }
      }
    }
    if (export.isEmpty()) {
      throw new Misuse("Say which export to verify.");
    }
    return new Wanted(export, keys, kept, json);
  }

  private static String file(String option, Deque<String> arguments) throws Misuse {
    if (arguments.isEmpty()) {
      throw new Misuse(option + " needs a file.");
    }
    String file = arguments.removeFirst();
    try {
      return Files.readString(Path.of(file));
    } catch (IOException | RuntimeException unreadable) {
      throw new Misuse("Cannot read " + file + " for " + option + ".");
    }
  }

  private static PublicKey key(String text) throws Misuse {
    try {
      return PublicKeys.parse(text);
    } catch (IllegalArgumentException other) {
      throw new Misuse("--key: " + other.getMessage());
    }
  }

  private static Checkpoint checkpoint(String text) throws Misuse {
    try {
      return ParsedLine.checkpoint(text.strip());
    } catch (IllegalArgumentException other) {
      throw new Misuse("--checkpoint: " + other.getMessage());
    }
  }

  private static InputStream open(String export) throws IOException {
    return export.equals("-")
        ? new BufferedInputStream(System.in)
        : Files.newInputStream(Path.of(export));
  }

  private static String json(ExportCheck.Outcome outcome) {
    Report report = outcome.report();
    var line =
        new JsonLine()
            .flag("valid", report.holds())
            .text("extent", outcome.extent().wireName())
            .number("entries", report.entries())
            .number("checkpoints", report.checkpoints());
    report
        .fault()
        .ifPresent(
            fault ->
                line.text("fault", fault.kind().name().toLowerCase(java.util.Locale.ROOT))
                    .number("firstBroken", fault.sequence()));
    return line.text("detail", detail(outcome)).texts("notes", outcome.notes()).end() + "\n";
  }

  private static String text(ExportCheck.Outcome outcome) {
    var text = new StringBuilder();
    outcome
        .report()
        .fault()
        .ifPresentOrElse(
            fault ->
                text.append("BROKEN (")
                    .append(fault.kind().name().toLowerCase(java.util.Locale.ROOT))
                    .append("): ")
                    .append(fault.detail())
                    .append('\n'),
            () -> text.append("The export holds. ").append(detail(outcome)).append('\n'));
    outcome.notes().forEach(note -> text.append(note).append('\n'));
    return text.toString();
  }

  private static String detail(ExportCheck.Outcome outcome) {
    Report report = outcome.report();
    if (!report.holds() || outcome.extent() == ExportLines.Extent.CHAIN) {
      return report.detail();
    }
    return outcome.extent() == ExportLines.Extent.PROOF
        ? "All %d entries are in the signed chain".formatted(report.entries())
        : "All %d entries match their hashes".formatted(report.entries());
  }
}
