package org.plumbline.stats.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.plumbline.stats.math.Keys;

class WindowCountsTest {
  private static final List<ProfileColumn> NUMBER = List.of(ProfileColumn.numeric("x"));
  private static final List<ProfileColumn> MIXED =
      List.of(
          ProfileColumn.categorical("plan", List.of("a", "b")),
          ProfileColumn.numeric("x"),
          ProfileColumn.numeric("y"));

  private static TableProfile reference(double... values) {
    ProfileBuilder builder = new ProfileBuilder(NUMBER);
    builder.addColumn(0, values);
    return builder.build();
  }

  private static TableProfile normal() {
    SplittableRandom random = new SplittableRandom(1);
    return reference(random.doubles(50_000).map(u -> Math.log(u / (1 - u))).toArray());
  }

  private static NumericProfile counted(TableProfile reference, double... values) {
    WindowCounts counts = new WindowCounts(reference, NUMBER);
    for (double value : values) {
      counts.addRow(new double[] {value});
    }
    return (NumericProfile) counts.profile().columns().getFirst();
  }

  @Test
  void specialValuesAreCountedApart() {
    double nan = Double.NaN;
    double negativeNan = Double.longBitsToDouble(0xFFF8_0000_0000_0001L);
    double[] values = {
      nan, negativeNan, 0.0, -0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1, -1, -1
    };

    NumericProfile profile = counted(normal(), values);

    assertThat(profile.missing()).isEqualTo(2);
    assertThat(profile.positiveInfinities()).isEqualTo(1);
    assertThat(profile.negativeInfinities()).isEqualTo(1);
    assertThat(profile.finite()).isEqualTo(5);
    assertThat(profile.buckets()).isEqualTo(3);
    assertThat(profile.bucketKey(0)).isEqualTo(Keys.of(-1) >> profile.level());
    assertThat(profile.bucketKey(1)).isZero();
    assertThat(profile.bucketKey(2)).isEqualTo(Keys.of(1) >> profile.level());
    assertThat(List.of(profile.bucketCount(0), profile.bucketCount(1), profile.bucketCount(2)))
        .containsExactly(2L, 2L, 1L);
  }

  @Test
  void nothingCountedIsAnEmptyProfile() {
    NumericProfile empty = counted(normal());
    NumericProfile missing = counted(normal(), Double.NaN);

    assertThat(empty.rows()).isZero();
    assertThat(empty.mean()).isNaN();
    assertThat(missing.rows()).isEqualTo(1);
    assertThat(missing.quantile(0.5)).isNaN();
    assertThat(counted(reference()).rows()).isZero();
  }

  @Test
  void eachBucketHoldsWhatTheExactProfileHoldsThere() {
    SplittableRandom random = new SplittableRandom(2);
    double[] values = random.doubles(10_000).map(u -> 3 * Math.log(u / (1 - u)) + 0.1).toArray();

    NumericProfile profile = counted(normal(), values);

    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int seen = 0;
    for (int i = 0; i < profile.buckets(); i++) {
      long key = profile.bucketKey(i);
      long in = 0;
      while (seen < sorted.length && Keys.of(sorted[seen]) >> profile.level() == key) {
        in++;
        seen++;
      }
      assertThat(profile.bucketCount(i)).isEqualTo(in);
    }
    assertThat(seen).isEqualTo(sorted.length);
    assertThat(profile.mean())
        .isCloseTo(Arrays.stream(values).average().orElseThrow(), within(0.003));
    assertThat(profile.min()).isCloseTo(sorted[0], within(0.1));
    assertThat(profile.max()).isCloseTo(sorted[sorted.length - 1], within(0.1));
    assertThat(profile.quantile(0.5)).isCloseTo(sorted[5_000], within(0.02));
  }

  @Test
  void aNarrowReferenceGetsNarrowBuckets() {
    double[] years = {2019, 2020, 2021, 2022, 2023, 2024};
    double[] money = new SplittableRandom(3).doubles(5_000, 1e6, 1e6 + 20).toArray();

    NumericProfile counted = counted(reference(years), 2020, 2020, 2024, 1e300, -5);
    NumericProfile fine = counted(reference(money), money);

    assertThat(counted.buckets()).isEqualTo(4);
    assertThat(counted(reference(years), 2020, 2020, 2024).mean()).isEqualTo(6_064 / 3.0);
    assertThat(counted.max()).isEqualTo(1e300);
    assertThat(counted.min()).isEqualTo(-5);
    assertThat(fine.rankError()).isLessThan(0.003);
  }

