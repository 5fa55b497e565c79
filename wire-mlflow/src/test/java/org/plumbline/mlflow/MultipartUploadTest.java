package org.plumbline.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Uploads in parts, with the requests that the Python client sends for large files. */
class MultipartUploadTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static RunningFace face;

  private String root = "";

  @BeforeAll
  static void start() {
    face = new RunningFace();
  }

  @AfterAll
  static void stop() {
    face.close();
  }

  @BeforeEach
  void startRun() throws JsonProcessingException {
    root =
        JSON.readTree(face.post("/api/2.0/mlflow/runs/create", "{\"experiment_id\":\"0\"}").body())
            .at("/run/info/artifact_uri")
            .asText()
            .substring("mlflow-artifacts:".length());
  }

  @Test
  void partsSentAtOnceBecomeTheFile()
      throws JsonProcessingException, InterruptedException, ExecutionException {
    long before = objects();
    JsonNode upload = create("/home/ana/weights.bin", 3);

    assertThat(upload.path("credentials")).hasSize(3);
    List<String> etags = sendAtOnce(upload, List.of("first-", "second-", "third"));

    assertThat(complete(upload, "/home/ana/weights.bin", etags).statusCode()).isEqualTo(200);
    assertThat(file("weights.bin").body()).isEqualTo("first-second-third");
    assertThat(objects()).as("the parts are gone").isEqualTo(before + 1);
  }

  @Test
  void aPartMayComeAgainAndTheLastOneCounts() throws JsonProcessingException {
    JsonNode upload = create("again.bin", 2);
    send(upload, 0, "broken");
    String first = etag(send(upload, 0, "mended-"));
    String second = etag(send(upload, 1, "whole"));

    assertThat(complete(upload, "again.bin", List.of(first, second)).statusCode()).isEqualTo(200);
    assertThat(complete(upload, "again.bin", List.of(first, second)).statusCode())
        .as("whoever lost the answer asks again")
        .isEqualTo(200);

    assertThat(file("again.bin").body()).isEqualTo("mended-whole");
  }

  @Test
  void aMissingOrChangedPartKeepsTheUploadOpen() throws JsonProcessingException {
    JsonNode upload = create("half.bin", 2);
    String first = etag(send(upload, 0, "a"));

    HttpResponse<String> early = complete(upload, "half.bin", List.of(first, first));

    assertThat(early.statusCode()).isEqualTo(400);
    assertThat(JSON.readTree(early.body()).path("message").asText())
        .contains("part 2 has not come");
    assertThat(file("half.bin").statusCode()).isEqualTo(404);
    String second = etag(send(upload, 1, "b"));
    assertThat(complete(upload, "half.bin", List.of(first, first)).statusCode()).isEqualTo(400);
    assertThat(complete(upload, "half.bin", List.of(first)).statusCode()).isEqualTo(400);
    assertThat(complete(upload, "half.bin", List.of(first, second)).statusCode()).isEqualTo(200);
    assertThat(file("half.bin").body()).isEqualTo("ab");
  }

  @Test
  void anAbortedUploadLeavesNothing() throws JsonProcessingException {
    long before = objects();
    JsonNode upload = create("gone.bin", 2);
    String first = etag(send(upload, 0, "a"));

    assertThat(step("abort", "admin", body("gone.bin", upload, List.of())).statusCode())
        .isEqualTo(200);

    assertThat(objects()).isEqualTo(before);
    assertThat(send(upload, 1, "b").statusCode()).isEqualTo(404);
    assertThat(complete(upload, "gone.bin", List.of(first, first)).statusCode()).isEqualTo(404);
    assertThat(objects()).isEqualTo(before);
  }

  @Test
  void aPartNeedsItsOwnTicket() throws JsonProcessingException {
    JsonNode upload = create("a.bin", 2);
    String first = url(upload, 0);
    String second = url(upload, 1);
    String foreign = second.replaceFirst("ticket=.*", first.replaceFirst(".*ticket=", "ticket="));

    assertThat(put(foreign, "x").statusCode()).isEqualTo(403);
    assertThat(put(second.replaceFirst("\\?.*", ""), "x").statusCode()).isEqualTo(403);
    assertThat(put(first.replaceFirst("/1\\?", "/3?"), "x").statusCode()).isEqualTo(403);
    assertThat(put(first.replaceFirst("/1\\?", "/x?"), "x").statusCode()).isEqualTo(404);
  }

  @Test
  void anotherMayNeitherBeginNorEndIt() throws JsonProcessingException {
    JsonNode upload = create("mine.bin", 1);
    String etag = etag(send(upload, 0, "a"));
    String ending = body("mine.bin", upload, List.of(etag));

    assertThat(step("create", "ben", "{\"path\":\"b.bin\"}").statusCode()).isEqualTo(403);
    assertThat(step("complete", "ben", ending).statusCode()).isEqualTo(403);
    assertThat(step("abort", "ben", ending).statusCode()).isEqualTo(403);
    assertThat(step("complete", "admin", body("other.bin", upload, List.of(etag))).statusCode())
        .isEqualTo(404);
    assertThat(step("complete", "admin", ending).statusCode()).isEqualTo(200);
  }

  @Test
  void countsOfPartsHaveALimit() {
    assertThat(step("create", "admin", "{\"path\":\"a\",\"num_parts\":0}").statusCode())
        .isEqualTo(400);
    assertThat(step("create", "admin", "{\"path\":\"a\",\"num_parts\":2001}").statusCode())
        .isEqualTo(400);
    assertThat(step("create", "admin", "{\"path\":\"a/..\",\"num_parts\":1}").statusCode())
        .isEqualTo(400);
    assertThat(step("create", "admin", "{\"num_parts\":1}").statusCode()).isEqualTo(400);
  }

  private JsonNode create(String path, int parts) throws JsonProcessingException {
    HttpResponse<String> created =
        step("create", "admin", "{\"path\":\"%s\",\"num_parts\":%s}".formatted(path, parts));
    assertThat(created.statusCode()).as(created.body()).isEqualTo(200);
    return JSON.readTree(created.body());
  }

  private HttpResponse<String> complete(JsonNode upload, String path, List<String> etags) {
    return step("complete", "admin", body(path, upload, etags));
  }

  private static String body(String path, JsonNode upload, List<String> etags) {
    ObjectNode body =
        JSON.createObjectNode()
            .put("path", path)
            .put("upload_id", upload.path("upload_id").asText());
    ArrayNode parts = body.putArray("parts");
    for (int i = 0; i < etags.size(); i++) {
      parts.addObject().put("part_number", i + 1).put("etag", etags.get(i)).put("url", "ignored");
    }
    return body.toString();
  }

  private HttpResponse<String> step(String step, String user, String body) {
    return face.postAs(user, "/api/2.0/mlflow-artifacts/mpu/" + step + root + "/model", body);
  }

  private static List<String> sendAtOnce(JsonNode upload, List<String> parts)
      throws InterruptedException, ExecutionException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<HttpResponse<String>>> calls =
          IntStream.range(0, parts.size())
              .<Callable<HttpResponse<String>>>mapToObj(i -> () -> send(upload, i, parts.get(i)))
              .toList()
              .reversed();
      var etags = new java.util.ArrayList<String>();
      for (Future<HttpResponse<String>> sent : threads.invokeAll(calls).reversed()) {
        etags.add(etag(sent.get()));
      }
      return etags;
    }
  }

  private static HttpResponse<String> send(JsonNode upload, int index, String content) {
    return put(url(upload, index), content);
  }

  private static String url(JsonNode upload, int index) {
    return upload.path("credentials").path(index).path("url").asText();
  }

  private static String etag(HttpResponse<String> sent) {
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
    return sent.headers().firstValue("ETag").orElseThrow();
  }

  /** As clients send parts: without credentials of theirs. */
  private static HttpResponse<String> put(String url, String content) {
    return face.send(
        HttpRequest.newBuilder(URI.create(url)).PUT(BodyPublishers.ofString(content)).build());
  }

  private HttpResponse<String> file(String name) {
    return face.get("/api/2.0/mlflow-artifacts/artifacts" + root + "/model/" + name);
  }

  private static long objects() {
    return face.objects();
  }
}
