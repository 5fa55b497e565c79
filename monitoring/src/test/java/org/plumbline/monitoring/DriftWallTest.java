package org.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.plumbline.stats.drift.DriftVerdict;
import org.plumbline.stats.profile.ColumnKind;

class DriftWallTest {
  private static ColumnDriftLine line(String column, @Nullable Double effect) {
    return line(column, effect, DriftVerdict.SEVERE);
  }

  private static ColumnDriftLine line(
      String column, @Nullable Double effect, DriftVerdict verdict) {
    return new ColumnDriftLine(
        column,
        ColumnKind.NUMERIC,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        effect,
        null,
        null,
        verdict,
        "");
  }

  private static WindowStore.DriftWindow window(int day, ColumnDriftLine... lines) {
    return new WindowStore.DriftWindow(LocalDate.of(2026, 3, day), 100, List.of(lines));
  }

  @Test
  void ranksByLatestEffectTimesImportanceAndTellsAByteACell() {
    var windows =
        List.of(
            window(1, line("age", 0.5), line("income", 0.02)),
            window(2, line("age", 0.1), line("income", 0.4), line("prediction", 0.2)));

    List<DriftWall.Strip> strips = DriftWall.strips(windows, Map.of("age", 1.0, "income", 0.1));

    assertThat(strips)
        .extracting(DriftWall.Strip::column)
        .containsExactly("prediction", "age", "income");
    assertThat(Base64.getDecoder().decode(strips.get(0).cells()))
        .as("the scores were not seen in the first window")
        .containsExactly(255, 180 + 12);
    assertThat(Base64.getDecoder().decode(strips.get(1).cells()))
        .containsExactly(180 + 30, 180 + 6);
  }

  @Test
  void showsAsDriftOnlyWhatIsFoundToBe() {
    var windows =
        List.of(
            window(
                1,
                line("age", 0.5, DriftVerdict.TOO_FEW_ROWS),
                line("income", 0.1, DriftVerdict.SLIGHT),
                line("plan", 0.2, DriftVerdict.MODERATE)),
            window(
                2,
                line("age", 0.5, DriftVerdict.NONE),
                line("income", 0.1, DriftVerdict.SLIGHT),
                line("plan", null, DriftVerdict.NONE)));

    List<DriftWall.Strip> strips =
        DriftWall.strips(windows, Map.of("age", 0.8, "income", 0.1, "plan", 1.0));

    assertThat(strips)
        .as("what drifts now, then by importance")
        .extracting(DriftWall.Strip::column)
        .containsExactly("income", "plan", "age");
    assertThat(Base64.getDecoder().decode(strips.get(0).cells())).containsExactly(66, 66);
    assertThat(Base64.getDecoder().decode(strips.get(1).cells())).containsExactly(132, 0);
    assertThat(Base64.getDecoder().decode(strips.get(2).cells())).containsExactly(254, 30);
    assertThat(strips.get(2).weight()).isZero();
  }

  @Test
  void saysWhenMostWindowsTellNothing() {
    var few = line("age", 0.5, DriftVerdict.TOO_FEW_ROWS);
    var enough = line("age", 0.5, DriftVerdict.NONE);

    assertThat(DriftWall.tellsLittle(List.of(window(1, few), window(2, few), window(3, enough))))
        .isTrue();
    assertThat(DriftWall.tellsLittle(List.of(window(1, few), window(2, enough)))).isFalse();
    assertThat(DriftWall.tellsLittle(List.of())).isFalse();
  }

  @Test
  void aThousandColumnsOverAQuarterAreUnderThreeHundredKilobytes() {
    List<WindowStore.DriftWindow> windows = new ArrayList<>();
    for (int day = 0; day < 91; day++) {
      List<ColumnDriftLine> lines = new ArrayList<>();
      for (int column = 0; column < 1_000; column++) {
        lines.add(line("a_feature_with_a_long_name_" + column, (column % 100) / 100.0));
      }
      windows.add(new WindowStore.DriftWindow(LocalDate.EPOCH.plusDays(day), 1, lines));
    }

    long bytes =
        DriftWall.strips(windows, Map.of()).stream()
            .mapToLong(strip -> strip.column().length() + strip.cells().length() + 60)
            .sum();

    assertThat(bytes).isLessThan(300_000);
  }
}
