package org.plumbline.monitoring.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Role;
import org.plumbline.monitoring.cause.Explained.Row;
import org.plumbline.monitoring.cause.ScoreShift.Feature;
import org.plumbline.monitoring.cause.ScoreShift.Segment;

class ShiftPartsTest {
  private static final List<ColumnContract> COLUMNS =
      List.of(
          ColumnContract.of("tenure", ColumnType.NUMBER, Role.FEATURE, true),
          ColumnContract.category("plan", Role.FEATURE, false, List.of("basic", "gold")));

  @Test
  void partsAreThoseThatOneCountsByHand() {
    // Margin = contribution of tenure + contribution of plan.
    List<Row> before = List.of(row(0, 1, 0), row(0, 1, 0), row(0, 1, 0), row(1, 1, 2));
    List<Row> after = List.of(row(0, 1, 0), row(1, 1, 2), row(1, 3, 2), row(1, 3, 2));

    var parts = new ShiftParts(COLUMNS, before, after);

    // Means: (1 + 1 + 1 + 3) / 4 = 1.5 and (1 + 3 + 5 + 5) / 4 = 3.5.
    assertThat(parts.shift().value()).isEqualTo(2);
    assertThat(parts.features())
        .extracting(Feature::feature, feature -> feature.shift().value())
        .containsExactly(tuple("tenure", 1.0), tuple("plan", 1.0));
    Segment gold = parts.segments().getFirst();
    assertThat(gold.value()).isEqualTo("gold");
    assertThat(gold.shareBefore()).isEqualTo(0.25);
    assertThat(gold.shareAfter()).isEqualTo(0.75);
    // Half as many more times (3 - 1.5), and three quarters times (13 / 3 - 3).
    assertThat(gold.mix()).isEqualTo(0.75);
    assertThat(gold.within()).isCloseTo(1, within(1e-12));
    assertThat(gold.drivenBy()).isEqualTo("tenure");
    Segment basic = parts.segments().getLast();
    assertThat(basic.mix()).isEqualTo(0.25);
    assertThat(basic.within()).isZero();
  }

  @Test
  void featuresAndSegmentsBothAddUpToTheWhole() {
    Random random = new Random(5);
    for (int round = 0; round < 50; round++) {
      List<Row> before = rows(random, 120, 3);
      List<Row> after = rows(random, 80, 4);

      var parts = new ShiftParts(COLUMNS, before, after);

      double whole = parts.shift().value();
      assertThat(parts.features().stream().mapToDouble(one -> one.shift().value()).sum())
          .isCloseTo(whole, within(1e-9));
      assertThat(parts.segments().stream().mapToDouble(Segment::total).sum())
          .isCloseTo(whole, within(1e-9));
    }
  }

  @Test
  void nothingMovedWhereNothingChanged() {
    List<Row> rows = rows(new Random(2), 100, 4);

    var parts = new ShiftParts(COLUMNS, rows, rows);

    assertThat(parts.shift().value()).isZero();
    assertThat(parts.shift().low()).isNegative();
    assertThat(parts.shift().high()).isPositive();
    assertThat(parts.segments()).allMatch(one -> one.total() == 0);
  }

  @Test
  void whatTheReferenceDidNotHaveIsScoredOtherwiseAndOneRowHasNoInterval() {
    var parts = new ShiftParts(COLUMNS, List.of(row(0, 1, 0)), List.of(row(-1, 1, 5)));

    assertThat(parts.segments())
        .extracting(Segment::value)
        .containsExactlyInAnyOrder("unknown", "basic");
    Segment unknown = parts.segments().getFirst();
    assertThat(unknown.within()).isEqualTo(5);
    assertThat(unknown.mix()).isZero();
    assertThat(unknown.drivenBy()).isNull();
    assertThat(parts.shift().low()).isNull();
  }

  private static List<Row> rows(Random random, int count, int values) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] slots = {-1, 0, 1, Double.NaN};
      rows.add(row(slots[random.nextInt(values)], random.nextGaussian(), random.nextGaussian()));
    }
    return rows;
  }

  private static Row row(double plan, double ofTenure, double ofPlan) {
    return new Row(new double[] {0, plan}, new double[] {ofTenure, ofPlan}, ofTenure + ofPlan);
  }
}
