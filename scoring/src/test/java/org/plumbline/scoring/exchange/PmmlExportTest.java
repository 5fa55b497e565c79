package org.plumbline.scoring.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
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
import org.w3c.dom.Element;

/** What we write, read by the rules of PMML, must answer as we do. */
class PmmlExportTest {
  static List<Model> models() {
    var models = new ArrayList<>(OnnxExportTest.models());
    models.add(
        ModelBuilder.binary(OnnxExportTest.INPUTS, "no", "yes")
            .add(1, OnnxExportTest.trees())
            .link(new Link.Isotonic(new double[] {-1, 0, 1.5}, new double[] {0.1, 0.4, 0.9}))
            .build());
    models.add(
        ModelBuilder.binary(OnnxExportTest.INPUTS, "no", "yes")
            .add(1, new ConstantComponent(1))
            .link(new Link.Isotonic(new double[] {0}, new double[] {0.25}))
            .build());
    models.add(
        ModelBuilder.multiclass(OnnxExportTest.INPUTS, List.of("a", "b"))
            .add(1, new ConstantComponent(-1, 0))
            .link(Link.Standard.SHARES)
            .build());
    models.add(
        ModelBuilder.regression(OnnxExportTest.INPUTS).add(1, OnnxExportTest.trees()).build());
    models.add(wide());
    return models;
  }

  /** Beta curves, which import does not read back. */
  static List<Model> curves() {
    return OnnxExportTest.bent().stream()
        .filter(model -> model.link() instanceof Link.Beta)
        .toList();
  }

  /** Clips so wide that a line between their ends would lose digits, logarithms, and ranks. */
  private static Model wide() {
    var preprocessing =
        new Preprocessing(
            List.of(
                new Preprocessing.Numeric(0, 0.5, false, -1e30, 1e30, false, 0.1, 0.3),
                new Preprocessing.Numeric(2, 1, false, 0, 1e9, true, 0.4, 2),
                new Preprocessing.Numeric(2, 1, true, 0.2, 0.2, false, 0, 1),
                new Preprocessing.Ordinal(1, new double[] {0.5, 0.25, -1}, 3, 4)));
    return ModelBuilder.regression(OnnxExportTest.INPUTS)
        .add(
            1,
            new LinearComponent(
                preprocessing,
                new double[][] {{0.3, -2, 1, 0.5, 0.7}},
                new double[] {0.1},
                new double[5]))
        .build();
  }

