package org.plumbline.scoring.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.ModelFormatException;
import org.plumbline.scoring.Task;

/** Graphs as converters write them: what we read must score as ONNX Runtime 1.28.0 does. */
class OnnxImportTest {
  private static final List<String> COLOURS = List.of("red", "green", "blue");

  /** Three floats and a text, prepared: columns 0-2 scaled, 3-5 one-hot, 6 by name. */
  private static OnnxGraph prepared() {
    var graph = new OnnxGraph();
    graph.input("x", OnnxGraph.FLOAT, 3);
    graph.input("colour", OnnxGraph.STRING, 1);
    graph
        .ml("Imputer", "filled", "x")
        .numbers("imputed_value_floats", new float[] {1.5f, 0, -1})
        .number("replaced_value_float", Float.NaN);
    graph
        .ml("Scaler", "scaled", "filled")
        .numbers("offset", new float[] {0.1f, -0.3f, 0.7f})
        .numbers("scale", new float[] {1.7f, -0.6f, 0.35f});
    graph.ml("OneHotEncoder", "hot", "colour").texts("cats_strings", COLOURS).integer("zeros", 1);
    graph.operator("Flatten", "flat", "hot").integer("axis", 1);
    graph
        .ml("LabelEncoder", "code", "colour")
        .texts("keys_strings", COLOURS)
        .numbers("values_floats", new float[] {0.3f, 0.1f, 0.7f})
        .number("default_float", 0.2f);
    graph.operator("Concat", "all", "scaled", "flat", "code").integer("axis", 1);
    return graph;
  }

  private static void nodes(OnnxGraph.Operator trees) {
    trees
        .integers("nodes_treeids", new long[] {0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2})
        .integers("nodes_nodeids", new long[] {0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4})
        .integers("nodes_featureids", new long[] {0, 1, 0, 0, 0, 2, 4, 0, 0, 0, 6, 3, 0, 0, 0})
        .numbers(
            "nodes_values",
            new float[] {0.2f, 0.4f, 0, 0, 0, -0.1f, 0.5f, 0, 0, 0, 0.25f, 0.5f, 0, 0, 0})
        .texts(
            "nodes_modes",
            List.of(
                "BRANCH_LEQ",
                "BRANCH_GT",
                "LEAF",
                "LEAF",
                "LEAF",
                "BRANCH_LT",
                "BRANCH_GTE",
                "LEAF",
                "LEAF",
                "LEAF",
                "BRANCH_GTE",
                "BRANCH_LEQ",
                "LEAF",
                "LEAF",
                "LEAF"))
        .integers("nodes_truenodeids", new long[] {1, 3, 0, 0, 0, 1, 3, 0, 0, 0, 1, 3, 0, 0, 0})
        .integers("nodes_falsenodeids", new long[] {2, 4, 0, 0, 0, 2, 4, 0, 0, 0, 2, 4, 0, 0, 0})
        .integers("nodes_missing_value_tracks_true", new long[15]);
  }

  private static final long[] LEAF_TREES = {0, 0, 0, 1, 1, 1, 2, 2, 2};
  private static final long[] LEAF_NODES = {2, 3, 4, 2, 3, 4, 2, 3, 4};
  private static final float[] WEIGHTS = {0.5f, -1.25f, 2, 0.3f, 0.1f, -0.7f, 0.9f, -0.2f, 0.4f};

  @ParameterizedTest
  @CsvSource({"SUM, NONE", "AVERAGE, NONE"})
  void treesOverAPipelineScoreAsInOnnxRuntime(String aggregate, String post) throws OrtException {
    OnnxGraph graph = prepared();
    OnnxGraph.Operator trees = graph.ml("TreeEnsembleRegressor", "y", "all");
    nodes(trees);
    trees
        .integers("target_treeids", LEAF_TREES)
        .integers("target_nodeids", LEAF_NODES)
        .integers("target_ids", new long[9])
        .numbers("target_weights", WEIGHTS)
        .numbers("base_values", new float[] {0.125f})
        .text("aggregate_function", aggregate)
        .text("post_transform", post)
        .integer("n_targets", 1);
    graph.output("y", OnnxGraph.FLOAT, 1);

    agrees(graph, "y");
  }

