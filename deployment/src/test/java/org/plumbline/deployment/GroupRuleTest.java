package org.plumbline.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.plumbline.stats.fairness.GroupThresholds;

class GroupRuleTest {
  private static final GroupRule RULE =
      new GroupRule(
          List.of("sex", "age"), new GroupThresholds(0.5, Map.of("f, old", 0.3, "m, old", 0.6)));

  @Test
  void aGroupOfAllAttributesHasItsOwnThreshold() {
    Map<String, String> told = Map.of("sex", "f", "age", "old", "other", "x");

    assertThat(RULE.group(told)).isEqualTo("f, old");
    assertThat(RULE.threshold(told)).isEqualTo(0.3);
  }

  @Test
  void whoseGroupIsNotWhollyKnownOrHasNoneFollowsTheCommonOne() {
    for (Map<String, String> told :
        List.of(Map.<String, String>of(), Map.of("sex", "f"), Map.of("sex", "f", "age", "young"))) {
      assertThat(RULE.group(told)).isNull();
      assertThat(RULE.threshold(told)).isEqualTo(0.5);
    }
  }
}
