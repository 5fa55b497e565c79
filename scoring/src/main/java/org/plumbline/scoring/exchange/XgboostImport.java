package org.plumbline.scoring.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.plumbline.scoring.Forest;
import org.plumbline.scoring.ModelFormatException;
import org.plumbline.scoring.Tree;

/**
 * Reads the trees of XGBoost model files.
 *
 * <p>Taken: booster gbtree, numeric splits, objectives binary:logistic, multi:softprob,
 * multi:softmax, reg:squarederror, reg:absoluteerror; files of XGBoost 1.x to 3.x. All else is
 * refused with a reason. All trees of the file count, whatever its best iteration says. O(bytes);
 * thread-safe.
 */
public final class XgboostImport {
  private static final Set<String> REGRESSIONS = Set.of("reg:squarederror", "reg:absoluteerror");
  private static final Set<String> MULTICLASS = Set.of("multi:softprob", "multi:softmax");

  private XgboostImport() {}

  /**
   * The trees of a file in either format, told apart by its first bytes.
   *
   * @throws ModelFormatException if the file is damaged, hostile, or uses what is not taken
   */
  public static Forest trees(byte[] file) {
    // Both start with a brace; in UBJ the type of the first key's length follows, in JSON never.
    boolean ubj = file.length > 1 && file[0] == '{' && "iUIlL".indexOf(file[1]) >= 0;
    return ubj ? fromUbj(file) : fromJson(file);
  }

  /** The trees of a file in Universal Binary JSON, as {@code saveModel} writes for {@code .ubj}. */
  public static Forest fromUbj(byte[] file) {
    return forest(UbjReader.read(file));
  }

  /** The trees of a file in JSON. */
  public static Forest fromJson(byte[] file) {
    return forest(JsonReader.readFloats(file));
  }

  private static Forest forest(Node document) {
    if (!(document instanceof Node.Fields root)) {
      throw refused("the file is not an object");
    }
    Node.Fields learner = root.fields("learner");
    Node.Fields booster = learner.fields("gradient_booster");
    String name = booster.text("name");
    if (!name.equals("gbtree")) {
      throw refused("booster '" + name + "' is not taken, only gbtree");
    }
    Node.Fields shape = learner.fields("learner_model_param");
    int features = integer(shape, "num_feature", 1 << 20);
    int classes = integer(shape, "num_class", 1 << 16);
    if (shape.find("num_target") != null && integer(shape, "num_target", 1 << 16) > 1) {
      throw refused("models of several targets are not taken");
    }
    float[] base =
        baseMargins(learner.fields("objective").text("name"), shape.text("base_score"), classes);
    Node.Fields model = booster.fields("model");
    List<Node> nodes = model.items("trees");
    int[] groups = integers(model, "tree_info");
    var trees = new ArrayList<Tree>(nodes.size());
    for (int t = 0; t < nodes.size(); t++) {
      trees.add(tree(nodes.get(t), t));
    }
    try {
      return new Forest(features, base, trees, groups);
    } catch (ModelFormatException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException("XGBoost model", 0, String.valueOf(e.getMessage()), e);
    }
  }

  /** XGBoost keeps the base score as a probability or value; 3.x as a list in brackets. */
  private static float[] baseMargins(String objective, String text, int classes) {
    boolean list = text.startsWith("[") && text.endsWith("]");
    String[] parts = (list ? text.substring(1, text.length() - 1) : text).split(",", -1);
    int margins = MULTICLASS.contains(objective) ? classes : 1;
    if (margins < 1 || (parts.length != 1 && parts.length != margins)) {
      throw refused(parts.length + " base scores for " + margins + " margins");
    }
    float[] base = new float[margins];
    for (int k = 0; k < margins; k++) {
      base[k] = margin(objective, number(parts[parts.length == 1 ? 0 : k]));
    }
    return base;
  }

  private static float margin(String objective, float score) {
    if (objective.equals("binary:logistic")) {
      if (!(score > 0 && score < 1)) {
        throw refused("base score " + score + " is no probability");
      }
      // In float as XGBoost does, or the margins would differ in the last bit.
      return -FloatLogarithm.of(Math.max(1f / score - 1f, Float.MIN_NORMAL));
    }
    if (!REGRESSIONS.contains(objective) && !MULTICLASS.contains(objective)) {
      throw refused("objective '" + objective + "' is not taken");
    }
    return score;
  }

  private static Tree tree(Node node, int index) {
    if (!(node instanceof Node.Fields fields)) {
      throw refused("tree " + index + " is not an object");
    }
    try {
      return XgboostTree.read(fields);
    } catch (ModelFormatException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException("XGBoost tree " + index, 0, String.valueOf(e.getMessage()), e);
    }
  }

  private static int integer(Node.Fields fields, String key, int max) {
    String text = fields.text(key);
    try {
      int value = Integer.parseInt(text);
      if (value >= 0 && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new ModelFormatException("XGBoost model", 0, key + " is '" + text + "'", e);
    }
    throw refused(key + " is " + text + ", must lie in 0.." + max);
  }

  private static float number(String text) {
    try {
      float value = Float.parseFloat(text.strip());
      if (Float.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new ModelFormatException("XGBoost model", 0, "base_score is '" + text + "'", e);
    }
    throw refused("base_score is " + text);
  }

  static int[] integers(Node.Fields fields, String key) {
    double[] numbers = fields.numbers(key);
    int[] values = new int[numbers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (int) numbers[i];
      if (values[i] != numbers[i]) {
        throw refused(key + "[" + i + "] is " + numbers[i] + ", must be an integer");
      }
    }
    return values;
  }

  private static ModelFormatException refused(String reason) {
    return new ModelFormatException("XGBoost model", 0, reason);
  }
}
