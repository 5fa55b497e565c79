package org.plumbline.oip;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.plumbline.access.Permission;
import org.plumbline.http.problem.Problem;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.oip.wire.GRPCInferenceServiceGrpc;

class OipRouteTest {
  private static final Path DOCS = Path.of("..", "docs", "open-inference.md");

  @ParameterizedTest
  @EnumSource(OipRoute.class)
  void aRouteStandsInTheDocsAndIsFound(OipRoute route) throws IOException {
    assertThat(Files.readString(DOCS))
        .contains("`" + route.method() + " " + route.path() + "`", "`" + route.rpc() + "`");
    String with =
        route
            .path()
            .replace("[", "")
            .replace("]", "")
            .replace("{model}", "m")
            .replace("{version}", "3");
    assertThat(OipRoute.find(route.method(), with)).map(OipRoute.Match::route).hasValue(route);
  }

  @Test
  void theServiceHasTheCallsOfTheTableAndNoOthers() {
    assertThat(GRPCInferenceServiceGrpc.getServiceDescriptor().getName())
        .isEqualTo("inference.GRPCInferenceService");
    assertThat(GRPCInferenceServiceGrpc.getServiceDescriptor().getMethods())
        .extracting(MethodDescriptor::getBareMethodName)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(OipRoute.values()).map(OipRoute::rpc).toList());
  }

  @ParameterizedTest
  @EnumSource(OipRoute.class)
  void onlyWhatTellsNothingIsOpenAndWhatWritesLeavesRefusals(OipRoute route) {
    boolean open =
        switch (route) {
          case SERVER_LIVE, SERVER_READY, SERVER_METADATA -> true;
          case MODEL_READY, MODEL_METADATA, INFER, INDEX, LOAD, UNLOAD -> false;
        };

    assertThat(route.permission().isEmpty()).isEqualTo(open);
    assertThat(route.audit().isEmpty())
        .isEqualTo(route.permission().filter(Permission.MODEL_WRITE::equals).isEmpty());
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void aCodeOfOursHasAStatusOfTheirs(ErrorCode code) {
    assertThat(GrpcErrors.of(Problem.of(code, "no")).isOk()).isFalse();
    assertThat(GrpcErrors.of(Problem.of(code, "no")).getDescription()).isEqualTo("no");
  }

  @Test
  void aPathGivesModelAndVersion() {
    OipRoute.Match match = OipRoute.find("POST", "/v2/models/m.1/versions/7/infer").orElseThrow();

    assertThat(match).isEqualTo(new OipRoute.Match(OipRoute.INFER, "m.1", "7"));
    assertThat(OipRoute.find("GET", "/v2/models/ready"))
        .map(OipRoute.Match::route)
        .hasValue(OipRoute.MODEL_METADATA);
    assertThat(OipRoute.matches("/v2/other")).isEmpty();
  }
}
