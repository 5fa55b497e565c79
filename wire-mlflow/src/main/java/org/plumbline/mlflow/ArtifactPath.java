package org.plumbline.mlflow;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.tracking.RunId;
import org.plumbline.registry.tracking.Tracking;

/**
 * A path below the root of all artefacts, such as {@code 0/<run>/artifacts/model/MLmodel}.
 *
 * @param path within the run, empty for its root
 */
record ArtifactPath(RunId run, String path) {
  private static final String SCHEME = "mlflow-artifacts:/";
  private static final Pattern FORM = Pattern.compile("((?:.*?/)?([0-9a-f]{32})/artifacts)(/.*)?");

  /** The path that an address ends in, still encoded. */
  static ArtifactPath ofAddress(String encoded, Tracking tracking) {
    try {
      return of(URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8), tracking);
    } catch (IllegalArgumentException unreadable) {
      throw noArtifact(encoded);
    }
  }

  /**
   * Finds the run whose root the path begins with.
   *
   * @throws PlumblineException NOT_FOUND when no run keeps its files there
   */
  static ArtifactPath of(String whole, Tracking tracking) {
    Matcher parts = FORM.matcher(whole);
    if (!parts.matches()) {
      throw noArtifact(whole);
    }
    var run = new RunId(parts.group(2));
    String root = SCHEME + parts.group(1);
    if (tracking.findRun(run).filter(of -> of.info().artifactUri().equals(root)).isEmpty()) {
      throw noArtifact(whole);
    }
    return new ArtifactPath(run, parts.group(3) == null ? "" : parts.group(3).substring(1));
  }

  private static PlumblineException noArtifact(String path) {
    return PlumblineException.of(
        ErrorCode.NOT_FOUND, "No run keeps its artifacts at '" + path + "'");
  }
}
