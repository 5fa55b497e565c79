package org.plumbline.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.plumbline.deployment.DeploymentLedger.Serving;
import org.plumbline.kernel.Stage;
import org.plumbline.registry.AliasName;

class DeploymentLedgerTest {
  private static final Serving LIVE = serving(3, Stage.PRODUCTION);
  private static final Serving CANARY = serving(5, Stage.CANARY);
  private static final Serving SHADOW = serving(4, Stage.SHADOW);

  @Test
  void theChampionIsInProductionAndTheChallengerNextToIt() {
    assertThat(DeploymentLedger.following(List.of(LIVE, CANARY, SHADOW)))
        .isEqualTo(Map.of(AliasName.CHAMPION, LIVE, AliasName.CHALLENGER, CANARY));
  }

  @Test
  void aModelThatServesNowhereHasNeither() {
    assertThat(DeploymentLedger.following(List.of())).isEmpty();
  }

  private static Serving serving(int version, Stage stage) {
    return new Serving(version, stage, Instant.EPOCH, 1);
  }
}
