package org.plumbline.scoring.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.golden.Golden;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.ModelFormatException;

/** What a LightGBM file may not say, and that no damage does more than refuse it. */
class LightgbmImportTest {
  private static final byte[] FILE = Golden.bytes("explain/lightgbm_10x7.txt");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "is_linear=0 | is_linear=1 | linear leaves",
        "objective=binary sigmoid:1 | objective=multiclassova num_class:3 | is not taken",
        "objective=binary sigmoid:1 | objective=regression sqrt | reg_sqrt",
        "num_tree_per_iteration=1 | num_tree_per_iteration=3 | 10 trees in rounds of 3",
        "num_tree_per_iteration=1 | num_tree_per_iteration=2 | 2 trees a round",
        "max_feature_idx=5 | max_feature_idx=4 | tests feature 5 of 5",
        "max_feature_idx=5 | max_feature_idx=99999999 | must lie in",
        "num_leaves=7 | num_leaves=8 | must have 8",
        "num_leaves=7 | num_leaves=0 | must lie in",
        "num_leaves=7 | num_leaves=x | no integer",
        "split_feature=0 | split_feature=6 | tests feature 6 of 6",
        "left_child=1 | left_child=0 | two parents",
        "left_child=1 | left_child=77 | outside of the tree",
        "decision_type=10 | decision_type=14 | is not known",
        "decision_type=10 | decision_type=2 | with missing values as",
        "decision_type=10 | decision_type=1 | tests categories",
        "leaf_value=-0 | leaf_value=inf -0 | must have 7",
        "leaf_count=134 | leaf_count=-1 | a cover is",
        "Tree=1 | Tree=2 | where Tree=1 must",
        "end of trees | end of tree | cut off",
        "label_index=0 | version=v4 | stands twice",
        "feature_names= | names= | 'feature_names' is missing",
        "pandas_categorical:null | pandas_categorical:[1] | is no list",
      })
  void saysWhyItRefuses(String original, String replacement, String reason) {
    String text = new String(FILE, UTF_8);
    assertThat(text).contains(original);
    String changed = text.replaceFirst(Pattern.quote(original), replacement);

    assertThatThrownBy(() -> LightgbmImport.read(changed.getBytes(UTF_8)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void damagedFilesAreRefusedOrStillAModel() {
    var random = new SplittableRandom(20261121);
    int refused = 0;
    for (int i = 0; i < 3_000; i++) {
      byte[] bytes = FILE.clone();
      for (int n = random.nextInt(1, 4); n > 0; n--) {
        int at = random.nextInt(bytes.length);
        bytes[at] = random.nextBoolean() ? (byte) random.nextInt(256) : (byte) (bytes[at] ^ 1);
      }
      bytes = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
      try {
        Model model = ModelImport.read(bytes).model();
        assertThat(model.score(new double[model.inputs().size()])).isNotNaN();
      } catch (ModelFormatException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(500, 2_999);
  }

  @Test
  void namesCategoriesAsPandasDid() {
    String text =
        """
        tree
        version=v4
        num_class=1
        num_tree_per_iteration=1
        label_index=0
        max_feature_idx=0
        objective=regression
        feature_names=colour
        feature_infos=0:1:2
        tree_sizes=1

        Tree=0
        num_leaves=2
        num_cat=1
        split_feature=0
        threshold=0
        decision_type=1
        left_child=-1
        right_child=-2
        leaf_value=5 7
        leaf_count=3 4
        internal_count=7
        cat_boundaries=0 1
        cat_threshold=5
        is_linear=0

        end of trees

        pandas_categorical:[["blue", "green", true]]
        """;

    Model model = ModelImport.read(text.getBytes(UTF_8)).model();

    assertThat(model.inputs().getFirst().categories()).isEqualTo(List.of("blue", "green", "true"));
    assertThat(model.score(new double[] {0})).isEqualTo(5);
    assertThat(model.score(new double[] {1})).isEqualTo(7);
    assertThat(model.score(new double[] {2})).isEqualTo(5);
    assertThat(model.score(new double[] {-1})).isEqualTo(7);
    assertThat(model.score(new double[] {Double.NaN})).isEqualTo(7);
  }

  @Test
  void theDoorTellsFormatsApartAndDemandsTheExamples() {
    Model model = ModelImport.read(FILE).model();
    double[] row = new double[6];

    assertThatThrownBy(() -> ModelImport.read(new byte[0])).hasMessageContaining("empty");
    assertThatThrownBy(() -> ModelImport.read(new byte[] {1})).hasMessageContaining("no ONNX");
    ModelImport.demand(model, new Example(row, model.score(row) + 1e-7, 1e-6));
    assertThatThrownBy(
            () -> ModelImport.demand(model, new Example(row, model.score(row) + 1e-5, 1e-6)))
        .hasMessageContaining("not understood");
  }
}
