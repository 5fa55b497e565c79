package org.plumbline.store.notice;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditQuery;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.monitoring.AlertKind;
import org.plumbline.monitoring.AlertState;
import org.plumbline.monitoring.Alerts;
import org.plumbline.monitoring.Finding;
import org.plumbline.monitoring.IncidentEntry;
import org.plumbline.monitoring.Incidents;
import org.plumbline.monitoring.Severity;
import org.plumbline.monitoring.notice.AlertMatch;
import org.plumbline.monitoring.notice.NoticeForm;
import org.plumbline.monitoring.notice.NoticeLine;
import org.plumbline.monitoring.notice.NoticeRoute;
import org.plumbline.monitoring.notice.NoticeState;
import org.plumbline.monitoring.notice.Routing;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.TestDatabase;
import org.plumbline.store.audit.SqlAuditTrail;
import org.plumbline.store.monitoring.SqlAlerts;
import org.plumbline.store.monitoring.SqlIncidents;
import org.plumbline.store.monitoring.SqlModelSummaries;
import org.plumbline.store.monitoring.SqlTimeline;

/** Alerts on their way out: to a receiver that is away, refuses, and takes at last. */
@Timeout(120)
class DispatcherSqlTest {
  private static final Actor ANA = Actor.user("ana");
  private static final VersionId VERSION =
      new VersionId(new ModelName("credit-risk"), new VersionNumber(3));

