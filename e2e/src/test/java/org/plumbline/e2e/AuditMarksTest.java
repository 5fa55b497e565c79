package org.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a call leaves in the audit trail, done or refused: of each operation that the service marks.
 *
 * <p>At the end the trail is exported and verified by the jar that an auditor has.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditMarksTest {
  @TempDir private static Path directory;
  private final List<Operation> marked = new ArrayList<>();
  private ServedModel served;
  private Api admin;
  private Api viewer;
  private Api nobody;

  private record Operation(String method, String path, String permission, String mark) {
    Api.Answer call(Api api) throws IOException, InterruptedException {
      String target =
          path.replace("{id}", "00000000-0000-7000-8000-000000000000")
              .replaceAll("\\{[a-z]+\\}", "1");
      return api.call(method, target, method.equals("GET") ? "" : "{}");
    }

    @Override
    public String toString() {
      return method + " " + path + " → " + mark;
    }
  }

  @BeforeAll
  void serve() throws IOException, InterruptedException {
    served = ServedModel.start(directory.resolve("home"));
    admin = served.api();
    nobody = Api.anonymous(served.port());
    var created =
        Program.runWithInput(
            served.home(),
            ServedModel.PASSWORD + "\n",
            "user",
            "create",
            "vera",
            "--role",
            "viewer",
            "--password-stdin");
    assertThat(created.exitCode()).as(created.errors()).isZero();
    viewer = nobody.signIn("vera", ServedModel.PASSWORD);
    JsonNode document = new YAMLMapper().readTree(nobody.read("/openapi.yaml").text());
    for (var path : document.path("paths").properties()) {
      for (var method : path.getValue().properties()) {
        var operation =
            new Operation(
                method.getKey().toUpperCase(Locale.ROOT),
                path.getKey(),
                method.getValue().path("x-permission").asText(),
                method.getValue().path("x-audit").asText());
        if (!operation.mark().equals("none")) {
          marked.add(operation);
        }
      }
    }
  }

  @AfterAll
  void stop() {
    if (served != null) {
      served.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> aRefusalLeavesItsMark() {
    return marked.stream()
        .filter(operation -> operation.permission().contains("."))
        .flatMap(
            operation ->
                Stream.of(
                    DynamicTest.dynamicTest(
                        "nobody: " + operation,
                        () ->
                            assertRefused(
                                operation, operation.call(nobody), "anonymous", "unauthenticated")),
                    DynamicTest.dynamicTest(
                        "viewer: " + operation,
                        () ->
                            assertRefused(
                                operation, operation.call(viewer), "vera", "forbidden"))));
  }

  private void assertRefused(Operation operation, Api.Answer answer, String actor, String problem)
      throws IOException, InterruptedException {
    JsonNode entry = newest("actor=" + actor + "&outcome=" + problem);
    assertThat(entry.path("requestId").asText())
        .as("%s", entry)
        .isEqualTo(answer.body().path("requestId").asText());
    assertThat(entry.path("action").asText()).isEqualTo(operation.mark());
    assertThat(entry.path("address").asText()).isNotBlank();
    assertThat(entry.path("reason").asText()).isNotBlank();
  }

  private JsonNode newest(String filter) throws IOException, InterruptedException {
    return admin.read("/api/v1/audit/entries?limit=1&" + filter).body().path("items").path(0);
  }

  @Test
  void aFailedSignInIsEnteredOnTheUserItWasTriedFor() throws Exception {
    nobody.post("/api/v1/auth/login", Map.of("username", "vera", "password", "wrong"));

    JsonNode entry = newest("object=vera&outcome=refused");

    assertThat(entry.path("action").asText()).isEqualTo("session.opened");
    assertThat(entry.path("outcome").asText()).isEqualTo("unauthenticated");
    assertThat(entry.path("actor").asText()).isEqualTo("anonymous");
  }

  @Test
  void everyMarkedOperationThatSucceedsLeavesThatActionAndNoOther() throws Exception {
    Map<String, MarkedCalls.Call> calls = new MarkedCalls(served).inOrder();
    Map<String, String> marks = new TreeMap<>();
    marked.forEach(
        operation -> marks.put(operation.method() + " " + operation.path(), operation.mark()));
    List<String> known = new ArrayList<>(calls.keySet());
    known.addAll(MarkedCalls.ELSEWHERE.keySet());
    assertThat(known)
        .as("each marked operation is called, or says where it is")
        .containsAll(marks.keySet());

    Map<String, String> found = new TreeMap<>();
    Map<String, String> wanted = new TreeMap<>();
    for (var call : calls.entrySet()) {
      Api.Answer answer = call.getValue().make();
      String entries =
          String.join(", ", entriesOf(answer.headers().getOrDefault("X-Request-Id", "")));
      found.put(call.getKey(), answer.status() < 300 ? entries : answer.text());
      String before = MarkedCalls.BEFORE.get(call.getKey());
      wanted.put(
          call.getKey(),
          marks.get(call.getKey()) + " done" + (before == null ? "" : ", " + before));
    }
    Map<String, Object> over = Map.of("on", false, "reason", "the drill is over");
    admin.put("/api/v1/models/" + ServedModel.MODEL + "/kill-switch", over);
    admin.put(
        "/api/v1/kill-switches",
        Map.of("scope", "everything", "on", false, "reason", "the drill is over"));
    assertThat(found).isEqualTo(wanted);
  }

  private List<String> entriesOf(String requestId) throws IOException, InterruptedException {
    var actions = new ArrayList<String>();
    admin
        .read("/api/v1/audit/entries?limit=20")
        .body()
        .path("items")
        .forEach(
            entry -> {
              if (entry.path("requestId").asText().equals(requestId)) {
                actions.add(entry.path("action").asText() + " " + entry.path("outcome").asText());
              }
            });
    return actions;
  }

  @Test
  void whatSucceedsLeavesItsMarkToo() throws Exception {
    String model = "/api/v1/models/" + ServedModel.MODEL;
    admin.call("GET", "/api/v1/audit/export?format=csv", "");
    assertDone("audit.export", "admin");
    admin.call("GET", model + "/prediction-export?format=csv&from=2020-01-01T00:00:00Z", "");
    assertDone("predictions.exported", "admin");
    admin.put(model + "/kill-switch", Map.of("on", true, "reason", "a drill"));
    assertDone("model.kill", "admin");
    admin.put(model + "/kill-switch", Map.of("on", false, "reason", "the drill is over"));
    assertDone("model.revive", "admin");
    assertDone("change-request.open", "admin");
    assertThat(newest("action=session.opened&outcome=done").path("actor").asText()).isNotBlank();
    Api session = nobody.signIn("ravi", ServedModel.PASSWORD);
    session.call("POST", "/api/v1/auth/logout", "{}");
    assertDone("session.closed", "ravi");
    JsonNode kill = newest("action=model.kill&outcome=done");
    assertThat(kill.path("before").path("on").asText() + kill.path("after").path("on").asText())
        .as("%s", kill)
        .isNotBlank();
  }

  private void assertDone(String action, String actor) throws IOException, InterruptedException {
    JsonNode entry = newest("action=" + action);
    assertThat(entry.path("outcome").asText()).as("%s: %s", action, entry).isEqualTo("done");
    assertThat(entry.path("actor").asText()).isEqualTo(actor);
    assertThat(entry.path("requestId").asText()).isNotBlank();
  }

  @Test
  void aPersonIsErasedAndTheChainStillHolds() throws Exception {
    var created =
        Program.runWithInput(
            served.home(),
            ServedModel.PASSWORD + "\n",
            "user",
            "create",
            "erika",
            "--role",
            "viewer",
            "--password-stdin");
    assertThat(created.exitCode()).as(created.errors()).isZero();
    nobody.signIn("erika", ServedModel.PASSWORD);
    long sequence = newest("actor=erika").path("sequence").asLong();

    var answer =
        admin.post("/api/v1/audit/erasures", Map.of("subject", "erika", "reason", "has left"));

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(newest("actor=erika").isMissingNode()).isTrue();
    JsonNode entry = admin.read("/api/v1/audit/entries/" + sequence).body();
    assertThat(entry.path("actor").asText()).isEqualTo("erased");
    assertThat(admin.read("/api/v1/audit/verification").body().path("valid").asBoolean()).isTrue();
    assertDone("audit.erase", "admin");
    var nobodyKnown =
        admin.post("/api/v1/audit/erasures", Map.of("entity", "C404", "reason", "asked for it"));
    assertThat(nobodyKnown.status()).as(nobodyKnown.text()).isEqualTo(404);
  }

  @Test
  void anAuditorVerifiesAnExportWithTheJarAlone() throws Exception {
    Path export = directory.resolve("export.jsonl");
    var written = Program.run(served.home(), "audit", "export", "--out", export.toString());
    assertThat(written.exitCode()).as(written.errors()).isZero();
    Path tampered = directory.resolve("tampered.jsonl");
    Files.writeString(
        tampered,
        Files.readString(export).replaceFirst("change-request.open", "change-request.shut"));

    assertThat(verifier(export)).startsWith("0 The export holds. All ");
    assertThat(verifier(tampered)).startsWith("1 BROKEN (changed): The content of entry ");
    var verified = Program.run(served.home(), "audit", "verify", "--json");
    assertThat(verified.exitCode()).as(verified.output()).isZero();
    assertThat(verified.output()).contains("\"valid\":true");
  }

  private static String verifier(Path export) throws IOException, InterruptedException {
    Path jar = Program.ROOT.resolve("audit-verifier/target/audit-verifier.jar");
    String java =
        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
    Process process =
        new ProcessBuilder(java, "-jar", jar.toString(), export.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + " " + said;
  }
}