  @ParameterizedTest
  @MethodSource({"models", "curves"})
  void answersAsWeDo(Model model) {
    var evaluator = new PmmlEvaluator(PmmlExport.write(model));

    double[] ours = new double[Math.max(1, model.classes().size())];
    for (double[] row : OnnxExportTest.rows(model, 300)) {
      Map<String, Double> theirs = evaluator.answers(model, row);
      if (model.task() == Task.REGRESSION) {
        double score = model.score(row);
        assertThat(theirs.get("score"))
            .isCloseTo(score, within(1e-12 * Math.max(1, Math.abs(score))));
      } else {
        model.probabilities(row, ours);
        for (int k = 0; k < ours.length; k++) {
          assertThat(theirs.get("probability(" + model.classes().get(k) + ")"))
              .isCloseTo(ours[k], within(1e-12));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("curves")
  void importRefusesBetaCurves(Model model) {
    byte[] file = PmmlExport.write(model);

    assertThatThrownBy(() -> ModelImport.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a sum is cut elsewhere");
  }

  @ParameterizedTest
  @ValueSource(
      floats = {0.1f, 1, -1, 0, 16777218f, Float.MIN_VALUE, -Float.MAX_VALUE, Float.MAX_VALUE})
  void thresholdsOfFloatsPartTheSameDoubles(float threshold) {
    var stump =
        new Tree(
            new int[] {0, -1, -1},
            new float[] {threshold, 0, 0},
            new boolean[3],
            new int[] {1, -1, -1},
            new int[] {2, -1, -1},
            new double[] {0, 1, 2},
            new double[] {2, 1, 1});
    Model model =
        ModelBuilder.regression(List.of(Input.numeric("x")))
            .add(
                1,
                new TreeComponent(
                    new Encoding(List.of(new Encoding.Numeric(0))),
                    new Forest(1, new float[1], List.of(stump), new int[1])))
            .build();
    var evaluator = new PmmlEvaluator(PmmlExport.write(model));
    double middle = Math.max(-Float.MAX_VALUE, Math.nextDown(threshold)) / 2.0 + threshold / 2.0;

    for (double x :
        new double[] {
          middle,
          Math.nextUp(middle),
          Math.nextDown(middle),
          threshold,
          Math.nextDown((double) threshold),
          Math.nextDown(threshold),
          -Double.MAX_VALUE,
          Double.MAX_VALUE
        }) {
      if (Double.isFinite(x)) {
        assertThat(evaluator.answers(model, new double[] {x}))
            .as("%s", x)
            .containsEntry("score", model.score(new double[] {x}));
      }
    }
  }

  @Test
  void goldenRowsStandBesideTheModel() {
    Model model =
        ModelBuilder.binary(OnnxExportTest.INPUTS, "no", "yes")
            .add(1, OnnxExportTest.trees())
            .build();
    double[] row = {0.25, 1, Double.NaN};

    var evaluator = new PmmlEvaluator(PmmlExport.write(model, List.of(row)));

    Element verification = PmmlEvaluator.only(evaluator.model(), "ModelVerification");
    Element written = PmmlEvaluator.only(PmmlEvaluator.only(verification, "InlineTable"), "row");
    assertThat(PmmlEvaluator.children(written).stream().map(Element::getTextContent))
        .containsExactly("0.25", "green", Double.toString(model.score(row)));
    assertThatThrownBy(() -> PmmlExport.write(model, List.of(new double[] {0, -1, 0})))
        .hasMessageContaining("unknown 'colour'");
  }

  @Test
  void aPlainSumOfTreesIsOneEnsembleWithItsCovers() {
    Model model =
        ModelBuilder.regression(OnnxExportTest.INPUTS).add(1, OnnxExportTest.trees()).build();

    String file = new String(PmmlExport.write(model), UTF_8);

    assertThat(file)
        .contains("version=\"4.4\"")
        .contains("multipleModelMethod=\"sum\"")
        .doesNotContain("RegressionModel")
        .contains("<Node id=\"0\" recordCount=\"10.0\" defaultChild=\"1\">")
        .contains("<Node id=\"2\" score=\"0.5\" recordCount=\"4.0\">");
    assertThat(PmmlExport.write(model)).isEqualTo(file.getBytes(UTF_8));
  }

  @Test
  void namesAreEscapedAndNeverClash() {
    var inputs =
        List.of(Input.numeric("target"), Input.categorical("a<\"&", List.of("x\"y", "<", "")));
    var set = new java.util.BitSet();
    set.set(0);
    set.set(2);
    var encoding = new Encoding(List.of(new Encoding.Among(1, set)));
    var stump =
        new Tree(
            new int[] {0, -1, -1},
            new float[] {0.5f, 0, 0},
            new boolean[3],
            new int[] {1, -1, -1},
            new int[] {2, -1, -1},
            new double[] {0, 1, 2},
            new double[] {2, 1, 1});
    Model model =
        ModelBuilder.regression(inputs)
            .add(
                1,
                new TreeComponent(
                    encoding, new Forest(1, new float[1], List.of(stump), new int[1])))
            .build();
    var evaluator = new PmmlEvaluator(PmmlExport.write(model));

    for (double slot : new double[] {-1, 0, 1, 2, Double.NaN}) {
      double[] row = {0, slot};
      assertThat(evaluator.answers(model, row)).containsEntry("score", model.score(row));
    }
    assertThat(
            PmmlEvaluator.named(
                PmmlEvaluator.only(evaluator.root(), "DataDictionary"), "DataField"))
        .extracting(field -> field.getAttribute("name"))
        .containsExactly("target", "a<\"&", "target 2");
  }

  @Test
  void saysWhatHasNoFormThere() {
    Model hazard =
        ModelBuilder.regression(OnnxExportTest.INPUTS)
            .add(1, new ConstantComponent(1))
            .link(new Link.Survival(new double[] {1}, new double[] {0.5}, 1))
            .build();
    assertThatThrownBy(() -> PmmlExport.write(hazard)).hasMessageContaining("link Survival");
    refuses(
        "character that XML cannot",
        List.of(Input.numeric("a\u0001")),
        b -> b.add(1, new ConstantComponent(1)));
    refuses(
        "backslash",
        List.of(Input.categorical("c", List.of("a\\"))),
        b -> b.add(1, stumpOf(new Encoding.OneHot(0, 0))));
    refuses(
        "is in a set",
        List.of(Input.numeric("n")),
        b -> b.add(1, stumpOf(new Encoding.Among(0, new long[] {1}, Float.NaN))));
    refuses(
        "zero counts as missing",
        List.of(Input.numeric("n")),
        b -> b.add(1, stumpOf(new Encoding.Cuts(0, new double[] {1}, Float.NaN, true))));
  }

  private static TreeComponent stumpOf(Encoding.Feature feature) {
    var stump =
        new Tree(
            new int[] {0, -1, -1},
            new float[] {0.5f, 0, 0},
            new boolean[3],
            new int[] {1, -1, -1},
            new int[] {2, -1, -1},
            new double[] {0, 1, 2},
            new double[] {2, 1, 1});
    return new TreeComponent(
        new Encoding(List.of(feature)), new Forest(1, new float[1], List.of(stump), new int[1]));
  }

  private static void refuses(
      String reason, List<Input> inputs, java.util.function.UnaryOperator<ModelBuilder> parts) {
    Model model = parts.apply(ModelBuilder.binary(inputs, "no", "yes")).build();

    assertThatThrownBy(() -> PmmlExport.write(model))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Cannot export to PMML")
        .hasMessageContaining(reason);
  }
}
