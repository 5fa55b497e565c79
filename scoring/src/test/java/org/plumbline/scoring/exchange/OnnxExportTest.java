package org.plumbline.scoring.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.golden.Golden;
import org.plumbline.scoring.Calibration;
import org.plumbline.scoring.ConstantComponent;
import org.plumbline.scoring.Encoding;
import org.plumbline.scoring.Forest;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.LinearComponent;
import org.plumbline.scoring.Link;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.ModelBuilder;
import org.plumbline.scoring.Preprocessing;
import org.plumbline.scoring.Task;
import org.plumbline.scoring.Tree;
import org.plumbline.scoring.TreeComponent;

/** ONNX Runtime 1.28.0 scores what we wrote, and must answer as we do. */
class OnnxExportTest {
  static final List<Input> INPUTS =
      List.of(
          Input.numeric("amount"),
          Input.categorical("colour", List.of("red", "green", "blue")),
          Input.numeric("age"));

  static List<Model> models() {
    return List.of(
        LightgbmImport.read(Golden.bytes("explain/lightgbm_10x7.txt")).model(),
        XgboostImport.read(Golden.bytes("explain/xgboost_15x3.json")).model(),
        XgboostImport.read(Golden.bytes("explain/xgboost_multiclass_6x3.json")).model(),
        XgboostImport.read(Golden.bytes("explain/xgboost_reg_10x4.json")).model(),
        ModelBuilder.binary(INPUTS, "no", "yes")
            .add(0.3, linear(1))
            .add(0.7, trees())
            .calibrate(Calibration.platt(1.3, -0.2))
            .build(),
        ModelBuilder.multiclass(INPUTS, List.of("a", "b", "c"))
            .add(1, linear(3))
            .calibrate(Calibration.temperature(2, 0.1, -0.1, 0))
            .build(),
        ModelBuilder.multiclass(INPUTS, List.of("a", "b"))
            .add(1, new ConstantComponent(0.2, 0.4))
            .link(Link.Standard.SHARES)
            .build(),
        ModelBuilder.regression(INPUTS)
            .add(0.1, linear(1))
            .add(1, new ConstantComponent(0.25))
            .link(Link.Standard.LOG)
            .build(),
        ModelBuilder.binary(INPUTS, "no", "yes").add(1, trees()).link(Link.Standard.SHARES).build(),
        ModelBuilder.regression(INPUTS).add(1, sets()).build());
  }

  static LinearComponent linear(int margins) {
    var preprocessing =
        new Preprocessing(
            List.of(
                new Preprocessing.Numeric(0, 0.5, true, -3, 30, true, 0.4, 2),
                new Preprocessing.OneHot(1, new int[] {0, 1, 0}, 2, 1, 3),
                new Preprocessing.Numeric(2, 1, false, -5, 5, false, 0.1, 0.7)));
    double[][] coefficients = new double[margins][6];
    double[] intercepts = new double[margins];
    var random = new SplittableRandom(margins);
    for (int k = 0; k < margins; k++) {
      intercepts[k] = random.nextDouble();
      for (int j = 0; j < 6; j++) {
        coefficients[k][j] = random.nextDouble() - 0.5;
      }
    }
    return new LinearComponent(preprocessing, coefficients, intercepts, new double[6]);
  }

  static TreeComponent trees() {
    var encoding =
        new Encoding(
            List.of(
                new Encoding.Numeric(0),
                new Encoding.OneHot(1, 1),
                new Encoding.Lookup(1, new float[] {0.1f, 0.6f, 0.3f}, 0.2f),
                new Encoding.Numeric(2)));
    return new TreeComponent(
        encoding,
        new Forest(
            4,
            new float[] {0.25f},
            List.of(tree(0, 0.5f, 2, 0.25f), tree(1, 0.5f, 3, -0.5f), tree(2, 0.4f, 0, 1)),
            new int[] {0, 0, 0}));
  }

