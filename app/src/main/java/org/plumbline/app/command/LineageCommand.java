package org.plumbline.app.command;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.registry.lineage.Affected;
import org.plumbline.registry.lineage.ImpactCursor;
import org.plumbline.registry.lineage.ImpactPage;
import org.plumbline.registry.lineage.ImpactQuery;
import org.plumbline.registry.lineage.Lineage;
import org.plumbline.registry.lineage.LineageDirection;
import org.plumbline.registry.lineage.LineageGraph;
import org.plumbline.registry.lineage.NodeRef;
import org.plumbline.store.Database;
import org.plumbline.store.lineage.SqlLineageStore;
import org.plumbline.store.registry.SqlModelStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads the lineage of a data directory. */
@Command(
    name = "lineage",
    description = "Tells where a version comes from and what a change reaches.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class LineageCommand extends CommandGroup {
  private static final int PAGE = 200;

  /** From source files to predictions, for one version. */
  @Command(
      name = "show",
      description = "Lists what a version came of and what came of it.",
      mixinStandardHelpOptions = true)
  int show(
      @Mixin AnswerOptions options,
      @Parameters(paramLabel = "MODEL", description = "Name of the model.") String model,
      @Option(
              names = "--version-number",
              paramLabel = "N",
              description = "Version (default: the one that serves, else the latest).")
          @Nullable Integer version) {
    try (Database database = Database.open(options.home())) {
      LineageGraph graph =
          lineage(database)
              .around(
                  NodeRef.version(
                      OpenRooms.meant(new SqlModelStore(database), new ModelName(model), version)),
                  LineageDirection.BOTH,
                  Lineage.DEPTH);
      options.say(answer(graph), out -> table(out, graph));
      return 0;
    }
  }

  /** Which live versions a change reaches. */
  @Command(
      name = "impact",
      description = "Lists the live versions that read a source or a column, most at stake first.",
      mixinStandardHelpOptions = true)
  int impact(
      @Mixin AnswerOptions options,
      @Option(
              names = "--source",
              paramLabel = "NAME",
              description = "Name or SHA-256 of a source file.")
          @Nullable String source,
      @Option(names = "--column", paramLabel = "NAME", description = "Name of a column.")
          @Nullable String column) {
    if (source == null && column == null) {
      throw options.wrong("Say what changes: --source, --column or both");
    }
    try (Database database = Database.open(options.home())) {
      List<Affected> affected = all(lineage(database), source, column);
      options.say(
          Map.of("items", affected.stream().map(LineageCommand::answer).toList()),
          out -> table(out, affected));
      return 0;
    }
  }

  private static List<Affected> all(
      Lineage lineage, @Nullable String source, @Nullable String column) {
    var all = new ArrayList<Affected>();
    Optional<ImpactCursor> after = Optional.empty();
    do {
      ImpactPage page = lineage.impact(new ImpactQuery(source, column, PAGE, after));
      all.addAll(page.affected());
      after = page.next();
    } while (after.isPresent());
    return all;
  }

  private static Lineage lineage(Database database) {
    return new Lineage(database, new SqlLineageStore(database));
  }

  private static Map<String, Object> answer(LineageGraph graph) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("root", answer(graph.root()));
    answer.put(
        "nodes",
        graph.places().stream()
            .map(
                place -> {
                  var node = new LinkedHashMap<String, Object>(answer(place.node().ref()));
                  node.put("name", place.node().name());
                  node.put("at", place.node().at());
                  node.put("depth", place.depth());
                  node.put("facts", place.node().facts());
                  return node;
                })
            .toList());
    answer.put(
        "edges",
        graph.edges().stream()
            .map(edge -> Map.of("from", answer(edge.from()), "to", answer(edge.to())))
            .toList());
    answer.put("truncated", graph.truncated());
    return answer;
  }

  private static Map<String, Object> answer(NodeRef ref) {
    return Map.of("kind", ref.kind().wireName(), "id", ref.id());
  }

  private static Map<String, Object> answer(Affected one) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("model", one.version().model().value());
    answer.put("version", one.version().number().value());
    answer.put("tier", one.tier().wireName());
    answer.put("owner", one.owner());
    answer.put("stage", one.stage());
    answer.put("since", one.since());
    var column = one.column();
    if (column != null) {
      answer.put("column", column.name());
      answer.put("role", lower(column.role()));
    }
    answer.put("predictions7d", one.predictions7d());
    return answer;
  }

  private static void table(PrintWriter out, LineageGraph graph) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("STEP", "KIND", "NAME", "ID", "AT", "FACTS"));
    graph.places().stream()
        .sorted(Comparator.comparingInt(LineageGraph.Place::depth))
        .forEach(
            place ->
                rows.add(
                    List.of(
                        Integer.toString(place.depth()),
                        place.node().ref().kind().wireName(),
                        place.node().name(),
                        shortened(place.node().ref().id()),
                        second(place.node().at()),
                        place.node().facts().entrySet().stream()
                            .map(fact -> fact.getKey() + "=" + fact.getValue())
                            .collect(Collectors.joining(" ")))));
    TextTable.print(out, rows);
    if (graph.truncated()) {
      out.println("There is more than this list holds.");
    }
  }

  private static void table(PrintWriter out, List<Affected> affected) {
    if (affected.isEmpty()) {
      out.println("No live version reads it.");
      return;
    }
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("MODEL", "VERSION", "TIER", "STAGE", "ROLE", "ANSWERS 7 DAYS", "OWNER"));
    for (Affected one : affected) {
      var column = one.column();
      rows.add(
          List.of(
              one.version().model().value(),
              one.version().number().toString(),
              one.tier().wireName(),
              lower(one.stage()),
              column == null ? "-" : lower(column.role()),
              Long.toString(one.predictions7d()),
              one.owner()));
    }
    TextTable.print(out, rows);
  }

  private static String shortened(String id) {
    return id.matches("[0-9a-f]{64}") ? id.substring(0, 12) : id;
  }

  private static String second(Instant at) {
    return at.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString();
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
