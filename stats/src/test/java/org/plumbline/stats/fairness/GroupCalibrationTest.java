package org.plumbline.stats.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GroupCalibrationTest {
  @Test
  void fourRowsByHand() {
    GroupCalibration found =
        GroupCalibration.of(
            List.of("a", "a", "b", "b"),
            new double[] {0, 1, 1, 1},
            new double[] {0.2, 0.8, 0.5, 0.5},
            2);

    assertThat(group(found, "a").bias()).isCloseTo(0, within(1e-15));
    assertThat(group(found, "a").error()).isCloseTo(0.2, within(1e-15));
    assertThat(group(found, "b").predicted()).isEqualTo(0.5);
    assertThat(group(found, "b").observed()).isEqualTo(1);
    assertThat(group(found, "b").rows()).isEqualTo(2);
    assertThat(found.gap()).isCloseTo(0.5, within(1e-15));
    assertThat(found.hiddenGroups()).isZero();
  }

  @Test
  void smallGroupsAreHiddenAndCounted() {
    GroupCalibration found =
        GroupCalibration.of(
            List.of("a", "a", "b"), new double[] {0, 1, 1}, new double[] {0.2, 0.8, 0.5}, 2);

    assertThat(found.groups()).containsOnlyKeys("a");
    assertThat(found.hiddenGroups()).isEqualTo(1);
    assertThat(found.gap()).isZero();
    assertThat(GroupCalibration.of(List.of(), new double[0], new double[0], 1).gap()).isNaN();
  }

  @Test
  void aScoreThatPromisesOneGroupTooMuchIsFound() {
    var random = new Random(12);
    List<String> groups = new ArrayList<>();
    double[] labels = new double[20_000];
    double[] scores = new double[labels.length];
    for (int i = 0; i < labels.length; i++) {
      boolean first = random.nextBoolean();
      groups.add(first ? "first" : "second");
      scores[i] = 0.1 + 0.8 * random.nextDouble();
      labels[i] = random.nextDouble() < scores[i] - (first ? 0 : 0.1) ? 1 : 0;
    }

    GroupCalibration found = GroupCalibration.of(groups, labels, scores, 30);

    assertThat(found.gap()).isCloseTo(0.1, within(0.03));
    assertThat(group(found, "first").error()).isLessThan(0.03);
    assertThat(group(found, "second").error()).isCloseTo(0.1, within(0.03));
  }

  private static GroupCalibration.Group group(GroupCalibration found, String name) {
    return Objects.requireNonNull(found.groups().get(name));
  }

  @Test
  void refusesListsThatDoNotFit() {
    assertThatThrownBy(() -> GroupCalibration.of(List.of("a"), new double[2], new double[1], 1))
        .hasMessageContaining("1 groups, 2 labels");
    assertThatThrownBy(() -> GroupCalibration.of(List.of("a"), new double[1], new double[1], 0))
        .hasMessageContaining("leastRows 0");
  }
}
