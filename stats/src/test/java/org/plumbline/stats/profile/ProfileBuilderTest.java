package org.plumbline.stats.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProfileBuilderTest {
  private static final List<ProfileColumn> COLUMNS =
      List.of(ProfileColumn.numeric("age"), ProfileColumn.categorical("plan", List.of("a", "b")));

  @Test
  void rowsAndColumnsGiveTheSame() {
    ProfileBuilder byRow = new ProfileBuilder(COLUMNS);
    ProfileBuilder byColumn = new ProfileBuilder(COLUMNS);
    double[] ages = {1, Double.NaN, 3, 3};
    double[] plans = {0, 1, -1, Double.NaN};

    for (int i = 0; i < ages.length; i++) {
      byRow.addRow(new double[] {ages[i], plans[i]});
    }
    byColumn.addColumn(0, ages);
    byColumn.addColumn(1, plans, 0, 2);
    byColumn.addColumn(1, plans, 2, 4);

    TableProfile profile = byRow.build();
    assertThat(byColumn.build()).isEqualTo(profile).hasSameHashCodeAs(profile);
    CategoricalProfile plan = (CategoricalProfile) profile.column("plan").orElseThrow();
    assertThat(plan.counts())
        .containsExactlyInAnyOrderEntriesOf(
            java.util.Map.of("a", 1L, "b", 1L, CategoricalProfile.UNKNOWN, 1L));
    assertThat(plan.missing()).isEqualTo(1);
    assertThat(profile.rowCount()).isEqualTo(4);
    assertThat(profile.column("other")).isEmpty();
    assertThat(profile.columns()).extracting(Object::toString).allMatch(t -> t.contains(":"));
  }

  @Test
  void aBuilderGoesOnAfterASnapshot() {
    ProfileBuilder builder = new ProfileBuilder(COLUMNS);
    builder.addRow(new double[] {1, 0});
    TableProfile first = builder.build();

    builder.addRow(new double[] {2, 1});
    builder.add(first);

    assertThat(first.rowCount()).isEqualTo(1);
    assertThat(builder.build().rowCount()).isEqualTo(3);
  }

  @Test
  void categoriesComeByNameToo() {
    ProfileBuilder builder = new ProfileBuilder(COLUMNS);
    builder.addCategory(1, "b", 5);
    builder.addCategory(1, null);
    builder.addCategory(1, "never", 0);
    builder.addColumn(1, new double[] {1});

    CategoricalProfile plan = (CategoricalProfile) builder.build().columns().get(1);

    assertThat(plan.counts()).containsExactly(java.util.Map.entry("b", 6L));
    assertThat(plan.missing()).isEqualTo(1);
    assertThat(plan.distinct()).isEqualTo(1);
  }

  @Test
  void faultyInputIsRefusedWithColumnAndReason() {
    ProfileBuilder builder = new ProfileBuilder(COLUMNS);

    assertThatThrownBy(() -> builder.addRow(new double[1])).hasMessageContaining("1 slots for 2");
    assertThatThrownBy(() -> builder.addColumn(1, new double[] {2}))
        .hasMessageContaining("slot 2.0 of column plan");
    assertThatThrownBy(() -> builder.addColumn(1, new double[] {0.5}))
        .hasMessageContaining("slot 0.5");
    assertThatThrownBy(() -> builder.addColumn(1, new double[] {Double.POSITIVE_INFINITY}))
        .hasMessageContaining("slot Infinity");
    assertThatThrownBy(() -> builder.addCategory(0, "a")).hasMessageContaining("numeric");
    assertThatThrownBy(() -> builder.addCategory(1, "a", -1)).hasMessageContaining("-1 times");
    assertThatThrownBy(() -> builder.add(new TableProfile(List.of())))
        .hasMessageContaining("0 columns");
    assertThatThrownBy(() -> new ProfileBuilder(List.of(COLUMNS.get(0), COLUMNS.get(0))))
        .hasMessageContaining("given twice");
    assertThatThrownBy(() -> new ProfileColumn("x", ColumnKind.NUMERIC, List.of("a")))
        .hasMessageContaining("cannot have categories");
    assertThatThrownBy(() -> ProfileColumn.numeric("")).hasMessageContaining("needs a name");
    assertThatThrownBy(() -> new ProfileSettings(3, 100)).hasMessageContaining("valueLimit 3");
  }

  @Test
  void differentColumnsDoNotMerge() {
    TableProfile table = new ProfileBuilder(COLUMNS).build();
    ColumnProfile age = table.columns().get(0);
    ColumnProfile plan = table.columns().get(1);

    assertThatThrownBy(() -> age.merge(plan)).hasMessageContaining("cannot merge NUMERIC age");
    assertThatThrownBy(() -> plan.merge(age)).hasMessageContaining("cannot merge CATEGORICAL plan");
    assertThatThrownBy(() -> table.merge(new TableProfile(List.of(age))))
        .hasMessageContaining("2 and 1 columns");
    assertThatThrownBy(() -> new ProfileBuilder(COLUMNS).add(new TableProfile(List.of(plan, age))))
        .hasMessageContaining("is not NUMERIC age");
  }

  @Test
  void manyRowsGiveTheSameByValueByRowByColumnAndByAllColumns() {
    SplittableRandom random = new SplittableRandom(4);
    double[][] slots = new double[2][3_000];
    for (int i = 0; i < 3_000; i++) {
      slots[0][i] =
          switch (i % 100) {
            case 7 -> Double.NaN;
            case 8 -> Double.NEGATIVE_INFINITY;
            case 9 -> Double.POSITIVE_INFINITY;
            case 10 -> -0.0;
            default -> random.nextDouble(-1, 1) * Math.pow(10, i % 5);
          };
      slots[1][i] = i % 11 == 0 ? Double.NaN : i % 3 - 1;
    }
    ProfileSettings small = new ProfileSettings(64, 64);
    ProfileBuilder byValue = new ProfileBuilder(COLUMNS, small);
    ProfileBuilder byRow = new ProfileBuilder(COLUMNS, small);
    ProfileBuilder byColumn = new ProfileBuilder(COLUMNS, small);
    ProfileBuilder byAll = new ProfileBuilder(COLUMNS, small);

    NumericCounts one = new NumericCounts(64);
    for (int i = 0; i < 3_000; i++) {
      one.add(slots[0][i]);
      byRow.addRow(new double[] {slots[0][i], slots[1][i]});
      byValue.addColumn(0, slots[0], i, i + 1);
      byValue.addColumn(1, slots[1], i, i + 1);
    }
    byColumn.addColumn(0, slots[0]);
    byColumn.addColumn(1, slots[1]);
    byAll.addColumns(slots);

    TableProfile profile = byAll.build();
    assertThat(profile.columns().getFirst()).isEqualTo(one.profile("age"));
    assertThat(byValue.build()).isEqualTo(profile);
    assertThat(byRow.build()).isEqualTo(profile);
    assertThat(byColumn.build()).isEqualTo(profile);
    assertThat(profile.rowCount()).isEqualTo(3_000);
  }

  @Test
  void aRefusedRowIsNotCounted() {
    ProfileBuilder builder = new ProfileBuilder(COLUMNS);
    builder.addRow(new double[] {1, 0});

    assertThatThrownBy(() -> builder.addRow(new double[] {2, 2})).hasMessageContaining("slot 2.0");
    assertThatThrownBy(() -> builder.addRow(new double[] {2, -2})).hasMessageContaining("slot -2");
    assertThatThrownBy(() -> builder.addColumns(new double[1][0]))
        .hasMessageContaining("1 columns");

    builder.addRow(new double[] {3, 1});
    assertThat(builder.build().columns()).allMatch(column -> column.rows() == 2);
  }

  @Test
  void aTighterLimitWinsAMerge() {
    ProfileBuilder wide = new ProfileBuilder(List.of(COLUMNS.get(0)));
    ProfileBuilder tight = new ProfileBuilder(List.of(COLUMNS.get(0)), new ProfileSettings(32, 32));
    double[] values = new double[1_000];
    Arrays.setAll(values, i -> 100 + i / 10.0);
    wide.addColumn(0, values);
    tight.addColumn(0, values);

    TableProfile merged = wide.build().merge(tight.build());
    ProfileBuilder both = new ProfileBuilder(List.of(COLUMNS.get(0)), new ProfileSettings(32, 32));
    both.addColumn(0, values);
    both.addColumn(0, values);

    assertThat(merged).isEqualTo(both.build());
    assertThat(merged).isEqualTo(tight.build().merge(wide.build()));
    NumericProfile column = (NumericProfile) merged.columns().getFirst();
    assertThat(column.rankError()).isPositive();
    assertThat(column.mean()).isCloseTo(149.95, within(1e-9));
    assertThatThrownBy(() -> column.quantile(1.5)).hasMessageContaining("quantile 1.5");
  }
}
