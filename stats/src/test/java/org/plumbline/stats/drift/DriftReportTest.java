package org.plumbline.stats.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.plumbline.stats.profile.CategoricalProfile;
import org.plumbline.stats.profile.ProfileBuilder;
import org.plumbline.stats.profile.ProfileColumn;
import org.plumbline.stats.profile.TableProfile;

class DriftReportTest {
  private static TableProfile numbers(double... values) {
    ProfileBuilder builder = new ProfileBuilder(List.of(ProfileColumn.numeric("x")));
    builder.addColumn(0, values);
    return builder.build();
  }

  private static TableProfile drawn(int rows, DoubleSupplier values) {
    return numbers(IntStream.range(0, rows).mapToDouble(_ -> values.getAsDouble()).toArray());
  }

  private static TableProfile categories(String... values) {
    ProfileBuilder builder = new ProfileBuilder(List.of(ProfileColumn.categorical("x", List.of())));
    for (String value : values) {
      builder.addCategory(0, value.isEmpty() ? null : value);
    }
    return builder.build();
  }

  private static ColumnDrift only(TableProfile reference, TableProfile current) {
    return DriftReport.compare(reference, current).column("x").orElseThrow();
  }

  @Test
  void theRulingsVectorsHold() {
    double[] reference = IntStream.range(0, 100).asDoubleStream().toArray();

    ColumnDrift same = only(numbers(reference), numbers(reference));
    ColumnDrift tenth = only(numbers(reference), numbers(shifted(reference, 10)));
    ColumnDrift half = only(numbers(reference), numbers(shifted(reference, 50)));
    ColumnDrift disjoint = only(numbers(reference), numbers(shifted(reference, 100)));

    assertThat(same.psi()).isZero();
    assertThat(same.ks()).isZero();
    assertThat(same.effect()).isZero();
    assertThat(tenth.psi()).isCloseTo(0.3537, within(5e-5));
    assertThat(tenth.ks()).isCloseTo(0.1, within(1e-12));
    assertThat(tenth.verdict()).isEqualTo(DriftVerdict.NONE);
    assertThat(half.psi()).isCloseTo(2.2837, within(5e-5));
    assertThat(disjoint.psi()).isCloseTo(4.5457, within(5e-5));
    assertThat(disjoint.ks()).isEqualTo(1);
    assertThat(disjoint.verdict()).isEqualTo(DriftVerdict.SEVERE);
    assertThat(same.psiCritical()).isCloseTo(0.338, within(5e-4));
    assertThat(Divergence.psiCritical(0.01, 10, 1_000, 1_000)).isCloseTo(0.043, within(5e-4));
    assertThat(Divergence.psiCritical(0.05, 1, 10, 10)).isZero();
  }

  private static double[] shifted(double[] values, double by) {
    return Arrays.stream(values).map(value -> value + by).toArray();
  }

  @Tag("simulation")
  @Test
  void unchangedPopulationsAreRarelyFlagged() {
    SplittableRandom random = new SplittableRandom(1);
    List<DoubleSupplier> populations =
        List.of(
            random::nextGaussian,
            random::nextDouble,
            () -> Math.exp(random.nextGaussian()),
            () -> random.nextInt(3),
            () -> random.nextDouble() < 0.7 ? 0 : random.nextExponential(),
            () -> random.nextDouble() < 0.02 ? Double.NaN : random.nextGaussian());
    for (int rows : new int[] {100, 1_000}) {
      int flagged = 0;
      int tables = 0;
      for (DoubleSupplier population : populations) {
        for (int t = 0; t < 150; t++) {
          ColumnDrift drift = only(drawn(rows, population), drawn(rows, population));
          flagged += drift.verdict().isDrift() ? 1 : 0;
          tables++;
        }
      }
      // One percent is the settings' promise; 900 tables leave room for chance.
      assertThat((double) flagged / tables).as("%d rows", rows).isLessThanOrEqualTo(0.015);
    }
  }

  @Test
  void aRealShiftIsFound() {
    SplittableRandom random = new SplittableRandom(2);
    int found = 0;
    for (int t = 0; t < 100; t++) {
      TableProfile reference = drawn(5_000, random::nextGaussian);
      TableProfile current = drawn(300, () -> random.nextGaussian() + 0.5);
      ColumnDrift drift = only(reference, current);
      found += drift.verdict().compareTo(DriftVerdict.MODERATE) >= 0 ? 1 : 0;
      assertThat(drift.meanChange()).isCloseTo(0.5, within(0.35));
    }

    assertThat(found).isGreaterThanOrEqualTo(95);
  }

