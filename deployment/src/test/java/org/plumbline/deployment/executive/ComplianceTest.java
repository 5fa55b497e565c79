package org.plumbline.deployment.executive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ComplianceTest {
  @Test
  void holdsTheVectorsOfOlderReports() {
    assertThat(Compliance.score(83.0, 80.0, false)).isEqualTo(26.2);
    assertThat(Compliance.score(83.0, 80.0, true)).isEqualTo(21.2);
    assertThat(Compliance.score(0.0, 0.0, true)).isEqualTo(95.0);
    assertThat(Compliance.bucket(26.2)).isEqualTo("atRisk");
  }

  @Test
  void whatWasNotMeasuredIsLeftOutAndNothingKnownIsNoScore() {
    assertThat(Compliance.score(null, 0.0, false)).isNull();
    assertThat(Compliance.score(70.0, null, false)).isEqualTo(40);
    assertThat(Compliance.score(100.0, 100.0, true)).isEqualTo(5);
  }

  @Test
  void bucketsBeginAtTheirLimits() {
    assertThat(Compliance.bucket(100)).isEqualTo("excellent");
    assertThat(Compliance.bucket(90)).isEqualTo("excellent");
    assertThat(Compliance.bucket(89.99)).isEqualTo("good");
    assertThat(Compliance.bucket(75)).isEqualTo("good");
    assertThat(Compliance.bucket(50)).isEqualTo("fair");
    assertThat(Compliance.bucket(25)).isEqualTo("atRisk");
    assertThat(Compliance.bucket(0)).isEqualTo("blocked");
  }

  @Test
  void theSameFiguresGiveTheSameWords() {
    var models = new Executive.Models(10, 5, 8, 2, 1, 1, 1, 30.0, 78.26, Map.of("good", 8L));

    assertThat(Narrative.of(models, 3))
        .isEqualTo(
            "Compliance is good: 78.3 on average over 8 of 10 models. 2 (20 %) are at risk or"
                + " blocked by their latest evaluation. 1 serve by an override. 2 are not scored."
                + " 3 reviews are overdue.");
    assertThat(Narrative.of(new Executive.Models(0, 0, 0, 0, 0, 0, 0, null, null, Map.of()), 0))
        .isEqualTo("There is no model yet.");
    assertThat(Narrative.of(new Executive.Models(1, 0, 0, 1, 0, 0, 0, null, null, Map.of()), 0))
        .contains("cannot be told");
  }
}
