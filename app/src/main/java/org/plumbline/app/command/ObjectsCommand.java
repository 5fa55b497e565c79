package org.plumbline.app.command;

import java.time.Duration;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.plumbline.audit.Actor;
import org.plumbline.registry.ContentHash;
import org.plumbline.registry.ObjectCollector;
import org.plumbline.registry.StoredObject;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.Json;
import org.plumbline.store.audit.SqlAuditTrail;
import org.plumbline.store.registry.RegistryRoom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks after the stored artefacts of a data directory. */
@Command(
    name = "objects",
    description = "Checks stored artefacts and removes those that nothing refers to.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class ObjectsCommand extends CommandGroup {
  /** Exits with 0 when all objects hold and 1 when one is missing or damaged. */
  @Command(
      name = "verify",
      description = "Reads every artefact that something refers to and compares it with its hash.",
      mixinStandardHelpOptions = true)
  int verify(
      @Mixin HomeOption home,
      @Option(names = "--json", description = "Print one JSON object and nothing else.")
          boolean json) {
    Home open = home.open();
    try (Database database = Database.open(open)) {
      ObjectCollector.Check check = collector(open, database).check();
      if (json) {
        say(
            Json.write(
                Map.of(
                    "holds", check.holds(),
                    "objects", check.objects(),
                    "missing", check.missing().stream().map(ContentHash::hex).toList(),
                    "damaged", check.damaged().stream().map(ContentHash::hex).toList())));
      } else {
        check.missing().forEach(hash -> say("missing  " + hash));
        check.damaged().forEach(hash -> say("damaged  " + hash));
        say(
            check.holds()
                ? "All %s objects hold.".formatted(check.objects())
                : "%s of %s objects do NOT hold: restore them from a backup."
                    .formatted(check.missing().size() + check.damaged().size(), check.objects()));
      }
      return check.holds() ? 0 : 1;
    }
  }

  @Command(
      name = "collect",
      description = "Removes artefacts that nothing refers to; the audit trail keeps the proof.",
      mixinStandardHelpOptions = true)
  void collect(
      @Mixin HomeOption home,
      @Option(names = "--dry-run", description = "Only say what would be removed.") boolean dryRun,
      @Option(
              names = "--min-age",
              paramLabel = "TIME",
              defaultValue = "24h",
              description = "Keep what is younger, such as 30m, 24h or 7d (default: 24h).")
          String minimumAge,
      @Option(names = "--json", description = "Print one JSON object and nothing else.")
          boolean json) {
    Duration age = duration(minimumAge);
    Home open = home.open();
    try (Database database = Database.open(open)) {
      ObjectCollector collector = collector(open, database);
      ObjectCollector.Collection found =
          dryRun ? collector.plan(age) : collector.collect(age, Actor.system("command-line"));
      say(json ? Json.write(answer(found, dryRun)) : text(found, dryRun));
    }
  }

  private static Map<String, Object> answer(ObjectCollector.Collection found, boolean dryRun) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("dryRun", dryRun);
    answer.put(
        "removed", found.removed().stream().map(StoredObject::hash).map(ContentHash::hex).toList());
    answer.put("bytes", found.bytes());
    answer.put("referred", found.referred());
    answer.put("keptYoung", found.kept());
    answer.put("proof", found.proof().hex());
    return answer;
  }

  private static String text(ObjectCollector.Collection found, boolean dryRun) {
    var text = new StringBuilder();
    found
        .removed()
        .forEach(object -> text.append("%s  %s bytes%n".formatted(object.hash(), object.bytes())));
    return text.append(
            "%s %s objects (%s bytes); %s are referred to, %s are too young. Proof %s"
                .formatted(
                    dryRun ? "Would remove" : "Removed",
                    found.removed().size(),
                    found.bytes(),
                    found.referred(),
                    found.kept(),
                    found.proof()))
        .toString();
  }

  private Duration duration(String text) {
    String plain = text.strip().toUpperCase(Locale.ROOT);
    try {
      return plain.endsWith("D") ? Duration.parse("P" + plain) : Duration.parse("PT" + plain);
    } catch (DateTimeParseException unreadable) {
      throw wrong("--min-age is '%s' and must be a time such as 30m, 24h or 7d".formatted(text));
    }
  }

  private static ObjectCollector collector(Home home, Database database) {
    InstantSource clock = InstantSource.system();
    return RegistryRoom.over(database, home, new SqlAuditTrail(database, clock), clock).collector();
  }
}
