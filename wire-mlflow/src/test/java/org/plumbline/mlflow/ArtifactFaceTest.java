package org.plumbline.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.registry.ContentHash;

/** The artefact proxy, with the requests that the Python client sends. */
class ArtifactFaceTest {
  private static final String ROOT = "/api/2.0/mlflow-artifacts/artifacts";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static RunningFace face;

  private String run = "";
  private String files = "";

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
    JsonNode info =
        JSON.readTree(face.post("/api/2.0/mlflow/runs/create", "{\"experiment_id\":\"0\"}").body())
            .path("run")
            .path("info");
    run = info.path("run_id").asText();
    String uri = info.path("artifact_uri").asText();
    assertThat(uri).startsWith("mlflow-artifacts:/");
    files = ROOT + uri.substring("mlflow-artifacts:".length());
  }

  @Test
  void takesAndGivesAFile() {
    assertThat(put(files + "/model/MLmodel", "flavors: {}").statusCode()).isEqualTo(200);
    assertThat(put(files + "/model/a%20b%2Bc.txt", "x").body()).isEqualTo("{}");

    assertThat(face.get(files + "/model/MLmodel").body()).isEqualTo("flavors: {}");
    assertThat(face.get(files + "/model/a%20b%2Bc.txt").body()).isEqualTo("x");
    assertThat(face.get("/get-artifact?run_uuid=" + run + "&path=model/MLmodel").body())
        .isEqualTo("flavors: {}");
  }

  @Test
  void listsADirectoryByNames() throws JsonProcessingException {
    put(files + "/model/MLmodel", "1234");
    put(files + "/model/data/weights", "1");
    put(files + "/readme", "1");

    JsonNode answer = list(files.substring(ROOT.length() + 1) + "/model");

    assertThat(answer)
        .isEqualTo(
            JSON.readTree(
                """
                {"files": [
                  {"path": "MLmodel", "is_dir": false, "file_size": 4},
                  {"path": "data", "is_dir": true}]}\
                """));
    assertThat(list(files.substring(ROOT.length() + 1)).path("files")).hasSize(2);
    assertThat(
            JSON.readTree(
                    face.get("/api/2.0/mlflow/artifacts/list?run_id=" + run + "&path=model").body())
                .path("files"))
        .hasSize(2);
  }

  @Test
  void aLargeFileComesBackWhole() throws IOException, InterruptedException {
    byte[] large = new byte[5_000_000];
    new Random(7).nextBytes(large);

    HttpResponse<String> kept =
        face.send(
            face.request(files + "/large", "admin").PUT(BodyPublishers.ofByteArray(large)).build());

    assertThat(kept.statusCode()).isEqualTo(200);
    assertThat(ContentHash.of(bytes(files + "/large"))).isEqualTo(ContentHash.of(large));
  }

  @Test
  void aBrokenUploadIsAbsent() throws IOException {
    URI address = URI.create(face.address());
    try (var socket = new Socket(address.getHost(), address.getPort())) {
      String head =
          "PUT %s/half HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\nContent-Length: 9999\r\n\r\nhalf"
              .formatted(files, RunningFace.basic("admin", RunningFace.PASSWORD));
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
    }

    put(files + "/other", "x");

    assertThat(face.get(files + "/half").statusCode()).isEqualTo(404);
  }

  @Test
  void removesAFileAndADirectory() {
    put(files + "/a/b", "1");
    put(files + "/a/c", "1");

    assertThat(delete(files + "/a").statusCode()).isEqualTo(200);

    assertThat(face.get(files + "/a/b").statusCode()).isEqualTo(404);
    assertThat(delete(files + "/a").statusCode()).isEqualTo(404);
  }

  @Test
  void refusesWhatLeavesTheRunOrBelongsToAnother() {
    assertThat(put(files + "/..%2F..%2Fsecret", "x").statusCode()).isEqualTo(400);
    assertThat(put(ROOT + "/0/" + "0".repeat(32) + "/artifacts/a", "x").statusCode())
        .isEqualTo(404);
    assertThat(put(ROOT + "/1" + files.substring(ROOT.length() + 2) + "/a", "x").statusCode())
        .isEqualTo(404);
    assertThat(put(ROOT + "/nowhere", "x").statusCode()).isEqualTo(404);
    assertThat(
            face.send(face.request(files + "/a", "ben").PUT(BodyPublishers.ofString("x")).build())
                .statusCode())
        .isEqualTo(403);
    assertThat(
            face.send(
                    HttpRequest.newBuilder(URI.create(face.address() + files + "/a"))
                        .PUT(BodyPublishers.ofString("x"))
                        .build())
                .statusCode())
        .isEqualTo(401);
  }

  private static JsonNode list(String path) throws JsonProcessingException {
    return JSON.readTree(face.get(ROOT + "?path=" + path).body());
  }

  private static HttpResponse<String> put(String path, String content) {
    return face.send(face.request(path, "admin").PUT(BodyPublishers.ofString(content)).build());
  }

  private static HttpResponse<String> delete(String path) {
    return face.send(face.request(path, "admin").DELETE().build());
  }

  private static byte[] bytes(String path) throws IOException, InterruptedException {
    try (var client = java.net.http.HttpClient.newHttpClient()) {
      return client
          .send(face.request(path, "admin").GET().build(), HttpResponse.BodyHandlers.ofByteArray())
          .body();
    }
  }
}