  @Test
  void aChangeOfSpreadAloneIsFoundAndNamed() {
    SplittableRandom random = new SplittableRandom(3);

    ColumnDrift drift =
        only(drawn(20_000, random::nextGaussian), drawn(20_000, () -> 1.7 * random.nextGaussian()));

    assertThat(drift.verdict()).isIn(DriftVerdict.MODERATE, DriftVerdict.SEVERE);
    assertThat(drift.recommendation()).contains("shape changed");
  }

  @Test
  void manyRowsDoNotFlagATrivialChange() {
    SplittableRandom random = new SplittableRandom(4);

    ColumnDrift drift =
        only(
            drawn(400_000, random::nextGaussian),
            drawn(400_000, () -> random.nextGaussian() + 0.03));

    assertThat(drift.adjustedPValue()).isLessThan(1e-6);
    assertThat(drift.verdict()).isEqualTo(DriftVerdict.NONE);
    assertThat(drift.recommendation()).contains("too small to matter");
  }

  @Test
  void aHundredMillionRowsAreComparedAtOnce() {
    ProfileBuilder reference = new ProfileBuilder(List.of(ProfileColumn.numeric("x")));
    TableProfile part = drawn(30_000, new SplittableRandom(5)::nextGaussian);
    for (int doubling = 0; doubling < 12; doubling++) {
      reference.add(part);
      part = reference.build();
    }

    ColumnDrift drift = only(part, drawn(30_000, new SplittableRandom(6)::nextGaussian));

    assertThat(drift.referenceRows()).isGreaterThan(60_000_000);
    assertThat(drift.verdict()).isEqualTo(DriftVerdict.NONE);
  }

  @Test
  void tooFewRowsAreNeverFlagged() {
    ColumnDrift drift = only(numbers(1, 2, 3), numbers(100, 200, 300));
    ColumnDrift empty = only(numbers(), numbers(1));
    ColumnDrift single = only(numbers(1), numbers(2));

    for (ColumnDrift few : List.of(drift, empty, single)) {
      assertThat(few.verdict()).isEqualTo(DriftVerdict.TOO_FEW_ROWS);
      assertThat(few.adjustedPValue()).isNaN();
      assertThat(few.recommendation()).contains("collect at least 50");
    }
    assertThat(empty.psi()).isNaN();
    assertThat(empty.effect()).isNaN();
    assertThat(single.ksPValue()).isEqualTo(1);
  }

  @Test
  void constantsAreComparedByValue() {
    double[] fives = filled(200, 5);
    double[] sevens = filled(200, 7);

    ColumnDrift same = only(numbers(fives), numbers(fives));
    ColumnDrift moved = only(numbers(fives), numbers(sevens));

    assertThat(same.psi()).isZero();
    assertThat(same.chiSquarePValue()).isEqualTo(1);
    assertThat(same.meanChange()).isZero();
    assertThat(same.verdict()).isEqualTo(DriftVerdict.NONE);
    assertThat(moved.verdict()).isEqualTo(DriftVerdict.SEVERE);
    assertThat(moved.meanChange()).isNaN();
    assertThat(moved.wasserstein()).isEqualTo(2);
    assertThat(moved.recommendation()).contains("left the constant");
    assertThat(moved.bins()).extracting(DriftBin::label).containsExactly("5", "7");
  }

  private static double[] filled(int rows, double value) {
    double[] values = new double[rows];
    Arrays.fill(values, value);
    return values;
  }

  @Test
  void aFlagThatTurnsIsFoundThoughItsDecilesCoincide() {
    double[] reference = filled(1_000, 0);
    double[] current = filled(1_000, 0);
    Arrays.fill(reference, 0, 100, 1);
    Arrays.fill(current, 0, 400, 1);

    ColumnDrift drift = only(numbers(reference), numbers(current));

    assertThat(drift.verdict()).isEqualTo(DriftVerdict.SEVERE);
    assertThat(drift.totalVariation()).isCloseTo(0.3, within(1e-12));
  }

  @Test
  void missingValuesAreDrift() {
    SplittableRandom random = new SplittableRandom(7);
    TableProfile reference = drawn(2_000, random::nextGaussian);
    TableProfile holes =
        drawn(2_000, () -> random.nextInt(10) == 0 ? Double.NaN : random.nextGaussian());
    TableProfile nothing = numbers(filled(2_000, Double.NaN));

    ColumnDrift tenth = only(reference, holes);
    ColumnDrift all = only(reference, nothing);
    ColumnDrift still = only(nothing, nothing);

    assertThat(tenth.verdict()).isIn(DriftVerdict.MODERATE, DriftVerdict.SEVERE);
    assertThat(tenth.recommendation()).startsWith("Missing values rose to");
    assertThat(tenth.bins().getLast().label()).isEqualTo("missing");
    assertThat(all.verdict()).isEqualTo(DriftVerdict.SEVERE);
    assertThat(all.ks()).isNaN();
    assertThat(all.effect()).isCloseTo(1, within(0.01));
    assertThat(still.verdict()).isEqualTo(DriftVerdict.NONE);
    assertThat(still.effect()).isZero();
  }

