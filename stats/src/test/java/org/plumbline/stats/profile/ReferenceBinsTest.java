package org.plumbline.stats.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ReferenceBinsTest {
  private static final List<ProfileColumn> X = List.of(ProfileColumn.numeric("x"));
  private static final ProfileSettings SMALL = new ProfileSettings(16, 16);

  @Provide
  Arbitrary<double[]> samples() {
    return Arbitraries.oneOf(
            Arbitraries.doubles(),
            Arbitraries.integers().between(-5, 5).map(Integer::doubleValue),
            Arbitraries.of(
                0.0,
                -0.0,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                Double.MIN_VALUE,
                -Double.MIN_VALUE,
                Double.MAX_VALUE,
                -Double.MAX_VALUE))
        .list()
        .ofMaxSize(80)
        .map(list -> list.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static TableProfile profile(double... values) {
    ProfileBuilder builder = new ProfileBuilder(X, SMALL);
    builder.addColumn(0, values);
    return builder.build();
  }

  private static TableProfile beside(TableProfile reference, double... values) {
    ProfileBuilder builder = ProfileBuilder.beside(reference, X, SMALL);
    builder.addColumn(0, values);
    return builder.build();
  }

  private static ReferenceBins bins(TableProfile profile) {
    return ((NumericProfile) profile.columns().getFirst()).referenceBins().orElseThrow();
  }

  /** The plain form: each value against each end. */
  private static long[] counts(ReferenceBins bins, double[] values) {
    long[] counts = new long[bins.size()];
    for (double value : values) {
      if (!Double.isNaN(value)) {
        int bin = 0;
        while (bin < bins.size() - 1 && !(value <= bins.upperEnd(bin))) {
          bin++;
        }
        counts[bin]++;
      }
    }
    return counts;
  }

  private static long[] counted(ReferenceBins bins) {
    long[] counts = new long[bins.size()];
    Arrays.setAll(counts, bins::count);
    return counts;
  }

  private static long[] referenceCounts(ReferenceBins bins) {
    long[] counts = new long[bins.size()];
    Arrays.setAll(counts, bins::referenceCount);
    return counts;
  }

  @Property(tries = 200)
  void bothSidesAreCountedExactlyHoweverCoarseTheProfiles(
      @ForAll("samples") double[] before, @ForAll("samples") double[] now) {
    TableProfile profile = beside(profile(before), now);

    ReferenceBins bins = bins(profile);
    assertThat(referenceCounts(bins)).isEqualTo(counts(bins, before));
    assertThat(counted(bins)).isEqualTo(counts(bins, now));
    assertThat(TableProfile.fromBytes(profile.toBytes())).isEqualTo(profile);
    assertThat(TableProfile.fromJson(profile.toJson())).isEqualTo(profile);
  }

  @Property(tries = 100)
  void mergingIsTheProfileOfTheUnionInAnyOrder(
      @ForAll("samples") double[] before,
      @ForAll("samples") double[] a,
      @ForAll("samples") double[] b,
      @ForAll("samples") double[] c) {
    TableProfile reference = profile(before);
    double[] all = new double[a.length + b.length + c.length];
    System.arraycopy(a, 0, all, 0, a.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    System.arraycopy(c, 0, all, a.length + b.length, c.length);
    TableProfile whole = beside(reference, all);

    TableProfile first = beside(reference, a);
    TableProfile second = beside(reference, b);
    TableProfile third = beside(reference, c);

    assertThat(first.merge(second).merge(third)).isEqualTo(whole);
    assertThat(third.merge(first.merge(second)).toBytes()).isEqualTo(whole.toBytes());
    ProfileBuilder builder = ProfileBuilder.beside(reference, X, SMALL);
    builder.add(second);
    builder.add(first);
    builder.addColumn(0, c);
    assertThat(builder.build()).isEqualTo(whole);
  }

  @Test
  void rowsWhoseBinsAreUnknownLeaveNoBinsInAnyOrder() {
    TableProfile reference = profile(1, 2, 3);
    TableProfile with = beside(reference, 1);
    TableProfile without = profile(2);
    TableProfile other = beside(profile(1, 2, 4), 3);

    for (TableProfile merged :
        List.of(
            with.merge(without),
            without.merge(with),
            with.merge(other),
            other.merge(with).merge(with),
            with.merge(with.merge(other)))) {
      assertThat(((NumericProfile) merged.columns().getFirst()).referenceBins()).isEmpty();
    }
    ProfileBuilder builder = ProfileBuilder.beside(reference, X);
    builder.add(without);
    assertThat(((NumericProfile) builder.build().columns().getFirst()).referenceBins()).isEmpty();
    assertThat(bins(with.merge(with)).count(1)).isEqualTo(2);
  }

  @Test
  void aRepeatedValueHasABinOfItsOwn() {
    double[] before = new double[1_000];
    Arrays.setAll(before, i -> i < 500 ? 0 : i);

    ReferenceBins bins =
        bins(
            beside(
                profile(before),
                0,
                -0.0,
                Double.MIN_VALUE,
                -Double.MIN_VALUE,
                Double.NEGATIVE_INFINITY,
                2_000,
                Double.POSITIVE_INFINITY));

    assertThat(bins.upperEnd(0)).isEqualTo(-Double.MIN_VALUE);
    assertThat(bins.upperEnd(1)).isGreaterThanOrEqualTo(0);
    assertThat(bins.count(0)).isEqualTo(2);
    assertThat(bins.count(bins.size() - 1)).isEqualTo(2);
    assertThat(bins.upperEnd(bins.size() - 1)).isInfinite();
    assertThat(bins.referenceCount(1)).isEqualTo(500);
  }

  @Test
  void thereAreFiveHundredBinsOfAboutEqualShareAndTwoForEachRepeatedValue() {
    double[] uniform = new SplittableRandom(1).doubles(100_000).toArray();
    ProfileBuilder builder = new ProfileBuilder(X);
    builder.addColumn(0, uniform);
    ReferenceBins bins = ReferenceBins.of((NumericProfile) builder.build().columns().getFirst());

    assertThat(bins.size()).isBetween(440, 560);
    for (int i = 0; i < bins.size() - 1; i++) {
      assertThat(bins.referenceCount(i)).isBetween(100L, 300L);
    }
    double[] steps = new double[100_000];
    Arrays.setAll(steps, i -> (i % 400) * 1.5);
    ProfileBuilder atoms = new ProfileBuilder(X);
    atoms.addColumn(0, steps);
    assertThat(ReferenceBins.of((NumericProfile) atoms.build().columns().getFirst()).size())
        .isEqualTo(801);
  }

  @Test
  void nothingIsOneOpenBin() {
    ReferenceBins bins = bins(beside(profile(Double.NaN), 1, Double.NaN, 2));

    assertThat(bins.size()).isEqualTo(1);
    assertThat(bins.upperEnd(0)).isInfinite();
    assertThat(bins.referenceCount(0)).isZero();
    assertThat(bins.count(0)).isEqualTo(2);
    assertThat(bins)
        .hasToString("1 bins holding 2 rows")
        .hasSameHashCodeAs(bins(beside(profile(), 2, 3)));
  }

  @Test
  void aColumnThatTheReferenceLacksHasNoBins() {
    ProfileBuilder builder =
        ProfileBuilder.beside(
            profile(1), List.of(ProfileColumn.numeric("new"), ProfileColumn.numeric("x")));
    builder.addRow(new double[] {1, 1});

    TableProfile profile = builder.build();

    assertThat(((NumericProfile) profile.columns().get(0)).referenceBins()).isEmpty();
    assertThat(((NumericProfile) profile.columns().get(1)).referenceBins()).isPresent();
  }
}
