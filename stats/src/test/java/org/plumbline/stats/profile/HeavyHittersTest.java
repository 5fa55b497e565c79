package org.plumbline.stats.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class HeavyHittersTest {
  private static final int LIMIT = 16;

  @Provide
  Arbitrary<List<Integer>> streams() {
    // Some names in most rows, many in one.
    return Arbitraries.oneOf(
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(0, 40),
            Arbitraries.integers().between(0, 5_000))
        .list()
        .ofMaxSize(200);
  }

  private static CategoricalProfile profile(List<Integer> names) {
    return profile(names, LIMIT);
  }

  private static CategoricalProfile profile(List<Integer> names, int limit) {
    ProfileBuilder builder =
        new ProfileBuilder(
            List.of(ProfileColumn.categorical("c", List.of())), new ProfileSettings(16, limit));
    names.forEach(name -> builder.addCategory(0, "n" + name));
    return (CategoricalProfile) builder.build().columns().getFirst();
  }

  private static Map<String, Long> truth(List<Integer> names) {
    Map<String, Long> counts = new HashMap<>();
    names.forEach(name -> counts.merge("n" + name, 1L, Long::sum));
    return counts;
  }

  private static void holds(CategoricalProfile profile, Map<String, Long> truth) {
    long rows = truth.values().stream().mapToLong(Long::longValue).sum();
    Map<String, Long> unlisted = new HashMap<>(truth);
    for (HeavyHitter hitter : profile.heavyHitters()) {
      assertThat(truth.get(hitter.category())).isBetween(hitter.atLeast(), hitter.atMost());
      unlisted.remove(hitter.category());
    }
    assertThat(unlisted.values()).allMatch(count -> count <= profile.unlistedAtMost());
    // The theorem of mergeable summaries, whatever the split.
    long held = profile.frequent().counts().values().stream().mapToLong(Long::longValue).sum();
    assertThat((LIMIT + 1) * profile.unlistedAtMost()).isLessThanOrEqualTo(rows - held);
    if (rows > 0) {
      long outside = unlisted.values().stream().mapToLong(Long::longValue).sum();
      assertThat(profile.otherShare()).isGreaterThanOrEqualTo((double) outside / rows);
      assertThat(profile.rareShare(0.1))
          .isGreaterThanOrEqualTo(
              truth.values().stream().filter(n -> n < 0.1 * rows).mapToLong(n -> n).sum()
                  / (double) rows);
    }
  }

  @Property(tries = 200)
  void countsLieWithinTheStatedErrorForAnyOrderAndAnySplit(
      @ForAll("streams") List<Integer> a,
      @ForAll("streams") List<Integer> b,
      @ForAll("streams") List<Integer> c) {
    List<Integer> all = new ArrayList<>(a);
    all.addAll(b);
    all.addAll(c);
    Map<String, Long> truth = truth(all);

    holds(profile(all), truth);
    holds(profile(a).merge(profile(b)).merge(profile(c)), truth);
    holds(profile(a).merge(profile(b).merge(profile(c))), truth);
    Collections.shuffle(all, new Random(5));
    holds(profile(all), truth);
  }

  @Property(tries = 200)
  void mergingIsCommutativeBitForBit(
      @ForAll("streams") List<Integer> a, @ForAll("streams") List<Integer> b) {
    CategoricalProfile one = profile(a).merge(profile(b));
    CategoricalProfile other = profile(b).merge(profile(a));

    assertThat(one).isEqualTo(other);
    assertThat(one.heavyHitters()).isEqualTo(other.heavyHitters());
    CategoricalProfile wide = profile(b, 64);
    assertThat(profile(a).merge(wide)).isEqualTo(wide.merge(profile(a)));
  }

  @Test
  void underTheLimitAllIsExact() {
    CategoricalProfile profile = profile(List.of(1, 2, 2, 3, 3, 3, 4, 4, 4, 4));

    assertThat(profile.heavyHitters())
        .containsExactly(
            new HeavyHitter("n4", 4, 4),
            new HeavyHitter("n3", 3, 3),
            new HeavyHitter("n2", 2, 2),
            new HeavyHitter("n1", 1, 1));
    assertThat(profile.unlistedAtMost()).isZero();
    assertThat(profile.otherShare()).isZero();
    assertThat(profile.rareShare(0)).isZero();
    assertThat(profile.rareShare(0.2)).isEqualTo(0.1);
    assertThat(profile.rareShare(0.21)).isEqualTo(0.3);
    assertThat(profile.rareShare(1)).isEqualTo(1);
    assertThatThrownBy(() -> profile.rareShare(1.1)).hasMessageContaining("rare share 1.1");
    assertThatThrownBy(() -> profile.rareShare(-0.1)).hasMessageContaining("rare share -0.1");
  }

  @Test
  void nothingHasNoHeavyHitterAndNoShare() {
    CategoricalProfile profile = profile(List.of());

    assertThat(profile.heavyHitters()).isEmpty();
    assertThat(profile.unlistedAtMost()).isZero();
    assertThat(profile.otherShare()).isNaN();
    assertThat(profile.rareShare(0.5)).isNaN();
    assertThatThrownBy(() -> new HeavyHitter("a", 2, 1)).hasMessageContaining("2 to 1 rows");
  }

  @Test
  void theFrequentAreFoundAmongAHundredThousand() {
    ProfileBuilder builder = new ProfileBuilder(List.of(ProfileColumn.categorical("c", List.of())));
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 100_000; i++) {
      builder.addCategory(0, "rare " + i);
      if (random.nextInt(10) == 0) {
        builder.addCategory(0, "often");
      }
      if (i % 100 == 0) {
        builder.addCategory(0, "sometimes");
      }
    }

    CategoricalProfile profile = (CategoricalProfile) builder.build().columns().getFirst();

    long rows = profile.count();
    assertThat(profile.unlistedAtMost()).isLessThanOrEqualTo(rows / 1_025);
    HeavyHitter first = profile.heavyHitters().get(0);
    assertThat(first.category()).isEqualTo("often");
    assertThat(first.atLeast()).isBetween(9_600L, 10_400L);
    assertThat(first.atMost() - first.atLeast()).isLessThanOrEqualTo(profile.unlistedAtMost());
    assertThat(profile.heavyHitters().get(1).category()).isEqualTo("sometimes");
    assertThat(profile.heavyHitters().get(1).atMost()).isGreaterThanOrEqualTo(1_000);
    assertThat(profile.rareShare(0.05))
        .isEqualTo((double) (rows - first.atLeast()) / rows)
        .isBetween(0.9, 0.92);
  }

  @Test
  void aReductionTakesTheFirstCountThatFallsOffAll() {
    FrequentNames left = new FrequentNames(1, Map.of("a", 10L, "b", 5L, "c", 4L));
    FrequentNames right = new FrequentNames(2, Map.of("a", 1L, "d", 3L));

    FrequentNames both = FrequentNames.both(left, right, 2);

    assertThat(both).isEqualTo(new FrequentNames(7, Map.of("a", 7L, "b", 1L)));
    assertThat(FrequentNames.both(left, right, 4).counts())
        .isEqualTo(Map.of("a", 11L, "b", 5L, "c", 4L, "d", 3L));
    assertThat(FrequentNames.both(left, right, 4).error()).isEqualTo(3);
    assertThat(FrequentNames.both(right, left, 2)).isEqualTo(both);
  }

  @Test
  void longNamesAreKeptAsBeginningAndHash() {
    String shared = "x".repeat(1_000);
    String plain = "y".repeat(256);
    ProfileBuilder builder = new ProfileBuilder(List.of(ProfileColumn.categorical("c", List.of())));
    builder.addCategory(0, shared + "1");
    builder.addCategory(0, shared + "1");
    builder.addCategory(0, shared + "2");
    builder.addCategory(0, plain);
    builder.addCategory(0, "z".repeat(238) + "\ud83d\ude00".repeat(20));

    CategoricalProfile profile = (CategoricalProfile) builder.build().columns().getFirst();

    assertThat(profile.distinct()).isEqualTo(4);
    assertThat(profile.counts().values()).containsExactly(2L, 1L, 1L, 1L);
    assertThat(profile.counts()).containsKey(plain);
    assertThat(profile.counts().keySet())
        .allMatch(name -> name.length() <= 256)
        .noneMatch(name -> name.chars().anyMatch(c -> Character.isHighSurrogate((char) c)));
    assertThat(profile.counts().keySet())
        .filteredOn(name -> name.startsWith("x"))
        .allMatch(name -> name.length() == 256 && name.charAt(239) == '…');
  }
}
