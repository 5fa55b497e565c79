package org.plumbline.stats.drift;

import static java.lang.Double.NEGATIVE_INFINITY;
import static java.lang.Double.NaN;
import static java.lang.Double.POSITIVE_INFINITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.stats.profile.ProfileBuilder;
import org.plumbline.stats.profile.ProfileColumn;
import org.plumbline.stats.profile.TableProfile;

class NumericDrawingTest {
  private static TableProfile profile(double... values) {
    var builder = new ProfileBuilder(List.of(ProfileColumn.numeric("x")));
    builder.addColumn(0, values);
    return builder.build();
  }

  private static ColumnDrift compare(double[] reference, double[] current) {
    return DriftReport.compare(profile(reference), profile(current)).column("x").orElseThrow();
  }

  private static List<DriftBin> bins(double[] reference, double[] current) {
    return compare(reference, current).bins();
  }

  private static double[] from(int first, int last) {
    return IntStream.rangeClosed(first, last).asDoubleStream().toArray();
  }

  /** 101 values whose first and last percentiles are 0 and {@code high}. */
  private static double[] spread(double high) {
    double[] values = new double[101];
    Arrays.setAll(values, i -> high * (i - 1) / 98);
    values[0] = 0;
    values[99] = high;
    values[100] = high;
    return values;
  }

  @Test
  void fewValuesAreDrawnOneByOneWithInfinitiesAndMissingOnTheirOwn() {
    List<DriftBin> bins =
        bins(
            new double[] {1, 1, 2, NaN},
            new double[] {2, 3, POSITIVE_INFINITY, NEGATIVE_INFINITY, 3});

    assertThat(bins)
        .containsExactly(
            new DriftBin("-∞", NEGATIVE_INFINITY, NEGATIVE_INFINITY, 0, 0.2),
            new DriftBin("1", 1, 1, 0.5, 0),
            new DriftBin("2", 2, 2, 0.25, 0.2),
            new DriftBin("3", 3, 3, 0, 0.4),
            new DriftBin("∞", POSITIVE_INFINITY, POSITIVE_INFINITY, 0, 0.2),
            new DriftBin("missing", NaN, NaN, 0.25, 0));
  }

  @Test
  void aColumnWithoutMissingHasNoSuchBar() {
    assertThat(bins(new double[] {1}, new double[] {2}))
        .containsExactly(new DriftBin("1", 1, 1, 1, 0), new DriftBin("2", 2, 2, 0, 1));
  }

  @Test
  void twentyValuesHaveABarEachAndOneMoreIsDrawnInRanges() {
    assertThat(bins(from(1, 20), from(1, 20))).hasSize(20).first().isEqualTo(bar(1, 0.05));
    assertThat(bins(from(0, 20), from(0, 20))).hasSize(10).first().isEqualTo(lowest(2, 2.0 / 21));
  }

  private static DriftBin bar(double value, double share) {
    return new DriftBin(Labels.edge(value), value, value, share, share);
  }

  private static DriftBin lowest(double to, double share) {
    return new DriftBin("< " + Labels.edge(to), 0, to, share, share);
  }

  @Test
  void barsAreOfEqualWidthOnRoundBordersAndTheOuterOnesReachTheExtremes() {
    List<DriftBin> bins = bins(from(0, 999), from(-50, 949));

    assertThat(bins).hasSize(11);
    assertThat(bins.getFirst()).isEqualTo(new DriftBin("< 0", -50, 0, 0, 0.05));
    assertThat(bins.get(1)).isEqualTo(new DriftBin("0 – 100", 0, 100, 0.1, 0.1));
    assertThat(bins.getLast()).isEqualTo(new DriftBin("≥ 900", 900, 999, 0.1, 0.05));
    assertThat(bins).extracting(DriftBin::from).isSorted();
  }

  @Test
  void theHigherExtremeMayBeTheCurrentOne() {
    List<DriftBin> bins = bins(from(0, 999), from(100, 1_099));

    assertThat(bins.getFirst()).isEqualTo(new DriftBin("< 100", 0, 100, 0.1, 0));
    assertThat(bins.getLast()).isEqualTo(new DriftBin("≥ 1000", 1_000, 1_099, 0, 0.1));
  }