  private final TestDatabase test = TestDatabase.fresh();
  private final Database database = test.database();
  private final List<JsonNode> received = Collections.synchronizedList(new ArrayList<>());
  private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
  private final List<String> signatures = Collections.synchronizedList(new ArrayList<>());
  private @TempDir Path directory;
  private Instant now = Instant.parse("2026-03-31T12:00:00Z");
  private int status = 202;
  private HttpServer server;
  private GreenMail mail;
  private SqlAuditTrail audit;
  private SqlAlerts alertStore;
  private SqlIncidents incidentStore;
  private Incidents incidents;
  private Alerts alerts;
  private NoticeRoom room;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          if (status / 100 == 2) {
            bodies.add(body);
            received.add(new ObjectMapper().readTree(body));
            signatures.add(
                String.valueOf(exchange.getRequestHeaders().getFirst(WebhookSignature.HEADER)));
          }
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mail.start();
    audit = new SqlAuditTrail(database, () -> now);
    alertStore = new SqlAlerts(database);
    incidentStore = new SqlIncidents(database);
    incidents =
        new Incidents(database, incidentStore, alertStore, audit, UUID::randomUUID, () -> now);
    alerts =
        new Alerts(
            database,
            alertStore,
            new SqlTimeline(database),
            new SqlModelSummaries(() -> now),
            incidents,
            audit,
            UUID::randomUUID,
            () -> now);
    room = room();
  }

  private NoticeRoom room() {
    return NoticeRoom.over(
        database,
        Home.open(directory),
        audit,
        UUID::randomUUID,
        () -> now,
        Map.of(
            MailSettings.URL,
            "smtp://127.0.0.1:" + mail.getSmtp().getPort(),
            MailSettings.FROM,
            "plumbline@example.org",
            NoticeRoom.PAGES,
            "https://models.example.org/"));
  }

  @AfterEach
  void close() {
    room.close();
    server.stop(0);
    mail.stop();
    test.close();
  }

  @Test
  void aWebhookIsSignedSoThatItsReceiverCanTell() {
    String secret =
        requireNonNull(route("hook", NoticeForm.WEBHOOK, Duration.ZERO).secret(), "made once");
    report(AlertKind.MISSING_VALUES, "income", Severity.HIGH);

    assertThat(room.dispatcher().step()).isEqualTo(1);
    assertThat(room.dispatcher().step()).isZero();

    assertThat(received).hasSize(1);
    JsonNode told = received.getFirst();
    assertThat(told.path("event").asText()).isEqualTo("opened");
    assertThat(told.at("/alert/model").asText()).isEqualTo("credit-risk");
    assertThat(told.at("/alert/recommendation").asText()).contains("Look at it today");
    assertThat(told.path("link").asText())
        .startsWith("https://models.example.org/incidents/")
        .endsWith(told.path("incident").asText());
    String body = bodies.getFirst();
    assertThat(verify(secret, body, now)).isTrue();
    assertThat(verify(secret, body + " ", now)).isFalse();
    assertThat(verify("another", body, now)).isFalse();
    assertThat(verify(secret, body, now.plusSeconds(301))).isFalse();
  }

  private boolean verify(String secret, String body, Instant when) {
    return WebhookSignature.verify(
        signatures.getFirst(), secret, body, when, Duration.ofMinutes(5));
  }

  @Test
  void aSecretIsNeverShownAgainNorKeptInTheOpen() {
    Routing.Made made = route("hook", NoticeForm.WEBHOOK, Duration.ZERO);

    assertThat(made.secret()).startsWith("whsec_");
    assertThat(route("hook", NoticeForm.WEBHOOK, Duration.ZERO).secret()).isNull();
    byte[] kept =
        database.read(
            handle ->
                handle.createQuery("select secret from alert_route").mapTo(byte[].class).one());
    assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain(made.secret());
    var slack =
        room.routing()
            .put(
                new NoticeRoute(
                    "slack",
                    NoticeForm.SLACK,
                    address() + "T0/B0/secret",
                    AlertMatch.ALL,
                    Duration.ZERO,
                    true),
                null,
                ANA);
    assertThat(slack.route().address()).isEqualTo("http://127.0.0.1/…");
    assertThat(room.routing().test("slack", ANA)).isEmpty();
    assertThat(audit.list(AuditQuery.newest(20)).entries().toString())
        .contains("alert-route.tested")
        .doesNotContain("B0/secret")
        .doesNotContain(made.secret());
  }

  @Test
  void whatDoesNotArriveIsTriedAgainLaterAndNothingIsLost() {
    route("hook", NoticeForm.WEBHOOK, Duration.ZERO);
    report(AlertKind.MISSING_VALUES, "income", Severity.HIGH);
    status = 503;

    assertThat(room.dispatcher().step()).isZero();
    assertThat(notice().failure()).isEqualTo("It answered 503");
    room.close();
    room = room();
    status = 200;
    assertThat(room.dispatcher().step()).as("not before a second is over").isZero();
    now = now.plusSeconds(1);
    assertThat(room.dispatcher().step()).isEqualTo(1);

    assertThat(notice().state()).isEqualTo("delivered");
    assertThat(steps()).containsSubsequence("opened", "alertOpened", "notNotified", "notified");
  }

  @Test
  void whatNeverArrivesIsDeadUntilSomebodySendsItAgain() {
    route("hook", NoticeForm.WEBHOOK, Duration.ZERO);
    report(AlertKind.MISSING_VALUES, "income", Severity.HIGH);
    status = 500;

    room.dispatcher().step();
    database.run(tx -> Database.handle(tx).execute("update notice set attempts = 82"));
    now = now.plusSeconds(1);
    room.dispatcher().step();
    assertThat(notice().state()).isEqualTo("waiting");
    now = now.plus(Duration.ofHours(1));
    room.dispatcher().step();

    assertThat(notice().state()).isEqualTo("dead");
    status = 200;
    now = now.plus(Duration.ofDays(1));
    assertThat(room.dispatcher().step()).isZero();
    room.routing().again(UUID.fromString(notice().id()), ANA);
    assertThat(room.dispatcher().step()).isEqualTo(1);
    assertThat(notice().state()).isEqualTo("delivered");
    assertThat(audit.list(AuditQuery.newest(1)).entries().getFirst().event().action())
        .isEqualTo("notice.retried");
  }

  @Test
  void aReceiverHearsOfEachStepInOrder() {
    route("hook", NoticeForm.WEBHOOK, Duration.ZERO);
    report(AlertKind.MISSING_VALUES, "income", Severity.WARNING);
    room.dispatcher().step();
    report(AlertKind.MISSING_VALUES, "income", Severity.CRITICAL);
    room.dispatcher().step();
    UUID id = alertStore.list("open", null, null, 1).getFirst().id();
    alerts.acknowledge(id, "the feed is late", ANA);
    room.dispatcher().step();

    assertThat(received.stream().map(told -> told.path("event").asText()))
        .containsExactly("opened", "raised", "acknowledged");
  }

  @Test
  void whoIsNextIsToldOnlyWhenNobodyHasAcknowledged() {
    route("first", NoticeForm.WEBHOOK, Duration.ZERO);
    route("second", NoticeForm.WEBHOOK, Duration.ofMinutes(30));
    report(AlertKind.MISSING_VALUES, "income", Severity.HIGH);
    report(AlertKind.MISSING_VALUES, "age", Severity.HIGH);
    room.dispatcher().step();
    UUID cared =
        alertStore.list("open", null, null, 2).stream()
            .filter(alert -> "age".equals(alert.column()))
            .findFirst()
            .orElseThrow()
            .id();
    alerts.acknowledge(cared, "on it", ANA);
    now = now.plus(Duration.ofMinutes(29));
    room.dispatcher().step();
    assertThat(room.routing().notices(null, "second", null, 10)).isEmpty();

    now = now.plus(Duration.ofMinutes(1));
    room.dispatcher().step();

    assertThat(room.routing().notices(null, "second", null, 10))
        .singleElement()
        .satisfies(one -> assertThat(one.title()).contains("income"));
  }

  @Test
  void aSilenceHoldsItsTongueAndTellsAtItsEndWhatIsStillOpen() {
    route("hook", NoticeForm.WEBHOOK, Duration.ZERO);
    var match = new AlertMatch("credit-*", Set.of(), "income", Severity.INFO);
    room.routing().silence(match, null, now.plusSeconds(3600), "the feed is being moved", ANA);
    report(AlertKind.MISSING_VALUES, "income", Severity.HIGH);
    report(AlertKind.MISSING_VALUES, "age", Severity.HIGH);

    assertThat(room.dispatcher().step()).isEqualTo(1);
    assertThat(received.getFirst().at("/alert/column").asText()).isEqualTo("age");
    now = now.plusSeconds(3600);

    assertThat(room.dispatcher().step()).isEqualTo(1);
    assertThat(room.routing().silences()).isEmpty();
  }

  @Test
  void theBodiesAreThoseThatTheReceiversDefine() {
    route("am", NoticeForm.ALERTMANAGER, Duration.ZERO);
    report(AlertKind.MISSING_VALUES, "income", Severity.HIGH);
    room.dispatcher().step();
    JsonNode alertmanager = received.getFirst().path(0);
    assertThat(alertmanager.at("/labels/alertname").asText()).isEqualTo("missingValues");
    assertThat(alertmanager.at("/labels/model").asText()).isEqualTo("credit-risk");
    assertThat(alertmanager.path("startsAt").asText()).isEqualTo("2026-03-31T12:00:00Z");
    assertThat(alertmanager.has("endsAt")).isFalse();
    room.routing().remove("am", ANA);

    room.routing()
        .put(
            new NoticeRoute(
                "pd", NoticeForm.PAGERDUTY, address(), AlertMatch.ALL, Duration.ZERO, true),
            "R0UT1NG",
            ANA);
    room.dispatcher().step();
    JsonNode pagerDuty = received.getLast();
    assertThat(pagerDuty.path("routing_key").asText()).isEqualTo("R0UT1NG");
    assertThat(pagerDuty.path("event_action").asText()).isEqualTo("trigger");
    assertThat(pagerDuty.path("dedup_key").asText())
        .isEqualTo(alertmanager.at("/labels/fingerprint").asText());
    assertThat(pagerDuty.at("/payload/severity").asText()).isEqualTo("error");
    assertThat(pagerDuty.at("/payload/source").asText()).isEqualTo("credit-risk");
    room.routing().remove("pd", ANA);

    route("slack", NoticeForm.SLACK, Duration.ZERO);
    room.dispatcher().step();
    assertThat(received.getLast().path("text").asText())
        .isEqualTo("[high] credit-risk: income is missing &lt;often&gt;");
    assertThat(received.getLast().at("/blocks/0/type").asText()).isEqualTo("section");
  }

  @Test
  void aMailReachesItsReaders() throws Exception {
    room.routing()
        .put(
            new NoticeRoute(
                "ops",
                NoticeForm.MAIL,
                "ops@example.org, risk@example.org",
                AlertMatch.ALL,
                Duration.ZERO,
                true),
            null,
            ANA);
    report(AlertKind.MISSING_VALUES, "größe", Severity.HIGH);

    assertThat(room.dispatcher().step()).isEqualTo(1);

    assertThat(mail.waitForIncomingEmail(10_000, 2)).isTrue();
    var letter = mail.getReceivedMessages()[0];
    assertThat(letter.getSubject()).isEqualTo("[high] credit-risk: größe is missing <often>");
    assertThat(letter.getContent().toString()).contains("What to do: Look at what delivers");
    assertThat(letter.getAllRecipients()).hasSize(2);
    mail.stop();
    assertThat(room.routing().test("ops", ANA)).isPresent();
  }

  @Test
  void oneCauseIsOneAlertHoweverManyFindItAtOnce() throws Exception {
    route("hook", NoticeForm.WEBHOOK, Duration.ZERO);
    try (var pool = Executors.newFixedThreadPool(4)) {
      List<Callable<Boolean>> finders = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        finders.add(
            () -> {
              report(AlertKind.MISSING_VALUES, "income", Severity.HIGH);
              return room.dispatcher().step() >= 0;
            });
      }
      for (var finder : pool.invokeAll(finders)) {
        assertThat(finder.get()).isTrue();
      }
    }

    assertThat(alertStore.list(null, null, null, 10)).hasSize(1);
    assertThat(incidentStore.list(null, null, null, 10)).hasSize(1);
    assertThat(received).hasSize(1);
  }

  @Test
  void anIncidentGathersTheAlertsOfAModelUntilTheLastIsCaredFor() {
    report(AlertKind.MISSING_VALUES, "income", Severity.WARNING);
    report(AlertKind.FEATURE_DRIFT, "age", Severity.CRITICAL);
    var incident = incidentStore.list("open", VERSION.model(), null, 10).getFirst();
    assertThat(incident.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(incidentStore.alerts(incident.id())).hasSize(2);

    incidents.comment(incident.id(), "The feed of the bureau is late", ANA);
    var cared = incidents.acknowledge(incident.id(), "on it", ANA);

    assertThat(cared.state()).isInstanceOf(AlertState.Acknowledged.class);
    assertThat(alertStore.list("acknowledged", null, null, 10)).hasSize(2);
    assertThat(steps())
        .containsExactly("opened", "alertOpened", "alertOpened", "commented", "acknowledged");
    assertThatThrownBy(() -> incidents.acknowledge(incident.id(), "again", ANA))
        .isInstanceOfSatisfying(
            PlumblineException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CONFLICT));
    report(AlertKind.PREDICTION_DRIFT, null, Severity.WARNING);
    assertThat(incidentStore.find(incident.id()).orElseThrow().state())
        .as("something new asks for somebody again")
        .isInstanceOf(AlertState.Open.class);
  }

  @Test
  void refusesRoutesThatLeadNowhere() {
    assertThatThrownBy(() -> put("hook", NoticeForm.WEBHOOK, "ftp://x"))
        .hasMessageContaining("ftp");
    assertThatThrownBy(() -> put("ops", NoticeForm.MAIL, "nobody")).hasMessageContaining("nobody");
    assertThatThrownBy(() -> put("pd", NoticeForm.PAGERDUTY, "")).hasMessageContaining("secret");
    put("meta", NoticeForm.WEBHOOK, "http://169.254.169.254/latest");
    assertThat(room.routing().test("meta", ANA))
        .hasValueSatisfying(why -> assertThat(why).contains("link-local"));
  }

  private void put(String name, NoticeForm form, String address) {
    room.routing()
        .put(new NoticeRoute(name, form, address, AlertMatch.ALL, Duration.ZERO, true), null, ANA);
  }

  private Routing.Made route(String name, NoticeForm form, Duration after) {
    return room.routing()
        .put(new NoticeRoute(name, form, address(), AlertMatch.ALL, after, true), null, ANA);
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private void report(AlertKind kind, @Nullable String column, Severity severity) {
    alerts.report(
        VERSION,
        new Finding(kind, column, severity, column + " is missing <often>", "in 40 % of answers"));
  }

  private NoticeLine notice() {
    return room.routing().notices(null, null, null, 10).getFirst();
  }

  private List<String> steps() {
    var incident = incidentStore.list(null, null, null, 1).getFirst();
    return incidentStore.entries(incident.id()).stream().map(IncidentEntry::kind).toList();
  }

  @Test
  void listsWhatWaitsAlone() {
    route("hook", NoticeForm.WEBHOOK, Duration.ZERO);
    report(AlertKind.MISSING_VALUES, "income", Severity.HIGH);
    status = 500;
    room.dispatcher().step();

    assertThat(room.routing().notices(NoticeState.WAITING, null, null, 10)).hasSize(1);
    assertThat(room.routing().notices(NoticeState.DELIVERED, null, null, 10)).isEmpty();
  }
}
