package org.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who may call what: each operation that the service describes, called by nobody and by each role.
 *
 * <p>The document says which permission an operation takes, {@code /api/v1/me} which ones a role
 * has; the service must act on both. Bodies are empty objects and ids are made up, so that a call
 * that is let in changes nothing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessMatrixTest {
  private static final List<String> ROLES =
      List.of("viewer", "data-scientist", "engineer", "risk-officer", "admin");

  @TempDir private static Path directory;
  private final Map<String, Caller> callers = new LinkedHashMap<>();
  private final List<Operation> operations = new ArrayList<>();
  private Program server;
  private Api nobody;

  private record Caller(Api api, Set<String> permissions) {
    boolean may(String permission) {
      return permission.equals("signed-in") || permissions.contains(permission);
    }
  }

  private record Operation(String method, String path, String permission, String audit) {
    boolean isPublic() {
      return permission.equals("public");
    }

    Api.Answer call(Api api) throws IOException, InterruptedException {
      String target =
          path.replace("{model}", "nothing")
              .replace("{version}", "1")
              .replace("{sequence}", "1")
              .replace("{part}", "model")
              .replace("{kind}", "version")
              .replace("{id}", "00000000-0000-7000-8000-000000000000")
              .replaceAll("\\{[a-z]+}", "nothing");
      return api.call(method, target, method.equals("GET") ? "" : "{}");
    }

    @Override
    public String toString() {
      return method + " " + path + " (" + permission + ")";
    }
  }

  @BeforeAll
  void serve() throws IOException, InterruptedException {
    Path home = directory.resolve("home");
    int port = Program.freePort();
    server =
        Program.start(
            home,
            Map.of("PLUMBLINE_ADMIN_PASSWORD", ServedModel.PASSWORD),
            "serve",
            "--port",
            Integer.toString(port));
    ServedModel.awaitReady(server, port);
    nobody = Api.anonymous(port);
    for (String role : ROLES) {
      if (!role.equals("admin")) {
        create(home, role);
      }
      Api api = signIn(role);
      Set<String> permissions = new HashSet<>();
      JsonNode me = api.read("/api/v1/me").body();
      assertThat(me.path("roles")).hasSize(1).first().matches(r -> r.asText().equals(role));
      me.path("permissions").forEach(permission -> permissions.add(permission.asText()));
      callers.put(role, new Caller(api, permissions));
    }
    describe(new YAMLMapper().readTree(nobody.read("/openapi.yaml").text()));
  }

  private static void create(Path home, String role) throws IOException, InterruptedException {
    var created =
        Program.runWithInput(
            home,
            ServedModel.PASSWORD + "\n",
            "user",
            "create",
            role,
            "--role",
            role,
            "--password-stdin");
    assertThat(created.exitCode()).as(created.errors()).isZero();
  }

  private Api signIn(String role) throws IOException, InterruptedException {
    return nobody.signIn(role, ServedModel.PASSWORD);
  }

  private void describe(JsonNode document) {
    for (var path : document.path("paths").properties()) {
      for (var method : path.getValue().properties()) {
        operations.add(
            new Operation(
                method.getKey().toUpperCase(Locale.ROOT),
                path.getKey(),
                method.getValue().path("x-permission").asText(),
                method.getValue().path("x-audit").asText()));
      }
    }
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void everyOperationTakesAPermissionThatSomeRoleHas() {
    assertThat(operations)
        .hasSizeGreaterThan(20)
        .allMatch(
            o -> o.isPublic() || callers.values().stream().anyMatch(c -> c.may(o.permission())));
  }

  @Test
  void everyRoleButTheAdministratorLacksSomething() {
    callers.forEach(
        (role, caller) ->
            assertThat(
                    operations.stream().allMatch(o -> o.isPublic() || caller.may(o.permission())))
                .as(role)
                .isEqualTo(role.equals("admin")));
  }

  @TestFactory
  Stream<DynamicTest> nobodyIsLetInToWhatIsPublicOnly() {
    return operations.stream()
        .map(
            operation ->
                DynamicTest.dynamicTest(
                    operation.toString(),
                    () -> {
                      Api.Answer answer = operation.call(nobody);

                      if (operation.isPublic()) {
                        assertLetIn(answer);
                      } else {
                        assertRefused(answer, 401, "unauthenticated");
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> aRoleIsLetInToWhatItsPermissionsSay() {
    return operations.stream()
        .filter(operation -> !operation.isPublic())
        .flatMap(
            operation ->
                callers.entrySet().stream()
                    .map(
                        role ->
                            DynamicTest.dynamicTest(
                                role.getKey() + ": " + operation,
                                () -> assertActsOn(operation, role.getKey(), role.getValue()))));
  }

  private void assertActsOn(Operation operation, String role, Caller caller)
      throws IOException, InterruptedException {
    boolean endsSession = operation.audit().equals("session.closed");

    Api.Answer answer = operation.call(endsSession ? signIn(role) : caller.api());

    if (caller.may(operation.permission())) {
      assertLetIn(answer);
    } else {
      assertRefused(answer, 403, "forbidden");
    }
  }

  private static void assertLetIn(Api.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isNotIn(401, 403, 405).isLessThan(500);
    assertThat(answer.text()).doesNotContain("There is no such route");
  }

  private static void assertRefused(Api.Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.headers().get("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.body().path("status").asInt()).isEqualTo(status);
    assertThat(answer.body().path("code").asText()).isEqualTo(code);
    assertThat(answer.body().path("detail").asText()).isNotBlank();
    assertThat(answer.body().path("requestId").asText()).isNotBlank();
  }
}
