package org.plumbline.governance.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The vectors of the system whose reports the first formula is compared with. */
class FirstIndexTest {
  @Test
  void holdsTheVectorsOfOlderReports() {
    var common = of(0.30, 0.25, 0.12);
    assertThat(common.drift()).isEqualTo(17.5, within(1e-9));
    assertThat(common.fairness()).isEqualTo(12, within(1e-9));
    assertThat(common.index()).isEqualTo(15.3);

    var limits = of(0.25, 0.20, 0.15);
    assertThat(limits.drift()).isEqualTo(14.375, within(1e-9));
    assertThat(limits.index()).isEqualTo(14.63);

    assertThat(of(25, 1, 0.2458).index()).isEqualTo(69.83);
    assertThat(of(0, 0, 0).index()).isZero();
  }

  @Test
  void isAtItsEndForLargeShifts() {
    assertThat(of(22, 1, 3).index()).isEqualTo(100);
    assertThat(of(22, 1, 0.8).drift()).isEqualTo(100);
  }

  @Test
  void whatIsMissingLeavesItUnknown() {
    var none = OptionalDouble.empty();
    var unfair = FirstIndex.of(OptionalDouble.of(0.3), OptionalDouble.of(0.2), none);

    assertThat(unfair.index()).isNull();
    assertThat(unfair.drift()).isNotNull();
    assertThat(unfair.missing()).containsExactly("no protected attribute was measured");
    assertThat(FirstIndex.of(none, none, OptionalDouble.of(0.1)).missing())
        .containsExactly("no window of answers was compared with the reference");
    assertThat(FirstIndex.of(none, none, none).missing()).hasSize(2);
  }

  private static FirstIndex of(double psi, double ks, double disparity) {
    return FirstIndex.of(
        OptionalDouble.of(psi), OptionalDouble.of(ks), OptionalDouble.of(disparity));
  }
}
