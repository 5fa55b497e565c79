package org.plumbline.app.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.plumbline.app.fairness.DecidedRows;
import org.plumbline.data.Values;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.store.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tells how groups of people fared under decisions that stand in a file. */
@Command(
    name = "fairness",
    description = "Compares how groups fare under the decisions or scores in a file.",
    mixinStandardHelpOptions = true)
public final class FairnessCommand implements Callable<Integer> {
  @Option(names = "--data", required = true, paramLabel = "FILE", description = "Decided rows.")
  private Path data = Path.of("");

  @Option(
      names = "--protected",
      required = true,
      paramLabel = "A,B",
      split = ",",
      description = "Columns that tell groups of people apart; pairs of them are crossed.")
  private List<String> attributes = List.of();

  @Option(
      names = "--label",
      required = true,
      paramLabel = "COLUMN",
      description = "What truly happened.")
  private String label = "";

  @Option(
      names = "--positive",
      paramLabel = "VALUE",
      description = "The label's value that counts as positive (default ${DEFAULT-VALUE}).")
  private String positive = "1";

  @Option(
      names = "--decision",
      required = true,
      paramLabel = "COLUMN",
      description = "What was decided, or the score it was decided by.")
  private String decision = "";

  @Option(
      names = "--selected",
      paramLabel = "A,B",
      split = ",",
      description = "Values of the decision that select.")
  private List<String> selected = List.of();

  @Option(
      names = "--threshold",
      paramLabel = "NUMBER",
      description = "In place of --selected: scores from here on select.")
  private @Nullable Double threshold;

  @Option(
      names = "--least-rows",
      paramLabel = "N",
      defaultValue = "30",
      description = "Smaller groups are not shown (default ${DEFAULT-VALUE}).")
  private int leastRows;

  @Option(
      names = "--confidence",
      paramLabel = "SHARE",
      defaultValue = "0.95",
      description = "Of every interval (default ${DEFAULT-VALUE}).")
  private double confidence;

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    require(
        selected.isEmpty() != (threshold == null),
        "Say which decisions select: --selected VALUES or --threshold NUMBER, one of them");
    require(leastRows >= 1, "--least-rows must be at least 1");
    require(confidence > 0 && confidence < 1, "--confidence must lie between 0 and 1");
    var line = new ProgressLine(commandSpec().commandLine().getErr(), ProgressLine.isTerminal());
    DecidedRows rows =
        DecidedRows.read(
            data,
            attributes,
            new DecidedRows.Test(label, positive.strip()::equals),
            new DecidedRows.Test(decision, this::selects),
            line::at);
    line.end();
    List<FairnessView> views =
        crossed().stream()
            .map(names -> new FairnessView(names, rows.report(names, leastRows), confidence))
            .toList();
    PrintWriter out = commandSpec().commandLine().getOut();
    if (json) {
      var answer = new LinkedHashMap<String, Object>();
      answer.put("rows", rows.count());
      answer.put("leftOut", rows.leftOut());
      answer.put("reports", views.stream().map(FairnessView::answer).toList());
      out.println(Json.write(answer));
    } else {
      out.printf(
          Locale.ROOT,
          "%,d rows%s%n",
          rows.count(),
          rows.leftOut() == 0
              ? ""
              : ", %d left out without a label or a decision".formatted(rows.leftOut()));
      for (FairnessView view : views) {
        out.println();
        view.print(out);
      }
    }
    out.flush();
    return 0;
  }

  private boolean selects(String value) {
    if (threshold == null) {
      return selected.contains(value);
    }
    double score = Values.numberOrNaN(value);
    if (Double.isNaN(score)) {
      throw PlumblineException.of(
              ErrorCode.INVALID_DATA,
              "'"
                  + value
                  + "' of column "
                  + decision
                  + " is no number; name its values by --selected")
          .with("field", decision);
    }
    return score >= threshold;
  }

  /** Each attribute, then each pair. */
  private List<List<String>> crossed() {
    var crossed = new ArrayList<List<String>>();
    attributes.forEach(name -> crossed.add(List.of(name)));
    for (int i = 0; i < attributes.size(); i++) {
      for (int j = i + 1; j < attributes.size(); j++) {
        crossed.add(List.of(attributes.get(i), attributes.get(j)));
      }
    }
    return crossed;
  }

  private void require(boolean holds, String rule) {
    if (!holds) {
      throw new ParameterException(commandSpec().commandLine(), rule);
    }
  }

  private CommandSpec commandSpec() {
    return Objects.requireNonNull(spec, "the command runs under picocli");
  }
}
