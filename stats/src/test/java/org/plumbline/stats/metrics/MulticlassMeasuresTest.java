package org.plumbline.stats.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;

class MulticlassMeasuresTest {
  private static final Accuracy MULTICLASS =
      Accuracy.of("Multiclass averages, areas and agreement", "scikit-learn 1.2.1", 1e-10, 0);
  private static final double[] NONE = {};

  @Test
  void agreeWithScikitLearn() {
    Golden golden = Golden.load("classification/multiclass.json");
    Golden expected = golden.at("expected");
    ClassProbabilities rows =
        ClassProbabilities.of(golden.numbers("y_true"), golden.matrix("proba"));
    MulticlassConfusion found = rows.confusion();

    double[][] matrix = expected.matrix("confusion_matrix");
    for (int a = 0; a < matrix.length; a++) {
      for (int p = 0; p < matrix.length; p++) {
        MULTICLASS.check("matrix", found.count(a, p), matrix[a][p]);
      }
      WeightedConfusion one = found.oneAgainstRest(a);
      MULTICLASS.check("precision", one.precision(), expected.numbers("per_class", "precision")[a]);
      MULTICLASS.check("recall", one.recall(), expected.numbers("per_class", "recall")[a]);
      MULTICLASS.check("f1", one.f1(), expected.numbers("per_class", "f1")[a]);
      MULTICLASS.check(
          "support",
          one.truePositive() + one.falseNegative(),
          expected.numbers("per_class", "support")[a]);
    }
    for (Averaging averaging : Averaging.values()) {
      Golden means = expected.at(averaging.name().toLowerCase(Locale.ROOT));
      MULTICLASS.check(averaging + " p", found.precision(averaging), means.number("precision"));
      MULTICLASS.check(averaging + " r", found.recall(averaging), means.number("recall"));
      MULTICLASS.check(averaging + " f1", found.f1(averaging), means.number("f1"));
    }
    check("accuracy", found.accuracy(), expected);
    check("balanced_accuracy", found.balancedAccuracy(), expected);
    check("mcc", found.mcc(), expected);
    check("kappa", found.kappa(), expected);
    check("kappa_quadratic", found.quadraticKappa(), expected);
    check("roc_auc_ovr_macro", rows.aucOneAgainstRest(Averaging.MACRO), expected);
    check("roc_auc_ovr_weighted", rows.aucOneAgainstRest(Averaging.WEIGHTED), expected);
    check("roc_auc_ovo_macro", rows.aucOneAgainstOne(Averaging.MACRO), expected);
    check("roc_auc_ovo_weighted", rows.aucOneAgainstOne(Averaging.WEIGHTED), expected);
    check("top_2_accuracy", rows.topAccuracy(2), expected);
    check("top_3_accuracy", rows.topAccuracy(3), expected);
    check("average_precision_macro", rows.averagePrecision(Averaging.MACRO), expected);
    check("average_precision_micro", rows.averagePrecision(Averaging.MICRO), expected);
  }

  private static void check(String name, double actual, Golden expected) {
    MULTICLASS.check(name, actual, expected.number(name));
  }

  @Test
  void twoClassesAreTheBinaryTask() {
    int[] truth = {0, 1, 1, 0, 1};
    int[] decisions = {0, 1, 0, 1, 1};
    MulticlassConfusion found = MulticlassConfusion.of(truth, decisions, 2);
    WeightedConfusion binary = found.oneAgainstRest(1);

    assertThat(binary).isEqualTo(new WeightedConfusion(2, 1, 1, 1));
    assertThat(found.mcc()).isCloseTo(binary.mcc(), within(1e-12));
    assertThat(found.kappa()).isCloseTo(binary.kappa(), within(1e-12));
    assertThat(found.balancedAccuracy()).isEqualTo(binary.balancedAccuracy());
    assertThat(found.accuracy()).isEqualTo(binary.accuracy());
  }

