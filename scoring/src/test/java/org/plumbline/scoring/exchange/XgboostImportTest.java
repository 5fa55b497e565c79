package org.plumbline.scoring.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.golden.Golden;
import org.plumbline.scoring.Forest;
import org.plumbline.scoring.ModelFormatException;

class XgboostImportTest {
  private static final byte[] JSON = Golden.bytes("explain/xgboost_reg_10x4.json");

  /** What the file says, what a hostile or foreign one says instead, and the reason. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"name\":\"gbtree\" | \"name\":\"dart\" | field 'gbtree' is missing",
        "\"name\":\"reg:squarederror\" | \"name\":\"binary:hinge\" | objective 'binary:hinge' is not taken",
        "\"num_target\":\"1\" | \"num_target\":\"2\" | several targets",
        "\"num_feature\":\"6\",\"num_target\" | \"num_feature\":\"1\",\"num_target\" | tests feature",
        "\"num_class\":\"0\" | \"num_class\":\"-1\" | num_class is -1",
        "\"num_class\":\"0\" | \"num_class\":\"x\" | num_class is 'x'",
        "\"split_type\":[0, | \"split_type\":[1, | has categories or not",
        "\"left_children\":[1, | \"left_children\":[0, | two parents",
        "\"left_children\":[1,3, | \"left_children\":[1,2, | two parents",
        "\"left_children\":[1, | \"left_children\":[1.5, | must be an integer",
        "\"left_children\":[1, | \"left_children\":[99, | outside of the tree",
        "\"left_children\":[1, | \"left_children\":[ | differ in length",
        "\"default_left\":[1, | \"default_left\":[7, | default_left of node 0 is 7",
        "\"sum_hessian\":[ | \"sum_hessian\":[1e99, | too large",
        "\"learner\": | \"learnt\": | field 'learner' is missing",
        "\"version\":[1,7,4]} | \"version\":[1,7,4]}x | behind the end",
        "\"version\":[1,7,4]} | \"version\":[1,7,4] | '}' expected",
        "\"version\":[1,7,4] | \"version\":[1,7,04] | expected",
        "\"version\":[1,7,4] | \"version\":1,\"version\":2 | stands twice",
        "\"version\":[1,7,4] | \"version\":NaN | digit expected"
      })
  void saysWhyItRefuses(String original, String replacement, String reason) {
    String text = new String(JSON, UTF_8);
    assertThat(text).contains(original);
    byte[] changed =
        text.replaceFirst(java.util.regex.Pattern.quote(original), replacement).getBytes(UTF_8);

    assertThatThrownBy(() -> XgboostImport.trees(changed))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "{}", "binf", "{\"learner\":[]}", "\u0000"})
  void refusesWhatIsNoModel(String text) {
    assertThatThrownBy(() -> XgboostImport.trees(text.getBytes(UTF_8)))
        .isInstanceOf(ModelFormatException.class);
  }

  @Test
  void refusesNestingWithoutEnd() {
    byte[] brackets = "[".repeat(1_000_000).getBytes(UTF_8);

    assertThatThrownBy(() -> XgboostImport.fromJson(brackets)).hasMessageContaining("nested");
    assertThatThrownBy(() -> XgboostImport.fromUbj(brackets)).hasMessageContaining("nested");
  }

  @Test
  void believesNoLengthThatTheFileCannotHold() {
    byte[] huge = {'{', 'L', 0, 0, 0, 0, 0, 0, 0, 1, 'a', '[', '$', 'd', '#', 'l', 127, -1, -1, -1};

    assertThatThrownBy(() -> XgboostImport.trees(huge)).hasMessageContaining("bytes left");
  }

  @Test
  void damagedJsonIsRefusedOrStillAModel() {
    damaged(JSON, 3_000);
  }

  @Test
  void damagedUbjIsRefusedOrStillAModel() {
    damaged(Golden.bytes("format/xgboost-3.1.1.ubj"), 3_000);
  }

  private static void damaged(byte[] file, int tries) {
    var random = new SplittableRandom(20261121);
    int refused = 0;
    for (int i = 0; i < tries; i++) {
      byte[] bytes = file.clone();
      for (int n = random.nextInt(1, 4); n > 0; n--) {
        int at = random.nextInt(bytes.length);
        bytes[at] = random.nextBoolean() ? (byte) random.nextInt(256) : (byte) (bytes[at] ^ 1);
      }
      if (random.nextInt(5) == 0) {
        bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      try {
        Forest forest = XgboostImport.trees(bytes);
        float[] out = new float[forest.marginCount()];
        forest.margins(new float[forest.featureCount()], out);
        assertThat(out).doesNotContain(Float.NaN);
      } catch (ModelFormatException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(tries / 10, tries - 1);
  }

  @Test
  void readsAFileOfXgboostThreeWithItsBaseScoreInBrackets() {
    Forest forest = XgboostImport.trees(Golden.bytes("format/xgboost-3.1.1.ubj"));

    assertThat(forest.trees()).hasSize(3);
    assertThat(forest.baseMargin(0)).isEqualTo(-FloatLogarithm.of(1f / 0.3f - 1f));
  }
}
