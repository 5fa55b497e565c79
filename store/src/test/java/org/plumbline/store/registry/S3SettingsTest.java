package org.plumbline.store.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

class S3SettingsTest {
  private static final Map<String, String> LEAST =
      Map.of(
          S3Settings.BUCKET, "models",
          S3Settings.ACCESS_KEY, "access",
          S3Settings.SECRET_KEY, "hidden");

  @Test
  void withoutABucketThereIsNone() {
    assertThat(S3Settings.of(Map.of("PATH", "/bin"))).isEmpty();
  }

  @Test
  void aBucketAndItsKeysAreEnough() {
    S3Settings settings = S3Settings.of(LEAST).orElseThrow();

    assertThat(settings.endpoint()).isEmpty();
    assertThat(settings.prefix()).isEmpty();
    assertThat(settings.region()).isEqualTo("us-east-1");
    assertThat(settings.pathStyle()).isFalse();
    assertThat(settings.toString()).contains("models").doesNotContain("hidden");
  }

  @Test
  void anotherServerTakesTheBucketInThePathUnlessSaidOtherwise() {
    var environment = new HashMap<>(LEAST);
    environment.put(S3Settings.ENDPOINT, "https://storage.example:9000");
    environment.put(S3Settings.PREFIX, "/team/objects/");

    S3Settings settings = S3Settings.of(environment).orElseThrow();
    environment.put(S3Settings.PATH_STYLE, "false");

    assertThat(settings.endpoint()).contains(URI.create("https://storage.example:9000"));
    assertThat(settings.prefix()).isEqualTo("team/objects/");
    assertThat(settings.pathStyle()).isTrue();
    assertThat(S3Settings.of(environment).orElseThrow().pathStyle()).isFalse();
  }

  @Test
  void keysMayStandInAFile(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("keys"), "access\n\n hidden \n");
    Map<String, String> environment =
        Map.of(S3Settings.BUCKET, "models", S3Settings.KEYS_FILE, file.toString());

    S3Settings settings = S3Settings.of(environment).orElseThrow();
    Files.writeString(file, "access");

    assertThat(settings.accessKey()).isEqualTo("access");
    assertThat(settings.secretKey()).isEqualTo("hidden");
    assertRefused(environment, "two lines");
  }

  @Test
  void whatCannotWorkOrHasNoEffectIsRefused() {
    assertRefused(Map.of(S3Settings.REGION, "eu-central-1"), "no effect");
    assertRefused(Map.of("PLUMBLINE_S3_BUKET", "models"), "no setting");
    assertRefused(Map.of(S3Settings.BUCKET, "models"), "needs keys");
    assertRefused(with(S3Settings.BUCKET, "No/Bucket"), "no bucket");
    assertRefused(with(S3Settings.ENDPOINT, "storage.example"), "no address");
    assertRefused(with(S3Settings.ENDPOINT, "http://user:word@storage.example"), "no address");
    assertRefused(with(S3Settings.PREFIX, "a b"), "letters");
    assertRefused(with(S3Settings.PATH_STYLE, "yes"), "true or false");
    assertRefused(with(S3Settings.KEYS_FILE, "/keys"), "both set");
  }

  private static Map<String, String> with(String name, String value) {
    var environment = new HashMap<>(LEAST);
    environment.put(name, value);
    return environment;
  }

  private static void assertRefused(Map<String, String> environment, String why) {
    var failure = catchThrowableOfType(PlumblineException.class, () -> S3Settings.of(environment));
    assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
    assertThat(failure.text()).contains(why).doesNotContain("hidden");
  }
}