  @Test
  void infinitiesAreCountedInTheOuterBins() {
    double[] values = new SplittableRandom(8).doubles(500).toArray();
    double[] broken = values.clone();
    Arrays.fill(broken, 0, 100, Double.POSITIVE_INFINITY);
    Arrays.fill(broken, 100, 110, Double.NEGATIVE_INFINITY);

    ColumnDrift drift = only(numbers(values), numbers(broken));

    assertThat(drift.ks()).isCloseTo(TwoSample.ks(values, broken).statistic(), within(1e-12));
    assertThat(drift.psi()).isCloseTo(TwoSample.psi(values, broken, 10), within(1e-12));
    assertThat(drift.wasserstein()).isFinite();
    assertThat(drift.verdict()).isIn(DriftVerdict.MODERATE, DriftVerdict.SEVERE);
  }

  @Test
  void categoriesAreComparedByName() {
    String[] reference = repeated("a", 500, "b", 300, "c", 200);
    String[] current = repeated("a", 500, "b", 200, "d", 300);

    ColumnDrift drift = only(categories(reference), categories(current));
    ColumnDrift same = only(categories(reference), categories(reference));

    assertThat(drift.newCategories()).containsExactly("d");
    assertThat(drift.vanishedCategories()).containsExactly("c");
    assertThat(drift.verdict()).isEqualTo(DriftVerdict.SEVERE);
    assertThat(drift.totalVariation()).isCloseTo(0.3, within(1e-12));
    assertThat(drift.recommendation()).contains("unknown to the reference make up 30.0 % ('d')");
    assertThat(drift.ks()).isNaN();
    assertThat(same.verdict()).isEqualTo(DriftVerdict.NONE);
    assertThat(same.psi()).isZero();
  }

  private static String[] repeated(Object... pairs) {
    return IntStream.range(0, pairs.length / 2)
        .boxed()
        .flatMap(
            i ->
                java.util.stream.Stream.generate(() -> (String) pairs[2 * i])
                    .limit((int) pairs[2 * i + 1]))
        .toArray(String[]::new);
  }

  @Test
  void aMovedShareIsNamed() {
    ColumnDrift drift =
        only(
            categories(repeated("a", 500, "b", 500)),
            categories(repeated("a", 300, "b", 700, "", 10)));

    assertThat(drift.recommendation()).contains("share of 'a' fell to 30.0 % from 50.0 %");
    assertThat(drift.bins()).extracting(DriftBin::label).containsExactly("b", "a", "missing");
  }

  @Test
  void manyRareCategoriesAreNotDrift() {
    SplittableRandom random = new SplittableRandom(9);
    int flagged = 0;
    for (int t = 0; t < 40; t++) {
      String[] reference = rare(random);
      String[] current = rare(random);
      flagged += only(categories(reference), categories(current)).verdict().isDrift() ? 1 : 0;
    }

    assertThat(flagged).isLessThanOrEqualTo(1);
  }

  private static String[] rare(SplittableRandom random) {
    return IntStream.range(0, 1_000)
        .mapToObj(_ -> "c" + (int) Math.pow(800, random.nextDouble()))
        .toArray(String[]::new);
  }

  @Test
  void aHundredThousandCategoriesFitAndCompare() {
    TableProfile reference = wide(0);
    TableProfile same = wide(0);
    TableProfile half = wide(50_000);

    CategoricalProfile column = (CategoricalProfile) reference.columns().getFirst();
    ColumnDrift unchanged = only(reference, same);
    ColumnDrift changed = only(reference, half);

    assertThat(column.exact()).isFalse();
    assertThat(column.counts().size()).isBetween(2_500, 10_000);
    assertThat((double) column.distinct()).isCloseTo(100_000, within(6_000.0));
    assertThat(unchanged.verdict()).isEqualTo(DriftVerdict.NONE);
    assertThat(unchanged.newCategories()).isEmpty();
    assertThat(changed.newCategories()).hasSize(100);
    assertThat(changed.bins()).hasSizeLessThanOrEqualTo(20);
  }

