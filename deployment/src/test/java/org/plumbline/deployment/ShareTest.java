package org.plumbline.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ShareTest {
  private static final UUID PREDICTION = new UUID(0x0192_8cf1_0000_7000L, 0x8000_0000_0000_0001L);
  private static final int ENTITIES = 20_000;

  @Property
  void anEntityStaysWhereItIs(
      @ForAll String entity,
      @ForAll @IntRange(max = 100) int percent,
      @ForAll long deployment,
      @ForAll long one,
      @ForAll long other) {
    Share here = Share.of(percent, deployment(deployment));
    Share afterRestart = Share.of(percent, deployment(deployment));

    assertThat(afterRestart.takes(entity, deployment(other)))
        .isEqualTo(here.takes(entity, deployment(one)));
  }

  @Property
  void aGrowingShareOnlyMovesEntitiesToTheChallenger(
      @ForAll String entity,
      @ForAll @IntRange(max = 100) int percent,
      @ForAll @IntRange(max = 100) int other,
      @ForAll long deployment) {
    Share small = Share.of(Math.min(percent, other), deployment(deployment));
    Share large = Share.of(Math.max(percent, other), deployment(deployment));

    assertThat(!small.takes(entity, PREDICTION) || large.takes(entity, PREDICTION)).isTrue();
  }

  @Property
  void allOrNobodyIsMeantToTheLastEntity(@ForAll String entity, @ForAll long deployment) {
    assertThat(Share.of(100, deployment(deployment)).takes(entity, PREDICTION)).isTrue();
    assertThat(Share.of(0, deployment(deployment)).takes(entity, PREDICTION)).isFalse();
  }

  @Property(tries = 100)
  void theFractionIsTheShareForNamesThatDifferLittle(
      @ForAll @IntRange(min = 1, max = 99) int percent, @ForAll long deployment) {
    Share share = Share.of(percent, deployment(deployment));
    for (IntFunction<String> names :
        List.<IntFunction<String>>of(
            Integer::toString,
            i -> "C-%06d".formatted(i),
            i -> "customer/" + i + "/eu",
            i -> "x".repeat(i % 200) + i)) {
      assertWithinBinomialBounds(
          percent,
          IntStream.range(0, ENTITIES)
              .filter(i -> share.takes(names.apply(i), PREDICTION))
              .count());
    }
  }

  @Property(tries = 100)
  void withoutAnEntityThePredictionsDivide(
      @ForAll @IntRange(min = 1, max = 99) int percent, @ForAll long deployment) {
    Share share = Share.of(percent, deployment(deployment));

    /* Ids of one millisecond differ in their last bits only. */
    assertWithinBinomialBounds(
        percent,
        IntStream.range(0, ENTITIES)
            .filter(
                i ->
                    share.takes(
                        null, new UUID(PREDICTION.getMostSignificantBits(), Long.MIN_VALUE + i)))
            .count());
  }

  @Property(tries = 100)
  void notTheSameEntitiesTryEveryCanary(@ForAll long one, @ForAll long other) {
    if (one == other) {
      return;
    }
    long both =
        IntStream.range(0, ENTITIES)
            .mapToObj(i -> "C" + i)
            .filter(
                entity ->
                    Share.of(50, deployment(one)).takes(entity, PREDICTION)
                        && Share.of(50, deployment(other)).takes(entity, PREDICTION))
            .count();

    assertWithinBinomialBounds(25, both);
  }

  @Test
  void theAssignmentIsFrozen() {
    Share share = Share.of(25, UUID.fromString("01928cf1-7d00-7000-8000-00000000002a"));

    assertThat(IntStream.range(0, 30).filter(i -> share.takes("C" + i, PREDICTION)).boxed())
        .containsExactly(8, 13, 16, 24, 28);
  }

  @Test
  void aShareIsAPercentage() {
    assertThatThrownBy(() -> new Share(101, 0)).hasMessageContaining("101");
    assertThatThrownBy(() -> new Share(-1, 0)).hasMessageContaining("-1");
  }

  private static UUID deployment(long seed) {
    return new UUID(seed, Long.MIN_VALUE | ~seed >>> 2);
  }

  /** Six standard deviations: by chance once in 500 million times. */
  private static void assertWithinBinomialBounds(int percent, long taken) {
    double p = percent / 100.0;
    double bound = 6 * Math.sqrt(ENTITIES * p * (1 - p));
    assertThat((double) taken).isBetween(ENTITIES * p - bound, ENTITIES * p + bound);
  }
}
