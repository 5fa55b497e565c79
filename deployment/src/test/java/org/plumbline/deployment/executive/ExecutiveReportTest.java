package org.plumbline.deployment.executive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.plumbline.governance.evidence.Card;
import org.plumbline.governance.evidence.Card.Block;

class ExecutiveReportTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);

  @Test
  void everyFigureStandsInTheReport() {
    var models =
        new Executive.Models(12, 5, 8, 4, 2, 1, 1, 31.44, 78.26, Map.of("good", 3L, "fair", 5L));
    var figures =
        new Executive(
            NOW,
            30,
            models,
            "Compliance is good.",
            List.of(new Executive.RiskDay(DAY, 8, 31.44, 82, 2, null, 78.26)),
            List.of(
                new Executive.DeploymentDay(DAY.minusDays(1), 0, 0, 0, 0),
                new Executive.DeploymentDay(DAY, 3, 2, 1, 1)),
            List.of(new Executive.Review("churn", "high", NOW, NOW)),
            List.of(new Executive.Due(NOW, "end", "End of spam v2", "spam")));

    Card report = ExecutiveReport.of(figures);

    assertThat(cells(report))
        .contains(List.of("Average compliance", "78.3"), List.of("good", "75", "3"))
        .contains(List.of("2026-11-21", "8", "31.4", "2.0", "82.0", "-", "78.3"))
        .contains(List.of("2026-11-21", "3", "2", "1", "1"))
        .contains(List.of("churn", "high", NOW.toString()))
        .contains(List.of(NOW.toString(), "End of spam v2"))
        .noneMatch(row -> row.getFirst().equals("2026-11-20"));
  }

  @Test
  void aReportOfNothingInventsNothing() {
    var none = new Executive.Models(0, 0, 0, 0, 0, 0, 0, null, null, Map.of());

    Card report =
        ExecutiveReport.of(
            new Executive(NOW, 7, none, "", List.of(), List.of(), List.of(), List.of()));

    assertThat(cells(report)).contains(List.of("Average compliance", "-"));
    assertThat(report.sections())
        .flatExtracting(Card.Section::blocks)
        .contains(
            new Block.Text("No figures were kept in this time."),
            new Block.Text("No review is overdue."),
            new Block.Text("Nothing is due."));
  }

  private static List<List<String>> cells(Card report) {
    return report.sections().stream()
        .flatMap(section -> section.blocks().stream())
        .flatMap(block -> block instanceof Block.Table table ? table.rows().stream() : Stream.of())
        .toList();
  }
}
