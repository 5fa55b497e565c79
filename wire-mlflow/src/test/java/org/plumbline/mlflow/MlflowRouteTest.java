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
    assertThat(MlflowRoute.find(route.method(), route.path()))
        .map(MlflowRoute.Match::route)
        .hasValue(route);
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
  void aPathGivesWhatItsNamesStandFor() {
    MlflowRoute.Match match =
        MlflowRoute.find("DELETE", "logged-models/m-1/tags/a%2Fb+c").orElseThrow();

    assertThat(match.route()).isEqualTo(MlflowRoute.UNTAG_LOGGED_MODEL);
    assertThat(match.variables())
        .containsEntry("model_id", "m-1")
        .containsEntry("tag_key", "a/b+c");
    assertThat(MlflowRoute.find("DELETE", "logged-models//tags/x")).isEmpty();
    assertThat(MlflowRoute.find("DELETE", "logged-models/m-1/tags/%ZZ")).isPresent();
  }

  @Test
  void aPathThatIsNotListedHasNoRoute() {
    assertThat(MlflowRoute.find("POST", "traces")).isEmpty();
    assertThat(MlflowRoute.find("GET", "runs/create")).isEmpty();
  }
}