  @Test
  void constantHugeAndTinyReferencesAreServed() {
    for (double value :
        new double[] {
          0, 7, -7, Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE, 1e-310, 1e300
        }) {
      NumericProfile profile = counted(reference(value, value), value, value, 1, Double.NaN);

      assertThat(profile.finite()).isEqualTo(3);
      assertThat(profile.missing()).isEqualTo(1);
      // The reference's value keeps its place; 1 is known to its bucket.
      assertThat(profile.max()).isCloseTo(Math.max(value, 1), withinPercentage(0.2));
      assertThat(profile.min()).isCloseTo(Math.min(value, 1), withinPercentage(0.2));
    }
    assertThat(counted(reference(1e-300, 1e300), 1e-300, 1, 1e300, Double.NaN).buckets())
        .isEqualTo(3);
    assertThat(counted(reference(Double.POSITIVE_INFINITY), 1, 2).finite()).isEqualTo(2);
  }

  @Test
  void floatsCountAsTheSameDoubles() {
    WindowCounts floats = new WindowCounts(normal(), NUMBER);
    WindowCounts doubles = new WindowCounts(normal(), NUMBER);
    for (float value : new float[] {1.1f, -2.7f, 0, Float.NaN, Float.MIN_VALUE, Float.MAX_VALUE}) {
      floats.addRow(new float[] {value});
      doubles.addRow(new double[] {value});
    }

    assertThat(floats.profile()).isEqualTo(doubles.profile());
  }

