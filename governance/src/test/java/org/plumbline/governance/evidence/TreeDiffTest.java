package org.plumbline.governance.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.plumbline.governance.evidence.TreeDiff.Change;

class TreeDiffTest {
  @Test
  void equalTreesDifferInNothing() {
    Map<String, Object> tree =
        Map.of("version", Map.of("number", 3), "alerts", List.of(Map.of("id", "a", "open", true)));

    assertThat(TreeDiff.of(tree, tree).changes()).isEmpty();
  }

  @Test
  void valuesAreNamedByTheirPathAndMayComeOrGo() {
    var diff =
        TreeDiff.of(
            Map.of("version", Map.of("number", 3)),
            Map.of("version", Map.of("number", 4), "limits", Map.of("rows", 10)));

    assertThat(diff.changes())
        .containsExactly(
            new Change("version.number", "3", "4"), new Change("limits.rows", null, "10"));
  }

  @Test
  void objectsOfAListAreHeldAgainstEachOtherByWhatNamesThem() {
    var diff =
        TreeDiff.of(
            Map.of("alerts", List.of(Map.of("id", "a", "state", "open"))),
            Map.of(
                "alerts",
                List.of(Map.of("id", "b", "state", "open"), Map.of("id", "a", "state", "closed"))));

    assertThat(diff.changes())
        .containsExactlyInAnyOrder(
            new Change("alerts[a].state", "open", "closed"),
            new Change("alerts[b].id", null, "b"),
            new Change("alerts[b].state", null, "open"));
  }

  @Test
  void textsAreThereOrNotAndNumbersGoByTheirPlace() {
    var diff =
        TreeDiff.of(
            Map.of("reasons", List.of("x", "y"), "curve", List.of(1, 2)),
            Map.of("reasons", List.of("y", "z"), "curve", List.of(1, 3, 4)));

    assertThat(diff.changes())
        .containsExactlyInAnyOrder(
            new Change("reasons[x]", "x", null),
            new Change("reasons[z]", null, "z"),
            new Change("curve[2]", "2", "3"),
            new Change("curve[3]", null, "4"));
  }

  @Test
  void anObjectThatBecameAValueIsOneChange() {
    var diff = TreeDiff.of(Map.of("owner", Map.of("name", "ana")), Map.of("owner", "ana"));

    assertThat(diff.changes()).hasSize(1);
    assertThat(diff.changes().getFirst().after()).isEqualTo("ana");
  }
}
