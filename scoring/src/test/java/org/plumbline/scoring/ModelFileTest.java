package org.plumbline.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.golden.Golden;

class ModelFileTest {
  static List<Model> models() {
    return List.of(
        SampleModels.binary(),
        SampleModels.multiclass(),
        SampleModels.regression(),
        SampleModels.doubles(),
        SampleModels.clusters(),
        SampleModels.hurdle(),
        SampleModels.survival());
  }

  @ParameterizedTest
  @MethodSource("models")
  void aModelReadBackAnswersWithTheSameBits(Model model) {
    byte[] bytes = model.toBytes();

    Model copy = Model.read(bytes);

    assertThat(copy.toBytes()).isEqualTo(bytes);
    assertThat(copy.inputs()).isEqualTo(model.inputs());
    assertThat(copy.classes()).isEqualTo(model.classes());
    for (double[] row : rows()) {
      assertThat(copy.score(row)).isEqualTo(model.score(row));
      if (model.explains()) {
        assertThat(copy.explain(row).contributions()).isEqualTo(model.explain(row).contributions());
      }
    }
  }

  static List<Model> links() {
    Component cuts = SampleModels.doubles().components().getFirst().component();
    Component clusters = SampleModels.clusters().components().getFirst().component();
    return List.of(
        ModelBuilder.binary(SampleModels.CUSTOMER, "No", "Yes").add(1, cuts).build(),
        ModelBuilder.binary(SampleModels.CUSTOMER, "No", "Yes")
            .add(1, cuts)
            .link(new Link.Beta(0.9, 1.2, -0.1))
            .build(),
        ModelBuilder.multiclass(SampleModels.CUSTOMER, List.of("new", "loyal"))
            .add(1, clusters)
            .link(Link.Standard.SOFTMAX)
            .build(),
        ModelBuilder.multiclass(SampleModels.CUSTOMER, List.of("new", "loyal"))
            .add(1, clusters)
            .link(Link.Standard.SHARES)
            .build());
  }

