package org.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.plumbline.stats.drift.DriftVerdict;
import org.plumbline.stats.profile.ColumnKind;

class DriftWallTest {
  private static ColumnDriftLine line(String column, Double effect) {
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
        DriftVerdict.NONE,
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
    assertThat(Base64.getDecoder().decode(strips.get(0).effects()))
        .as("the scores were not seen in the first window")
        .containsExactly(255, 50);
    assertThat(Base64.getDecoder().decode(strips.get(1).effects())).containsExactly(125, 25);
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
            .mapToLong(strip -> strip.column().length() + strip.effects().length() + 60)
            .sum();

    assertThat(bytes).isLessThan(300_000);
  }
}
