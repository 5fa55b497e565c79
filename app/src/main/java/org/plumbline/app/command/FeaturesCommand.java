package org.plumbline.app.command;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.online.FeatureSnapshot;
import org.plumbline.deployment.online.KnownFeatures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publishes and shows the features by which entities are answered. */
@Command(
    name = "features",
    description = "Publishes and shows the newest features of entities.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class FeaturesCommand extends CommandGroup {
  @Command(
      name = "publish",
      description = "Publishes a snapshot; of each entity the row of the latest time holds.",
      mixinStandardHelpOptions = true)
  void publish(
      @Mixin ModelOptions options,
      @Option(
              names = "--file",
              required = true,
              paramLabel = "FILE",
              description = "CSV, JSON lines or Parquet, with the id of each entity.")
          Path file,
      @Option(
              names = "--as-of",
              paramLabel = "TIME",
              description =
                  "When all rows were true, such as 2026-01-31T00:00:00Z; without it each row tells"
                      + " by the time column or as_of.")
          @Nullable String asOf) {
    try (OpenRooms rooms = options.rooms()) {
      var version = rooms.registry().registry().load(rooms.meant(options.model(), null));
      FeatureSnapshot snapshot =
          rooms
              .watch()
              .features()
              .publish(
                  options.model(), version.contract(), file, time(options, asOf), OpenRooms.BY);
      options.say(
          snapshot,
          String.format(
              Locale.ROOT,
              "%,d rows published as of %s; %,d of them are the newest of their entity",
              snapshot.rows(),
              snapshot.asOf(),
              snapshot.taken()));
    }
  }

  private static @Nullable Instant time(ModelOptions options, @Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException _) {
      throw options.wrong("'%s' is no time such as 2026-01-31T00:00:00Z".formatted(text));
    }
  }

  @Command(
      name = "list",
      description = "Lists the snapshots that were published, the last first.",
      mixinStandardHelpOptions = true)
  void list(@Mixin ModelOptions options) {
    try (OpenRooms rooms = options.rooms()) {
      List<FeatureSnapshot> snapshots = rooms.watch().features().snapshots(options.model());
      var rows = new ArrayList<List<String>>();
      rows.add(List.of("PUBLISHED", "BY", "AS OF", "ROWS", "NEWEST"));
      for (FeatureSnapshot one : snapshots) {
        rows.add(
            List.of(
                one.at().toString(),
                one.by(),
                one.asOf().toString(),
                Long.toString(one.rows()),
                Long.toString(one.taken())));
      }
      options.say(snapshots, rows, "No features of " + options.model() + " were published.");
    }
  }

  @Command(
      name = "show",
      description = "Shows what is known of an entity, and how old it is.",
      mixinStandardHelpOptions = true)
  void show(
      @Mixin ModelOptions options,
      @Parameters(index = "1", paramLabel = "ENTITY", description = "The entity.") String entity) {
    try (OpenRooms rooms = options.rooms()) {
      KnownFeatures known = rooms.watch().features().read(options.model(), entity, OpenRooms.BY);
      var rows = new ArrayList<List<String>>();
      rows.add(List.of("FEATURE", "VALUE"));
      known.features().forEach((feature, value) -> rows.add(List.of(feature, value)));
      options.say(
          known,
          out -> {
            out.printf(
                "%s as of %s (%s old)%n", entity, known.asOf(), age((long) known.ageSeconds()));
            TextTable.print(out, rows);
          });
    }
  }

  private static String age(long seconds) {
    Duration age = Duration.ofSeconds(seconds);
    return age.toDays() > 1
        ? age.toDays() + " days"
        : age.toHours() > 1 ? age.toHours() + " hours" : age.toMinutes() + " minutes";
  }
}
