package org.plumbline.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  private static Table table() {
    return Table.builder()
        .column("id", ColumnType.IDENTIFIER, List.of("a", "b"))
        .column("amount", ColumnType.NUMBER)
        .column("count", ColumnType.INTEGER)
        .column("open", ColumnType.BOOLEAN, List.of("No", "Yes"))
        .column("plan", ColumnType.CATEGORY, List.of("x", "y"))
        .column("day", ColumnType.DATE)
        .column("at", ColumnType.TIMESTAMP)
        .row(2, 0, 1.5, 3, 1, 1, 10, 60.25)
        .row(3, 1, Double.NaN, Double.NaN, 0, Double.NaN, Double.NaN, Double.NaN)
        .build();
  }

  @Test
  void rowsLeaveAsJsonValuesThatTheParserReadsBackToTheSameSlots() {
    Table table = table();
    Contract contract =
        new Contract(
            table.columns().stream()
                .map(
                    c ->
                        new ColumnContract(
                            c.name(),
                            c.type(),
                            c.name().equals("id") ? Role.ID : Role.FEATURE,
                            false,
                            java.util.OptionalDouble.empty(),
                            java.util.OptionalDouble.empty(),
                            c.name().equals("id") ? List.of() : c.dictionary(),
                            ""))
                .toList());

    ParsedRow row = new RowParser(contract).parse(table.values(0));

    assertThat(row.errors()).isEmpty();
    assertThat(row.id()).isEqualTo("a");
    assertThat(row.slots()).containsExactly(1.5, 3, 1, 1, 10, 60.25);
    assertThat(table.values(1)).containsOnlyKeys("id", "open");
  }

  @Test
  void anUnknownColumnIsNamed() {
    assertThatThrownBy(() -> table().column("colour")).hasMessageContaining("'colour'");
  }
}
