package org.plumbline.stats.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ReweighingTest {
  /** The ten applicants of Kamiran & Calders 2012, table 1 and section 4.3. */
  @Test
  void weighsTheApplicantsOfThePaper() {
    List<String> sex = List.of("m", "m", "m", "m", "m", "f", "f", "f", "f", "f");
    boolean[] hired = {true, true, true, true, false, true, true, false, false, false};

    double[] weights = Reweighing.weights(sex, hired);

    assertThat(weights[0]).isEqualTo(0.75, within(1e-12));
    assertThat(weights[4]).isEqualTo(2, within(1e-12));
    assertThat(weights[5]).isEqualTo(1.5, within(1e-12));
    assertThat(weights[9]).isEqualTo(2.0 / 3, within(1e-12));
  }

  @Test
  void rowsOfOneGroupWeighOne() {
    assertThat(Reweighing.weights(List.of("a", "a", "a"), new boolean[] {true, false, false}))
        .containsOnly(1);
    assertThat(Reweighing.weights(List.of(), new boolean[0])).isEmpty();
    assertThatThrownBy(() -> Reweighing.weights(List.of("a"), new boolean[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 200)
  void weightedBaseRatesAreAlike(
      @ForAll @Size(min = 4, max = 60) List<@IntRange(max = 5) Integer> cells) {
    List<String> groups = new ArrayList<>();
    boolean[] positive = new boolean[cells.size() + 6];
    for (int row = 0; row < positive.length; row++) {
      // The first six rows see to it that every group knows both truths.
      int cell = row < 6 ? row : cells.get(row - 6);
      groups.add("g" + cell / 2);
      positive[row] = cell % 2 == 1;
    }

    double[] weights = Reweighing.weights(groups, positive);

    double rate = rate("", groups, positive, weights);
    for (String group : List.of("g0", "g1", "g2")) {
      assertThat(rate(group, groups, positive, weights)).isEqualTo(rate, within(1e-9));
    }
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    assertThat(sum).isEqualTo(positive.length, within(1e-9));
  }

  private static double rate(
      String group, List<String> groups, boolean[] positive, double[] weights) {
    double all = 0;
    double found = 0;
    for (int row = 0; row < positive.length; row++) {
      if (group.isEmpty() || groups.get(row).equals(group)) {
        all += weights[row];
        found += positive[row] ? weights[row] : 0;
      }
    }
    return found / all;
  }
}
