package org.plumbline.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.ParsedRow;
import org.plumbline.data.RawRow;
import org.plumbline.data.RowParser;
import org.plumbline.data.RowSource;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.Registered;
import org.plumbline.scoring.ModelFormatException;
import org.plumbline.scoring.exchange.Example;
import org.plumbline.scoring.exchange.Imported;
import org.plumbline.scoring.exchange.ModelImport;
import org.plumbline.store.Json;
import org.plumbline.training.AdoptedRows;
import org.plumbline.training.Adoption;
import org.plumbline.training.GoldenRow;
import org.plumbline.training.Scorecard;
import org.plumbline.training.TrainedVersion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Registers a model that another tool trained. */
@Command(
    name = "import",
    description = "Registers a model of XGBoost (JSON, UBJ), LightGBM (text), ONNX or PMML.",
    mixinStandardHelpOptions = true,
    subcommands = ImportMlflowCommand.class)
public final class ImportCommand implements Callable<Integer> {
  /** What the file is said to be. */
  enum Format {
    auto,
    xgboost,
    lightgbm,
    onnx,
    pmml
  }

  private static final int BATCH = 1_000;
  private static final int MOST_GOLDEN = 1_000;
  private static final String TOO_LITTLE_MEMORY =
      "this command has too little memory for it; give it more, as by"
          + " PLUMBLINE_JAVA_OPTIONS=-Xmx8g";