  /** Thresholds of doubles, sets, an average, and missing values read as a number. */
  static TreeComponent sets() {
    var set = new java.util.BitSet();
    set.set(0);
    set.set(2);
    var encoding =
        new Encoding(
            List.of(
                new Encoding.Cuts(0, new double[] {0.1, 0.3}, 1, false),
                new Encoding.Among(1, set),
                new Encoding.Cuts(2, new double[] {-0.7, 1.0 / 3})));
    return new TreeComponent(
        encoding,
        Forest.inDouble(
            new double[] {0.5},
            List.of(tree(0, 1, 1, 0.5f), tree(2, 2, 0, 2), tree(1, 0.5f, 2, 1)),
            new int[] {0, 0, 0},
            3,
            encoding.players()));
  }

  static Tree tree(int first, float threshold, int second, float other) {
    return new Tree(
        new int[] {first, second, -1, -1, -1},
        new float[] {threshold, other, 0, 0, 0},
        new boolean[] {true, false, false, false, false},
        new int[] {1, 3, -1, -1, -1},
        new int[] {2, 4, -1, -1, -1},
        new double[] {0, 0, 0.5, -0.25, 0.75},
        new double[] {10, 6, 4, 3, 3});
  }

  /** Models whose links bend the margin by numbers of their own. */
  static List<Model> bent() {
    return Stream.of(
            new Link.Isotonic(new double[] {-0.4, 0.1, 0.6, 2}, new double[] {0, 0.2, 0.2, 1}),
            new Link.Isotonic(new double[] {0.2, 0.4}, new double[] {0.3, 0.6}),
            new Link.Isotonic(new double[] {-1e308, 1e308}, new double[] {0.25, 0.75}),
            new Link.Beta(1.7, 0.4, -0.2),
            new Link.Beta(0, 2, 0.5))
        .map(
            link ->
                ModelBuilder.binary(INPUTS, "no", "yes")
                    .add(1, linear(1))
                    .calibrate(Calibration.platt(3, 0.1))
                    .link(link)
                    .build())
        .toList();
  }

  /** Linear models stay in double there, so that only the last digits may differ. */
  @ParameterizedTest
  @MethodSource("bent")
  void calibrationLinesAgreeToTheLastDigits(Model model) throws OrtException {
    double[][] rows = rows(model, 500);

    double[][] theirs =
        OnnxRuntime.run(OnnxExport.write(model), OnnxRuntime.inputs(model, rows), "probabilities");

    double[] ours = new double[2];
    for (int i = 0; i < rows.length; i++) {
      model.probabilities(rows[i], ours);
      assertThat(theirs[i]).containsExactly(ours, within(1e-14));
    }
  }

  @ParameterizedTest
  @MethodSource("bent")
  void readsCalibrationLinesBack(Model model) {
    Model again = ModelImport.read(OnnxExport.write(model)).model();

    double[] ours = new double[2];
    double[] theirs = new double[2];
    for (double[] row : rows(model, 300)) {
      model.probabilities(row, ours);
      again.probabilities(row, theirs);
      assertThat(theirs).containsExactly(ours, within(1e-14));
    }
    assertThat(again.link().getClass()).isEqualTo(model.link().getClass());
    assertThat(ModelImport.read(OnnxExport.write(again)).model().toBytes())
        .isEqualTo(again.toBytes());
  }

  @Test
  void aLineOfOnePointIsFlat() throws OrtException {
    Model model =
        ModelBuilder.binary(INPUTS, "no", "yes")
            .add(1, linear(1))
            .link(new Link.Isotonic(new double[] {1e17}, new double[] {0.3}))
            .build();
    double[][] rows = rows(model, 20);

    double[][] theirs =
        OnnxRuntime.run(OnnxExport.write(model), OnnxRuntime.inputs(model, rows), "probabilities");

    for (double[] row : theirs) {
      assertThat(row).containsExactly(0.7, 0.3);
    }
    assertThat(ModelImport.read(OnnxExport.write(model)).model().score(rows[0])).isEqualTo(0.3);
  }

