package org.plumbline.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
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
import org.plumbline.stats.profile.ProfileBuilder;
import org.plumbline.store.Json;
import org.plumbline.training.Adoption;
import org.plumbline.training.GoldenRow;
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
    description = "Registers a model of XGBoost (JSON, UBJ), LightGBM (text) or ONNX.",
    mixinStandardHelpOptions = true)
public final class ImportCommand implements Callable<Integer> {
  private static final int BATCH = 1_000;
  private static final int MOST_GOLDEN = 1_000;

  @Option(names = "--file", required = true, paramLabel = "FILE", description = "The model file.")
  private Path file = Path.of("");

  @Option(names = "--name", required = true, paramLabel = "NAME", description = "Its name here.")
  private String name = "";

  @Option(
      names = "--golden",
      paramLabel = "FILE",
      description = "Rows with a column 'score' that its tool gave; any other answer refuses it.")
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
      description = "Rows for the reference profile that drift is measured from.")
  private @Nullable Path data;

  @Option(names = "--label", paramLabel = "COLUMN", description = "What it predicts.")
  private @Nullable String label;

  @Option(
      names = "--positive",
      paramLabel = "VALUE",
      description = "Name of the class whose probability is the score.")
  private @Nullable String positive;

  @Option(
      names = "--author",
      paramLabel = "USER",
      defaultValue = "${sys:user.name}",
      description = "Who answers for the version (default ${DEFAULT-VALUE}).")
  private String author = "";

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  private boolean json;

  @Mixin private final HomeOption home = new HomeOption();

  @Spec private @Nullable CommandSpec spec;

  /** Registers in the data directory's registry. */
  public ImportCommand() {}

  @Override
  public Integer call() {
    var model = new ModelName(name);
    byte[] bytes = bytes();
    Imported imported = imported(bytes);
    Adoption adoption = Adoption.of(imported, label, positive);
    List<GoldenRow> verified = verified(adoption, imported);
    ProfileBuilder reference = adoption.profile();
    long rows = data == null ? 0 : fill(reference, adoption, data);
    TrainedVersion version =
        adoption.version(
            new Adoption.SourceFile(String.valueOf(file.getFileName()), sha256(bytes)),
            reference,
            rows,
            verified,
            Clock.systemUTC());
    Registered registered;
    try (Versions store = RegistryVersions.open(home.open())) {
      registered = store.register(model, version, author);
    }
    answer(imported, registered, verified.size(), rows);
    return 0;
  }

  private byte[] bytes() {
    try {
      return Files.readAllBytes(file);
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
      return ModelImport.read(bytes);
    } catch (ModelFormatException refused) {
      throw PlumblineException.of(
              ErrorCode.INVALID_DATA,
              "Cannot import " + file + ": " + refused.getMessage(),
              refused)
          .with("field", "file");
    }
  }

  private List<GoldenRow> verified(Adoption adoption, Imported imported) {
    var rows = new ArrayList<GoldenRow>();
    imported.examples().forEach(example -> rows.add(adoption.golden(example.row())));
    if (golden == null) {
      return rows;
    }
    try (RowSource source = RowSource.open(golden)) {
      int score = source.header().indexOf("score");
      if (score < 0) {
        throw refused(golden, "it has no column 'score'");
      }
      RowParser.TextRows parser = new RowParser(adoption.contract()).forHeader(source.header());
      for (List<RawRow> batch = source.next(BATCH); !batch.isEmpty(); batch = source.next(BATCH)) {
        for (RawRow row : batch) {
          double[] slots = slots(golden, parser, row);
          demand(adoption, slots, row, row.fields().get(score));
          if (rows.size() < MOST_GOLDEN) {
            rows.add(adoption.golden(slots));
          }
        }
      }
    }
    return rows;
  }

  private void demand(Adoption adoption, double[] slots, RawRow row, String score) {
    try {
      ModelImport.demand(
          adoption.model(), new Example(slots, Double.parseDouble(score), tolerance));
    } catch (IllegalArgumentException different) {
      throw refused(
          Objects.requireNonNull(golden), "line " + row.line() + ": " + different.getMessage());
    }
  }

  private static long fill(ProfileBuilder reference, Adoption adoption, Path file) {
    long rows = 0;
    try (RowSource source = RowSource.open(file)) {
      RowParser.TextRows parser = new RowParser(adoption.contract()).forHeader(source.header());
      for (List<RawRow> batch = source.next(BATCH); !batch.isEmpty(); batch = source.next(BATCH)) {
        for (RawRow row : batch) {
          double[] slots = slots(file, parser, row);
          double[] scored = Arrays.copyOf(slots, slots.length + 1);
          scored[slots.length] = adoption.model().score(slots);
          reference.addRow(scored);
          rows++;
        }
      }
    }
    return rows;
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

  private void answer(Imported imported, Registered registered, int verified, long rows) {
    CommandLine line = Objects.requireNonNull(spec, "the command runs under picocli").commandLine();
    PrintWriter out = line.getOut();
    if (json) {
      var answer = new LinkedHashMap<String, Object>();
      answer.put("model", name);
      answer.put("version", registered.version().id().number().value());
      answer.put("format", imported.format());
      answer.put("producer", imported.producer());
      answer.put("inputs", imported.model().inputs().size());
      answer.put("verified", verified);
      answer.put("referenceRows", rows);
      answer.put("notes", imported.notes());
      answer.put("contentHash", registered.version().contentHash().toString());
      out.println(Json.write(answer));
    } else {
      out.printf(
          "%s from %s%s%s%n",
          registered.version().id(),
          imported.format(),
          imported.producer().isEmpty() ? "" : " (" + imported.producer() + ")",
          registered.isNew() ? "" : ": the same content was registered before");
      out.printf("%d inputs, %d rows scored again%n", imported.model().inputs().size(), verified);
      imported.notes().forEach(out::println);
      if (verified == 0) {
        out.println("No row was compared with its tool: give some with --golden.");
      }
    }
    out.flush();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
