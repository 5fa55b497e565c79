package org.plumbline.solutions;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.plumbline.data.view.FeatureView;
import org.plumbline.data.view.LabelView;
import org.plumbline.data.view.SnapshotEngine;
import org.plumbline.data.view.Source;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * A solution: sources, views, labels, recipes and schedules, read from one folder.
 *
 * <p>The platform knows no solution by name: one more is one more folder with a {@code
 * solution.yaml}.
 */
public record SolutionPack(
    String name,
    String title,
    List<SourceSpec> sources,
    Map<String, FeatureView> views,
    Map<String, LabelView> labels,
    List<Recipe> recipes,
    List<Schedule> schedules) {
  public SolutionPack {
    sources = List.copyOf(sources);
    views = Map.copyOf(views);
    labels = Map.copyOf(labels);
    recipes = List.copyOf(recipes);
    schedules = List.copyOf(schedules);
  }

  /**
   * A pack that comes with the program, from {@code solutions/<name>/} on the class path.
   *
   * @throws PlumblineException NOT_FOUND when there is none
   */
  public static SolutionPack load(String name) {
    return SolutionReader.fromClassPath(name).read();
  }

  /** A pack in a folder of its own. */
  public static SolutionPack load(Path folder) {
    return SolutionReader.fromFolder(folder).read();
  }

  /**
   * How the model of that name is trained.
   *
   * @throws PlumblineException NOT_FOUND when no recipe of the pack makes it
   */
  public Recipe recipe(String model) {
    return recipes.stream()
        .filter(recipe -> recipe.model().value().equals(model))
        .findFirst()
        .orElseThrow(
            () ->
                PlumblineException.of(
                    ErrorCode.NOT_FOUND,
                    "Solution '%s' has no recipe for '%s'; it has %s"
                        .formatted(name, model, recipes.stream().map(Recipe::model).toList())));
  }

  /**
   * Checks the data against the sources' contracts and opens the engine on it.
   *
   * @param data the folder of the sources' files
   * @param dataEnd until when they are complete
   * @param lake the folder for snapshots
   * @throws PlumblineException INVALID_DATA naming what breaks a contract
   */
  public SnapshotEngine open(Path data, Instant dataEnd, Path lake) {
    List<String> broken = check(data);
    if (!broken.isEmpty()) {
      throw PlumblineException.of(
              ErrorCode.INVALID_DATA,
              "The data in %s breaks the contract of solution '%s': %s"
                  .formatted(data, name, String.join("; ", broken)))
          .with("violations", broken);
    }
    List<Source> opened = new ArrayList<>();
    for (SourceSpec source : sources) {
      opened.add(
          new Source(
              source.name(),
              data.resolve(source.file()),
              source.kind(),
              source.timeColumn(),
              source.delay(),
              List.copyOf(source.columns().keySet())));
    }
    return new SnapshotEngine(opened, dataEnd, lake);
  }

  /** What in the data breaks the sources' contracts, one sentence each; empty when all holds. */
  public List<String> check(Path data) {
    return new SourceCheck(data).violations(sources);
  }
}