  @ParameterizedTest
  @CsvSource({
    "160, 10",
    "161, 20",
    "320, 20",
    "321, 25",
    "400, 25",
    "401, 50",
    "800, 50",
    "801, 100"
  })
  void theStepIsTheNextRoundNumber(double high, double step) {
    List<DriftBin> bins = bins(spread(high), spread(high));

    assertThat(bins.get(1).to() - bins.get(1).from()).isEqualTo(step);
    assertThat(bins.getFirst().from()).isZero();
    assertThat(bins.getLast().to()).isEqualTo(high);
    assertThat(bins).hasSizeLessThanOrEqualTo(20);
    assertThat(bins.stream().mapToDouble(DriftBin::referenceShare).sum())
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void whereOneBarWouldHoldNearlyAllBordersAreTheDecilesOfTheReference() {
    double[] values =
        DoubleStream.concat(Arrays.stream(from(1, 80)), DoubleStream.of(tail())).toArray();

    List<DriftBin> bins = bins(values, values);

    assertThat(bins).hasSize(10);
    assertThat(bins).allSatisfy(bin -> assertThat(bin.referenceShare()).isBetween(0.09, 0.11));
    assertThat(bins.getFirst().from()).isEqualTo(1);
    assertThat(bins.getLast().to()).isEqualTo(200_000);
  }

  private static double[] tail() {
    return IntStream.rangeClosed(1, 20).mapToDouble(i -> 10_000.0 * i).toArray();
  }

  @Test
  void sixTenthsInOneBarAreNotYetCrowdedAndMissingRowsDoNotCount() {
    double[] sixty = crowd(60, 0);
    double[] more = crowd(61, 0);
    double[] sixtyOfHundredAndMissing = crowd(60, 50);
    double[] moreAndMissing = crowd(61, 50);

    assertThat(bins(sixty, sixty).get(0).to()).isEqualTo(100);
    assertThat(bins(more, more).get(0).to()).isLessThan(100);
    assertThat(bins(sixtyOfHundredAndMissing, sixtyOfHundredAndMissing).get(0).to()).isEqualTo(100);
    assertThat(bins(moreAndMissing, moreAndMissing).get(0).to()).isLessThan(100);
  }

  /** That many of 100 values below 100, the others evenly up to 1,600; then missing ones. */
  private static double[] crowd(int below, int missing) {
    double[] values = new double[100 + missing];
    Arrays.fill(values, NaN);
    for (int i = 0; i < 100; i++) {
      values[i] = i < below ? i / 2.0 : 101 + 1_499.0 * (i - below) / (99 - below);
    }
    return values;
  }

  @Test
  void aSideWithoutNumbersIsDrawnOverTheOther() {
    double[] nothing = {NaN, NaN};

    List<DriftBin> gone = bins(from(0, 999), nothing);
    List<DriftBin> came = bins(nothing, from(0, 999));

    assertThat(gone)
        .extracting(DriftBin::label)
        .startsWith("< 100", "100 – 200")
        .endsWith("missing");
    assertThat(gone.getFirst()).isEqualTo(new DriftBin("< 100", 0, 100, 0.1, 0));
    assertThat(gone.getLast()).isEqualTo(new DriftBin("missing", NaN, NaN, 0, 1));
    assertThat(came.getFirst()).isEqualTo(new DriftBin("< 100", 0, 100, 0, 0.1));
    assertThat(came.get(9)).isEqualTo(new DriftBin("≥ 900", 900, 999, 0, 0.1));
  }

  @Test
  void infinitiesGoToTheOuterRanges() {
    double[] values =
        DoubleStream.concat(
                Arrays.stream(from(0, 997)), DoubleStream.of(NEGATIVE_INFINITY, POSITIVE_INFINITY))
            .toArray();

    List<DriftBin> bins = bins(values, values);

    assertThat(bins.getFirst().referenceShare()).isEqualTo(0.101);
    assertThat(bins.getLast().referenceShare()).isEqualTo(0.099);
  }

  @Test
  void valuesTooCloseForAStepAreDrawnBetweenTheirDeciles() {
    double[] values = new double[30];
    Arrays.fill(values, 5);
    double next = 5;
    for (int i = 0; i < 25; i++) {
      next = i == 0 ? -5e300 : i == 24 ? 5e300 : Math.nextUp(next < 0 ? 5 : next);
      values[i] = next;
    }

    List<DriftBin> bins = bins(values, values);

    assertThat(bins.stream().mapToDouble(DriftBin::referenceShare).sum())
        .isCloseTo(1, within(1e-12));
    assertThat(bins.getFirst().from()).isEqualTo(-5e300);
    assertThat(bins.getLast().to()).isEqualTo(5e300);
  }

  @Test
  void theStoryTellsWhichWayTheValuesWentAndByHowMuch() {
    double[] reference = from(0, 999);

    assertThat(compare(reference, shift(reference, 600)).recommendation())
        .contains("Values rose by 2.08 standard deviations (mean 1100, was 500)");
    assertThat(compare(reference, shift(reference, -600)).recommendation())
        .contains("Values fell by 2.08 standard deviations (mean -100, was 500)");
    double[] constant = new double[60];
    Arrays.fill(constant, 4);
    assertThat(compare(constant, reference).recommendation())
        .contains("Values left the constant of the reference (mean 500, was 4)");
  }

  private static double[] shift(double[] values, double by) {
    return Arrays.stream(values).map(value -> value + by).toArray();
  }
}
