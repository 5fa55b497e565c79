package org.plumbline.solutions;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.plumbline.data.view.FeatureView;
import org.plumbline.data.view.LabelView;
import org.plumbline.data.view.Source;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads a pack: {@code solution.yaml} and the SQL files it names. */
final class SolutionReader {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  private final String name;
  private final Texts files;

  /** Where the pack's files come from. */
  private interface Texts {
    String text(String file) throws IOException;
  }

  private SolutionReader(String name, Texts files) {
    this.name = name;
    this.files = files;
  }

  static SolutionReader fromClassPath(String name) {
    if (!NAME.matcher(name).matches()) {
      throw absent(name);
    }
    return new SolutionReader(
        name,
        file -> {
          String path = "/solutions/" + name + "/" + file;
          try (InputStream in = SolutionReader.class.getResourceAsStream(path)) {
            if (in == null) {
              throw absent(name + "/" + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
          }
        });
  }

  static SolutionReader fromFolder(Path folder) {
    return new SolutionReader(
        String.valueOf(folder.getFileName()),
        file -> {
          Path path = folder.resolve(file).normalize();
          if (!path.startsWith(folder.normalize()) || !Files.isRegularFile(path)) {
            throw absent(folder.resolve(file).toString());
          }
          return Files.readString(path);
        });
  }

  private static PlumblineException absent(String what) {
    return PlumblineException.of(ErrorCode.NOT_FOUND, "There is no solution file " + what);
  }

  SolutionPack read() {
    Section root = new Section(name, yaml());
    Map<String, FeatureView> views = new LinkedHashMap<>();
    for (Section view : root.list("views")) {
      views.put(view.text("name"), view(root, view));
    }
    Map<String, LabelView> labels = new LinkedHashMap<>();
    for (Section label : root.list("labels")) {
      labels.put(label.text("name"), label(label));
    }
    List<Recipe> recipes = new ArrayList<>();
    for (Section recipe : root.list("recipes")) {
      recipes.add(recipe(recipe, views, labels));
    }
    List<SourceSpec> sources = root.list("sources").stream().map(SolutionReader::source).toList();
    List<Schedule> schedules =
        root.list("schedules").stream()
            .map(s -> new Schedule(s.text("task"), s.text("model"), s.text("cron")))
            .toList();
    return new SolutionPack(
        root.text("name"), root.text("title"), sources, views, labels, recipes, schedules);
  }

  private Object yaml() {
    try {
      return new Yaml(new SafeConstructor(new LoaderOptions())).load(text("solution.yaml"));
    } catch (YAMLException broken) {
      throw PlumblineException.of(
          ErrorCode.INVALID_CONFIGURATION,
          "solution.yaml of '" + name + "' is no YAML: " + broken.getMessage(),
          broken);
    }
  }

  private String text(String file) {
    try {
      return files.text(file);
    } catch (IOException failed) {
      throw PlumblineException.of(
          ErrorCode.INVALID_CONFIGURATION, "Cannot read " + file + " of '" + name + "'", failed);
    }
  }

  private FeatureView view(Section root, Section view) {
    return new FeatureView(
        view.text("name"),
        view.number("version"),
        root.text("entity"),
        text(view.text("population")),
        text(view.text("sql")));
  }

  private LabelView label(Section label) {
    return new LabelView(
        label.text("name"),
        label.text("column"),
        Duration.ofDays(label.number("horizonDays")),
        text(label.text("sql")));
  }

  private static Recipe recipe(
      Section recipe, Map<String, FeatureView> views, Map<String, LabelView> labels) {
    FeatureView view = views.get(recipe.text("view"));
    LabelView label = labels.get(recipe.text("label"));
    if (view == null || label == null) {
      throw recipe.wrong("names a view or label that the pack does not have");
    }
    return new Recipe(
        new ModelName(recipe.text("model")),
        recipe.text("title"),
        recipe.text("description"),
        recipe.text("owner"),
        recipe.text("intendedUse"),
        view,
        label,
        recipe.text("positive"),
        Duration.ofDays(recipe.number("everyDays")),
        recipe.number("times"));
  }

  private static SourceSpec source(Section source) {
    return new SourceSpec(
        source.text("name"),
        source.text("file"),
        Source.Kind.valueOf(source.text("kind").toUpperCase(Locale.ROOT)),
        source.text("time"),
        Duration.ofDays(source.numberOr("delayDays", 0)),
        source.map("columns"),
        source.map("hidden"),
        source.textOr("unique", ""),
        source.texts("notNegative"));
  }
}
