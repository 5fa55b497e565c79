package org.plumbline.stats.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Whatever is streamed, a builder holds no more than its settings allow, by its own account. */
class BoundedMemoryTest {
  private static final ProfileSettings SETTINGS = new ProfileSettings(1_000, 100);
  private static final List<ProfileColumn> NUMBERS = List.of(ProfileColumn.numeric("x"));
  private static final List<ProfileColumn> NAMES =
      List.of(ProfileColumn.categorical("c", List.of()));

  /** Two longs for each of 2,048 places, 12 KiB of sums and sketch, bins, and 256 waiting slots. */
  private static final long MOST_NUMBERS = 32 * 1_024 + 12_288 + 32_768 + 2_064;

  private static final long NAME = 128 + 2 * 256;

  private static long most(long rows, LongToDoubleFunction value) {
    ProfileBuilder reference = new ProfileBuilder(NUMBERS, SETTINGS);
    for (int i = 0; i < 5_000; i++) {
      reference.addColumn(0, new double[] {value.applyAsDouble(7L * i)});
    }
    ProfileBuilder builder = ProfileBuilder.beside(reference.build(), NUMBERS, SETTINGS);
    double[] block = new double[10_000];
    long most = 0;
    for (long row = 0; row < rows; row += block.length) {
      for (int i = 0; i < block.length; i++) {
        block[i] = value.applyAsDouble(row + i);
      }
      builder.addColumn(0, block);
      most = Math.max(most, builder.retainedBytes());
    }
    TableProfile profile = builder.build();
    assertThat(profile.rowCount()).isEqualTo(rows);
    assertThat(((NumericProfile) profile.columns().getFirst()).buckets())
        .isLessThanOrEqualTo(1_000);
    assertThat(profile.toBytes().length).isLessThan(64 * 1_024);
    return most;
  }

  @Test
  void tenMillionDifferentValuesFit() {
    assertThat(most(10_000_000, row -> row * 1.000_001)).isBetween(16_000L, MOST_NUMBERS);
  }

  @Test
  void sortedReverseAndShuffledFit() {
    assertThat(most(300_000, row -> (double) row)).isLessThan(MOST_NUMBERS);
    assertThat(most(300_000, row -> (double) -row)).isLessThan(MOST_NUMBERS);
    assertThat(most(300_000, row -> Keyed.shuffled(row))).isLessThan(MOST_NUMBERS);
  }

  @Test
  void heavyTailsOfAllMagnitudesFit() {
    assertThat(most(300_000, row -> Math.pow(10, (double) (row % 600 - 300)) * (1 + row)))
        .isLessThan(MOST_NUMBERS);
    assertThat(most(300_000, row -> Double.longBitsToDouble(Keyed.mixed(row))))
        .isLessThan(MOST_NUMBERS);
  }

  @Test
  void missingAndInfiniteTakeNothing() {
    double[] odd = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 0};
    assertThat(most(300_000, row -> odd[(int) (row % 5)])).isLessThan(4_096);
  }

  @Test
  void millionsOfCategoriesWithLongNamesFit() {
    ProfileBuilder builder = new ProfileBuilder(NAMES, SETTINGS);
    String padding = "a long text of a free field ".repeat(40);
    long most = 0;
    for (int i = 0; i < 100_000; i++) {
      builder.addCategory(0, padding + i);
      builder.addCategory(0, "name " + i);
      if (i % 100 == 0) {
        most = Math.max(most, builder.retainedBytes());
      }
    }

    // Names of the sample and twice the counters, buckets, sketch, slots.
    long allowed = (100 + 2 * 100) * NAME + 2_064 + 4_096 + 2_064 + 16;
    assertThat(most).isBetween(100 * 128L, allowed);
    TableProfile profile = builder.build();
    assertThat(profile.rowCount()).isEqualTo(200_000);
    assertThat(profile.toBytes().length).isLessThan(200 * 300 + 8_192);
  }

  @Test
  void mergingManyProfilesOfOtherNamesFits() {
    ProfileBuilder builder = new ProfileBuilder(NAMES, SETTINGS);
    SplittableRandom random = new SplittableRandom(9);
    long most = 0;
    for (int part = 0; part < 300; part++) {
      ProfileBuilder one = new ProfileBuilder(NAMES, SETTINGS);
      for (int i = 0; i < 90 + part % 30; i++) {
        one.addCategory(0, "category " + random.nextLong());
      }
      builder.add(one.build());
      most = Math.max(most, builder.retainedBytes());
    }

    assertThat(most).isLessThan(300 * NAME + 8_240);
  }

  /** Reproducible disorder. */
  private static final class Keyed {
    static double shuffled(long row) {
      return (double) (row * 7_919 % 300_007);
    }

    static long mixed(long row) {
      return org.plumbline.stats.math.Keys.hash(row);
    }
  }
}
