package org.plumbline.http.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A WebSocket client that reads at once, or only when told so. */
final class SocketClient implements WebSocket.Listener {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PATIENCE_SECONDS = 30;

  private final BlockingQueue<JsonNode> arrived = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final StringBuilder part = new StringBuilder();
  private final boolean reads;
  private @Nullable WebSocket socket;

  private SocketClient(boolean reads) {
    this.reads = reads;
  }

  static SocketClient open(HttpClient http, String address, String token) {
    return open(http, address, token, true);
  }

  /** One that reads nothing until {@link #readOn}. */
  static SocketClient deaf(HttpClient http, String address, String token) {
    return open(http, address, token, false);
  }

  private static SocketClient open(HttpClient http, String address, String token, boolean reads) {
    var client = new SocketClient(reads);
    WebSocket.Builder builder = http.newWebSocketBuilder();
    if (!token.isEmpty()) {
      builder.header("Authorization", "Bearer " + token);
    }
    client.socket = builder.buildAsync(URI.create(address), client).join();
    return client;
  }

  private WebSocket socket() {
    if (socket == null) {
      throw new IllegalStateException("not open");
    }
    return socket;
  }

  void say(String json) {
    socket().sendText(json, true).join();
  }

  void readOn() {
    socket().request(Long.MAX_VALUE);
  }

  /** The next message of one of the types; others are dropped. */
  JsonNode next(String... types) {
    return next(message -> List.of(types).contains(message.path("type").asText()));
  }

  private JsonNode next(Predicate<JsonNode> wanted) {
    try {
      while (true) {
        JsonNode message = arrived.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (message == null) {
          throw new AssertionError("nothing came");
        }
        if (wanted.test(message)) {
          return message;
        }
      }
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /** The next so many messages of a type. */
  List<JsonNode> next(int count, String type) {
    var messages = new ArrayList<JsonNode>();
    while (messages.size() < count) {
      messages.add(next(type));
    }
    return messages;
  }

  int closeCode() {
    return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  void close() {
    var _ = socket().sendClose(WebSocket.NORMAL_CLOSURE, "");
  }

  /** As if the process were killed. */
  void kill() {
    socket().abort();
  }

  @Override
  public void onOpen(WebSocket opened) {
    if (reads) {
      opened.request(Long.MAX_VALUE);
    }
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
    part.append(text);
    if (last) {
      try {
        arrived.add(JSON.readTree(part.toString()));
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
      part.setLength(0);
    }
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    closed.completeExceptionally(failure);
  }
}
