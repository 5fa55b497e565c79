package org.plumbline.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.Actor;
import org.plumbline.deployment.safeguard.SafeguardRevision;
import org.plumbline.deployment.safeguard.Safeguarding;
import org.plumbline.deployment.safeguard.Safeguards;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.Version;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.Json;
import org.plumbline.store.deployment.SqlSafeguards;
import org.plumbline.store.deployment.WatchRoom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads and sets the safeguards of models of a data directory. */
@Command(
    name = "safeguards",
    description = "Shows and sets what stands between the scores of a model and their use.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class SafeguardsCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        commandSpec().commandLine(), "Say what to do: show, history or set");
  }

  @Command(
      name = "show",
      description = "Prints the safeguards that hold now as JSON, to be changed and set again.",
      mixinStandardHelpOptions = true)
  void show(@Mixin HomeOption home, @Parameters(paramLabel = "MODEL") String model) {
    try (Database database = Database.open(home.open())) {
      Safeguards held =
          new SqlSafeguards(database)
              .find(new ModelName(model))
              .map(SafeguardRevision::safeguards)
              .orElse(Safeguards.NONE);
      say(List.of(Json.write(held)));
    }
  }

  @Command(
      name = "history",
      description = "Lists the revisions, newest first.",
      mixinStandardHelpOptions = true)
  void history(
      @Mixin HomeOption home,
      @Parameters(paramLabel = "MODEL") String model,
      @Option(names = "--json") boolean json) {
    try (Database database = Database.open(home.open())) {
      List<SafeguardRevision> revisions = new SqlSafeguards(database).history(new ModelName(model));
      if (json) {
        say(List.of(Json.write(revisions)));
        return;
      }
      var rows = new ArrayList<List<String>>();
      rows.add(List.of("REVISION", "BY", "AT", "REASON"));
      for (SafeguardRevision one : revisions) {
        rows.add(
            List.of(Integer.toString(one.number()), one.by(), one.at().toString(), one.reason()));
      }
      PrintWriter out = commandSpec().commandLine().getOut();
      TextTable.print(out, rows);
      out.flush();
    }
  }

  @Command(
      name = "set",
      description = "Replaces the safeguards by those of a file; servers follow within a second.",
      mixinStandardHelpOptions = true)
  void set(
      @Mixin HomeOption option,
      @Parameters(paramLabel = "MODEL") String model,
      @Option(
              names = "--file",
              required = true,
              paramLabel = "FILE",
              description = "JSON as 'show' prints it.")
          Path file,
      @Option(names = "--reason", required = true, paramLabel = "TEXT") String reason) {
    Safeguards wanted = read(file);
    Home home = option.open();
    var name = new ModelName(model);
    try (Database database = Database.open(home)) {
      WatchRoom watch = GuardedModels.watch(database, home);
      var rooms = GuardedModels.registry(database, home);
      Version version = rooms.registry().load(GuardedModels.meant(rooms, name));
      int from = watch.safeguards().find(name).map(SafeguardRevision::number).orElse(0);
      SafeguardRevision set =
          watch
              .safeguarding()
              .set(
                  new Safeguarding.Change(name, from, wanted, reason),
                  version.contract(),
                  version.task(),
                  Actor.system("command-line"));
      say(List.of("Revision %s of the safeguards of %s holds".formatted(set.number(), name)));
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

  private void say(List<String> lines) {
    PrintWriter out = commandSpec().commandLine().getOut();
    lines.forEach(out::println);
    out.flush();
  }

  private CommandSpec commandSpec() {
    return Objects.requireNonNull(spec, "the command runs under picocli");
  }
}
