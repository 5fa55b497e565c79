package org.plumbline.stats.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.plumbline.stats.math.Keys;

/** What a stored profile must hold, rule by rule. */
class ProfilePartsTest {
  private static final NumericProfile.Tails NONE = new NumericProfile.Tails(0, 0, 0);
  private static final BigInteger HUGE = BigInteger.ONE.shiftLeft(100_000);

  private static NumericProfile bucketed(
      int level, double min, double max, BigInteger sum, BigInteger squares) {
    return ProfileParts.bucketed(
        "x",
        16,
        NONE,
        new NumericProfile.Buckets(
            level, new long[] {Keys.of(1.0) >> 4, Keys.of(2.0) >> 4}, new long[] {3, 4}, min, max),
        new NumericProfile.Totals(sum, squares, new DistinctSketch()));
  }

  @Test
  void bucketsBearTheirEndsAndSumsThatCanBe() {
    BigInteger one = BigInteger.ONE;

    assertThat(bucketed(4, 1, 2, one, one).finite()).isEqualTo(7);
    assertThatThrownBy(() -> bucketed(0, 1, 2, one, one)).hasMessage("column x has level 0");
    assertThatThrownBy(() -> bucketed(4, 2, 2, one, one))
        .hasMessage("the smallest and largest number of column x do not lie in its outer buckets");
    assertThatThrownBy(() -> bucketed(4, 1, 1, one, one))
        .hasMessageContaining("do not lie in its outer buckets");
    assertThatThrownBy(() -> bucketed(4, 1, 2, BigInteger.TEN, BigInteger.ZERO))
        .hasMessage("the sums of column x cannot be those of numbers");
    assertThatThrownBy(() -> bucketed(4, 1, 2, one, HUGE))
        .hasMessage("the sums of column x cannot be those of numbers");
  }

  private static NumericProfile exact(long[] keys, long... counts) {
    return ProfileParts.exact("x", 16, NONE, keys, counts);
  }

  @Test
  void valuesAscendAndHaveACountEach() {
    long one = Keys.of(1);
    long two = Keys.of(2);

    assertThat(exact(new long[] {one, two}, 1, 5).finite()).isEqualTo(6);
    assertThatThrownBy(() -> exact(new long[] {two, one}, 1, 5))
        .hasMessage("the values of column x do not ascend");
    assertThatThrownBy(() -> exact(new long[] {one, one}, 1, 5))
        .hasMessage("the values of column x do not ascend");
    assertThatThrownBy(() -> exact(new long[] {one, two}, 1))
        .hasMessage("column x has 2 values and 1 counts, its limit is 16");
    long[] many = LongStream.rangeClosed(1, 17).map(Keys::of).toArray();
    assertThatThrownBy(() -> exact(many, new long[17]))
        .hasMessage("column x has 17 values and 17 counts, its limit is 16");
    assertThatThrownBy(() -> exact(new long[] {Keys.of(Double.POSITIVE_INFINITY)}, 1))
        .hasMessage("value 0 of column x is no finite number");
    assertThatThrownBy(() -> ProfileParts.exact("x", 15, NONE, new long[0], new long[0]))
        .hasMessageContaining("valueLimit 15");
  }

  @Test
  void categoriesHaveACountEach() {
    assertThat(ProfileParts.exact("c", 16, 2, List.of("a", "b"), new long[] {1, 2}).count())
        .isEqualTo(3);
    assertThatThrownBy(() -> ProfileParts.exact("c", 16, 2, List.of("a", "b"), new long[] {1}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ProfileParts.exact("c", 16, -1, List.of("a", "b"), new long[] {1, 2}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ProfileParts.exact("c", 16, 2, List.of("a", "a"), new long[] {1, 2}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