  private static TableProfile wide(int offset) {
    ProfileBuilder builder = new ProfileBuilder(List.of(ProfileColumn.categorical("x", List.of())));
    for (int i = 0; i < 200_000; i++) {
      builder.addCategory(0, "user-" + (offset + i % 100_000));
    }
    return builder.build();
  }

  @Test
  void columnsThatCannotBeComparedSayWhy() {
    ProfileBuilder left =
        new ProfileBuilder(
            List.of(ProfileColumn.numeric("gone"), ProfileColumn.numeric("changed")));
    ProfileBuilder right =
        new ProfileBuilder(
            List.of(
                ProfileColumn.categorical("changed", List.of("a")), ProfileColumn.numeric("new")));
    for (int i = 0; i < 100; i++) {
      left.addRow(new double[] {i, i});
      right.addRow(new double[] {0, i});
    }

    DriftReport report = DriftReport.compare(left.build(), right.build());

    assertThat(report.columns())
        .extracting(ColumnDrift::comparison)
        .containsExactly(
            Comparison.ONLY_IN_REFERENCE, Comparison.KIND_CHANGED, Comparison.ONLY_IN_CURRENT);
    assertThat(report.columns())
        .extracting(ColumnDrift::verdict)
        .containsExactly(DriftVerdict.SEVERE, DriftVerdict.SEVERE, DriftVerdict.NONE);
    assertThat(report.verdict()).isEqualTo(DriftVerdict.SEVERE);
    assertThat(report.column("other")).isEmpty();
    assertThat(
            DriftReport.compare(new TableProfile(List.of()), new TableProfile(List.of())).verdict())
        .isEqualTo(DriftVerdict.TOO_FEW_ROWS);
  }

  @Test
  void bucketedAnswersStayWithinTheStatedError() {
    SplittableRandom random = new SplittableRandom(10);
    double[] reference = random.doubles(100_000).map(u -> u * u).toArray();
    double[] current = random.doubles(60_000).map(u -> Math.pow(u, 2.2)).toArray();

    ColumnDrift drift = only(numbers(reference), numbers(current));

    double exact = TwoSample.ks(reference, current).statistic();
    assertThat(drift.ksError()).isLessThan(0.01);
    assertThat(exact).isBetween(drift.ks(), drift.ks() + drift.ksError());
    assertThat(drift.wasserstein())
        .isCloseTo(TwoSample.wasserstein(reference, current), within(1e-4));
    assertThat(drift.psi()).isCloseTo(TwoSample.psi(reference, current, 10), within(2e-3));
  }

  @Test
  void binsAreDrawnOnRoundBordersAndAddUp() {
    SplittableRandom random = new SplittableRandom(11);
    ColumnDrift normal =
        only(drawn(5_000, random::nextGaussian), drawn(5_000, random::nextGaussian));
    ColumnDrift skewed =
        only(
            drawn(5_000, () -> Math.exp(4 * random.nextGaussian())),
            drawn(5_000, () -> Math.exp(4 * random.nextGaussian())));

    for (ColumnDrift drift : List.of(normal, skewed)) {
      assertThat(drift.bins()).hasSizeBetween(5, 20);
      assertThat(drift.bins().stream().mapToDouble(DriftBin::referenceShare).sum())
          .isCloseTo(1, within(1e-9));
      assertThat(drift.bins().stream().mapToDouble(DriftBin::currentShare).sum())
          .isCloseTo(1, within(1e-9));
    }
    assertThat(normal.bins()).extracting(DriftBin::label).contains("0 – 0.5");
  }

  @Test
  void correctionOverColumnsFollowsBenjaminiAndHochberg() {
    double[] adjusted =
        Correction.BENJAMINI_HOCHBERG.adjust(new double[] {0.01, Double.NaN, 0.04, 0.03, 0.005});

    assertThat(adjusted[0]).isCloseTo(0.02, within(1e-15));
    assertThat(adjusted[1]).isNaN();
    assertThat(adjusted[2]).isCloseTo(0.04, within(1e-15));
    assertThat(adjusted[3]).isCloseTo(0.04, within(1e-15));
    assertThat(adjusted[4]).isCloseTo(0.02, within(1e-15));
  }

  @Test
  void faultySettingsAreRefused() {
    assertThatThrownBy(() -> new DriftSettings(0, 0.1, 0.2, 0.3, 50))
        .hasMessageContaining("significance 0");
    assertThatThrownBy(() -> new DriftSettings(0.01, 0.3, 0.2, 0.3, 50))
        .hasMessageContaining("must rise");
    assertThatThrownBy(() -> new DriftSettings(0.01, 0.1, 0.2, 0.3, 0))
        .hasMessageContaining("minimumRows 0");
  }
}
