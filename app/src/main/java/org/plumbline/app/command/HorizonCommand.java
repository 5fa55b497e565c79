package org.plumbline.app.command;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.monitoring.LabelHorizon;
import org.plumbline.store.Json;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells, or sets, after how many days the labels of a model count as complete. */
@Command(
    name = "horizon",
    description = "Tells or sets how long after an answer its label counts as complete.",
    mixinStandardHelpOptions = true)
public final class HorizonCommand implements Runnable {
  @Parameters(paramLabel = "MODEL", description = "The model.")
  private String model = "";

  @ArgGroup(exclusive = false)
  private @Nullable Change change;

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  private boolean json;

  @Mixin private final HomeOption home = new HomeOption();

  @Spec private @Nullable CommandSpec spec;

  /** What is to hold from now on. */
  static final class Change {
    @Option(
        names = "--days",
        required = true,
        paramLabel = "N",
        description = "Days; 0 when labels count as they come.")
    private int days;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
    private String reason = "";
  }

  @Override
  public void run() {
    var out = Objects.requireNonNull(spec, "the command runs under picocli").commandLine().getOut();
    try (LogRoom room = LogRoom.open(home.open())) {
      var name = new ModelName(model);
      LabelHorizon horizon =
          change == null
              ? room.watch().horizons().of(name)
              : room.watch().horizons().set(name, change.days, change.reason, LogRoom.BY);
      if (json) {
        out.println(Json.write(horizon));
      } else if (horizon.days() == 0) {
        out.println("Labels of " + model + " count as they come");
      } else {
        out.printf(
            "Labels of %s count %d days after the answer: %s (%s, %s)%n",
            model, horizon.days(), horizon.reason(), horizon.by(), horizon.at());
      }
      out.flush();
    }
  }
}
