package org.plumbline.stats.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ReservoirTest {
  private static Reservoir<Integer> of(int size, long seed, int offered) {
    var reservoir = new Reservoir<Integer>(size, seed);
    for (int i = 0; i < offered; i++) {
      reservoir.offer(i);
    }
    return reservoir;
  }

  @Test
  void keepsAllUntilItIsFull() {
    assertThat(of(5, 1, 3).kept()).containsExactly(0, 1, 2);
    assertThat(of(5, 1, 0).kept()).isEmpty();
    assertThat(of(5, 1, 900).kept()).hasSize(5);
    assertThat(of(5, 1, 900).offered()).isEqualTo(900);
  }

  @Test
  void theSameOffersGiveTheSameChoice() {
    assertThat(of(20, 7, 1_000).kept()).isEqualTo(of(20, 7, 1_000).kept());
    assertThat(of(20, 7, 1_000).kept()).isNotEqualTo(of(20, 8, 1_000).kept());
  }

  /** Each of ten is kept in three of ten choices; 4,000 choices leave 4.5 standard errors. */
  @Test
  void eachHasTheSameChance() {
    Integer[] kept = new Integer[10];
    Arrays.fill(kept, 0);
    for (int seed = 0; seed < 4_000; seed++) {
      of(3, seed, 10).kept().forEach(one -> kept[one]++);
    }

    assertThat(kept).allSatisfy(count -> assertThat(count).isBetween(1_070, 1_330));
  }

  @Test
  void keepsAtLeastOne() {
    assertThatThrownBy(() -> new Reservoir<String>(0)).hasMessageContaining("size 0");
  }
}