  @Test
  void absentClassesAndNothingAreDefined() {
    MulticlassConfusion none = MulticlassConfusion.of(new int[0], new int[0], 3);
    MulticlassConfusion constant = MulticlassConfusion.of(new int[] {1, 1}, new int[] {1, 1}, 3);
    MulticlassConfusion missed = MulticlassConfusion.of(new int[] {0, 1}, new int[] {0, 2}, 3);
    ClassProbabilities one = ClassProbabilities.of(new double[] {1}, new double[][] {{0.5, 0.5}});
    ClassProbabilities nothing = ClassProbabilities.of(NONE, new double[0][]);

    assertThat(none.accuracy()).isNaN();
    assertThat(none.mcc()).isNaN();
    assertThat(none.kappa()).isNaN();
    assertThat(none.f1(Averaging.MACRO)).isNaN();
    assertThat(none.precision(Averaging.MICRO)).isNaN();
    assertThat(none.balancedAccuracy()).isNaN();
    assertThat(constant.mcc()).isZero();
    assertThat(constant.kappa()).isNaN();
    assertThat(constant.f1(Averaging.MACRO)).isEqualTo(1);
    assertThat(missed.recall(Averaging.MACRO)).isEqualTo(1.0 / 3);
    assertThat(missed.recall(Averaging.WEIGHTED)).isEqualTo(0.5);
    assertThat(missed.balancedAccuracy()).isEqualTo(0.5);
    assertThat(one.topAccuracy(1)).isZero();
    assertThat(one.topAccuracy(2)).isEqualTo(1);
    assertThat(one.aucOneAgainstRest(Averaging.MACRO)).isNaN();
    assertThat(one.aucOneAgainstOne(Averaging.WEIGHTED)).isNaN();
    assertThat(one.classwiseError(Binning.EQUAL_MASS, 10)).isEqualTo(0.5);
    assertThat(nothing.topAccuracy(1)).isNaN();
    assertThat(nothing.adaptiveError(5)).isNaN();
    assertThat(nothing.averagePrecision(Averaging.MICRO)).isNaN();
  }

  @Test
  void faultyArgumentsAreRefused() {
    int[] two = {0, 1};

    assertThatThrownBy(() -> MulticlassConfusion.of(two, new int[1], 2))
        .hasMessageContaining("2 labels but 1 decisions");
    assertThatThrownBy(() -> MulticlassConfusion.of(two, new int[] {0, 2}, 2))
        .hasMessageContaining("decision[1] is 2");
    assertThatThrownBy(() -> MulticlassConfusion.of(new int[] {-1, 0}, two, 2))
        .hasMessageContaining("label[0] is -1");
    assertThatThrownBy(() -> MulticlassConfusion.of(two, two, new double[] {1, -2}, 2))
        .hasMessageContaining("weight[1]");
    assertThatThrownBy(() -> MulticlassConfusion.of(new int[0], new int[0], -1))
        .hasMessageContaining("-1 classes");
    assertThatThrownBy(() -> ClassProbabilities.of(NONE, new double[0][]).topAccuracy(0))
        .hasMessageContaining("0 classes");
    assertThatThrownBy(
            () -> ClassProbabilities.of(NONE, new double[0][]).aucOneAgainstOne(Averaging.MICRO))
        .hasMessageContaining("micro");
  }

  @Property(tries = 100)
  void orderOfRowsChangesNothingAndWholeWeightsRepeat(@ForAll long seed) {
    var random = new Random(seed);
    int n = 2 + random.nextInt(40);
    double[] labels = new double[n];
    double[][] rows = new double[n][3];
    double[] turnedLabels = new double[n];
    double[][] turnedRows = new double[n][];
    int[] truth = new int[n];
    int[] decisions = new int[n];
    double[] twice = new double[n];
    for (int i = 0; i < n; i++) {
      truth[i] = random.nextInt(3);
      decisions[i] = random.nextInt(3);
      twice[i] = 2;
      labels[i] = truth[i];
      double a = random.nextInt(5) / 10.0;
      double b = random.nextInt(5) / 10.0;
      rows[i] = new double[] {a, b, 1 - a - b};
      turnedLabels[n - 1 - i] = labels[i];
      turnedRows[n - 1 - i] = rows[i];
    }
    ClassProbabilities one = ClassProbabilities.of(labels, rows);
    ClassProbabilities turned = ClassProbabilities.of(turnedLabels, turnedRows);
    MulticlassConfusion plain = MulticlassConfusion.of(truth, decisions, 3);
    MulticlassConfusion doubled = MulticlassConfusion.of(truth, decisions, twice, 3);

    assertThat(turned.aucOneAgainstOne(Averaging.MACRO))
        .isEqualTo(Double.valueOf(one.aucOneAgainstOne(Averaging.MACRO)));
    assertThat(turned.topAccuracy(2)).isEqualTo(one.topAccuracy(2));
    assertThat(turned.confusion().f1(Averaging.WEIGHTED))
        .isEqualTo(one.confusion().f1(Averaging.WEIGHTED));
    assertThat(turned.classwiseError(Binning.EQUAL_WIDTH, 10))
        .isCloseTo(one.classwiseError(Binning.EQUAL_WIDTH, 10), within(1e-12));
    assertThat(doubled.mcc()).isCloseTo(plain.mcc(), within(1e-12)).isBetween(-1.0, 1 + 1e-12);
    assertThat(doubled.accuracy()).isEqualTo(plain.accuracy()).isBetween(0.0, 1.0);
    assertThat(plain.precision(Averaging.MICRO)).isEqualTo(plain.accuracy());
  }
}