  @Test
  void categoriesAreNamed() {
    WindowCounts counts = new WindowCounts(normal(), MIXED);
    for (double slot : new double[] {0, 1, 1, -1, Double.NaN}) {
      counts.addRow(new double[] {slot, 1, 2});
    }
    counts.addRow(new float[] {1, 1, 2});

    CategoricalProfile plan = (CategoricalProfile) counts.profile().columns().getFirst();

    assertThat(plan.counts())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("a", 1L, "b", 3L, CategoricalProfile.UNKNOWN, 1L));
    assertThat(plan.missing()).isEqualTo(1);
    assertThat(counts.rows()).isEqualTo(6);
    assertThat(counts.profile().columns())
        .extracting(ColumnProfile::name)
        .containsExactly("plan", "x", "y");
  }

  @Test
  void faultyRowsAreRefusedWhole() {
    WindowCounts counts = new WindowCounts(normal(), MIXED);

    for (double slot : new double[] {2, 0.5, -2, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> counts.addRow(new double[] {slot, 1, 1}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("slot " + slot + " of column plan");
    }
    assertThatThrownBy(() -> counts.addRow(new double[2])).hasMessageContaining("2 slots for 3");
    assertThatThrownBy(() -> counts.addRow(new float[4])).hasMessageContaining("4 slots for 3");
    assertThatThrownBy(
            () -> new WindowCounts(normal(), List.of(NUMBER.getFirst(), NUMBER.getFirst())))
        .hasMessageContaining("share a name");
    assertThatThrownBy(() -> counts.add(new WindowCounts(normal(), NUMBER)))
        .hasMessageContaining("same columns");
    assertThatThrownBy(
            () -> new WindowCounts(normal(), NUMBER).add(new WindowCounts(reference(3), NUMBER)))
        .hasMessageContaining("same reference");
    assertThat(counts.rows()).isZero();
    assertThat(counts.profile().rowCount()).isZero();
  }

  @Test
  void clearedCountsStartAgain() {
    WindowCounts counts = new WindowCounts(normal(), NUMBER);
    for (int i = 0; i < 100; i++) {
      counts.addRow(new double[] {i % 2 == 0 ? 1e300 : i});
    }
    counts.clear();
    counts.addRow(new double[] {1e300});

    assertThat(counts.profile()).isEqualTo(new TableProfile(List.of(counted(normal(), 1e300))));
    assertThat(counts.rows()).isEqualTo(1);
  }

  @Test
  void moreRowsThanCountersHoldMoveToAProfile() {
    SplittableRandom random = new SplittableRandom(5);
    WindowCounts small = new WindowCounts(normal(), NUMBER, 100);
    WindowCounts large = new WindowCounts(normal(), NUMBER);
    WindowCounts other = new WindowCounts(normal(), NUMBER, 100);
    for (int i = 0; i < 1_050; i++) {
      double[] row = {i % 50 == 0 ? 1e200 : random.nextDouble(-5, 5)};
      small.addRow(row);
      large.addRow(row);
      other.addRow(row);
    }

    assertThat(small.rows()).isEqualTo(1_050);
    assertThat(small.profile()).isEqualTo(large.profile());
    small.add(other);
    large.add(large);
    assertThat(small.rows()).isEqualTo(2_100);
    assertThat(small.profile()).isEqualTo(large.profile());
  }

  @Test
  void categoriesAddUpAndAreForgotten() {
    WindowCounts left = new WindowCounts(normal(), MIXED);
    WindowCounts right = new WindowCounts(normal(), MIXED);
    WindowCounts all = new WindowCounts(normal(), MIXED);
    for (double slot : new double[] {0, 1, 1, -1, Double.NaN}) {
      double[] row = {slot, 1, 2};
      left.addRow(row);
      all.addRow(row);
      double[] other = {1, 3, 4};
      right.addRow(other);
      all.addRow(other);
    }

    left.add(right);
    assertThat(left.profile()).isEqualTo(all.profile());
    left.clear();
    assertThat(left.profile()).isEqualTo(new WindowCounts(normal(), MIXED).profile());
  }

  @Test
  void countersThatWouldOverflowTogetherMoveToAProfileFirst() {
    WindowCounts left = new WindowCounts(normal(), NUMBER, 100);
    WindowCounts right = new WindowCounts(normal(), NUMBER, 100);
    WindowCounts all = new WindowCounts(normal(), NUMBER);
    for (int i = 0; i < 51; i++) {
      left.addRow(new double[] {i});
      right.addRow(new double[] {-i});
      all.addRow(new double[] {i});
      all.addRow(new double[] {-i});
    }

    left.add(right);
    assertThat(left.rows()).isEqualTo(102);
    assertThat(left.profile()).isEqualTo(all.profile());
    left.addRow(new double[] {7});
    all.addRow(new double[] {7});
    assertThat(left.profile()).isEqualTo(all.profile());
  }

  @Provide
  Arbitrary<List<Double>> samples() {
    return Arbitraries.oneOf(
            Arbitraries.doubles(),
            Arbitraries.doubles().between(-3, 3).ofScale(4),
            Arbitraries.of(0.0, -0.0, Double.NaN, 1e300, Double.NEGATIVE_INFINITY))
        .list()
        .ofMaxSize(200);
  }

  @Property(tries = 100)
  void anySplitAndOrderAddsUpToTheSame(
      @ForAll("samples") List<Double> a,
      @ForAll("samples") List<Double> b,
      @ForAll("samples") List<Double> c) {
    TableProfile reference = normal50();
    List<Double> all = new ArrayList<>(c);
    all.addAll(a);
    all.addAll(b);

    WindowCounts left = of(reference, a);
    left.add(of(reference, b));
    left.add(of(reference, c));
    WindowCounts right = of(reference, b);
    right.add(of(reference, c));
    WindowCounts outer = of(reference, a);
    outer.add(right);

    assertThat(left.profile()).isEqualTo(outer.profile());
    assertThat(left.profile()).isEqualTo(of(reference, all).profile());
    assertThat(left.rows()).isEqualTo(all.size());
    assertThat(left.profile().rowCount()).isEqualTo(all.size());
  }

  private static TableProfile normal50() {
    return reference(new SplittableRandom(1).doubles(50, -2, 2).toArray());
  }

  private static WindowCounts of(TableProfile reference, List<Double> values) {
    WindowCounts counts = new WindowCounts(reference, NUMBER);
    values.forEach(value -> counts.addRow(new double[] {value}));
    return counts;
  }
}
