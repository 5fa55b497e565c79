package org.plumbline.deployment.safeguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Contract;
import org.plumbline.data.Role;
import org.plumbline.data.RowParser;
import org.plumbline.kernel.PlumblineException;

class SegmentTest {
  private static final Contract CONTRACT =
      new Contract(
          List.of(
              ColumnContract.of("customer", ColumnType.IDENTIFIER, Role.ID, true),
              ColumnContract.of("tenure", ColumnType.NUMBER, Role.FEATURE, true),
              ColumnContract.category("plan", Role.FEATURE, false, List.of("basic", "gold")),
              ColumnContract.of("paperless", ColumnType.BOOLEAN, Role.FEATURE, false)));

  @ParameterizedTest
  @CsvSource({"plan,gold,true", "plan,basic,false", "tenure,3,true", "paperless,false,true"})
  void findsTheRowsOfOneValue(String feature, String value, boolean holds) {
    double[] row = {3, 1, 0};

    RowFilter filter = filter(new Segment.Value(feature, value));

    assertThat(filter.holds(row)).isEqualTo(holds);
  }

  @Test
  void bothEndsOfARangeBelongToItAndAMissingValueDoesNot() {
    RowFilter filter = filter(new Segment.Range("tenure", 2, 5));

    assertThat(List.of(2.0, 3.5, 5.0)).allMatch(tenure -> filter.holds(row(tenure)));
    assertThat(List.of(1.999, 5.001, Double.NaN, Double.POSITIVE_INFINITY))
        .noneMatch(tenure -> filter.holds(row(tenure)));
    assertThat(filter(new Segment.Range("tenure", Double.NEGATIVE_INFINITY, 5)).holds(row(-1e300)))
        .isTrue();
  }

  @Test
  void anUnknownCategoryIsInNoSegment() {
    RowFilter filter = filter(new Segment.Value("plan", "gold"));

    assertThat(filter.holds(new double[] {1, -1, 0})).isFalse();
    assertThat(RowFilter.of(new Segment.Value("plan", "silver"), new RowParser(CONTRACT)))
        .isEmpty();
  }

  @Test
  void refusesWhatTheContractCannotHave() {
    assertRefused(new Segment.Value("colour", "red"), "feature 'colour'");
    assertRefused(new Segment.Value("customer", "C1"), "feature 'customer'");
    assertRefused(new Segment.Value("plan", "silver"), "silver");
    assertRefused(new Segment.Value("tenure", "long"), "long");
    assertRefused(new Segment.Range("plan", 0, 1), "no order");
    assertThatThrownBy(() -> new Segment.Range("tenure", 5, 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Segment.Range("tenure", Double.NaN, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertRefused(Segment segment, String text) {
    assertThatThrownBy(() -> segment.checked(CONTRACT))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining(text);
  }

  private static RowFilter filter(Segment segment) {
    return RowFilter.of(segment.checked(CONTRACT), new RowParser(CONTRACT)).orElseThrow();
  }

  private static double[] row(double tenure) {
    return new double[] {tenure, 0, 1};
  }
}
