package org.plumbline.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A signed-in client of the own API. */
final class Api {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI base;
  private final Optional<String> token;

  private Api(URI base, Optional<String> token) {
    this.base = base;
    this.token = token;
  }

  /** An answer; the body is a missing node when it is empty or no JSON. */
  record Answer(int status, JsonNode body, String text, Map<String, String> headers) {}

  static Api anonymous(int port) {
    return new Api(URI.create("http://127.0.0.1:" + port), Optional.empty());
  }

  Api signIn(String user, String password) throws IOException, InterruptedException {
    var answer = post("/api/v1/auth/login", Map.of("username", user, "password", password));
    if (answer.status() != 200) {
      throw new AssertionError("cannot sign in: " + answer);
    }
    return new Api(base, Optional.of(answer.body().path("accessToken").asText()));
  }

  /** The same server, asked with this token or API key. */
  Api with(String other) {
    return new Api(base, Optional.of(other));
  }

  /** The token that it sends. */
  String token() {
    return token.orElseThrow();
  }

  Answer read(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  Answer post(String path, Object body) throws IOException, InterruptedException {
    return postText(path, JSON.writeValueAsString(body));
  }

  Answer post(String path, Object body, Map<String, String> headers)
      throws IOException, InterruptedException {
    var request =
        request(path).POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
    headers.forEach(request::header);
    return send(request);
  }

  Answer postText(String path, String json) throws IOException, InterruptedException {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  Answer put(String path, Object body) throws IOException, InterruptedException {
    return send(
        request(path).PUT(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  /** Any method; an empty text sends no body. */
  Answer call(String method, String path, String json) throws IOException, InterruptedException {
    var body =
        json.isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(json);
    return send(request(path).method(method, body));
  }

  private HttpRequest.Builder request(String path) {
    var request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json");
    token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
    return request;
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    var headers = new java.util.TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    answer.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
    return new Answer(answer.statusCode(), parse(answer.body()), answer.body(), headers);
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      return JSON.missingNode();
    }
  }
}