  @ParameterizedTest
  @CsvSource({"SOFTMAX, 3", "NONE, 3", "NONE, 2", "LOGISTIC, 1"})
  void classifyingTreesScoreAsInOnnxRuntime(String post, int named) throws OrtException {
    OnnxGraph classifier = prepared();
    OnnxGraph.Operator trees = classifier.mlPair("TreeEnsembleClassifier", "label", "y", "all");
    nodes(trees);
    long[] ids = new long[9];
    float[] weights = WEIGHTS.clone();
    for (int i = 0; i < 9; i++) {
      ids[i] = i % named;
      weights[i] = post.equals("NONE") ? Math.abs(weights[i]) : weights[i];
    }
    if (post.equals("NONE")) {
      // Each leaf gives one tree's third to its classes, so the sums are shares.
      shares(trees, named);
    } else {
      trees
          .integers("class_treeids", LEAF_TREES)
          .integers("class_nodeids", LEAF_NODES)
          .integers("class_ids", ids)
          .numbers("class_weights", weights);
    }
    int classes = Math.max(2, named);
    trees
        .texts("classlabels_strings", List.of("a", "b", "c").subList(0, classes))
        .text("post_transform", post);
    classifier.output("y", OnnxGraph.FLOAT, classes);

    agrees(classifier, "y");
  }

  private static void shares(OnnxGraph.Operator trees, int classes) {
    long[] tree = new long[9 * classes];
    long[] node = new long[9 * classes];
    long[] ids = new long[9 * classes];
    float[] weights = new float[9 * classes];
    for (int i = 0; i < tree.length; i++) {
      int leaf = i / classes;
      tree[i] = LEAF_TREES[leaf];
      node[i] = LEAF_NODES[leaf];
      ids[i] = i % classes;
      weights[i] = i % classes == leaf % classes ? 0.25f : 1f / 12 / (classes - 1);
    }
    trees
        .integers("class_treeids", tree)
        .integers("class_nodeids", node)
        .integers("class_ids", ids)
        .numbers("class_weights", weights);
  }

  @Test
  void aLineOverAPipelineScoresAsInOnnxRuntime() throws OrtException {
    OnnxGraph graph = prepared();
    graph
        .ml("LinearRegressor", "y", "all")
        .numbers("coefficients", new float[] {0.5f, -1, 2, 0.25f, 3, -0.75f, 1.5f})
        .numbers("intercepts", new float[] {0.375f});
    graph.output("y", OnnxGraph.FLOAT, 1);

    agrees(graph, "y");
  }

  @ParameterizedTest
  @CsvSource({"SOFTMAX, 3", "SOFTMAX, 2", "LOGISTIC, 2"})
  void classifyingLinesScoreAsInOnnxRuntime(String post, int classes) throws OrtException {
    OnnxGraph graph = prepared();
    float[] coefficients = new float[classes * 7];
    float[] intercepts = new float[classes];
    for (int i = 0; i < coefficients.length; i++) {
      int sign = post.equals("LOGISTIC") && i < 7 ? -1 : 1;
      coefficients[i] = sign * ((i % 7) * 0.3f - 0.8f + (post.equals("LOGISTIC") ? 0 : i * 0.05f));
    }
    if (classes == 2 && post.equals("LOGISTIC")) {
      intercepts = new float[] {-0.25f, 0.25f};
    }
    graph
        .mlPair("LinearClassifier", "label", "scores", "all")
        .numbers("coefficients", coefficients)
        .numbers("intercepts", intercepts)
        .texts("classlabels_strings", List.of("a", "b", "c").subList(0, classes))
        .text("post_transform", post);
    graph.ml("Normalizer", "y", "scores").text("norm", "L1");
    graph.output("y", OnnxGraph.FLOAT, classes);

    agrees(graph, "y");
  }