  @ParameterizedTest
  @MethodSource("models")
  void onnxRuntimeAnswersAsWeDo(Model model) throws OrtException {
    double[][] rows = rows(model, 300);
    String output = model.task() == Task.REGRESSION ? "value" : "probabilities";

    double[][] theirs =
        OnnxRuntime.run(OnnxExport.write(model), OnnxRuntime.inputs(model, rows), output);

    double[] ours = new double[Math.max(1, model.classes().size())];
    for (int i = 0; i < rows.length; i++) {
      if (model.task() == Task.REGRESSION) {
        ours[0] = model.score(rows[i]);
      } else {
        model.probabilities(rows[i], ours);
      }
      assertThat(theirs[i]).containsExactly(ours, within(2e-6 * Math.max(1, Math.abs(ours[0]))));
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void readsBackWhatItWrote(Model model) {
    byte[] file = OnnxExport.write(model);

    Model again = ModelImport.read(file).model();

    // The graph does not name the categories of an input that nothing reads.
    assertThat(again.inputs())
        .extracting(Input::name, Input::kind)
        .containsExactlyElementsOf(
            model.inputs().stream().map(input -> tuple(input.name(), input.kind())).toList());
    assertThat(again.classes()).isEqualTo(model.classes());
    double[] ours = new double[model.marginCount()];
    double[] theirs = new double[model.marginCount()];
    for (double[] row : rows(model, 300)) {
      model.margins(row, ours);
      for (int j = 0; j < row.length; j++) {
        row[j] =
            again.inputs().get(j).equals(model.inputs().get(j)) || Double.isNaN(row[j])
                ? row[j]
                : -1;
      }
      again.margins(row, theirs);
      assertThat(theirs).containsExactly(ours, within(1e-12));
    }
    assertThat(again.link()).isEqualTo(model.link());
    assertThat(ModelImport.read(OnnxExport.write(again)).model().toBytes())
        .isEqualTo(again.toBytes());
  }

  static double[][] rows(Model model, int count) {
    var random = new SplittableRandom(7);
    double[][] rows = new double[count][model.inputs().size()];
    for (double[] row : rows) {
      for (int j = 0; j < row.length; j++) {
        int categories = model.inputs().get(j).categories().size();
        row[j] =
            random.nextInt(8) == 0
                ? Double.NaN
                : categories > 0 ? random.nextInt(categories + 1) - 1 : random.nextDouble() * 4 - 2;
      }
    }
    return rows;
  }

  @Test
  void saysWhatHasNoFormThere() {
    Model hazard =
        ModelBuilder.regression(INPUTS)
            .add(1, linear(1))
            .link(new Link.Survival(new double[] {1}, new double[] {0.5}, 1))
            .build();
    assertThatThrownBy(() -> OnnxExport.write(hazard)).hasMessageContaining("link Survival");
    var holes = new Encoding(List.of(new Encoding.Cuts(0, new double[] {1}, Float.NaN, true)));
    var forest =
        Forest.inDouble(new double[1], List.of(tree(0, 1, 0, 1)), new int[1], 1, holes.players());
    refuses("zero counts as missing", b -> b.add(1, new TreeComponent(holes, forest)));
    var none = new Encoding(List.of());
    refuses(
        "ask nothing",
        b -> b.add(1, new TreeComponent(none, new Forest(0, new float[1], List.of(), new int[0]))));
    Model empty =
        ModelBuilder.regression(List.of(Input.categorical("c", List.of(""))))
            .add(1, new ConstantComponent(1))
            .build();
    assertThatThrownBy(() -> OnnxExport.write(empty)).hasMessageContaining("empty text");
  }

  private static void refuses(String reason, UnaryOperator<ModelBuilder> part) {
    Model model =
        part.apply(ModelBuilder.binary(INPUTS, "no", "yes").add(1, new ConstantComponent(1)))
            .build();

    assertThatThrownBy(() -> OnnxExport.write(model))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Cannot export to ONNX")
        .hasMessageContaining(reason);
  }
}