  @ParameterizedTest
  @MethodSource("links")
  void everyLinkIsKeptInAFileOfVersionTwo(Model model) {
    Model copy = Model.read(model.toBytes());

    assertThat(copy.link()).isEqualTo(model.link());
    for (double[] row : rows()) {
      assertThat(copy.score(row)).isEqualTo(model.score(row));
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyTruncationIsRefused(Model model) {
    byte[] bytes = model.toBytes();

    for (int length = 0; length < bytes.length; length++) {
      byte[] part = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> Model.read(part)).isInstanceOf(ModelFormatException.class);
    }
  }

  @Test
  void everyFlippedBitIsNoticed() {
    byte[] bytes = SampleModels.regression().toBytes();

    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] damaged = bytes.clone();
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThatThrownBy(() -> Model.read(damaged)).isInstanceOf(ModelFormatException.class);
    }
  }

  /** With the digest made right again, as an attacker would, the structure itself must hold. */
  @Test
  void hostileFilesAreRefusedOrScoreLikeAnyModel() {
    var random = new SplittableRandom(20261121);
    List<byte[]> files = models().stream().map(Model::toBytes).toList();
    int refused = 0;

    for (int i = 0; i < 30_000; i++) {
      byte[] bytes = files.get(i % files.size()).clone();
      for (int n = random.nextInt(1, 4); n > 0; n--) {
        int at = random.nextInt(16, bytes.length - 32);
        bytes[at] =
            switch (random.nextInt(3)) {
              case 0 -> (byte) random.nextInt();
              case 1 -> (byte) 0xff;
              default -> (byte) (bytes[at] + 1);
            };
      }
      resign(bytes);
      try {
        Model model = Model.read(bytes);
        double[] row = new double[model.inputs().size()];
        assertThat(model.score(row)).isFinite();
        if (model.explains()) {
          assertThat(model.explain(row).contributions()).doesNotContain(Double.NaN);
        }
      } catch (ModelFormatException e) {
        refused++;
      }
    }

    assertThat(refused).isBetween(5_000, 29_999);
  }

  @Test
  void saysWhereAndWhyItRefuses() {
    refuses(bytes -> bytes[9] = 3, "prefix", "format version 3 is not known");
    refuses(bytes -> bytes[11] = 1, "prefix", "unknown flags");
    refuses(bytes -> bytes[15]++, "prefix", "bytes and has");
    refuses(bytes -> bytes[bytes.length - 1]++, "digest", "the file is damaged");
    refuses(bytes -> resigned(bytes, 16, 'X'), "XEAD", "section HEAD expected");
    refuses(bytes -> resigned(bytes, 24, 9), "HEAD", "unknown task");
    refuses(bytes -> resigned(bytes, 25, 0x7f), "HEAD", "left");
  }

  @Test
  void refusesTreesThatAreNoTrees() {
    byte[] bytes = SampleModels.regression().toBytes();
    // The first tree's root: its left child is the u32 behind kind, cover, feature and threshold.
    int root = indexOf(bytes, new byte[] {2, 0x40, 0x59}); // kind 2, cover 100.0
    int left = root + 1 + 8 + 4 + 4;

    for (byte child : new byte[] {0, 2, 9, 100}) {
      byte[] damaged = bytes.clone();
      damaged[left + 3] = child;
      resign(damaged);
      assertThatThrownBy(() -> Model.read(damaged))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("TREE");
    }
  }

  /** Written by the first release of the format; must be readable forever. */
  @Test
  void theFrozenFileOfVersionOneIsReadWithTheSameScores() {
    Model model = Model.read(Golden.bytes("format/model-v1.plm"));

    assertThat(model.score(new double[] {3, 0, 1})).isEqualTo(0.48875545238320983);
    assertThat(model.toBytes()).isEqualTo(Golden.bytes("format/model-v1.plm"));
  }

  /** Written by the first release of version 2; must be readable forever. */
  @Test
  void theFrozenFilesOfVersionTwoAreReadWithTheSameScores() {
    double[] row = {3, 0, 1};
    Map<String, Double> scores =
        Map.of(
            "doubles", 0.22000000000000003,
            "clusters", 1.0,
            "hurdle", 0.8058215105148617,
            "survival", 0.8480021336726318);

    scores.forEach(
        (name, score) -> {
          byte[] file = Golden.bytes("format/model-v2-" + name + ".plm");
          Model model = Model.read(file);
          assertThat(file[9]).isEqualTo((byte) 2);
          assertThat(model.score(row)).as(name).isEqualTo(score);
          assertThat(model.toBytes()).isEqualTo(file);
        });
  }

  @Test
  void aModelIsWrittenAsTheLowestVersionThatHoldsIt() {
    assertThat(SampleModels.binary().toBytes()[9]).isEqualTo((byte) 1);
    assertThat(SampleModels.survival().toBytes()[9]).isEqualTo((byte) 2);
  }

  @Test
  void whatCameWithVersionTwoIsRefusedInAFileOfVersionOne() {
    for (Model model : List.of(SampleModels.clusters(), SampleModels.hurdle())) {
      byte[] bytes = model.toBytes();
      resigned(bytes, 9, 1);
      assertThatThrownBy(() -> Model.read(bytes)).isInstanceOf(ModelFormatException.class);
    }
  }

  /** A stage that is a hurdle would be a file of any depth: each level is refused at the first. */
  @Test
  void hurdlesWithinHurdlesAreRefused() {
    byte[] hurdle = SampleModels.hurdle().toBytes();

    assertThatThrownBy(() -> ModelFile.read(hurdle, false))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("no place here");
  }

  static List<double[]> rows() {
    double nan = Double.NaN;
    return List.of(
        new double[] {3, 0, 1},
        new double[] {40, 1, 2},
        new double[] {nan, nan, nan},
        new double[] {100, -1, -1},
        new double[] {-1e300, 1, 0});
  }

  private static void refuses(Consumer<byte[]> damage, String section, String reason) {
    byte[] bytes = SampleModels.binary().toBytes();
    damage.accept(bytes);

    var refusal = catchThrowableOfType(ModelFormatException.class, () -> Model.read(bytes));

    assertThat(refusal.section()).isEqualTo(section);
    assertThat(refusal).hasMessageContaining(reason);
  }

  private static void resigned(byte[] bytes, int at, int value) {
    bytes[at] = (byte) value;
    resign(bytes);
  }

  private static void resign(byte[] bytes) {
    int end = bytes.length - 32;
    System.arraycopy(ModelFile.sha256(bytes, end), 0, bytes, end, 32);
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    for (int i = 0; i <= bytes.length - wanted.length; i++) {
      if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    throw new IllegalStateException("not found");
  }
}
