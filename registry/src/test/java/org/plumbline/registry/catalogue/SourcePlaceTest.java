package org.plumbline.registry.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.registry.tracking.RunId;

class SourcePlaceTest {
  private static final String ID = "0123456789abcdef0123456789abcdef";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "runs:/" + ID + "/model",
        "models:/m-" + ID + "/model",
        "mlflow-artifacts:/7/" + ID + "/artifacts/model",
        "mlflow-artifacts:/7/models/m-" + ID + "/artifacts/model/",
      })
  void findsTheFilesOfRunsAndOfTheModelsThatTheyLeft(String source) {
    assertThat(SourcePlace.of(source, Optional.empty()))
        .isEqualTo(new SourcePlace.OfRun(new RunId(ID), "model"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://bucket/m-" + ID, "mlflow-artifacts:/7/x" + ID + "/artifacts"})
  void leavesWhatLiesElsewhere(String source) {
    assertThat(SourcePlace.of(source, Optional.empty())).isEqualTo(new SourcePlace.Elsewhere());
  }
}
