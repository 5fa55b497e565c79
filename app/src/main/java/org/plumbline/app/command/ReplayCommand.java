package org.plumbline.app.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.plumbline.monitoring.log.ReplayReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives a logged answer once more and compares; exit code 1 when they differ. */
@Command(
    name = "replay",
    description =
        "Scores a logged prediction again with the version that answered, to the last bit.",
    mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "Id of the prediction.")
  private @Nullable UUID id;

  @Mixin private final AnswerOptions options = new AnswerOptions();

  @Override
  public Integer call() {
    ReplayReport report;
    try (OpenRooms room = options.rooms()) {
      report =
          room.watch()
              .replays()
              .replay(Objects.requireNonNull(id, "picocli demands it"), OpenRooms.BY);
    }
    options.say(report, out -> print(out, report));
    return report.same() ? 0 : 1;
  }

  private static void print(PrintWriter out, ReplayReport report) {
    out.printf(
        "%s: %s v%s of %s, content %s, verified%n",
        report.same() ? "The same to the last bit" : "DIFFERENT",
        report.model(),
        report.version(),
        report.predictedAt(),
        report.contentHash());
    if (report.safeguard() != null) {
      out.println("A safeguard had a part in it: " + report.safeguard().detail());
    }
    TextTable.print(out, rows(report));
  }

  private static List<List<String>> rows(ReplayReport report) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "LOGGED", "BITS", "REPLAYED", "BITS", ""));
    rows.add(row("score", report.score()));
    report
        .reasons()
        .forEach(reason -> rows.add(row("reason " + reason.feature(), reason.contribution())));
    return rows;
  }

  private static List<String> row(String name, ReplayReport.Compared compared) {
    return List.of(
        name,
        Double.toString(compared.logged()),
        compared.loggedBits(),
        Double.toString(compared.replayed()),
        compared.replayedBits(),
        compared.same() ? "same" : "DIFFERENT");
  }
}
