package org.plumbline.store.registry;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Settings;

/**
 * Which bucket of an S3 API holds the objects.
 *
 * @param endpoint the server's address; absent for Amazon's own of that region
 * @param prefix what every key begins with: empty, or ending in a slash
 * @param pathStyle whether the bucket stands in the path and not in the host's name
 */
public record S3Settings(
    Optional<URI> endpoint,
    String bucket,
    String prefix,
    String region,
    boolean pathStyle,
    String accessKey,
    String secretKey) {
  public static final String BUCKET = "PLUMBLINE_S3_BUCKET";
  public static final String ENDPOINT = "PLUMBLINE_S3_ENDPOINT";
  public static final String PREFIX = "PLUMBLINE_S3_PREFIX";
  public static final String REGION = "PLUMBLINE_S3_REGION";
  public static final String PATH_STYLE = "PLUMBLINE_S3_PATH_STYLE";
  public static final String ACCESS_KEY = "PLUMBLINE_S3_ACCESS_KEY";
  public static final String SECRET_KEY = "PLUMBLINE_S3_SECRET_KEY";
  public static final String KEYS_FILE = "PLUMBLINE_S3_KEYS_FILE";

  private static final String FAMILY = "PLUMBLINE_S3_";
  private static final List<String> KNOWN =
      List.of(BUCKET, ENDPOINT, PREFIX, REGION, PATH_STYLE, ACCESS_KEY, SECRET_KEY, KEYS_FILE);
  private static final Pattern BUCKET_NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern PREFIX_FORM = Pattern.compile("[A-Za-z0-9._/-]*");

  /**
   * What the environment says; objects are files of the home unless it names a bucket.
   *
   * @throws PlumblineException INVALID_CONFIGURATION for what is missing, malformed or without
   *     effect
   */
  public static Optional<S3Settings> of(Map<String, String> environment) {
    Settings settings = Settings.of(environment, FAMILY, KNOWN);
    if (!settings.isOn(BUCKET, KNOWN)) {
      return Optional.empty();
    }
    String bucket = settings.text(BUCKET);
    if (!BUCKET_NAME.matcher(bucket).matches()) {
      throw Settings.invalid(
          BUCKET + " '" + bucket + "' is no bucket: use 3 to 63 small letters, digits, . and -");
    }
    String[] keys = keys(settings);
    String region = settings.text(REGION);
    return Optional.of(
        new S3Settings(
            endpoint(settings.text(ENDPOINT)),
            bucket,
            prefix(settings.text(PREFIX)),
            region.isEmpty() ? "us-east-1" : region,
            pathStyle(settings),
            keys[0],
            keys[1]));
  }

  /** The bucket stands in the path of another server's address unless it is said otherwise. */
  private static boolean pathStyle(Settings settings) {
    return switch (settings.text(PATH_STYLE)) {
      case "" -> !settings.text(ENDPOINT).isEmpty();
      case "true" -> true;
      case "false" -> false;
      default -> throw Settings.invalid(PATH_STYLE + " must be true or false");
    };
  }

  private static Optional<URI> endpoint(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      var address = new URI(text);
      boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
      if (http && address.getHost() != null && address.getUserInfo() == null) {
        return Optional.of(address);
      }
    } catch (URISyntaxException _) {
      // Refused below, with the other texts that are no address.
    }
    throw Settings.invalid(ENDPOINT + " is no address: use such as https://storage.example:9000");
  }

  private static String prefix(String text) {
    String plain = text.replaceAll("^/+|/+$", "");
    if (!PREFIX_FORM.matcher(plain).matches()) {
      throw Settings.invalid(PREFIX + " '" + text + "' may have letters, digits and . _ - / only");
    }
    return plain.isEmpty() ? "" : plain + "/";
  }

  private static String[] keys(Settings settings) {
    String access = settings.text(ACCESS_KEY);
    String secret = settings.text(SECRET_KEY);
    String file = settings.text(KEYS_FILE);
    if (!file.isEmpty()) {
      if (!access.isEmpty() || !secret.isEmpty()) {
        throw Settings.invalid(KEYS_FILE + " and " + ACCESS_KEY + " are both set: remove one");
      }
      return keys(Path.of(file));
    }
    if (access.isEmpty() || secret.isEmpty()) {
      throw Settings.invalid(
          BUCKET
              + " needs keys: set "
              + ACCESS_KEY
              + " and "
              + SECRET_KEY
              + ", or "
              + KEYS_FILE
              + " with the one in its first line and the other in its second");
    }
    return new String[] {access, secret};
  }

  private static String[] keys(Path file) {
    try {
      List<String> lines =
          Files.readString(file).lines().map(String::strip).filter(s -> !s.isEmpty()).toList();
      if (lines.size() == 2) {
        return new String[] {lines.get(0), lines.get(1)};
      }
    } catch (IOException unreadable) {
      throw PlumblineException.of(
          ErrorCode.INVALID_CONFIGURATION, "Cannot read " + KEYS_FILE + " " + file, unreadable);
    }
    throw Settings.invalid(
        KEYS_FILE + " " + file + " must have two lines: the access key and the secret key");
  }

  /** The keys are secret. */
  @Override
  public String toString() {
    return "bucket "
        + bucket
        + (prefix.isEmpty() ? "" : "/" + prefix)
        + endpoint.map(address -> " at " + address).orElse(" in " + region);
  }
}
