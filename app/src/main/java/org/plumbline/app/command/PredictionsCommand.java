package org.plumbline.app.command;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.monitoring.LoggedReason;
import org.plumbline.monitoring.log.PredictionExport;
import org.plumbline.monitoring.log.PredictionPage;
import org.plumbline.monitoring.log.PredictionQuery;
import org.plumbline.monitoring.log.PredictionQuery.Labelled;
import org.plumbline.monitoring.log.ReadPrediction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads the prediction log of a data directory, beside a running server or without one. */
@Command(
    name = "predictions",
    description = "Searches, shows and exports what was answered.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class PredictionsCommand extends CommandGroup {
  private static final int MOST = 10_000;
  private static final int PAGE = 1_000;

  /** Which answers. */
  static final class Filter {
    @Option(names = "--model", required = true, paramLabel = "NAME", description = "The model.")
    private String model = "";

    @Option(names = "--entity", paramLabel = "ID", description = "Whom the answer is about.")
    private @Nullable String entity;

    @Option(names = "--from", paramLabel = "TIME", description = "Not before (2026-01-31T12:00Z).")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "Before.")
    private @Nullable Instant to;

    @Option(names = "--of-version", paramLabel = "N", description = "The version that answered.")
    private @Nullable Integer version;

    @Option(names = "--stage", paramLabel = "STAGE", description = "The stage that answered.")
    private @Nullable Stage stage;

    @Option(names = "--reason", paramLabel = "FEATURE", description = "Answered as a reason.")
    private @Nullable String reason;

    @Option(
        names = "--labelled",
        arity = "1",
        paramLabel = "true|false",
        description = "Whether what truly happened is known.")
    private @Nullable Boolean labelled;

    @Option(names = "--label", paramLabel = "VALUE", description = "What truly happened.")
    private @Nullable String label;

    PredictionQuery query(int limit, PredictionQuery.@Nullable Place after) {
      Labelled wanted =
          label != null
              ? new Labelled.Value(label)
              : labelled != null ? new Labelled.Present(labelled) : null;
      return new PredictionQuery(
          new ModelName(model),
          null,
          entity,
          from,
          to,
          version,
          stage,
          reason,
          wanted,
          limit,
          after);
    }
  }

  @Command(
      name = "search",
      description = "Lists answers, newest first; inputs are not shown.",
      mixinStandardHelpOptions = true)
  int search(
      @Mixin AnswerOptions options,
      @Mixin Filter filter,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "50",
              description = "How many at most (default ${DEFAULT-VALUE}).")
          int limit) {
    if (limit < 1 || limit > MOST) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD, "--limit is " + limit + " but must be 1 to " + MOST)
          .with("field", "limit");
    }
    List<PredictionPage.Line> found = new ArrayList<>();
    try (OpenRooms room = options.rooms()) {
      PredictionPage page;
      PredictionQuery.Place after = null;
      do {
        page =
            room.watch()
                .predictionReader()
                .search(filter.query(Math.min(PAGE, limit - found.size()), after));
        found.addAll(page.items());
        after = page.next().orElse(null);
      } while (after != null && found.size() < limit);
    }
    var answer = new LinkedHashMap<String, Object>();
    answer.put("items", found);
    options.say(answer, table(found));
    return 0;
  }

  private static List<List<String>> table(List<PredictionPage.Line> found) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("ID", "WHEN", "VERSION", "STAGE", "ENTITY", "SCORE", "LABEL", "REASONS"));
    for (PredictionPage.Line line : found) {
      rows.add(
          List.of(
              line.id().toString(),
              line.predictedAt().truncatedTo(ChronoUnit.MILLIS).toString(),
              "v" + line.version(),
              word(line.stage()),
              Objects.requireNonNullElse(line.entity(), "-"),
              number(line.score()),
              Objects.requireNonNullElse(line.label(), "-"),
              line.reasons().stream()
                  .map(LoggedReason::feature)
                  .collect(Collectors.joining(", "))));
    }
    return rows;
  }

  @Command(
      name = "show",
      description = "Shows one answer with its inputs; the look is entered in the audit trail.",
      mixinStandardHelpOptions = true)
  int show(
      @Mixin AnswerOptions options,
      @Option(names = "--model", required = true, paramLabel = "NAME", description = "The model.")
          String model,
      @Parameters(paramLabel = "ID", description = "Id of the prediction.") UUID id) {
    try (OpenRooms room = options.rooms()) {
      ReadPrediction read =
          room.watch().predictionReader().read(new ModelName(model), id, OpenRooms.BY);
      options.say(read, rows(read));
    }
    return 0;
  }

  private static List<List<String>> rows(ReadPrediction read) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("model", read.model() + " v" + read.version()));
    rows.add(List.of("answered", read.predictedAt().toString()));
    rows.add(List.of("stage", word(read.stage())));
    rows.add(List.of("entity", Objects.requireNonNullElse(read.entity(), "-")));
    rows.add(List.of("score", Double.toString(read.score())));
    read.inputs().forEach(input -> rows.add(List.of("input " + input.name(), written(input))));
    read.reasons()
        .forEach(r -> rows.add(List.of("reason " + r.feature(), number(r.contribution()))));
    read.labels()
        .forEach(
            label ->
                rows.add(
                    List.of(
                        "label",
                        label.value()
                            + " observed "
                            + label.observedAt()
                            + (label.replacedAt() == null
                                ? ""
                                : ", corrected " + label.replacedAt()))));
    return rows;
  }

  @Command(
      name = "export",
      description = "Writes answers with inputs, reasons and labels to .parquet, .csv or .jsonl.",
      mixinStandardHelpOptions = true)
  int export(
      @Mixin AnswerOptions options,
      @Option(names = "--model", required = true, paramLabel = "NAME", description = "The model.")
          String model,
      @Option(names = "--from", required = true, paramLabel = "TIME", description = "Not before.")
          Instant from,
      @Option(names = "--to", paramLabel = "TIME", description = "Before (default: now).")
          @Nullable Instant to,
      @Option(names = "--out", required = true, paramLabel = "FILE", description = "The file.")
          Path out) {
    ProgressLine line = options.progress();
    long rows;
    try (OpenRooms room = options.rooms()) {
      var order =
          new PredictionExport.Order(
              new ModelName(model), from, to == null ? Instant.now() : to, out);
      rows = room.watch().predictionExport().export(order, OpenRooms.BY, line::at);
    }
    line.end();
    var answer = new LinkedHashMap<String, Object>();
    answer.put("model", model);
    answer.put("predictions", rows);
    answer.put("out", out.toString());
    options.say(answer, List.of(List.of(rows + " predictions written to " + out)));
    return 0;
  }

  private static String written(ReadPrediction.ReadInput input) {
    return input.unknown()
        ? "(not in the contract)"
        : Objects.requireNonNullElse(input.value(), "(missing)");
  }

  private static String word(@Nullable Stage stage) {
    return stage == null ? "-" : stage.name().toLowerCase(Locale.ROOT);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.5g", value);
  }
}
