package org.plumbline.app.command;

import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.monitoring.LabelHorizon;
import org.plumbline.monitoring.LabelHorizons;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells, or sets, after how many days the labels of a model count as complete. */
@Command(
    name = "horizon",
    description = "Tells or sets how long after an answer its label counts as complete.",
    mixinStandardHelpOptions = true)
public final class HorizonCommand implements Runnable {
  @Mixin private final ModelOptions options = new ModelOptions();

  @ArgGroup(exclusive = false)
  private @Nullable Change change;

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
    ModelName model = options.model();
    try (OpenRooms rooms = options.rooms()) {
      LabelHorizons horizons = rooms.watch().horizons();
      LabelHorizon horizon =
          change == null
              ? horizons.of(model)
              : horizons.set(model, change.days, change.reason, OpenRooms.BY);
      options.say(
          horizon,
          horizon.days() == 0
              ? "Labels of " + model + " count as they come"
              : "Labels of %s count %d days after the answer: %s (%s, %s)"
                  .formatted(model, horizon.days(), horizon.reason(), horizon.by(), horizon.at()));
    }
  }
}
