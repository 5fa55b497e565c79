package org.plumbline.app.explaining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Contract;
import org.plumbline.data.Role;
import org.plumbline.data.RowParser;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.LinearComponent;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.ModelBuilder;
import org.plumbline.scoring.Preprocessing;

class ModelExplanationTest {
  private static final Contract CONTRACT =
      new Contract(
          List.of(
              ColumnContract.of("x", ColumnType.NUMBER, Role.FEATURE, true),
              ColumnContract.of("unused", ColumnType.NUMBER, Role.FEATURE, false),
              ColumnContract.category("plan", Role.FEATURE, true, List.of("basic", "gold")),
              ColumnContract.of("y", ColumnType.NUMBER, Role.LABEL, true)));

  @TempDir Path directory;

  /** y = 3 x + 5 when the plan is gold. */
  private static Model model() {
    var columns =
        new Preprocessing(
            List.of(
                new Preprocessing.Numeric(0, 0, false, -1e9, 1e9, false, 0, 1),
                new Preprocessing.OneHot(2, new int[] {-1, 0}, -1, -1, 1)));
    return ModelBuilder.regression(
            List.of(
                Input.numeric("x"),
                Input.numeric("unused"),
                Input.categorical("plan", List.of("basic", "gold"))))
        .add(
            1,
            new LinearComponent(
                columns, new double[][] {{3, 5}}, new double[] {0}, new double[columns.width()]))
        .build();
  }

  private Path file(String header, boolean labelled) throws IOException {
    var text = new StringBuilder(header).append('\n');
    for (int i = 0; i <= 1_000; i++) {
      double x = i / 100.0;
      boolean gold = i % 2 == 1;
      text.append(x).append(',').append(i % 7).append(',').append(gold ? "gold" : "basic");
      text.append(labelled ? "," + (3 * x + (gold ? 5 : 0)) : "").append('\n');
    }
    return Files.writeString(directory.resolve("rows.csv"), text.append("x,1,basic,1\n"));
  }

  private static double increase(FeatureEffect effect) {
    return Objects.requireNonNull(effect.importance()).increase();
  }

  private static RowSample draw(Path file, int size) {
    return RowSample.draw(file, new RowParser(CONTRACT), size, Double::parseDouble, share -> {});
  }

  @Test
  void saysWhatEachFeatureDoesAndHowMuchItIsNeeded() throws IOException {
    RowSample sample = draw(file("x,unused,plan,y", true), 5_000);

    ModelExplanation explanation = ModelExplanation.of(model(), CONTRACT, sample, 0, share -> {});

    assertThat(sample.rows()).hasDimensions(1_001, 3);
    assertThat(sample.rejected()).isEqualTo(1);
    assertThat(explanation.loss()).isEqualTo("mean squared error");
    assertThat(explanation.features())
        .extracting(FeatureEffect::feature)
        .containsExactly("x", "plan", "unused");
    FeatureEffect x = explanation.features().get(0);
    // E(x - x')² = 2 · (10² / 12) for shuffled values of a uniform x, times the slope squared.
    assertThat(increase(x)).isCloseTo(150, within(10.0));
    assertThat(x.reach()).isCloseTo(30, within(1e-9));
    assertThat(x.direction()).isEqualTo("rises");
    FeatureEffect plan = explanation.features().get(1);
    assertThat(plan.reach()).isCloseTo(5, within(1e-9));
    assertThat(plan.dependence())
        .extracting(FeatureEffect.Point::value)
        .containsExactly("basic", "gold");
    assertThat(plan.direction()).isEqualTo("by category");
    FeatureEffect unused = explanation.features().get(2);
    assertThat(increase(unused)).isZero();
    assertThat(unused.direction()).isEqualTo("flat");
  }

  @Test
  void withoutLabelsTheReachDecidesTheOrder() throws IOException {
    RowSample sample = draw(file("x,unused,plan", false), 5_000);

    ModelExplanation explanation = ModelExplanation.of(model(), CONTRACT, sample, 0, share -> {});

    assertThat(sample.isLabelled()).isFalse();
    assertThat(explanation.features()).extracting(FeatureEffect::importance).containsOnlyNulls();
    assertThat(explanation.features().getFirst().feature()).isEqualTo("x");
  }

  @Test
  void drawsTheSameRowsEachTime() throws IOException {
    Path file = file("x,unused,plan,y", true);

    RowSample first = draw(file, 100);
    RowSample again = draw(file, 100);

    assertThat(first.rows()).hasDimensions(100, 3).isDeepEqualTo(again.rows());
    assertThat(first.read()).isEqualTo(1_002);
    double mean = Arrays.stream(first.rows()).mapToDouble(r -> r[0]).average().orElse(0);
    assertThat(mean).isCloseTo(5, within(1.0));
  }

  @Test
  void aFileWithoutAnyRowOfTheContractIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("bad.csv"), "x,unused,plan,y\nx,1,gold,2\n");

    assertThatThrownBy(() -> draw(file, 10))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("no row that fits");
  }
}