  // Asked for below: what is required here would be required of the subcommand too.
  @Option(names = "--file", paramLabel = "FILE", description = "The model file.")
  private Path file = Path.of("");

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "auto",
      description = "${COMPLETION-CANDIDATES}; auto tells it by the file's first bytes (default).")
  private Format format = Format.auto;

  @Option(names = "--name", paramLabel = "NAME", description = "Its name here.")
  private String name = "";

  @Option(
      names = "--golden",
      paramLabel = "FILE",
      description =
          "Rows with a column 'score' that its tool gave; any other answer refuses it (default: the"
              + " model's name with .golden.csv or .golden.jsonl, if there).")
  private @Nullable Path golden;

  @Option(
      names = "--tolerance",
      paramLabel = "X",
      defaultValue = "1e-6",
      description = "How far a golden score may be away (default ${DEFAULT-VALUE}).")
  private double tolerance;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description =
          "Rows for the reference profile that drift is measured from; those with a value in the"
              + " --label column are what the version is judged on.")
  private @Nullable Path data;

  @Option(names = "--label", paramLabel = "COLUMN", description = "What it predicts.")
  private @Nullable String label;

  @Option(
      names = "--positive",
      paramLabel = "VALUE",
      description = "Name of the class whose probability is the score.")
  private @Nullable String positive;

  @Mixin private AuthorOption author = new AuthorOption();

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  private boolean json;

  @Mixin private final HomeOption home = new HomeOption();

  @Spec private @Nullable CommandSpec spec;

  /** Registers in the data directory's registry. */
  public ImportCommand() {}

  @Override
  public Integer call() {
    if (file.toString().isEmpty() || name.isEmpty()) {
      throw new CommandLine.ParameterException(
          Objects.requireNonNull(spec, "the command runs under picocli").commandLine(),
          "Missing required option: '--file=FILE' or '--name=NAME'");
    }
    var model = new ModelName(name);
    byte[] bytes = bytes();
    Imported imported = imported(bytes);
    Adoption adoption = Adoption.of(imported, label, positive);
    Path compared = golden == null ? GoldenFile.beside(file) : golden;
    List<GoldenRow> verified = verified(adoption, imported, compared);
    AdoptedRows rows = adoption.rows();
    if (data != null) {
      fill(rows, adoption, data);
    }
    TrainedVersion version =
        adoption.version(
            new Adoption.SourceFile(String.valueOf(file.getFileName()), sha256(bytes)),
            rows,
            verified,
            Clock.systemUTC());
    Registered registered;
    try (Versions store = RegistryVersions.open(home.open())) {
      registered = store.register(model, version, author.name());
    }
    answer(new Answer(imported, registered, version, compared, rows), verified.size());
    return 0;
  }

  private byte[] bytes() {
    try {
      long size = Files.size(file);
      if (size > ModelImport.MOST_BYTES) {
        throw unusable(
            "it has %s bytes, at most %s are taken".formatted(size, ModelImport.MOST_BYTES));
      }
      return Files.readAllBytes(file);
    } catch (OutOfMemoryError full) {
      throw unusable(TOO_LITTLE_MEMORY);
    } catch (IOException unreadable) {
      throw PlumblineException.of(
              ErrorCode.INVALID_DATA,
              "Cannot read " + file + ": name a file that exists",
              unreadable)
          .with("field", "file");
    }
  }

  private Imported imported(byte[] bytes) {
    try {
      Imported imported = ModelImport.read(bytes);
      demandFormat(imported.format());
      return imported;
    } catch (ModelFormatException refused) {
      throw unusable(String.valueOf(refused.getMessage()));
    } catch (OutOfMemoryError full) {
      throw unusable(TOO_LITTLE_MEMORY);
    }
  }

  private PlumblineException unusable(String why) {
    return PlumblineException.of(ErrorCode.INVALID_DATA, "Cannot import " + file + ": " + why)
        .with("field", "file");
  }

  private void demandFormat(String found) {
    if (format != Format.auto && !found.toLowerCase(Locale.ROOT).startsWith(format.name())) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD,
              "%s is %s, --format says %s: leave it out or correct it"
                  .formatted(file, found, format))
          .with("field", "format");
    }
  }

  private List<GoldenRow> verified(Adoption adoption, Imported imported, @Nullable Path compared) {
    var rows = new ArrayList<GoldenRow>();
    imported.examples().forEach(example -> rows.add(adoption.golden(example.row())));
    if (compared == null) {
      return rows;
    }
    try (RowSource source = RowSource.open(compared)) {
      int score = source.header().indexOf("score");
      if (score < 0) {
        throw refused(compared, "it has no column 'score'");
      }
      RowParser.TextRows parser = new RowParser(adoption.contract()).forHeader(source.header());
      for (List<RawRow> batch = source.next(BATCH); !batch.isEmpty(); batch = source.next(BATCH)) {
        for (RawRow row : batch) {
          double[] slots = slots(compared, parser, row);
          demand(adoption, compared, slots, row, score);
          if (rows.size() < MOST_GOLDEN) {
            rows.add(adoption.golden(slots));
          }
        }
      }
    }
    return rows;
  }

  private void demand(Adoption adoption, Path compared, double[] slots, RawRow row, int score) {
    try {
      double expected = Double.parseDouble(row.fields().get(score));
      ModelImport.demand(adoption.model(), new Example(slots, expected, tolerance));
    } catch (IllegalArgumentException different) {
      throw refused(compared, "line " + row.line() + ": " + different.getMessage());
    }
  }

  private void fill(AdoptedRows rows, Adoption adoption, Path file) {
    try (RowSource source = RowSource.open(file)) {
      int place = label == null ? -1 : source.header().indexOf(label);
      RowParser.TextRows parser = new RowParser(adoption.contract()).forHeader(source.header());
      for (List<RawRow> batch = source.next(BATCH); !batch.isEmpty(); batch = source.next(BATCH)) {
        for (RawRow row : batch) {
          double[] slots = slots(file, parser, row);
          try {
            rows.add(slots, place < 0 ? null : row.fields().get(place));
          } catch (IllegalArgumentException foreign) {
            throw refused(file, "line " + row.line() + ": " + foreign.getMessage());
          }
        }
      }
    }
  }

  private static double[] slots(Path file, RowParser.TextRows parser, RawRow row) {
    if (!row.isWhole()) {
      throw refused(file, "line " + row.line() + " is broken: " + row.fault());
    }
    ParsedRow parsed = parser.parse(row.fields());
    if (!parsed.isValid()) {
      throw refused(file, "line " + row.line() + ": " + parsed.errors().getFirst());
    }
    return parsed.slots();
  }

  private static PlumblineException refused(Path file, String why) {
    return PlumblineException.of(
            ErrorCode.INVALID_DATA, "The import is refused by " + file + ": " + why)
        .with("field", "golden");
  }

  /** What came of the import. */
  private record Answer(
      Imported imported,
      Registered registered,
      TrainedVersion version,
      @Nullable Path compared,
      AdoptedRows rows) {}

  private void answer(Answer answer, int verified) {
    CommandLine line = Objects.requireNonNull(spec, "the command runs under picocli").commandLine();
    PrintWriter out = line.getOut();
    if (json) {
      out.println(Json.write(document(answer, verified)));
    } else {
      print(answer, verified, out);
    }
    out.flush();
  }

  private Map<String, Object> document(Answer answer, int verified) {
    Imported imported = answer.imported();
    Registered registered = answer.registered();
    var document = new LinkedHashMap<String, Object>();
    document.put("model", name);
    document.put("version", registered.version().id().number().value());
    document.put("format", imported.format());
    document.put("producer", imported.producer());
    document.put("inputs", imported.model().inputs().size());
    document.put("verified", verified);
    document.put("golden", answer.compared() == null ? "" : answer.compared().toString());
    document.put("referenceRows", answer.rows().count());
    document.put("judgedRows", answer.version().scorecard().split().testRows());
    document.put("metrics", answer.version().scorecard().metrics());
    document.put("notes", imported.notes());
    document.put("contentHash", registered.version().contentHash().toString());
    return document;
  }

  private static void print(Answer answer, int verified, PrintWriter out) {
    Imported imported = answer.imported();
    Registered registered = answer.registered();
    out.printf(
        "%s from %s%s%s%n",
        registered.version().id(),
        imported.format(),
        imported.producer().isEmpty() ? "" : " (" + imported.producer() + ")",
        registered.isNew() ? "" : ": the same content was registered before");
    out.printf(
        "%d inputs, %d rows scored again%s%n",
        imported.model().inputs().size(),
        verified,
        answer.compared() == null ? "" : " (" + answer.compared() + ")");
    imported.notes().forEach(out::println);
    if (verified == 0) {
      out.println("No row was compared with its tool: give some with --golden.");
    }
    Scorecard scorecard = answer.version().scorecard();
    out.println(scorecard.split().detail());
    scorecard
        .metrics()
        .forEach(
            (metric, found) ->
                out.printf(
                    Locale.ROOT,
                    "%s %.4f [%.4f, %.4f]%n",
                    metric,
                    found.value(),
                    found.low(),
                    found.high()));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
