package org.plumbline.stats.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeysTest {
  private static final double[] ASCENDING = {
    Double.NEGATIVE_INFINITY,
    -Double.MAX_VALUE,
    -1,
    -Double.MIN_NORMAL,
    -Double.MIN_VALUE,
    0,
    Double.MIN_VALUE,
    0.5,
    Math.nextUp(0.5),
    Double.MAX_VALUE,
    Double.POSITIVE_INFINITY
  };

  @Test
  void keysSortAsTheirNumbers() {
    for (int i = 1; i < ASCENDING.length; i++) {
      assertThat(Keys.of(ASCENDING[i])).isGreaterThan(Keys.of(ASCENDING[i - 1]));
    }
    assertThat(Keys.of(-0.0)).isEqualTo(Keys.of(0.0)).isZero();
  }

  @Test
  void finiteNumbersReturnFromTheirKeys() {
    for (int i = 1; i < ASCENDING.length - 1; i++) {
      assertThat(Keys.value(Keys.of(ASCENDING[i]))).isEqualTo(ASCENDING[i]);
    }
  }

  @Test
  void keysBeyondTheFiniteNumbersGiveTheNearestOne() {
    assertThat(Keys.value(Long.MAX_VALUE)).isEqualTo(Double.MAX_VALUE);
    assertThat(Keys.value(Keys.of(Double.POSITIVE_INFINITY))).isEqualTo(Double.MAX_VALUE);
    assertThat(Keys.value(Long.MIN_VALUE)).isEqualTo(-Double.MAX_VALUE);
    assertThat(Keys.value(Keys.of(Double.NEGATIVE_INFINITY))).isEqualTo(-Double.MAX_VALUE);
  }

  /** Stored profiles hold these: they must never change. Computed apart, in Python. */
  @Test
  void hashesAreFrozen() {
    assertThat(Keys.hash(0)).isZero();
    assertThat(Keys.hash(1)).isEqualTo(0xB456BCFC34C2CB2CL);
    assertThat(Keys.hash(2)).isEqualTo(0x3ABF2A20650683E7L);
    assertThat(Keys.hash(0x6F56DF7780000000L)).isEqualTo(0x976FD3C8F5AB7C7DL);
    assertThat(Keys.hash("")).isZero();
    assertThat(Keys.hash("a")).isEqualTo(0x6890D4154D63E03AL);
    assertThat(Keys.hash("Berlin")).isEqualTo(0x4C01824ECADE5601L);
    assertThat(Keys.hash("ü€")).isEqualTo(0x2C456CF286198263L);
  }

  @Test
  void slotsFillTheTable() {
    assertThat(Keys.slot(0, 60)).isZero();
    assertThat(Keys.slot(1, 60)).isEqualTo(0x9);
    assertThat(Keys.slot(1, 48)).isEqualTo(0x9E37);
    assertThat(Keys.slot(2, 48)).isEqualTo(0x3C6E);
  }
}
