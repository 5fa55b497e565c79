package org.plumbline.store.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jclouds.blobstore.domain.Blob;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.ContentHash;
import org.plumbline.registry.ObjectStore;
import org.plumbline.registry.ObjectStoreContract;
import org.plumbline.registry.StoredObject;

class S3ObjectStoreTest extends ObjectStoreContract {
  private static final int SMALLEST_PART = 5 << 20;
  private static S3Server server;

  @TempDir private Path spool;
  private S3ObjectStore store;

  @BeforeAll
  static void start() {
    server = S3Server.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void open() {
    store =
        S3ObjectStore.open(
            server.settings("team/objects"),
            spool,
            S3ObjectStore.Limits.standard().withPart(SMALLEST_PART));
  }

  @Override
  protected ObjectStore store() {
    return store;
  }

  @Override
  protected void damage(ContentHash hash) {
    put(key(hash), "something else");
  }

  @Test
  void sendsWhatIsLargeInPartsAndLeavesNoneBehind() throws IOException {
    byte[] large = random(2 * SMALLEST_PART + 17);

    ContentHash hash = store.write(new ByteArrayInputStream(large));

    assertThat(hash).isEqualTo(ContentHash.of(large));
    assertThat(store.read(hash)).isEqualTo(large);
    assertThat(store.write(new ByteArrayInputStream(large))).isEqualTo(hash);
    assertThat(spooled()).isEmpty();
    assertThat(server.blobs().listMultipartUploads(S3Server.BUCKET)).isEmpty();
  }

  @Test
  void anUploadThatBreaksOffIsAbsent() throws IOException {
    List<ContentHash> before = hashes();

    assertThatThrownBy(() -> store.write(breakingOff(random(SMALLEST_PART + 1))))
        .isInstanceOfSatisfying(
            PlumblineException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));

    assertThat(hashes()).isEqualTo(before);
    assertThat(spooled()).isEmpty();
  }

  @Test
  void writingTheSameAgainMakesItYoung() {
    ContentHash hash = store.write(bytes("young again"));
    Instant first = writtenAt(hash);

    while (!writtenAt(hash).isAfter(first)) {
      store.write(bytes("young again"));
    }

    assertThat(store.read(hash)).isEqualTo(bytes("young again"));
  }

  @Test
  void namesOnlyWhatIsItsOwn() {
    ContentHash own = store.write(bytes("own"));
    put("team/objects/readme.txt", "of somebody else");
    put("team/other/" + own.hex(), "of somebody else");
    put("team/objects/00/" + own.hex(), "at the wrong place");

    assertThat(hashes()).containsOnlyOnce(own);
  }

  @Test
  void saysThatNobodyAnswers() {
    S3Settings away = server.settings("");
    try (S3Server other = S3Server.start()) {
      away = other.settings("");
    }

    for (Consumer<S3ObjectStore> work :
        List.<Consumer<S3ObjectStore>>of(
            store -> store.write(bytes("x")),
            store -> store.read(ContentHash.of(bytes("x"))),
            store -> store.contains(ContentHash.of(bytes("x"))),
            store -> store.delete(ContentHash.of(bytes("x"))),
            store -> store.each(object -> {}))) {
      // A store of its own, which nothing has failed at before.
      S3ObjectStore unreachable = S3ObjectStore.open(away, spool);
      PlumblineException failure =
          catchThrowableOfType(PlumblineException.class, () -> work.accept(unreachable));
      assertThat(failure.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
      assertThat(failure.text()).contains("does not answer").contains(S3Settings.ENDPOINT);
    }
  }

  @Test
  void tellsWrongKeysAndAMissingBucketApartAndNoSecret() {
    var environment = new java.util.HashMap<>(server.environment(""));
    environment.put(S3Settings.SECRET_KEY, "not-the-secret");
    S3ObjectStore wrongKey = S3ObjectStore.open(S3Settings.of(environment).orElseThrow(), spool);
    environment.putAll(server.environment(""));
    environment.put(S3Settings.BUCKET, "no-such-bucket");
    S3ObjectStore noBucket = S3ObjectStore.open(S3Settings.of(environment).orElseThrow(), spool);

    var refused = catchThrowableOfType(PlumblineException.class, () -> wrongKey.write(bytes("x")));
    var missing = catchThrowableOfType(PlumblineException.class, () -> noBucket.write(bytes("x")));

    assertThat(refused.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    assertThat(refused.text()).contains("403").contains("keys").doesNotContain("not-the-secret");
    assertThat(missing.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    assertThat(missing.text()).contains("no-such-bucket").contains("make the bucket");
  }

  private List<ContentHash> hashes() {
    var hashes = new ArrayList<ContentHash>();
    store.each(object -> hashes.add(object.hash()));
    return hashes;
  }

  private Instant writtenAt(ContentHash hash) {
    var found = new ArrayList<StoredObject>();
    store.each(object -> found.add(object));
    return found.stream()
        .filter(object -> object.hash().equals(hash))
        .map(StoredObject::writtenAt)
        .findFirst()
        .orElseThrow();
  }

  private List<Path> spooled() throws IOException {
    try (Stream<Path> files = Files.list(spool)) {
      return files.toList();
    }
  }

  private static void put(String key, String content) {
    byte[] bytes = bytes(content);
    Blob blob = server.blobs().blobBuilder(key).payload(bytes).contentLength(bytes.length).build();
    server.blobs().putBlob(S3Server.BUCKET, blob);
  }

  private static String key(ContentHash hash) {
    return "team/objects/" + hash.hex().substring(0, 2) + "/" + hash.hex();
  }

  private static InputStream breakingOff(byte[] content) {
    return new SequenceInputStream(
        new ByteArrayInputStream(content),
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the client is gone");
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
          }
        });
  }

  private static byte[] random(int length) {
    byte[] content = new byte[length];
    new Random(7).nextBytes(content);
    return content;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
