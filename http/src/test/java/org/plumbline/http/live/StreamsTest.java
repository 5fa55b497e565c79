package org.plumbline.http.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.plumbline.access.SignOn;
import org.plumbline.monitoring.LoggedReason;

/** Real clients on a real server over a real log. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamsTest {
  private static final String CHURN =
      "{\"type\":\"subscribe\",\"subscription\":\"a\",\"model\":\"churn\"}";

  private RunningStreams streams;

  @BeforeAll
  void serve() {
    streams = new RunningStreams(limits(64, 20, Duration.ofSeconds(15)));
  }

  @AfterAll
  void stop() {
    streams.close();
  }

  private static StreamLimits limits(int waiting, int clientsPerAccount, Duration heartbeat) {
    return new StreamLimits(
        1_000, clientsPerAccount, 3, waiting, heartbeat, heartbeat.multipliedBy(2));
  }

  @Test
  void tellsOfAnswersOnceTheyAreLogged() {
    SocketClient client = streams.open();
    client.say(CHURN);
    JsonNode subscribed = client.next("subscribed");
    streams.answer("fraud", "C-1", 1);
    List<String> answered = streams.answer("churn", "C-1", 1);

    JsonNode event = client.next("prediction");

    assertThat(subscribed.path("subscription").asText()).isEqualTo("a");
    assertThat(subscribed.path("cursor").asText()).isNotBlank();
    assertThat(event.path("cursor").asText()).isNotBlank();
    JsonNode prediction = event.path("prediction");
    assertThat(prediction.path("id").asText()).isEqualTo(answered.getFirst());
    assertThat(prediction.path("model").asText()).isEqualTo("churn");
    assertThat(prediction.path("version").asInt()).isEqualTo(1);
    assertThat(prediction.path("stage").asText()).isEqualTo("PRODUCTION");
    assertThat(prediction.path("entity").asText()).isEqualTo("C-1");
    assertThat(prediction.path("score").asDouble()).isEqualTo(0.25);
    assertThat(prediction.path("reasons").path(0).path("feature").asText()).isEqualTo("tenure");
    client.close();
  }

  @Test
  void followsEntitiesAcrossModelsAndTellsOnceWhatIsWantedTwice() {
    SocketClient client = streams.open();
    client.say("{\"type\":\"subscribe\",\"subscription\":\"e\",\"entity\":\"C-7\"}");
    client.next("subscribed");
    client.say(CHURN);
    client.next("subscribed");
    streams.answer("fraud", "C-8", 1);
    List<String> wanted = new ArrayList<>(streams.answer("fraud", "C-7", 1));
    wanted.addAll(streams.answer("churn", "C-7", 1));
    wanted.addAll(streams.answer("churn", "C-9", 1));

    assertThat(ids(client.next(3, "prediction"))).isEqualTo(wanted);
    client.close();
  }

  @Test
  void tellsWhatAnotherInstanceHasLogged() {
    SocketClient client = streams.open();
    client.say(CHURN);
    client.next("subscribed");

    List<String> answered = streams.answerElsewhere("churn", 3);

    assertThat(ids(client.next(3, "prediction"))).isEqualTo(answered);
    client.close();
  }

  @Test
  void anEndedSubscriptionIsSilent() {
    SocketClient client = streams.open();
    client.say(CHURN);
    client.next("subscribed");
    client.say("{\"type\":\"unsubscribe\",\"subscription\":\"a\"}");
    client.next("unsubscribed");
    streams.answer("churn", null, 1);
    client.say("{\"type\":\"subscribe\",\"subscription\":\"b\",\"model\":\"fraud\"}");
    client.next("subscribed");

    List<String> answered = streams.answer("fraud", null, 1);

    assertThat(ids(client.next(1, "prediction"))).isEqualTo(answered);
    client.close();
  }

  @Test
  void aKilledClientGoesOnWhereItWas() {
    SocketClient killed = streams.open();
    killed.say(CHURN);
    killed.next("subscribed");
    streams.answer("churn", null, 5);
    List<JsonNode> seen = killed.next(3, "prediction");
    killed.kill();
    List<String> missed = streams.answer("churn", null, 5);

    SocketClient back = streams.open();
    back.say(after(CHURN, seen.getLast().path("cursor").asText()));
    List<String> resumed = ids(back.next(7, "prediction"));
    List<String> live = streams.answer("churn", null, 1);

    assertThat(resumed).doesNotHaveDuplicates().doesNotContainAnyElementsOf(ids(seen));
    assertThat(resumed.subList(2, 7)).isEqualTo(missed);
    assertThat(ids(back.next(1, "prediction"))).isEqualTo(live);
    back.close();
  }

  @Test
  void aSlowClientIsToldOfItsGapAndMayHaveWhatItMissed() {
    SocketClient slow = SocketClient.deaf(streams.http(), streams.sockets(), streams.token());
    SocketClient quick = streams.open();
    slow.say(CHURN);
    quick.say(CHURN);
    quick.next("subscribed");
    List<LoggedReason> long200 =
        IntStream.range(0, 200)
            .mapToObj(i -> new LoggedReason("a feature with a rather long name " + i, i))
            .toList();
    List<String> answered = new ArrayList<>();
    for (int commit = 0; commit < 60; commit++) {
      answered.addAll(streams.answer("churn", null, 20, long200));
      quick.next(20, "prediction");
    }

    slow.readOn();
    List<String> got = new ArrayList<>();
    JsonNode message = slow.next("prediction", "gap");
    while (!message.path("type").asText().equals("gap")) {
      got.add(id(message));
      message = slow.next("prediction", "gap");
    }
    slow.say(after(CHURN, message.path("after").asText()));
    got.addAll(ids(slow.next(answered.size() - got.size(), "prediction")));

    assertThat(message.path("missed").asLong()).isPositive();
    assertThat(got).isEqualTo(answered);
    slow.close();
    quick.close();
  }

  @Test
  void outlivesACutOfTheStore() {
    SocketClient client = streams.open();
    client.say(CHURN);
    client.next("subscribed");
    streams.cutStore();

    List<String> answered = answerAtLast();

    assertThat(ids(client.next(1, "prediction"))).isEqualTo(answered);
    client.close();
  }

  private List<String> answerAtLast() {
    for (int attempt = 0; attempt < 50; attempt++) {
      try {
        return streams.answer("churn", null, 1);
      } catch (CompletionException cut) {
        // The next connection of the pool may be a whole one.
      }
    }
    throw new AssertionError("the store stayed away");
  }

  @Test
  void aRevokedTokenEndsTheStream() {
    SignOn.Grant grant = streams.signIn();
    SocketClient client = SocketClient.open(streams.http(), streams.sockets(), grant.accessToken());
    client.say(CHURN);
    client.next("subscribed");

    streams.signOut(grant);

    assertThat(client.next("closing").path("code").asText()).isEqualTo("unauthenticated");
    assertThat(client.closeCode()).isEqualTo(4401);
  }

  @Test
  void aTicketOpensOneStream() {
    String address = streams.sockets() + "?ticket=" + streams.ticket();
    SocketClient client = SocketClient.open(streams.http(), address, "");
    client.say(CHURN);
    client.next("subscribed");

    assertThatThrownBy(() -> SocketClient.open(streams.http(), address, ""))
        .hasCauseInstanceOf(WebSocketHandshakeException.class)
        .satisfies(refused -> assertThat(status(refused)).isEqualTo(401));
    client.close();
  }

  @Test
  void strangersAreRefused() {
    assertThatThrownBy(() -> SocketClient.open(streams.http(), streams.sockets(), "nonsense"))
        .satisfies(refused -> assertThat(status(refused)).isEqualTo(401));
    assertThat(get("?model=churn", "nonsense").statusCode()).isEqualTo(401);
  }

  @Test
  void refusesWhatItCannotDoAndGoesOn() {
    SocketClient client = streams.open();

    client.say("not json");
    assertThat(client.next("error").path("code").asText()).isEqualTo("bad-request");
    client.say("{\"type\":\"subscribe\",\"subscription\":\"a\"}");
    assertThat(client.next("error").path("code").asText()).isEqualTo("missing-field");
    client.say("{\"type\":\"subscribe\",\"subscription\":\"a\",\"model\":\"nobody\"}");
    JsonNode unknown = client.next("error");
    assertThat(unknown.path("code").asText()).isEqualTo("not-found");
    assertThat(unknown.path("subscription").asText()).isEqualTo("a");
    client.say(after(CHURN, "nonsense"));
    assertThat(client.next("error").path("code").asText()).isEqualTo("invalid-field");
    for (int i = 0; i < 3; i++) {
      client.say(CHURN.replace("\"a\"", "\"s" + i + "\""));
      client.next("subscribed");
    }
    client.say(CHURN.replace("\"a\"", "\"one too many\""));
    assertThat(client.next("error").path("code").asText()).isEqualTo("too-many-requests");

    List<String> answered = streams.answer("churn", null, 1);
    assertThat(ids(client.next(1, "prediction"))).isEqualTo(answered);
    client.close();
  }

  @Test
  void anAccountHasSoManyStreamsAndPlacesComeBack() {
    try (var few = new RunningStreams(limits(64, 1, Duration.ofSeconds(15)))) {
      SocketClient first = few.open();
      first.say(CHURN);
      first.next("subscribed");

      assertThatThrownBy(few::open)
          .satisfies(refused -> assertThat(status(refused)).isEqualTo(429));
      first.close();
      first.closeCode();

      SocketClient second = few.open();
      second.say(CHURN);
      second.next("subscribed");
      second.close();
    }
  }

  @Test
  void beatsWhileSilentAndEndsWhoAnswersNothing() {
    try (var quick = new RunningStreams(limits(64, 5, Duration.ofSeconds(1)))) {
      SocketClient awake = quick.open();
      SocketClient deaf = SocketClient.deaf(quick.http(), quick.sockets(), quick.token());
      awake.next(5, "heartbeat");

      deaf.readOn();

      assertThat(deaf.next("closing").path("detail").asText()).contains("ping");
      assertThat(deaf.closeCode()).isEqualTo(4400);
      awake.close();
    }
  }

  @Test
  void serverSentEventsGoOnFromTheLastId() throws IOException {
    String cursor;
    List<String> answered;
    try (var lines = lines(get("?model=churn&entity=C-5", streams.token()))) {
      assertThat(event(lines, "subscribed")).isNotNull();
      answered = streams.answer("churn", "C-5", 1);
      streams.answer("churn", "C-6", 1);
      JsonNode event = event(lines, "prediction");
      assertThat(id(event)).isEqualTo(answered.getFirst());
      cursor = event.path("cursor").asText();
    }
    List<String> missed = streams.answer("churn", "C-5", 2);

    HttpRequest again =
        request("?model=churn&entity=C-5", streams.token()).header("Last-Event-ID", cursor).build();
    try (var lines = lines(send(again))) {
      assertThat(id(event(lines, "prediction"))).isEqualTo(missed.getFirst());
      assertThat(id(event(lines, "prediction"))).isEqualTo(missed.getLast());
      assertThat(event(lines, "subscribed")).isNotNull();
    }
  }

  @Test
  void serverSentEventsRefuseWhatNamesNothing() throws IOException {
    String token = streams.token();

    assertThat(get("", token).statusCode()).isEqualTo(422);
    assertThat(get("?model=nobody", token).statusCode()).isEqualTo(404);
    assertThat(get("?model=churn&after=nonsense", token).statusCode()).isEqualTo(422);
    assertThat(get("?model=a&model=b&model=c&model=d", token).statusCode()).isEqualTo(422);
  }

  private HttpRequest.Builder request(String query, String token) {
    return HttpRequest.newBuilder(URI.create(streams.events(query)))
        .header("Authorization", "Bearer " + token);
  }

  private HttpResponse<InputStream> get(String query, String token) {
    return send(request(query, token).build());
  }

  private HttpResponse<InputStream> send(HttpRequest request) {
    try {
      return streams.http().send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static BufferedReader lines(HttpResponse<InputStream> response) {
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
    return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  /** The data of the next event of a type. */
  private static JsonNode event(BufferedReader lines, String type) throws IOException {
    boolean wanted = false;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("event: ")) {
        wanted = line.equals("event: " + type);
      } else if (wanted && line.startsWith("data: ")) {
        return new ObjectMapper().readTree(line.substring(6));
      }
    }
    throw new AssertionError("the stream has ended");
  }

  private static int status(Throwable refused) {
    Throwable cause = refused instanceof CompletionException ? refused.getCause() : refused;
    if (!(cause instanceof WebSocketHandshakeException handshake)) {
      throw new AssertionError(refused);
    }
    HttpResponse<?> response = handshake.getResponse();
    return response == null ? 0 : response.statusCode();
  }

  private static String after(String subscribe, String cursor) {
    return subscribe.replace("}", ",\"after\":\"" + cursor + "\"}");
  }

  private static List<String> ids(List<JsonNode> events) {
    return events.stream().map(StreamsTest::id).toList();
  }

  private static String id(JsonNode event) {
    return event.path("prediction").path("id").asText();
  }
}
