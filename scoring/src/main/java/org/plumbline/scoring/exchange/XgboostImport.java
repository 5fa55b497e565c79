package org.plumbline.scoring.exchange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.plumbline.scoring.Forest;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.ModelBuilder;
import org.plumbline.scoring.ModelFormatException;

/**
 * Reads XGBoost's model files in JSON and Universal Binary JSON, of XGBoost 1.x to 3.x.
 *
 * <p>Taken: boosters gbtree and dart, numeric and categorical splits, one target, the objectives of
 * {@link XgboostObjective}. All else is refused with a reason. All trees of the file count,
 * whatever its best iteration says. O(bytes); thread-safe.
 */
public final class XgboostImport {
  static final String FORMAT = "XGBoost";

  private final Node.Fields root;
  private final Node.Fields learner;
  private final XgboostObjective objective;
  private final int features;
  private final int classes;

  private XgboostImport(Node document) {
    if (!(document instanceof Node.Fields fields)) {
      throw refused("the file is not an object");
    }
    this.root = fields;
    this.learner = root.fields("learner");
    this.objective = XgboostObjective.of(learner.fields("objective").text("name"));
    Node.Fields shape = learner.fields("learner_model_param");
    this.features = integer(shape, "num_feature", 1 << 20);
    this.classes = integer(shape, "num_class", 1 << 16);
    if (shape.find("num_target") != null && integer(shape, "num_target", 1 << 16) > 1) {
      throw refused("models of several targets are not taken; train one model per target");
    }
  }

  /**
   * The model of a file in either format.
   *
   * @throws ModelFormatException if the file is damaged, hostile, or uses what is not taken
   */
  public static Imported read(byte[] file) {
    return guarded(() -> new XgboostImport(document(file)).imported());
  }

  /**
   * The trees alone of a file in either format, told apart by its first bytes; all splits numeric.
   *
   * @throws ModelFormatException if the file is damaged, hostile, or uses what is not taken
   */
  public static Forest trees(byte[] file) {
    return guarded(() -> new XgboostImport(document(file)).forest());
  }

  /** The trees of a file in Universal Binary JSON, as {@code saveModel} writes for {@code .ubj}. */
  public static Forest fromUbj(byte[] file) {
    return guarded(() -> new XgboostImport(UbjReader.read(file)).forest());
  }

  /** The trees of a file in JSON. */
  public static Forest fromJson(byte[] file) {
    return guarded(() -> new XgboostImport(JsonReader.readFloats(file)).forest());
  }

  /** Both start with a brace; in UBJ the type of the first key's length follows, in JSON never. */
  private static Node document(byte[] file) {
    boolean ubj = file.length > 1 && file[0] == '{' && "iUIlL".indexOf(file[1]) >= 0;
    return ubj ? UbjReader.read(file) : JsonReader.readFloats(file);
  }

  private static <T> T guarded(java.util.function.Supplier<T> reading) {
    try {
      return reading.get();
    } catch (ModelFormatException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException("XGBoost model", 0, String.valueOf(e.getMessage()), e);
    }
  }

  private Forest forest() {
    DraftForest draft = draft();
    for (DraftTree tree : draft.trees()) {
      if (!XgboostTree.categorical(tree).isEmpty()) {
        throw refused("categorical splits are not trees alone; import the whole model");
      }
    }
    return draft.buildInFloat().forest();
  }

  private Imported imported() {
    DraftForest draft = draft();
    List<Input> inputs = inputs(draft);
    ModelBuilder builder =
        switch (objective.task()) {
          case BINARY -> ModelBuilder.binary(inputs, "0", "1");
          case REGRESSION -> ModelBuilder.regression(inputs);
          case MULTICLASS ->
              ModelBuilder.multiclass(
                  inputs, IntStream.range(0, classes).mapToObj(Integer::toString).toList());
        };
    builder.link(objective.link()).add(1, draft.buildInFloat());
    String version =
        root.find("version") == null
            ? ""
            : Arrays.stream(integers(root, "version"))
                .mapToObj(Integer::toString)
                .collect(Collectors.joining("."));
    return new Imported(
        builder.build(), FORMAT, ("XGBoost " + version).strip(), List.of(), List.of());
  }

  private List<Input> inputs(DraftForest draft) {
    List<String> names = texts("feature_names");
    if (!names.isEmpty() && names.size() != features) {
      throw refused(names.size() + " names for " + features + " features");
    }
    var inputs = new ArrayList<Input>();
    for (int j = 0; j < features; j++) {
      String name = names.isEmpty() ? "f" + j : names.get(j);
      DraftColumn column = draft.columns().get(j);
      inputs.add(
          column.isCategorical()
              ? Input.categorical(name, column.codes().stream().map(String::valueOf).toList())
              : Input.numeric(name));
    }
    return inputs;
  }

  private List<String> texts(String key) {
    if (learner.find(key) == null) {
      return List.of();
    }
    var texts = new ArrayList<String>();
    for (Node item : learner.items(key)) {
      if (!(item instanceof Node.Text text)) {
        throw refused(key + " holds what is no text");
      }
      texts.add(text.value());
    }
    return texts;
  }

  private DraftForest draft() {
    Node.Fields booster = learner.fields("gradient_booster");
    String name = booster.text("name");
    boolean dart = name.equals("dart");
    if (!dart && !name.equals("gbtree")) {
      throw refused("booster '" + name + "' is not taken, only gbtree and dart");
    }
    Node.Fields model = (dart ? booster.fields("gbtree") : booster).fields("model");
    List<Node> nodes = model.items("trees");
    double[] weights = dart ? booster.numbers("weight_drop") : new double[0];
    if (dart && weights.length != nodes.size()) {
      throw refused(weights.length + " weights for " + nodes.size() + " trees");
    }
    var trees = new ArrayList<DraftTree>(nodes.size());
    for (int t = 0; t < nodes.size(); t++) {
      trees.add(tree(nodes.get(t), t, dart ? (float) weights[t] : 1));
    }
    int[] groups = integers(model, "tree_info");
    return new DraftForest(DraftColumn.of(features, trees), baseMargins(), trees, groups, 1);
  }

  /** XGBoost keeps the base score as a probability or value; 3.x as a list in brackets. */
  private double[] baseMargins() {
    String text = learner.fields("learner_model_param").text("base_score");
    boolean list = text.startsWith("[") && text.endsWith("]");
    String[] parts = (list ? text.substring(1, text.length() - 1) : text).split(",", -1);
    boolean several = objective.task() == org.plumbline.scoring.Task.MULTICLASS;
    int margins = several ? classes : 1;
    if (margins < 1 || (parts.length != 1 && parts.length != margins)) {
      throw refused(parts.length + " base scores for " + margins + " margins");
    }
    double[] base = new double[margins];
    for (int k = 0; k < margins; k++) {
      base[k] = objective.margin(number(parts[parts.length == 1 ? 0 : k]));
    }
    return base;
  }

  private static DraftTree tree(Node node, int index, float weight) {
    if (!(node instanceof Node.Fields fields)) {
      throw refused("tree " + index + " is not an object");
    }
    try {
      return XgboostTree.read(fields, weight);
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
