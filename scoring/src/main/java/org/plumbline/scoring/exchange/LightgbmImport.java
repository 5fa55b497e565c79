package org.plumbline.scoring.exchange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.plumbline.scoring.Calibration;
import org.plumbline.scoring.Link;
import org.plumbline.scoring.ModelBuilder;
import org.plumbline.scoring.ModelFormatException;
import org.plumbline.scoring.TreeComponent;

/**
 * Reads LightGBM's text model files (v2 to v4): numeric and categorical splits, all three kinds of
 * missing values, forests that average. Scores are LightGBM's to the last bits of a double.
 *
 * <p>Taken: objectives binary, cross_entropy, multiclass, ranking and those of regression. Linear
 * leaves, {@code reg_sqrt} and one-against-all classes are refused. O(bytes); thread-safe.
 */
public final class LightgbmImport {
  static final String FORMAT = "LightGBM text";

  private static final int MAX_FEATURES = 1 << 20;

  private final LightgbmText text;
  private final LightgbmFields header;

  private LightgbmImport(LightgbmText text) {
    this.text = text;
    this.header = text.header();
  }

  /**
   * The model of a file.
   *
   * @throws ModelFormatException if the file is damaged, hostile, or uses what is not taken
   */
  public static Imported read(byte[] file) {
    try {
      return new LightgbmImport(LightgbmText.read(file)).imported();
    } catch (ModelFormatException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException("LightGBM model", 0, String.valueOf(e.getMessage()), e);
    }
  }

  private Imported imported() {
    int perRound = header.integer("num_tree_per_iteration", 1, 1 << 16);
    int features = header.integer("max_feature_idx", 0, MAX_FEATURES - 1) + 1;
    var missing = new HashMap<Integer, Missing>();
    var trees = new ArrayList<DraftTree>();
    for (LightgbmFields tree : text.trees()) {
      trees.add(tree(tree, features, missing));
    }
    if (trees.size() % perRound != 0) {
      throw header.refused(trees.size() + " trees in rounds of " + perRound);
    }
    int[] groups = IntStream.range(0, trees.size()).map(t -> t % perRound).toArray();
    var columns = LightgbmColumns.read(text, features, trees, missing);
    boolean average = header.has("average_output") && !trees.isEmpty();
    double divisor = average ? (double) trees.size() / perRound : 1;
    TreeComponent component =
        new DraftForest(columns.columns(), new double[perRound], trees, groups, divisor).build();
    ModelBuilder builder = builder(columns, perRound).add(1, component);
    return new Imported(
        builder.build(),
        FORMAT,
        "LightGBM, model format " + header.text("version"),
        columns.notes(),
        List.of());
  }

  private static DraftTree tree(
      LightgbmFields fields, int features, Map<Integer, Missing> missing) {
    try {
      return LightgbmTree.read(fields, features, missing);
    } catch (ModelFormatException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw fields.refused(String.valueOf(e.getMessage()), e);
    }
  }

  private ModelBuilder builder(LightgbmColumns columns, int perRound) {
    String[] objective = header.has("objective") ? header.words("objective") : new String[0];
    String name = objective.length == 0 ? "none" : objective[0];
    return switch (name) {
      case "binary" -> {
        demand(perRound == 1, name, perRound);
        double sigmoid = parameter(objective, "sigmoid", 1);
        yield ModelBuilder.binary(columns.inputs(), "0", "1")
            .calibrate(Calibration.platt(sigmoid, 0));
      }
      case "cross_entropy", "xentropy" -> {
        demand(perRound == 1, name, perRound);
        yield ModelBuilder.binary(columns.inputs(), "0", "1");
      }
      case "multiclass", "softmax" -> {
        demand(perRound == parameter(objective, "num_class", perRound), name, perRound);
        yield ModelBuilder.multiclass(
            columns.inputs(), IntStream.range(0, perRound).mapToObj(Integer::toString).toList());
      }
      case "poisson", "gamma", "tweedie" -> {
        demand(perRound == 1, name, perRound);
        yield ModelBuilder.regression(columns.inputs()).link(Link.Standard.LOG);
      }
      case "none", "custom", "lambdarank", "rank_xendcg" -> {
        demand(perRound == 1, name, perRound);
        yield ModelBuilder.regression(columns.inputs());
      }
      case "regression", "regression_l2", "regression_l1", "huber", "fair", "quantile", "mape" -> {
        demand(perRound == 1, name, perRound);
        if (Arrays.asList(objective).contains("sqrt")) {
          throw header.refused("reg_sqrt is not taken; train on the square root of the label");
        }
        yield ModelBuilder.regression(columns.inputs());
      }
      default ->
          throw header.refused(
              "objective '"
                  + name
                  + "' is not taken; taken are binary, cross_entropy, multiclass, ranking and"
                  + " those of regression");
    };
  }

  private void demand(boolean holds, String objective, int perRound) {
    if (!holds) {
      throw header.refused("objective " + objective + " with " + perRound + " trees a round");
    }
  }

  /** The value of a word such as {@code sigmoid:1}. */
  private double parameter(String[] objective, String name, double other) {
    for (String word : objective) {
      if (word.startsWith(name + ":")) {
        return header.number("objective", word.substring(name.length() + 1));
      }
    }
    return other;
  }
}
