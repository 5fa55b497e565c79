package org.plumbline.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.plumbline.deployment.safeguard.SafeguardRevision;
import org.plumbline.deployment.safeguard.Safeguarding;
import org.plumbline.deployment.safeguard.Safeguards;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.Version;
import org.plumbline.store.Database;
import org.plumbline.store.Json;
import org.plumbline.store.deployment.SqlSafeguards;
import org.plumbline.store.deployment.WatchRoom;
import org.plumbline.store.registry.SqlModelStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads and sets the safeguards of models of a data directory. */
@Command(
    name = "safeguards",
    description = "Shows and sets what stands between the scores of a model and their use.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class SafeguardsCommand extends CommandGroup {
  @Command(
      name = "show",
      description = "Prints the safeguards that hold now as JSON, to be changed and set again.",
      mixinStandardHelpOptions = true)
  void show(
      @Mixin HomeOption home,
      @Parameters(paramLabel = "MODEL", description = "The model.") String model) {
    try (Database database = Database.open(home.open())) {
      Safeguards held =
          new SqlSafeguards(database)
              .find(OpenRooms.known(new SqlModelStore(database), new ModelName(model)))
              .map(SafeguardRevision::safeguards)
              .orElse(Safeguards.NONE);
      say(Json.write(held));
    }
  }

  @Command(
      name = "history",
      description = "Lists the revisions, newest first.",
      mixinStandardHelpOptions = true)
  void history(@Mixin ModelOptions options) {
    try (Database database = Database.open(options.home())) {
      ModelName model = options.model(new SqlModelStore(database));
      List<SafeguardRevision> revisions = new SqlSafeguards(database).history(model);
      var rows = new ArrayList<List<String>>();
      rows.add(List.of("REVISION", "BY", "AT", "REASON"));
      for (SafeguardRevision one : revisions) {
        rows.add(
            List.of(Integer.toString(one.number()), one.by(), one.at().toString(), one.reason()));
      }
      options.say(revisions, rows, "Nobody has set safeguards of " + model + ".");
    }
  }

  @Command(
      name = "set",
      description = "Replaces the safeguards by those of a file; servers follow within a second.",
      mixinStandardHelpOptions = true)
  void set(
      @Mixin HomeOption home,
      @Parameters(paramLabel = "MODEL", description = "The model.") String model,
      @Option(
              names = "--file",
              required = true,
              paramLabel = "FILE",
              description = "JSON as 'show' prints it.")
          Path file,
      @Option(
              names = "--reason",
              required = true,
              paramLabel = "TEXT",
              description = "Why; it is kept with who and when.")
          String reason) {
    Safeguards wanted = read(file);
    var name = new ModelName(model);
    try (OpenRooms rooms = OpenRooms.of(home.open())) {
      WatchRoom watch = rooms.watch();
      Version version = rooms.registry().registry().load(rooms.meant(name, null));
      int from = watch.safeguards().find(name).map(SafeguardRevision::number).orElse(0);
      SafeguardRevision set =
          watch
              .safeguarding()
              .set(
                  new Safeguarding.Change(name, from, wanted, reason),
                  version.contract(),
                  version.task(),
                  OpenRooms.BY);
      say("Revision %s of the safeguards of %s holds".formatted(set.number(), name));
    }
  }

  private static Safeguards read(Path file) {
    try {
      return Json.read(Files.readString(file), Safeguards.class);
    } catch (IOException unreadable) {
      throw PlumblineException.of(
          ErrorCode.INVALID_DATA, "%s cannot be read: %s".formatted(file, unreadable), unreadable);
    } catch (PlumblineException broken) {
      Throwable cause = broken.getCause();
      throw PlumblineException.of(
          ErrorCode.INVALID_DATA,
          "%s holds no safeguards: %s".formatted(file, cause == null ? broken : cause),
          broken);
    }
  }
}
