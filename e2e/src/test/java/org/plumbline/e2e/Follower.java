package org.plumbline.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A client of the live streams, by either wire, that comes back where it was. */
final class Follower implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private volatile String cursor = "";
  private volatile boolean following;

  /** Ids of the predictions that it was told of. */
  Set<String> seen() {
    return seen;
  }

  /** Whether the server has said that it is subscribed. */
  boolean following() {
    return following;
  }

  /** Follows by server-sent events, from its newest cursor if it has one. */
  void byEvents(ServedModel served) {
    following = false;
    var request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:"
                        + served.port()
                        + "/api/v1/stream?model="
                        + ServedModel.MODEL))
            .header("Authorization", "Bearer " + served.api().token());
    if (!cursor.isEmpty()) {
      request.header("Last-Event-ID", cursor);
    }
    Thread.ofVirtual().start(() -> read(request.build()));
  }

  private void read(HttpRequest request) {
    try (Stream<String> lines = client.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
      lines
          .filter(line -> line.startsWith("data: "))
          .forEach(line -> hear(line.substring("data: ".length())));
    } catch (IOException | UncheckedIOException killed) {
      following = false;
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** Follows by WebSocket, from its newest cursor if it has one. */
  void bySocket(ServedModel served) {
    bySocket(served, served.api());
  }

  /** With the credential of this client. */
  void bySocket(ServedModel served, Api api) {
    following = false;
    WebSocket socket =
        client
            .newWebSocketBuilder()
            .header("Authorization", "Bearer " + api.token())
            .buildAsync(
                URI.create("ws://127.0.0.1:" + served.port() + "/ws/v1/stream"), new Messages())
            .join();
    var subscribe =
        JSON.createObjectNode()
            .put("type", "subscribe")
            .put("subscription", "all")
            .put("model", ServedModel.MODEL);
    if (!cursor.isEmpty()) {
      subscribe.put("after", cursor);
    }
    socket.sendText(subscribe.toString(), true).join();
  }

  private final class Messages implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        hear(text.toString());
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }

  private void hear(String message) {
    try {
      JsonNode heard = JSON.readTree(message);
      if (heard.hasNonNull("cursor")) {
        cursor = heard.path("cursor").asText();
      }
      if (heard.path("type").asText().equals("prediction")) {
        seen.add(heard.path("prediction").path("id").asText());
      }
      following = true;
    } catch (IOException torn) {
      throw new UncheckedIOException(torn);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
