package org.plumbline.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.executive.Executive;
import org.plumbline.deployment.executive.ExecutiveReport;
import org.plumbline.http.evidence.HtmlCard;
import org.plumbline.http.evidence.PdfPage;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The figures of all models at a glance. */
@Command(
    name = "overview",
    description = "Prints the figures of all models, or writes them as a PDF report.",
    mixinStandardHelpOptions = true)
public final class OverviewCommand implements Callable<Integer> {
  @Mixin private AnswerOptions options = new AnswerOptions();

  @Option(names = "--days", defaultValue = "30", description = "How far back trends go.")
  private int days = 30;

  @Option(names = "--pdf", paramLabel = "FILE", description = "Write a report there.")
  private @Nullable Path pdf;

  @Override
  public Integer call() {
    try (OpenRooms room = options.rooms()) {
      Executive figures = room.watch().executives().overview(days);
      if (pdf != null) {
        write(pdf, PdfPage.of(HtmlCard.of(ExecutiveReport.of(figures))));
      }
      options.say(figures, rows(figures));
    }
    return 0;
  }

  private static List<List<String>> rows(Executive figures) {
    Executive.Models models = figures.models();
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("Models", Long.toString(models.total())));
    rows.add(List.of("Serving", Long.toString(models.serving())));
    rows.add(List.of("At risk", Long.toString(models.atRisk())));
    rows.add(List.of("Blocked", Long.toString(models.blocked())));
    rows.add(List.of("Serving by an override", Long.toString(models.overridden())));
    rows.add(List.of("Average risk index", number(models.averageRisk())));
    rows.add(List.of("Average compliance", number(models.averageCompliance())));
    rows.add(List.of("Not scored", Long.toString(models.unscored())));
    rows.add(List.of("Overdue reviews", Integer.toString(figures.overdue().size())));
    rows.add(List.of("In words", figures.narrative()));
    return rows;
  }

  private static String number(@Nullable Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.1f", value);
  }

  private static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException failure) {
      throw PlumblineException.of(
          ErrorCode.INVALID_DATA, "%s cannot be written: %s".formatted(file, failure), failure);
    }
  }
}
