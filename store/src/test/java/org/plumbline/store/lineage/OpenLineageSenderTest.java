package org.plumbline.store.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.openlineage.client.OpenLineage.RunEvent;
import io.openlineage.client.OpenLineageClientUtils;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.audit.Actor;
import org.plumbline.deployment.LedgerRow;
import org.plumbline.kernel.Backoff;
import org.plumbline.kernel.Breaker;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.registry.Examples;
import org.plumbline.registry.Purpose;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.TestDatabase;
import org.plumbline.store.audit.SqlAuditTrail;
import org.plumbline.store.deployment.SqlDeploymentLedger;
import org.plumbline.store.registry.RegistryRoom;

/** Events against a lineage server that is away, refuses, and takes at last. */
class OpenLineageSenderTest {
  private final TestDatabase test = TestDatabase.fresh();
  private final Database database = test.database();
  private final Outbox outbox = new Outbox(database);
  private final List<String> received = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();
  private @TempDir Path home;
  private Instant now = Examples.NOON;
  private volatile int status = 201;
  private HttpServer server;
  private OpenLineageSender sender;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/v1/lineage",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          requests.incrementAndGet();
          if (status == 201) {
            received.add(body);
            keys.add(exchange.getRequestHeaders().getFirst("Authorization"));
          }
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    var address =
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1/lineage");
    sender =
        new OpenLineageSender(
            outbox,
            new OpenLineageSettings(address, "bank", Optional.of("secret")),
            () -> now,
            () -> 0,
            Duration.ofSeconds(20));
  }

  @AfterEach
  void close() {
    sender.close();
    server.stop(0);
    test.close();
  }

  @Test
  void aTrainingIsToldByItsStartAndItsEnd() throws IOException {
    register(
        Map.of(
            OpenLineageSettings.URL, "http://localhost/x", OpenLineageSettings.NAMESPACE, "bank"));

    assertThat(sender.deliver()).isEqualTo(2);

    JsonNode start = new ObjectMapper().readTree(received.getFirst());
    JsonNode end = new ObjectMapper().readTree(received.getLast());
    assertThat(start.path("eventType").asText()).isEqualTo("START");
    assertThat(end.path("eventType").asText()).isEqualTo("COMPLETE");
    assertThat(end.path("eventTime").asText()).isEqualTo(Examples.NOON.toString());
    assertThat(UUID.fromString(end.path("run").path("runId").asText()))
        .isEqualTo(UUID.fromString(start.path("run").path("runId").asText()));
    assertThat(end.path("job").path("namespace").asText()).isEqualTo("bank");
    JsonNode input = end.path("inputs").path(0);
    assertThat(input.path("name").asText()).isEqualTo("churn.csv");
    assertThat(input.at("/facets/version/datasetVersion").asText()).isEqualTo("ab".repeat(32));
    assertThat(input.at("/facets/schema/fields").findValuesAsText("name"))
        .containsExactly("tenure", "plan", "churn");
    assertThat(input.at("/inputFacets/dataQualityMetrics/rowCount").asLong()).isEqualTo(100);
    assertThat(
            end.at("/outputs/0/facets/columnLineage/fields/score/inputFields")
                .findValuesAsText("field"))
        .containsExactly("tenure", "plan");
    assertThat(end.findValuesAsText("_schemaURL"))
        .isNotEmpty()
        .allMatch(url -> url.startsWith("https://openlineage.io/spec/facets/"));
    assertThat(keys).containsOnly("Bearer secret");
    assertThat(outbox.waiting()).isZero();
  }

  @Test
  void aDeploymentIsToldAndAnEndOfOneIsNot() throws IOException {
    var ledger =
        new SqlDeploymentLedger(
            database,
            ServingEvents.of(
                database,
                Map.of(
                    OpenLineageSettings.URL,
                    "http://localhost/x",
                    OpenLineageSettings.NAMESPACE,
                    "bank")));
    for (Stage stage : List.of(Stage.PRODUCTION, Stage.RETIRED)) {
      database.run(
          tx ->
              ledger.append(
                  tx,
                  new LedgerRow(
                      VersionId.of("churn", 3),
                      stage,
                      Examples.NOON,
                      null,
                      Examples.NOON,
                      "ana",
                      null,
                      "a test")));
    }

    assertThat(sender.deliver()).isEqualTo(1);

    JsonNode event = new ObjectMapper().readTree(received.getFirst());
    assertThat(event.path("eventType").asText()).isEqualTo("COMPLETE");
    assertThat(event.at("/job/name").asText()).isEqualTo("deploy.churn");
    assertThat(event.at("/inputs/0/name").asText()).isEqualTo("model.churn");
    assertThat(event.at("/inputs/0/facets/version/datasetVersion").asText()).isEqualTo("3");
    assertThat(event.at("/outputs/0/name").asText()).isEqualTo("deployment.churn.production");
    assertThat(UUID.fromString(event.at("/run/runId").asText())).isNotNull();
  }

  @Test
  void theClientOfTheSpecificationKnowsEachField() {
    register(
        Map.of(
            OpenLineageSettings.URL, "http://localhost/x", OpenLineageSettings.NAMESPACE, "bank"));
    sender.deliver();

    var event = OpenLineageClientUtils.runEventFromJson(received.getLast());

    assertThat(event.getEventType()).isEqualTo(RunEvent.EventType.COMPLETE);
    assertThat(event.getEventTime().toInstant()).isEqualTo(Examples.NOON);
    var input = event.getInputs().getFirst();
    var schema = input.getFacets().getSchema();
    assertThat(schema.getAdditionalProperties()).isEmpty();
    assertThat(schema.getFields()).extracting("name").containsExactly("tenure", "plan", "churn");
    assertThat(input.getFacets().getVersion().getDatasetVersion()).isEqualTo("ab".repeat(32));
    var quality = input.getInputFacets().getDataQualityMetrics();
    assertThat(quality.getAdditionalProperties()).isEmpty();
    assertThat(quality.getRowCount()).isEqualTo(100);
    var lineage = event.getOutputs().getFirst().getFacets().getColumnLineage();
    assertThat(lineage.getAdditionalProperties()).isEmpty();
    assertThat(lineage.getFields().getAdditionalProperties()).containsOnlyKeys("score");
    assertThat(lineage.getFields().getAdditionalProperties().values())
        .flatExtracting("inputFields")
        .extracting("field")
        .containsExactly("tenure", "plan");
  }

  @Test
  void whatTheServerDoesNotTakeWaitsLongerEachTime() {
    write("{}");
    status = 503;

    assertThat(sender.deliver()).isZero();
    now = now.plusMillis(999);
    status = 201;
    assertThat(sender.deliver()).isZero();
    now = now.plusMillis(1);
    assertThat(sender.deliver()).isEqualTo(1);

    assertThat(received).containsExactly("{}");
    assertThat(outbox.waiting()).isZero();
    assertThat(Backoff.after(4)).isEqualTo(Duration.ofSeconds(8));
    assertThat(Backoff.after(1_000)).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void anUnreachableServerLosesNothing() {
    write("{\"one\":1}");
    write("{\"two\":2}");
    server.stop(0);

    assertThat(sender.deliver()).isZero();

    assertThat(outbox.waiting()).isEqualTo(2);
  }

  @Test
  void aServerThatIsAwayIsLeftAloneAndTriedAgainWithOneEvent() {
    for (int i = 0; i < 10; i++) {
      write("{\"event\":" + i + "}");
    }
    status = 503;

    sender.deliver();
    assertThat(requests).as("the other seven are not even tried").hasValue(3);
    assertThat(sender.breaker().state()).isEqualTo(Breaker.State.OPEN);

    now = now.plusSeconds(30);
    sender.deliver();
    assertThat(requests).hasValue(4);

    status = 201;
    now = now.plusSeconds(30);
    assertThat(sender.deliver()).isEqualTo(10);
    assertThat(sender.breaker().state()).isEqualTo(Breaker.State.CLOSED);
    assertThat(outbox.waiting()).isZero();
  }

  @Test
  void whatTheServerRefusesDoesNotHoldUpTheRest() {
    for (int i = 0; i < 5; i++) {
      write("{}");
    }
    status = 400;

    assertThat(sender.deliver()).isZero();

    assertThat(requests).hasValue(5);
    assertThat(sender.breaker().state()).isEqualTo(Breaker.State.CLOSED);
  }

  @Test
  void aServerThatHangsCostsOneTimeoutAndLosesNothing() {
    write("{}");
    var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hangs");
    var released = new CountDownLatch(1);
    server.createContext(
        "/hangs",
        exchange -> {
          try {
            released.await();
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        });
    try (var impatient =
        new OpenLineageSender(
            outbox,
            new OpenLineageSettings(address, "bank", Optional.empty()),
            () -> now,
            () -> 0,
            Duration.ofMillis(50))) {
      assertThat(impatient.deliver()).isZero();
    } finally {
      released.countDown();
    }

    assertThat(outbox.waiting()).isEqualTo(1);
  }

  @Test
  void anEventWhoseSenderDiedIsSentByTheNext() {
    write("{}");
    assertThat(outbox.claim(now, OpenLineageSender.LEASE)).isPresent();

    assertThat(sender.deliver()).isZero();
    now = now.plus(OpenLineageSender.LEASE);
    assertThat(sender.deliver()).isEqualTo(1);
  }

  @Test
  void nothingIsWrittenUnlessAnAddressIsNamed() {
    register(Map.of());

    assertThat(outbox.waiting()).isZero();
  }

  @Test
  void aTransactionThatFailsLeavesNoEvent() {
    assertThatThrownBy(
            () ->
                database.run(
                    tx -> {
                      outbox.append(tx, "{}", now);
                      throw new IllegalStateException("the power fails");
                    }))
        .hasMessage("the power fails");

    assertThat(outbox.waiting()).isZero();
  }

  @Test
  void anAddressThatIsNoneIsRefusedAtTheStart() {
    for (String wrong : List.of("lineage", "ftp://host/x", "http:// x", "https:///path")) {
      assertThatThrownBy(() -> OpenLineageSettings.of(Map.of(OpenLineageSettings.URL, wrong)))
          .isInstanceOfSatisfying(
              PlumblineException.class,
              refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION));
    }
    assertThat(OpenLineageSettings.of(Map.of(OpenLineageSettings.URL, " "))).isEmpty();
  }

  private void write(String body) {
    database.run(tx -> outbox.append(tx, body, now));
  }

  private void register(Map<String, String> environment) {
    RegistryRoom.over(
            database,
            Home.open(home),
            new SqlAuditTrail(database, () -> now),
            () -> now,
            environment)
        .registry()
        .register(
            new ModelName("m-" + UUID.randomUUID()),
            Examples.churn(1),
            Purpose.UNSAID,
            Actor.user("ana"));
  }
}
