package org.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Files that a real server scores. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BatchesTest {
  private static final String ARROW = "application/vnd.apache.arrow.stream";
  private static final String BATCHES = "/api/v1/models/" + ServedModel.MODEL + "/batches";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROWS = 1_500_000;

  @TempDir private static Path directory;
  private final HttpClient client = HttpClient.newHttpClient();
  private ServedModel served;
  private Path large;

  @BeforeAll
  void serve() throws IOException, InterruptedException {
    served = ServedModel.start(directory.resolve("home"), Program.FOR_LONG_WORK);
    large = rows("large.csv", ROWS);
  }

  @AfterAll
  void stop() {
    served.close();
  }

  @Test
  void aKilledServerGoesOnAndEndsWithTheAnswersOfTheCommand()
      throws IOException, InterruptedException {
    HttpResponse<String> submitted =
        send(post(BATCHES).POST(HttpRequest.BodyPublishers.ofFile(large)).build());
    assertThat(submitted.statusCode()).as(submitted.body()).isEqualTo(202);
    String batch = JSON.readTree(submitted.body()).path("id").asText();

    await(batch, found -> found.path("share").asDouble() > 0.1);
    served.server().kill();
    served.serve();
    JsonNode after = served.api().read(BATCHES + "/" + batch).body();
    JsonNode done = await(batch, found -> found.path("state").asText().equals("done"));

    assertThat(after.path("state").asText()).isIn("running", "queued");
    assertThat(done.path("scored").asInt()).isEqualTo(ROWS - 2);
    assertThat(done.path("rejected").asInt()).isEqualTo(2);
    Path expected = directory.resolve("expected.csv");
    Program.Result scored =
        Program.run(
            served.home(),
            "score",
            "--model",
            ServedModel.MODEL,
            "--data",
            large.toString(),
            "--out",
            expected.toString());
    assertThat(scored.exitCode()).as(scored.errors()).isZero();
    Path result = directory.resolve("result.csv");
    client.send(
        request(BATCHES + "/" + batch + "/result").GET().build(),
        HttpResponse.BodyHandlers.ofFile(result));
    assertIsAnsweredBy(1, expected, result);
    assertThat(served.api().read(BATCHES + "/" + batch + "/rejects").text())
        .startsWith("line,reason,column,row\n")
        .contains("tenure");
  }

  /** The server tells besides who answered, and what safeguards did. */
  private static void assertIsAnsweredBy(int version, Path scores, Path answers)
      throws IOException {
    try (var expected = Files.newBufferedReader(scores);
        var found = Files.newBufferedReader(answers)) {
      assertThat(found.readLine()).isEqualTo(expected.readLine() + ",version,safeguard");
      String line = expected.readLine();
      while (line != null) {
        assertThat(found.readLine()).isEqualTo(line + "," + version + ",");
        line = expected.readLine();
      }
      assertThat(found.readLine()).isNull();
    }
  }

  @Test
  void aDownloadGoesOnWithARange() throws IOException, InterruptedException {
    Path rows = rows("small.csv", 1_000);
    String batch =
        JSON.readTree(
                send(post(BATCHES + "?output=jsonl&explain=1")
                        .POST(HttpRequest.BodyPublishers.ofFile(rows))
                        .build())
                    .body())
            .path("id")
            .asText();
    await(batch, found -> found.path("state").asText().equals("done"));
    String whole = served.api().read(BATCHES + "/" + batch + "/result").text();

    HttpResponse<String> rest =
        send(request(BATCHES + "/" + batch + "/result").header("Range", "bytes=100-").build());
    HttpResponse<String> beyond =
        send(
            request(BATCHES + "/" + batch + "/result")
                .header("Range", "bytes=" + whole.length() + "-")
                .build());

    assertThat(whole.lines()).hasSize(998).allMatch(line -> line.contains("\"reason1\""));
    assertThat(rest.statusCode()).isEqualTo(206);
    assertThat(rest.body()).isEqualTo(whole.substring(100));
    assertThat(rest.headers().firstValue("Content-Range"))
        .contains("bytes 100-" + (whole.length() - 1) + "/" + whole.length());
    assertThat(beyond.statusCode()).isEqualTo(416);
  }

  @Test
  void whatRunsCanBeCancelledAndHasNoResult() throws IOException, InterruptedException {
    String batch =
        JSON.readTree(
                send(post(BATCHES).POST(HttpRequest.BodyPublishers.ofFile(large)).build()).body())
            .path("id")
            .asText();
    await(batch, found -> found.path("share").asDouble() > 0);

    Api.Answer cancelled = served.api().post(BATCHES + "/" + batch + "/cancellation", Map.of());

    assertThat(cancelled.status()).isEqualTo(200);
    assertThat(cancelled.body().path("state").asText()).isEqualTo("cancelled");
    Api.Answer result = served.api().read(BATCHES + "/" + batch + "/result");
    assertThat(result.status()).isEqualTo(409);
    assertThat(served.api().read(BATCHES + "?limit=200").body().path("items"))
        .anyMatch(item -> item.path("id").asText().equals(batch));
    assertThat(
            served
                .api()
                .read("/api/v1/audit/entries?limit=10&object=" + batch)
                .body()
                .findValuesAsText("action"))
        .containsExactly("batch.cancelled", "batch.submitted");
  }

  @Test
  void arrowStreamsComeAndGo() throws IOException, InterruptedException {
    Path rows = rows("for-arrow.csv", 1_000);
    HttpResponse<String> submitted =
        send(
            post(BATCHES + "?output=arrows").POST(HttpRequest.BodyPublishers.ofFile(rows)).build());
    String batch = JSON.readTree(submitted.body()).path("id").asText();
    await(batch, found -> found.path("state").asText().equals("done"));

    HttpResponse<byte[]> answers =
        client.send(
            request(BATCHES + "/" + batch + "/result").build(),
            HttpResponse.BodyHandlers.ofByteArray());

    assertThat(answers.headers().firstValue("Content-Type")).contains(ARROW);
    assertThat(answers.body()).startsWith(-1, -1, -1, -1).endsWith(-1, -1, -1, -1, 0, 0, 0, 0);
    // Read as rows it is a sound stream of other columns, and half of it a damaged one.
    assertThat(failure(answers.body())).contains("no column 'tenure'");
    assertThat(failure(Arrays.copyOf(answers.body(), 300))).contains("Arrow stream is damaged");
  }

  /** Why a batch of these rows fails. */
  private String failure(byte[] rows) throws IOException, InterruptedException {
    HttpResponse<String> submitted =
        send(
            request(BATCHES)
                .header("Content-Type", ARROW)
                .POST(HttpRequest.BodyPublishers.ofByteArray(rows))
                .build());
    assertThat(submitted.statusCode()).as(submitted.body()).isEqualTo(202);
    String batch = JSON.readTree(submitted.body()).path("id").asText();
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    JsonNode found = served.api().read(BATCHES + "/" + batch).body();
    while (!found.path("state").asText().equals("failed")) {
      assertThat(System.nanoTime()).as("%s", found).isLessThan(end);
      served.server().awaitMoment(Duration.ofMillis(200));
      found = served.api().read(BATCHES + "/" + batch).body();
    }
    return found.path("failure").asText();
  }

  @Test
  void anotherMediaTypeIsRefused() throws IOException, InterruptedException {
    Api.Answer refused = served.api().postText(BATCHES, "{}");

    assertThat(refused.status()).isEqualTo(415);
    assertThat(refused.body().path("detail").asText()).contains("text/csv");
  }

  private JsonNode await(String batch, Predicate<JsonNode> met)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + Duration.ofMinutes(4).toNanos();
    JsonNode found = served.api().read(BATCHES + "/" + batch).body();
    while (!met.test(found)) {
      if (System.nanoTime() > end || found.path("state").asText().equals("failed")) {
        throw new AssertionError("not met: " + found);
      }
      served.server().awaitMoment(Duration.ofMillis(200));
      found = served.api().read(BATCHES + "/" + batch).body();
    }
    return found;
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder post(String path) {
    return request(path).header("Content-Type", "text/csv");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + served.port() + path))
        .header("Authorization", "Bearer " + served.api().token());
  }

  /** The third and the last but one are broken. */
  private static Path rows(String name, int count) throws IOException {
    var random = new SplittableRandom(3);
    Path file = directory.resolve(name);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("customer,tenure,plan,charges,support_calls\n");
      for (int row = 0; row < count; row++) {
        boolean bad = row == 2 || row == count - 2;
        out.write("c" + row + "," + (bad ? "long" : random.nextInt(70)));
        out.write("," + (random.nextBoolean() ? "monthly" : "yearly") + ",");
        out.write(random.nextInt(10_000) / 100.0 + "," + random.nextInt(6) + "\n");
      }
    }
    return file;
  }
}
