package org.plumbline.app.command;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.DeploymentLedger;
import org.plumbline.deployment.DeploymentLine;
import org.plumbline.deployment.LedgerRow;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.registry.AliasName;
import org.plumbline.registry.ModelCard;
import org.plumbline.registry.ModelLine;
import org.plumbline.registry.ModelPage;
import org.plumbline.registry.ModelQuery;
import org.plumbline.registry.Subject;
import org.plumbline.registry.Tag;
import org.plumbline.registry.Version;
import org.plumbline.registry.VersionComparison;
import org.plumbline.registry.VersionLine;
import org.plumbline.registry.VersionPage;
import org.plumbline.stats.Interval;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads the registry of a data directory and changes what is said of models. */
@Command(
    name = "models",
    description = "Lists, compares, names and hands over models and their versions.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class ModelsCommand extends CommandGroup {
  private static final int PAGE = 1_000;

  @Command(name = "list", description = "Lists models by name.", mixinStandardHelpOptions = true)
  void list(
      @Mixin AnswerOptions options,
      @Option(names = "--search", paramLabel = "TEXT", defaultValue = "") String search) {
    try (OpenRooms rooms = options.rooms()) {
      var lines = new ArrayList<ModelLine>();
      ModelQuery query = ModelQuery.first(PAGE).search(search);
      Optional<ModelName> next;
      do {
        ModelPage page = rooms.registry().models().list(query);
        lines.addAll(page.models());
        next = page.next();
        query = next.map(query::after).orElse(query);
      } while (next.isPresent());
      List<List<String>> rows = table("MODEL", "VERSIONS", "STAGE", "SERVES", "METRIC", "OWNER");
      for (ModelLine line : lines) {
        var stage = line.standing().stage();
        var serving = line.standing().servingVersion();
        var metric = line.metric();
        rows.add(
            List.of(
                line.model().value(),
                Integer.toString(line.versions()),
                stage == null ? "-" : stage.name().toLowerCase(Locale.ROOT),
                serving == null ? "-" : "v" + serving,
                metric == null ? "-" : "%s %.4f".formatted(metric.name(), metric.value().value()),
                line.owner()));
      }
      options.say(lines, rows);
    }
  }

  @Command(
      name = "versions",
      description = "Lists the versions of a model, newest first.",
      mixinStandardHelpOptions = true)
  void versions(@Mixin AnswerOptions options, @Parameters(paramLabel = "MODEL") String model) {
    try (OpenRooms rooms = options.rooms()) {
      ModelName name = existing(rooms, model);
      var lines = new ArrayList<VersionLine>();
      OptionalInt after = OptionalInt.empty();
      do {
        VersionPage page = rooms.registry().versions().list(name, PAGE, after);
        lines.addAll(page.versions());
        after = page.next();
      } while (after.isPresent());
      Map<VersionNumber, List<String>> names = names(rooms, name);
      List<List<String>> rows = table("VERSION", "LEARNER", "METRIC", "AUTHOR", "CREATED", "NAMES");
      var answer = new ArrayList<Map<String, Object>>();
      for (VersionLine line : lines) {
        List<String> own = names.getOrDefault(line.id().number(), List.of());
        Interval metric = line.metrics().get(line.primaryMetric());
        rows.add(
            List.of(
                "v" + line.id().number(),
                line.learner(),
                metric == null ? "-" : "%s %.4f".formatted(line.primaryMetric(), metric.value()),
                line.author(),
                line.createdAt().toString(),
                String.join(", ", own)));
        var one = new LinkedHashMap<String, Object>();
        one.put("version", line.id().number().value());
        one.put("learner", line.learner());
        one.put("author", line.author());
        one.put("createdAt", line.createdAt());
        one.put("contentHash", line.contentHash().hex());
        one.put("metrics", line.metrics());
        one.put("aliases", own);
        answer.add(one);
      }
      options.say(answer, rows);
    }
  }

  /** The aliases that follow what serves, and those that people gave. */
  private static Map<VersionNumber, List<String>> names(OpenRooms rooms, ModelName model) {
    var versions = new TreeMap<AliasName, VersionNumber>();
    DeploymentLedger.following(rooms.watch().ledger().serving(model))
        .forEach((name, one) -> versions.put(name, new VersionNumber(one.version())));
    rooms
        .registry()
        .stewardship()
        .aliases(model)
        .forEach(alias -> versions.put(alias.name(), alias.version()));
    return versions.keySet().stream()
        .collect(
            Collectors.groupingBy(
                versions::get, Collectors.mapping(AliasName::value, Collectors.toList())));
  }

  @Command(
      name = "compare",
      description =
          "Puts versions beside each other: metrics, settings, contract, importance, curves.",
      mixinStandardHelpOptions = true)
  void compare(
      @Mixin AnswerOptions options,
      @Parameters(index = "0", paramLabel = "MODEL") String model,
      @Parameters(index = "1..*", arity = "1..20", paramLabel = "VERSION") int[] numbers) {
    try (OpenRooms rooms = options.rooms()) {
      ModelName name = existing(rooms, model);
      List<Version> versions =
          Arrays.stream(numbers)
              .distinct()
              .mapToObj(
                  number ->
                      rooms
                          .registry()
                          .registry()
                          .load(new VersionId(name, new VersionNumber(number))))
              .toList();
      VersionComparison comparison = VersionComparison.of(versions);
      options.say(comparison, ComparisonTable.rows(comparison));
    }
  }

  @Command(
      name = "served",
      description = "Says what served at a time, as it is known now or was known then.",
      mixinStandardHelpOptions = true)
  void served(
      @Mixin AnswerOptions options,
      @Parameters(paramLabel = "MODEL") String model,
      @Option(names = "--at", paramLabel = "TIME", description = "Such as 2026-01-31T12:00:00Z.")
          @Nullable String at,
      @Option(
              names = "--known",
              paramLabel = "TIME",
              description = "Do not count what was written down later (default: now).")
          @Nullable String known) {
    Instant now = Instant.now();
    Instant then = time(options, "--at", at, now);
    Instant asOf = time(options, "--known", known, now);
    try (OpenRooms rooms = options.rooms()) {
      ModelName name = existing(rooms, model);
      List<LedgerRow> found = rooms.watch().ledger().at(name, then, asOf);
      List<List<String>> rows = table("VERSION", "STAGE", "FROM", "UNTIL", "BY", "REASON");
      for (LedgerRow row : found) {
        Instant until = row.effectiveUntil();
        rows.add(
            List.of(
                "v" + row.version().number(),
                row.stage().name().toLowerCase(Locale.ROOT),
                row.effectiveFrom().toString(),
                until == null ? "still" : until.toString(),
                row.by(),
                row.reason()));
      }
      options.say(found.stream().map(DeploymentLine::of).toList(), rows);
    }
  }

  @Command(
      name = "alias",
      description = "Makes an alias name a version, or takes it away with --remove.",
      mixinStandardHelpOptions = true)
  void alias(
      @Mixin AnswerOptions options,
      @Parameters(index = "0", paramLabel = "MODEL") String model,
      @Parameters(index = "1", paramLabel = "ALIAS") String alias,
      @Parameters(index = "2", arity = "0..1", paramLabel = "VERSION") @Nullable Integer version,
      @Option(names = "--remove", description = "Take the alias away.") boolean remove) {
    if (remove == (version != null)) {
      throw options.wrong("Name a version, or say --remove");
    }
    try (OpenRooms rooms = options.rooms()) {
      ModelName name = existing(rooms, model);
      var wanted = new AliasName(alias);
      if (version == null) {
        rooms.registry().stewardship().removeAlias(name, wanted, OpenRooms.BY);
      } else {
        var id = new VersionId(name, new VersionNumber(version));
        rooms.registry().stewardship().alias(id, wanted, OpenRooms.BY);
      }
      Map<String, Integer> answer = new LinkedHashMap<>();
      List<List<String>> rows = table("ALIAS", "VERSION");
      rooms
          .registry()
          .stewardship()
          .aliases(name)
          .forEach(
              one -> {
                answer.put(one.name().value(), one.version().value());
                rows.add(List.of(one.name().value(), "v" + one.version()));
              });
      options.say(answer, rows);
    }
  }

  @Command(
      name = "tag",
      description = "Sets a tag of a model or version; removes it when no value is given.",
      mixinStandardHelpOptions = true)
  void tag(
      @Mixin AnswerOptions options,
      @Parameters(index = "0", paramLabel = "MODEL") String model,
      @Parameters(index = "1", paramLabel = "KEY") String key,
      @Parameters(index = "2", arity = "0..1", paramLabel = "VALUE") @Nullable String value,
      @Option(names = "--version-number", paramLabel = "N", description = "Of this version only.")
          @Nullable Integer version) {
    try (OpenRooms rooms = options.rooms()) {
      Subject subject = subject(existing(rooms, model), version);
      if (value == null) {
        rooms.registry().stewardship().untag(subject, key, OpenRooms.BY);
      } else {
        rooms.registry().stewardship().tag(subject, new Tag(key, value), OpenRooms.BY);
      }
      Map<String, String> answer = new LinkedHashMap<>();
      List<List<String>> rows = table("KEY", "VALUE");
      rooms
          .registry()
          .stewardship()
          .tags(subject)
          .forEach(
              tag -> {
                answer.put(tag.key(), tag.value());
                rows.add(List.of(tag.key(), tag.value()));
              });
      options.say(answer, rows);
    }
  }

  @Command(
      name = "hand-over",
      description = "Makes another person or team answer for a model.",
      mixinStandardHelpOptions = true)
  void handOver(
      @Mixin AnswerOptions options,
      @Parameters(index = "0", paramLabel = "MODEL") String model,
      @Parameters(index = "1", paramLabel = "OWNER") String owner,
      @Option(names = "--reason", paramLabel = "TEXT", required = true) String reason) {
    try (OpenRooms rooms = options.rooms()) {
      ModelCard card =
          rooms
              .registry()
              .stewardship()
              .handOver(existing(rooms, model), owner, reason, OpenRooms.BY);
      options.say(
          Map.of("model", card.model().value(), "owner", card.owner()),
          List.of(List.of(card.model() + " belongs to " + card.owner() + " now.")));
    }
  }

  @Command(
      name = "deprecate",
      description = "Announces the end of a model or version, or takes it back with --keep.",
      mixinStandardHelpOptions = true)
  void deprecate(
      @Mixin AnswerOptions options,
      @Parameters(index = "0", paramLabel = "MODEL") String model,
      @Option(names = "--version-number", paramLabel = "N", description = "Of this version only.")
          @Nullable Integer version,
      @Option(names = "--at", paramLabel = "TIME", description = "When it ends.")
          @Nullable String at,
      @Option(names = "--keep", description = "Take the announcement back.") boolean keep,
      @Option(names = "--successor", paramLabel = "N") @Nullable Integer successor,
      @Option(names = "--reason", paramLabel = "TEXT", required = true) String reason) {
    if (keep == (at != null)) {
      throw options.wrong("Say when it ends with --at, or --keep");
    }
    try (OpenRooms rooms = options.rooms()) {
      Subject subject = subject(existing(rooms, model), version);
      if (keep) {
        rooms.registry().stewardship().keepOn(subject, reason, OpenRooms.BY);
        options.say(
            Map.of("subject", subject.toString(), "ends", "no"),
            List.of(List.of(subject + " goes on.")));
      } else {
        Instant end = time(options, "--at", at, Instant.MAX);
        var next = successor == null ? null : new VersionNumber(successor);
        rooms.registry().stewardship().deprecate(subject, end, reason, next, OpenRooms.BY);
        options.say(
            Map.of("subject", subject.toString(), "ends", end.toString()),
            List.of(List.of(subject + " ends at " + end + ".")));
      }
    }
  }

  private static Subject subject(ModelName model, @Nullable Integer version) {
    return new Subject(model, version == null ? null : new VersionNumber(version));
  }

  private static ModelName existing(OpenRooms rooms, String name) {
    return OpenRooms.known(rooms.registry().models(), new ModelName(name));
  }

  private static Instant time(
      AnswerOptions options, String option, @Nullable String text, Instant otherwise) {
    if (text == null) {
      return otherwise;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException unreadable) {
      throw options.wrong(
          "%s is '%s' and must be a time such as 2026-01-31T12:00:00Z".formatted(option, text));
    }
  }

  private static List<List<String>> table(String... titles) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of(titles));
    return rows;
  }
}
