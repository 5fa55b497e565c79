package org.plumbline.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.plumbline.access.Permission;
import org.plumbline.http.problem.Problem;
import org.plumbline.kernel.ErrorCode;

class MlflowRouteTest {
  @ParameterizedTest
  @EnumSource(MlflowRoute.class)
  void aRouteThatWritesNeedsAPermissionAndLeavesRefusals(MlflowRoute route) {
    boolean reads = route.permission() == Permission.MODEL_READ;

    assertThat(route.audit().isEmpty()).isEqualTo(reads);
    assertThat(MlflowRoute.find(route.method(), route.path())).contains(route);
  }

  @ParameterizedTest
  @EnumSource(MlflowRoute.class)
  void aRouteStandsInTheDocs(MlflowRoute route) throws Exception {
    String docs = Files.readString(Path.of("..", "docs", "mlflow.md"));

    assertThat(docs).contains("`" + route.method() + " " + route.path() + "`");
  }

  @ParameterizedTest
  @EnumSource(ScoringRoute.class)
  void aScoringRouteStandsInTheDocs(ScoringRoute route) throws Exception {
    String docs = Files.readString(Path.of("..", "docs", "mlflow.md"));

    assertThat(docs).contains("`" + route.method() + " " + route.path() + "`");
    assertThat(route.audit().isEmpty()).isEqualTo(route.method().equals("GET"));
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void aCodeOfOursHasOneOfTheirsAndAStatusThatFits(ErrorCode code) {
    MlflowError error = MlflowError.of(Problem.of(code, "no"));

    assertThat(error.code()).matches("[A-Z_]+");
    assertThat(error.status()).isBetween(400, 599);
    assertThat(error.message()).isEqualTo("no");
  }

  @Test
  void aPathThatIsNotListedHasNoRoute() {
    assertThat(MlflowRoute.find("POST", "traces")).isEmpty();
    assertThat(MlflowRoute.find("GET", "runs/create")).isEmpty();
  }
}
