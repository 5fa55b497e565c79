package org.plumbline.http.entrance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.http.Route;

class RouteTableTest {
  @ParameterizedTest
  @EnumSource(Route.class)
  void findsEachRouteByItsOwnPath(Route route) {
    String path = route.path().replaceAll("\\{[a-z]+}", "x");

    assertThat(RouteTable.find(route.method(), path)).contains(route);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/models/",
        "/api/v1//models",
        "/api/v1/models//versions",
        "/api/v1/modelsx",
        "/api/v1/models/a/predictions/b/c",
        "/api/",
        "/api/v2/models"
      })
  void knowsNothingElse(String path) {
    assertThat(RouteTable.find("GET", path)).isEmpty();
    assertThat(RouteTable.exists(path)).isFalse();
  }

  @Test
  void tellsAWrongMethodFromAnUnknownPath() {
    assertThat(RouteTable.find("DELETE", "/api/v1/models")).isEmpty();
    assertThat(RouteTable.exists("/api/v1/models")).isTrue();
  }
}
