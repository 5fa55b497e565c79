package org.plumbline.app.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.plumbline.app.explaining.FeatureEffect;
import org.plumbline.app.explaining.ModelExplanation;
import org.plumbline.app.explaining.RowSample;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.LoadedVersion;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.Task;
import org.plumbline.scoring.explain.PermutationImportance;
import org.plumbline.store.Home;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what each feature does to the scores of a model over the rows of a file. */
@Command(
    name = "explain",
    description =
        "Says what each feature does to a model's scores: how much the model needs it, where the"
            + " rows have the label, and how the score goes along its values.")
public final class ExplainCommand implements Callable<Integer> {
  @Mixin private final FileOptions options = new FileOptions();

  @Option(
      names = "--class",
      paramLabel = "NAME",
      description = "The class whose probability is explained (default: the positive one).")
  private @Nullable String wanted;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "5000",
      description = "How many rows to draw from the file (default ${DEFAULT-VALUE}).")
  private int rows;

  private final Function<Home, Versions> versions;

  /** Explains versions of the data directory's registry. */
  public ExplainCommand() {
    this(RegistryVersions::open);
  }

  ExplainCommand(Function<Home, Versions> versions) {
    this.versions = versions;
  }

  @Override
  public Integer call() {
    if (rows < 2) {
      throw options.wrong("--rows must be at least 2");
    }
    Path data = options.data();
    LoadedVersion loaded = options.load(versions);
    Model model = loaded.model();
    int output = output(model);
    ProgressLine line = options.progress();
    RowSample sample =
        RowSample.draw(
            data,
            loaded.parser(),
            rows,
            text -> label(model, output, text),
            share -> line.at(share / 10, 0));
    ModelExplanation explanation =
        ModelExplanation.of(
            model,
            loaded.version().contract(),
            sample,
            output,
            share -> line.at(0.1 + 0.9 * share, sample.rows().length));
    line.end();
    options.say(
        answer(loaded, sample, explanation, output),
        out -> print(out, loaded, sample, explanation));
    return 0;
  }

  private int output(Model model) {
    if (model.task() == Task.REGRESSION) {
      return 0;
    }
    if (wanted == null) {
      if (model.task() == Task.MULTICLASS) {
        throw PlumblineException.of(
                ErrorCode.MISSING_FIELD,
                "The model has more than two classes; name one with --class: " + model.classes())
            .with("field", "class");
      }
      return 1;
    }
    int output = model.classes().indexOf(wanted);
    if (output < 0) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD,
              "The model knows no class '%s'; it knows %s".formatted(wanted, model.classes()))
          .with("field", "class");
    }
    return output;
  }

  private static double label(Model model, int output, String text) {
    if (model.task() != Task.REGRESSION) {
      int found = model.classes().indexOf(text.strip());
      return found < 0 ? Double.NaN : found == output ? 1 : 0;
    }
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException noNumber) {
      return Double.NaN;
    }
  }

  private static void print(
      PrintWriter out, LoadedVersion loaded, RowSample sample, ModelExplanation explanation) {
    out.printf(
        Locale.ROOT,
        "%s over %,d of %,d rows%s%n",
        loaded.version().id(),
        sample.rows().length,
        sample.read(),
        sample.isLabelled() ? "" : "; without a label, so importance is not known");
    List<List<String>> table = new ArrayList<>();
    table.add(
        List.of("feature", explanation.loss() + " without it", "± sd", "moves the score", ""));
    for (FeatureEffect effect : explanation.features()) {
      PermutationImportance importance = effect.importance();
      table.add(
          List.of(
              effect.feature(),
              importance == null ? "" : "%+.5f".formatted(importance.increase()),
              importance == null ? "" : "%.5f".formatted(importance.deviation()),
              "%.4f".formatted(effect.reach()),
              effect.direction()));
    }
    TextTable.print(out, table);
  }

  private static Map<String, Object> answer(
      LoadedVersion loaded, RowSample sample, ModelExplanation explanation, int output) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("model", loaded.version().id().model().value());
    answer.put("version", loaded.version().id().number().value());
    if (loaded.model().task() != Task.REGRESSION) {
      answer.put("class", loaded.model().classes().get(output));
    }
    answer.put("rows", sample.rows().length);
    answer.put("rejected", sample.rejected());
    answer.put("loss", explanation.loss());
    answer.put("features", explanation.features().stream().map(ExplainCommand::answer).toList());
    return answer;
  }

  private static Map<String, Object> answer(FeatureEffect effect) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("feature", effect.feature());
    PermutationImportance importance = effect.importance();
    if (importance != null) {
      answer.put("importance", importance.increase());
      answer.put("importanceDeviation", importance.deviation());
    }
    answer.put("reach", effect.reach());
    answer.put("direction", effect.direction());
    answer.put("accumulatedEffects", points(effect.accumulated()));
    answer.put("partialDependence", points(effect.dependence()));
    return answer;
  }

  private static List<Map<String, Object>> points(List<FeatureEffect.Point> curve) {
    return curve.stream()
        .map(point -> Map.<String, Object>of("value", point.value(), "score", point.score()))
        .toList();
  }
}
