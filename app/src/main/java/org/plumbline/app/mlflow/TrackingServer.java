package org.plumbline.app.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** The other store, asked by its REST routes; asks again a few times when it does not answer. */
public final class TrackingServer implements AutoCloseable {
  private static final String API = "/api/2.0/mlflow/";
  private static final String FILES = "/api/2.0/mlflow-artifacts/artifacts";
  private static final int ATTEMPTS = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final String address;
  private final Optional<String> authorization;

  private TrackingServer(String address, Optional<String> authorization) {
    this.address = address;
    this.authorization = authorization;
  }

  /**
   * The store at an address, with what the environment says of its caller, in the words of MLflow's
   * own clients.
   *
   * @throws PlumblineException INVALID_FIELD when it is no address
   */
  public static TrackingServer at(URI uri, Map<String, String> environment) {
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!http || uri.getHost() == null) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD,
              "--uri '%s' is no address: use such as http://tracker:5000; a store in files or a"
                      .formatted(uri)
                  + " database is reached by its own server")
          .with("field", "uri");
    }
    return new TrackingServer(uri.toString().replaceAll("/+$", ""), authorization(environment));
  }

  private static Optional<String> authorization(Map<String, String> environment) {
    String token = environment.getOrDefault("MLFLOW_TRACKING_TOKEN", "");
    String user = environment.getOrDefault("MLFLOW_TRACKING_USERNAME", "");
    String password = environment.getOrDefault("MLFLOW_TRACKING_PASSWORD", "");
    if (!token.isEmpty()) {
      return Optional.of("Bearer " + token);
    }
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return user.isEmpty()
        ? Optional.empty()
        : Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
  }

  public String address() {
    return address;
  }

  JsonNode post(String route, JsonNode body) {
    return json(posted(route, body));
  }

  /** The answer of a route that earlier releases do not have; empty where it is unknown. */
  Optional<JsonNode> postIfKnown(String route, JsonNode body) {
    try {
      return Optional.of(post(route, body));
    } catch (PlumblineException refused) {
      if (Integer.valueOf(404).equals(refused.details().get("status"))) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  private HttpRequest posted(String route, JsonNode body) {
    return request(address + API + route)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body.toString()))
        .build();
  }

  JsonNode get(String route, Map<String, String> query) {
    return json(request(address + API + route + query(query)).GET().build());
  }

  /** Asks for a page by the token of the one before, empty for the first. */
  interface Page {
    JsonNode ask(String token);
  }

  /** Goes through all pages of a list. */
  static void pages(Page page, String field, Consumer<JsonNode> item) {
    String token = "";
    do {
      JsonNode answer = page.ask(token);
      answer.path(field).forEach(item);
      token = answer.path("next_page_token").asText("");
    } while (!token.isEmpty());
  }

  /** What lies in a directory of the artefact proxy. */
  JsonNode files(String directory) {
    return json(request(address + FILES + query(Map.of("path", directory))).GET().build());
  }

  /** Hands over the bytes of a file of the artefact proxy. */
  void file(String path, Consumer<InputStream> bytes) {
    String encoded = URLEncoder.encode(path, StandardCharsets.UTF_8);
    String plain = encoded.replace("+", "%20").replace("%2F", "/");
    HttpResponse<InputStream> answer = send(request(address + FILES + "/" + plain).GET().build());
    try (InputStream body = answer.body()) {
      bytes.accept(body);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private JsonNode json(HttpRequest request) {
    try (InputStream body = send(request).body()) {
      return JSON.readTree(body);
    } catch (IOException failure) {
      throw unreachable(request, failure);
    }
  }

  private HttpResponse<InputStream> send(HttpRequest request) {
    for (int attempt = 1; ; attempt++) {
      try {
        HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
        boolean passing = answer.statusCode() >= 500 || answer.statusCode() == 429;
        if (answer.statusCode() == 200) {
          return answer;
        }
        String said = text(answer);
        if (!passing || attempt == ATTEMPTS) {
          throw refused(request, answer.statusCode(), said);
        }
      } catch (IOException failure) {
        if (attempt == ATTEMPTS) {
          throw unreachable(request, failure);
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw unreachable(request, interrupted);
      }
      pause(request, Duration.ofMillis(250L << attempt));
    }
  }

  private static void pause(HttpRequest request, Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw unreachable(request, interrupted);
    }
  }

  private static String text(HttpResponse<InputStream> answer) throws IOException {
    try (InputStream body = answer.body()) {
      return new String(body.readNBytes(500), StandardCharsets.UTF_8);
    }
  }

  private HttpRequest.Builder request(String target) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target)).timeout(PATIENCE);
    authorization.ifPresent(value -> request.header("Authorization", value));
    return request;
  }

  private static String query(Map<String, String> query) {
    var text = new StringBuilder();
    query.forEach(
        (name, value) ->
            text.append(text.isEmpty() ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return text.toString();
  }

  private static PlumblineException refused(HttpRequest request, int status, String said) {
    return PlumblineException.of(
            status == 401 || status == 403 ? ErrorCode.FORBIDDEN : ErrorCode.INVALID_DATA,
            "%s answered %s: %s%s"
                .formatted(
                    request.uri(),
                    status,
                    said,
                    status == 401
                        ? "; set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or"
                            + " MLFLOW_TRACKING_TOKEN"
                        : ""))
        .with("status", status);
  }

  private static PlumblineException unreachable(HttpRequest request, Exception failure) {
    return PlumblineException.of(
        ErrorCode.STORE_UNAVAILABLE,
        request.uri() + " does not answer; run the same import again, it goes on where it ended",
        failure);
  }

  @Override
  public void close() {
    client.close();
  }
}