  private static void agrees(OnnxGraph graph, String output) throws OrtException {
    byte[] file = graph.toBytes();
    Imported imported = OnnxImport.read(file);
    Model model = imported.model();
    var random = new SplittableRandom(11);
    int n = 500;
    float[][] x = new float[n][3];
    String[][] colour = new String[n][1];
    double[][] slots = new double[n][4];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < 3; j++) {
        x[i][j] = random.nextInt(9) == 0 ? Float.NaN : (float) (random.nextDouble() * 4 - 2);
        slots[i][j] = x[i][j];
      }
      int c = random.nextInt(4);
      colour[i][0] = c == 3 ? "mauve" : COLOURS.get(c);
      slots[i][3] = c == 3 ? -1 : c;
    }
    var inputs = new HashMap<String, Object>();
    inputs.put("x", x);
    inputs.put("colour", colour);

    double[][] theirs = OnnxRuntime.run(file, inputs, output);

    assertThat(imported.producer()).isEqualTo("Plumbline");
    assertThat(model.inputs()).extracting("name").containsExactly("x_0", "x_1", "x_2", "colour");
    double[] ours = new double[Math.max(1, model.classes().size())];
    for (int i = 0; i < n; i++) {
      if (model.task() == Task.REGRESSION || theirs[i].length == 1) {
        ours = new double[] {model.score(slots[i])};
      } else {
        model.probabilities(slots[i], ours);
      }
      assertThat(ours).containsExactly(theirs[i], within(2e-6));
    }
  }

  @Test
  void refusesByNameWhatItDoesNotKnow() {
    refuses("operator 'SVMRegressor' is not taken", g -> g.ml("SVMRegressor", "y", "all"));
    refuses("a cycle or a gap", g -> g.ml("Scaler", "a", "b"));
    refuses("written twice", g -> g.ml("Scaler", "all", "x"));
    refuses("no tree ensemble", g -> {});
    refuses("a text is used as a number", g -> g.ml("Scaler", "s", "colour"));
    refuses("rows of features", g -> g.ml("Normalizer", "n", "x").text("norm", "L2"));
    refuses("only NaN", g -> g.ml("Imputer", "i", "x").number("replaced_value_float", 0));
    refuses("zeros=0", g -> g.ml("OneHotEncoder", "o", "colour").integer("zeros", 0));
    refuses("'unknown' is not taken", g -> g.ml("Scaler", "s", "x").integer("unknown", 1));
    refuses("2 targets", g -> g.ml("LinearRegressor", "y", "x").integer("targets", 2));
    refuses(
        "runtimes differ",
        g ->
            g.ml("LinearRegressor", "y", "x")
                .numbers("coefficients", new float[3])
                .text("post_transform", "LOGISTIC"));
    refuses("coefficients", g -> g.ml("LinearRegressor", "y", "x"));
    refuses("empty", g -> g.ml("TreeEnsembleRegressor", "y", "x"));
    refuses(
        "as a number and as a category",
        g -> g.ml("OneHotEncoder", "o", "x").texts("cats_strings", List.of("1")));
  }

  private static void refuses(String reason, Consumer<OnnxGraph> part) {
    OnnxGraph graph = prepared();
    part.accept(graph);

    assertThatThrownBy(() -> OnnxImport.read(graph.toBytes()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void damagedFilesAreRefusedOrStillAModel() {
    OnnxGraph graph = prepared();
    OnnxGraph.Operator trees = graph.ml("TreeEnsembleRegressor", "y", "all");
    nodes(trees);
    trees
        .integers("target_treeids", LEAF_TREES)
        .integers("target_nodeids", LEAF_NODES)
        .integers("target_ids", new long[9])
        .numbers("target_weights", WEIGHTS);
    byte[] file = graph.toBytes();
    var random = new SplittableRandom(3);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = file.clone();
      for (int n = random.nextInt(1, 4); n > 0; n--) {
        int at = random.nextInt(bytes.length);
        bytes[at] = random.nextBoolean() ? (byte) random.nextInt(256) : (byte) (bytes[at] ^ 1);
      }
      bytes = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
      try {
        Model model = OnnxImport.read(bytes).model();
        assertThat(model.score(new double[model.inputs().size()])).isNotNaN();
      } catch (ModelFormatException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(2_000, 19_999);
  }

  @Test
  void lengthsBeyondTheFileAreRefusedBeforeAnythingIsAllocated() {
    byte[] bomb = {58, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 7, 0};
    byte[] negative = {
      58,
      (byte) 0xff,
      (byte) 0xff,
      (byte) 0xff,
      (byte) 0xff,
      (byte) 0xff,
      (byte) 0xff,
      (byte) 0xff,
      (byte) 0xff,
      (byte) 0xff,
      1
    };
    // A graph in a graph, a thousand deep: a view of the same bytes each, read once or not at all.
    byte[] nested = {};
    for (int i = 0; i < 1_000; i++) {
      var outer = new java.io.ByteArrayOutputStream();
      outer.write(58);
      for (int length = nested.length; ; length >>>= 7) {
        outer.write(length > 127 ? ((length & 127) | 128) : length);
        if (length <= 127) {
          break;
        }
      }
      outer.writeBytes(nested);
      nested = outer.toByteArray();
    }

    for (byte[] file : List.of(bomb, negative, nested)) {
      assertThatThrownBy(() -> OnnxImport.read(file)).isInstanceOf(ModelFormatException.class);
    }
    assertThatThrownBy(() -> OnnxImport.read(bomb)).hasMessageContaining("bytes left");
  }

  @Test
  void everyDamagedByteOfOurOwnFileIsReadOrRefused() {
    byte[] file = OnnxExport.write(OnnxExportTest.models().get(4));
    var random = new SplittableRandom(3);
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = file.clone();
      for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        OnnxImport.read(damaged);
      } catch (ModelFormatException refused) {
        assertThat(refused).hasMessageContaining("ONNX");
      }
    }
  }
}
