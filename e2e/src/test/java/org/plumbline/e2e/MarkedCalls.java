package org.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A call that succeeds for each operation that leaves a mark, in an order in which each finds what
 * it needs.
 */
final class MarkedCalls {
  /** Operations that no call of here can make succeed, with where that is shown instead. */
  static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry(
              "POST /api/v1/alerts/{id}/acknowledgement",
              "a fresh service has no alert; StagesRoomTest acknowledges one"),
          Map.entry(
              "POST /api/v1/incidents/{id}/acknowledgement",
              "a fresh service has no incident; DispatcherSqlTest acknowledges one"),
          Map.entry(
              "POST /api/v1/incidents/{id}/comments",
              "a fresh service has no incident; DispatcherSqlTest comments one"),
          Map.entry(
              "POST /api/v1/notices/{id}/retry",
              "a fresh service has told nobody; DispatcherSqlTest retries a notice"),
          Map.entry(
              "POST /api/v1/audit/erasures",
              "erases whom others need; aPersonIsErasedAndTheChainStillHolds"),
          Map.entry(
              "POST /api/v1/models/{model}/contests",
              "a fresh service has no challenger; ContestRoomTest holds a contest"),
          Map.entry(
              "POST /api/v1/models/{model}/canary",
              "a fresh service has no canary; CanaryRoomTest steers one"),
          Map.entry(
              "POST /api/v1/models/{model}/trials/{trial}/stop",
              "a fresh service has no trial; TrialRoomTest stops one"),
          Map.entry(
              "POST /api/v1/models/{model}/rollback",
              "a fresh service had one version in production; CanaryRoomTest goes back to a former"
                  + " one"),
          Map.entry(
              "POST /api/v1/models/{model}/memberships",
              "the model of here protects no attribute; FairnessRoomTest tells memberships"),
          Map.entry(
              "GET /api/v1/audit/export",
              "its answer is no JSON and is streamed; whatSucceedsLeavesItsMarkToo"),
          Map.entry(
              "GET /api/v1/models/{model}/prediction-export",
              "its answer is no JSON and is streamed; whatSucceedsLeavesItsMarkToo"),
          Map.entry("POST /api/v1/models/{model}/batches", "takes a file; BatchesTest"),
          Map.entry(
              "POST /api/v1/models/{model}/batches/{batch}/cancellation",
              "needs a batch that still runs; BatchesTest"));

  /** Operations that leave another entry before their own. */
  static final Map<String, String> BEFORE =
      Map.of("POST /api/v1/change-requests", "version.evaluate done");

  private static final String MODEL = "/api/v1/models/" + ServedModel.MODEL;

  private final ServedModel served;
  private final Api admin;
  private final Map<String, Call> calls = new LinkedHashMap<>();
  private String experiment = "";
  private String run = "";
  private String request = "";
  private String prediction = "";
  private String delegation = "";
  private String silence = "";

  /** One call that succeeds. */
  @FunctionalInterface
  interface Call {
    Api.Answer make() throws IOException, InterruptedException;
  }

  MarkedCalls(ServedModel served) {
    this.served = served;
    this.admin = served.api();
    sessions();
    people();
    alerts();
    facts();
    evidence();
    predictions();
    switches();
    changes();
    policies();
    tracking();
  }

  /** By operation, such as {@code PUT /api/v1/models/{model}/tags}. */
  Map<String, Call> inOrder() {
    return calls;
  }

  private void sessions() {
    calls.put(
        "POST /api/v1/auth/login",
        () ->
            Api.anonymous(served.port())
                .post(
                    "/api/v1/auth/login",
                    Map.of("username", "ravi", "password", ServedModel.PASSWORD)));
    calls.put(
        "POST /api/v1/auth/logout",
        () ->
            Api.anonymous(served.port())
                .signIn("ravi", ServedModel.PASSWORD)
                .call("POST", "/api/v1/auth/logout", "{}"));
  }

  private void people() {
    calls.put(
        "PUT /api/v1/users/{username}/roles",
        () ->
            admin.put(
                "/api/v1/users/ravi/roles",
                Map.of("roles", List.of("risk-officer"), "reason", "as before")));
  }

  private void evidence() {
    calls.put(
        "POST /api/v1/models/{model}/documents",
        () -> admin.call("POST", MODEL + "/documents?kind=validation&title=Report", "{}"));
    calls.put(
        "GET /api/v1/models/{model}/versions/{version}/evidence-pack",
        () -> admin.read(MODEL + "/versions/1/evidence-pack?book=sr-11-7"));
  }

  private void facts() {
    calls.put(
        "PATCH /api/v1/models/{model}",
        () ->
            admin.call(
                "PATCH",
                MODEL,
                "{\"revision\":%s,\"description\":\"who leaves\"}"
                    .formatted(admin.read(MODEL).body().path("revision").asLong())));
    calls.put(
        "PUT /api/v1/models/{model}/tags",
        () -> admin.put(MODEL + "/tags", Map.of("key", "team", "value", "risk")));
    calls.put(
        "DELETE /api/v1/models/{model}/tags",
        () -> admin.call("DELETE", MODEL + "/tags?key=team", ""));
    calls.put(
        "PUT /api/v1/models/{model}/aliases/{alias}",
        () -> admin.put(MODEL + "/aliases/best", Map.of("version", 1)));
    calls.put(
        "DELETE /api/v1/models/{model}/aliases/{alias}",
        () -> admin.call("DELETE", MODEL + "/aliases/best", ""));
    calls.put(
        "PUT /api/v1/models/{model}/sunset",
        () ->
            admin.put(
                MODEL + "/sunset",
                Map.of("at", "2999-01-01T00:00:00Z", "reason", "replaced", "version", 1)));
    calls.put(
        "DELETE /api/v1/models/{model}/sunset",
        () -> admin.call("DELETE", MODEL + "/sunset?version=1&reason=needed", ""));
    calls.put(
        "POST /api/v1/models/{model}/hand-over",
        () -> admin.post(MODEL + "/hand-over", Map.of("owner", "rosa", "reason", "moves on")));
    calls.put(
        "POST /api/v1/lineage/events",
        () ->
            admin.post(
                "/api/v1/lineage/events",
                Map.of(
                    "eventType",
                    "COMPLETE",
                    "eventTime",
                    "2026-03-01T12:00:00Z",
                    "producer",
                    "https://example.org/etl",
                    "schemaURL",
                    "https://openlineage.io/spec/2-0-2/OpenLineage.json",
                    "run",
                    Map.of("runId", UUID.randomUUID().toString()),
                    "job",
                    Map.of("namespace", "etl", "name", "load"),
                    "inputs",
                    List.of(),
                    "outputs",
                    List.of())));
  }

  private void predictions() {
    calls.put(
        "POST /api/v1/models/{model}/labels",
        () -> {
          prediction = served.predict(3).body().at("/predictions/0/id").asText();
          assertThat(prediction).isNotEmpty();
          return admin.post(
              MODEL + "/labels",
              Map.of("labels", List.of(Map.of("predictionId", prediction, "value", "yes"))));
        });
    calls.put(
        "PUT /api/v1/models/{model}/label-horizon",
        () ->
            admin.put(MODEL + "/label-horizon", Map.of("days", 30, "reason", "churn shows late")));
    calls.put(
        "POST /api/v1/models/{model}/features",
        () ->
            admin.call(
                "POST",
                MODEL + "/features?asOf=2026-01-01T00:00:00Z",
                "customer,tenure,plan,charges,support_calls\nc1,3,monthly,70,2\n"));
    calls.put(
        "GET /api/v1/models/{model}/features/{entity}", () -> admin.read(MODEL + "/features/c1"));
    calls.put(
        "GET /api/v1/models/{model}/predictions/{id}",
        () -> admin.read(MODEL + "/predictions/" + prediction));
    calls.put(
        "POST /api/v1/models/{model}/predictions/{id}/replay",
        () -> admin.post(MODEL + "/predictions/" + prediction + "/replay", Map.of()));
  }

  private void alerts() {
    calls.put(
        "PUT /api/v1/models/{model}/monitors",
        () ->
            admin.put(
                MODEL + "/monitors",
                Map.of(
                    "revision",
                    0,
                    "plan",
                    admin.read(MODEL + "/monitors").body().at("/current/plan"),
                    "reason",
                    "agreed")));
    calls.put(
        "PUT /api/v1/models/{model}/challengers",
        () ->
            admin.put(
                MODEL + "/challengers",
                Map.of(
                    "plan",
                    admin.read(MODEL + "/challengers").body().at("/plan"),
                    "reason",
                    "agreed")));
    calls.put(
        "PUT /api/v1/alert-routes/{name}",
        () ->
            admin.put(
                "/api/v1/alert-routes/nowhere",
                Map.of("form", "webhook", "address", "http://127.0.0.1:1/", "enabled", false)));
    calls.put(
        "POST /api/v1/alert-routes/{name}/test",
        () -> admin.post("/api/v1/alert-routes/nowhere/test", Map.of()));
    calls.put(
        "DELETE /api/v1/alert-routes/{name}",
        () -> admin.call("DELETE", "/api/v1/alert-routes/nowhere", ""));
    calls.put(
        "POST /api/v1/silences",
        () -> {
          Api.Answer made =
              admin.post(
                  "/api/v1/silences",
                  Map.of(
                      "until",
                      java.time.Instant.now().plusSeconds(60).toString(),
                      "reason",
                      "a drill"));
          silence = made.body().path("id").asText();
          return made;
        });
    calls.put(
        "DELETE /api/v1/silences/{id}",
        () -> admin.call("DELETE", "/api/v1/silences/" + silence, ""));
  }

  private void switches() {
    calls.put(
        "PUT /api/v1/models/{model}/kill-switch",
        () -> admin.put(MODEL + "/kill-switch", Map.of("on", true, "reason", "a drill")));
    calls.put(
        "PUT /api/v1/kill-switches",
        () ->
            admin.put(
                "/api/v1/kill-switches",
                Map.of("scope", "everything", "on", true, "reason", "a drill")));
    calls.put(
        "PUT /api/v1/models/{model}/safeguards",
        () ->
            admin.put(
                MODEL + "/safeguards",
                Map.of(
                    "revision",
                    admin.read(MODEL + "/safeguards").body().at("/current/revision").asLong(),
                    "safeguards",
                    Map.of("kill", "REFUSE"),
                    "reason",
                    "agreed")));
  }

  private void changes() {
    calls.put(
        "POST /api/v1/change-requests",
        () -> {
          Api.Answer opened =
              admin.post(
                  "/api/v1/change-requests",
                  Map.of(
                      "model",
                      ServedModel.MODEL,
                      "version",
                      1,
                      "stage",
                      "retired",
                      "reason",
                      "no longer needed by anybody"));
          request = opened.body().path("id").asText();
          return opened;
        });
    calls.put(
        "POST /api/v1/change-requests/{id}/comments",
        () ->
            admin.post(
                "/api/v1/change-requests/" + request + "/comments", Map.of("text", "why now?")));
    calls.put(
        "POST /api/v1/change-requests/{id}/approvals",
        () ->
            ravi()
                .post(
                    "/api/v1/change-requests/" + request + "/approvals",
                    Map.of("decision", "reject", "comment", "still needed")));
    calls.put(
        "POST /api/v1/approvals/delegations",
        () -> {
          Api.Answer delegated =
              ravi()
                  .post(
                      "/api/v1/approvals/delegations",
                      Map.of(
                          "to",
                          "rosa",
                          "until",
                          Instant.now().plusSeconds(3_600).toString(),
                          "reason",
                          "on holiday"));
          delegation = delegated.body().path("id").asText();
          return delegated;
        });
    calls.put(
        "DELETE /api/v1/approvals/delegations/{id}",
        () -> ravi().call("DELETE", "/api/v1/approvals/delegations/" + delegation, ""));
  }

  private Api ravi() throws IOException, InterruptedException {
    return Api.anonymous(served.port()).signIn("ravi", ServedModel.PASSWORD);
  }

  private void policies() {
    String attachment = "/api/v1/policies/documents-present/attachment";
    calls.put(
        "POST /api/v1/policies",
        () -> {
          String ready =
              admin
                  .read("/api/v1/policy-library")
                  .body()
                  .path("policies")
                  .valueStream()
                  .filter(one -> one.path("name").asText().equals("documents-present"))
                  .findFirst()
                  .orElseThrow()
                  .path("text")
                  .asText();
          return admin.post("/api/v1/policies", Map.of("policy", ready, "note", "to begin with"));
        });
    calls.put(
        "PUT /api/v1/policies/{name}/attachment",
        () ->
            ravi()
                .put(attachment, Map.of("scope", "tier:low", "number", 1, "reason", "agreed on")));
    calls.put(
        "DELETE /api/v1/policies/{name}/attachment",
        () -> admin.call("DELETE", attachment + "?scope=tier:low&reason=over", ""));
  }

  private void tracking() {
    calls.put(
        "POST /api/v1/experiments",
        () -> {
          Api.Answer created = admin.post("/api/v1/experiments", Map.of("name", "marks"));
          experiment = "/api/v1/experiments/" + created.body().path("id").asText();
          return created;
        });
    calls.put(
        "PATCH /api/v1/experiments/{id}",
        () -> admin.call("PATCH", experiment, "{\"name\":\"marked\"}"));
    calls.put(
        "POST /api/v1/experiments/{id}/runs",
        () -> {
          Api.Answer started = admin.post(experiment + "/runs", Map.of("name", "one"));
          run = "/api/v1/runs/" + started.body().path("id").asText();
          return started;
        });
    calls.put(
        "DELETE /api/v1/runs/{id}/artifacts",
        () -> {
          assertThat(admin.call("PUT", run + "/artifacts/content?path=a", "{}").status())
              .isEqualTo(200);
          return admin.call("DELETE", run + "/artifacts?path=a", "");
        });
    calls.put(
        "PATCH /api/v1/runs/{id}", () -> admin.call("PATCH", run, "{\"status\":\"finished\"}"));
    calls.put("DELETE /api/v1/runs/{id}", () -> admin.call("DELETE", run, ""));
    calls.put(
        "POST /api/v1/runs/{id}/restoration", () -> admin.call("POST", run + "/restoration", ""));
    calls.put("DELETE /api/v1/experiments/{id}", () -> admin.call("DELETE", experiment, ""));
    calls.put(
        "POST /api/v1/experiments/{id}/restoration",
        () -> admin.call("POST", experiment + "/restoration", ""));
  }
}
