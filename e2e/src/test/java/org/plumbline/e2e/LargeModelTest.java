package org.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A model of more than two gigabytes at each door: refused clearly, and nobody else suffers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeModelTest {
  private static final long LARGE = (2L << 30) + 1;

  /** With this a file of a model begins. */
  private static final String MAGIC = "\u0089PLM";

  private static final String NEIGHBOUR = "neighbour";

  @TempDir private static Path directory;
  private ServedModel served;
  private Path model;

  @BeforeAll
  void serve() throws IOException, InterruptedException {
    served =
        ServedModel.start(directory.resolve("home"), Map.of("PLUMBLINE_RUN_FILE_MEGABYTES", "16"));
    model = modelFile();
    ServedModel.train(
        served.home(), Tables.customers(directory.resolve("later.csv"), 1_000, 12), NEIGHBOUR);
    served.deploy(NEIGHBOUR, 1, "production", Map.of());
  }

  @AfterAll
  void stop() {
    served.close();
  }

  @Test
  void theCommandLineRefusesItUnread() throws IOException, InterruptedException {
    Path file = directory.resolve("large.json");
    grow(file);
    long start = System.nanoTime();

    var result = Program.run(served.home(), "import", "--file", file.toString(), "--name", "large");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errors())
        .contains("Cannot import")
        .contains(LARGE + " bytes")
        .doesNotContain("OutOfMemoryError");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void anUploadIsRefusedBeforeItHasFilledTheDisk() throws Exception {
    String run = run();

    String answer = upload("/api/v1/runs/" + run + "/artifacts/content?path=model.json");

    assertThat(answer).contains("413").contains("body-too-large").contains("16777216");
    assertThat(served.predict(NEIGHBOUR, 1).status()).isEqualTo(200);
    assertThat(bytesOfObjects()).isLessThan(64L << 20);
  }

  @Test
  void aModelThatHasGrownInTheStoreIsNotServedAndTheOthersAre() throws Exception {
    served.server().terminate(Duration.ofSeconds(20));
    grow(model);
    served.serve();

    var refused = served.predict(1);
    var neighbour = served.predict(NEIGHBOUR, 1);

    assertThat(refused.status()).as(refused.text()).isEqualTo(500);
    assertThat(refused.body().path("code").asText()).isEqualTo("tampered");
    assertThat(neighbour.status()).as(neighbour.text()).isEqualTo(200);
    assertThat(served.server().everything()).doesNotContain("OutOfMemoryError");
  }

  private String run() throws IOException, InterruptedException {
    var experiment = served.api().post("/api/v1/experiments", Map.of("name", "large"));
    assertThat(experiment.status()).as(experiment.text()).isEqualTo(201);
    var run =
        served
            .api()
            .post(
                "/api/v1/experiments/" + experiment.body().path("id").asText() + "/runs",
                Map.of("name", "large"));
    assertThat(run.status()).as(run.text()).isEqualTo(201);
    return run.body().path("id").asText();
  }

  /** Sends zeros until somebody answers, as a client does that has them all. */
  private String upload(String path) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), served.port())) {
      socket.setSoTimeout(30_000);
      OutputStream to = socket.getOutputStream();
      InputStream from = socket.getInputStream();
      var head =
          List.of(
              "PUT " + path + " HTTP/1.1",
              "Host: localhost",
              "Authorization: Bearer " + served.api().token(),
              "Content-Length: " + LARGE,
              "",
              "");
      to.write(String.join("\r\n", head).getBytes(StandardCharsets.US_ASCII));
      byte[] zeros = new byte[1 << 16];
      for (long sent = 0; sent < LARGE && from.available() == 0; sent += zeros.length) {
        to.write(zeros);
      }
      byte[] answer = new byte[4_096];
      int read = from.read(answer);
      return new String(answer, 0, Math.max(read, 0), StandardCharsets.UTF_8);
    }
  }

  /** A hole at its end, which takes no room on the disk. */
  private static void grow(Path file) throws IOException {
    try (var grown = new RandomAccessFile(file.toFile(), "rw")) {
      grown.setLength(LARGE);
    }
  }

  /** The one file of a model that the home has at first. */
  private Path modelFile() throws IOException {
    try (Stream<Path> files = Files.walk(served.home().resolve("objects"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        try (InputStream content = Files.newInputStream(file)) {
          if (new String(content.readNBytes(4), StandardCharsets.ISO_8859_1).equals(MAGIC)) {
            return file;
          }
        }
      }
    }
    throw new AssertionError("no model below " + served.home());
  }

  private long bytesOfObjects() throws IOException {
    try (Stream<Path> files = Files.walk(served.home().resolve("objects"))) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
