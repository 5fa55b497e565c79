package org.plumbline.store.notice;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of a webhook, {@code t=SECONDS,v1=HEX}: HMAC-SHA256 under the route's secret over
 * the time in seconds, a full stop and the body. The time keeps a recorded request from being told
 * again later.
 */
public final class WebhookSignature {
  /** The header that bears it. */
  public static final String HEADER = "Plumbline-Signature";

  private WebhookSignature() {}

  static String sign(String secret, Instant at, String body) {
    return "t=" + at.getEpochSecond() + ",v1=" + hmac(secret, at.getEpochSecond(), body);
  }

  /** Whether a request is ours and no older or newer than the tolerance: what a receiver checks. */
  public static boolean verify(
      String header, String secret, String body, Instant now, Duration tolerance) {
    String[] parts = header.split(",", -1);
    if (parts.length != 2 || !parts[0].startsWith("t=") || !parts[1].startsWith("v1=")) {
      return false;
    }
    long seconds;
    try {
      seconds = Long.parseLong(parts[0].substring(2));
    } catch (NumberFormatException _) {
      return false;
    }
    boolean timely = Math.abs(now.getEpochSecond() - seconds) <= tolerance.toSeconds();
    return timely
        && MessageDigest.isEqual(
            hmac(secret, seconds, body).getBytes(StandardCharsets.US_ASCII),
            parts[1].substring(3).getBytes(StandardCharsets.US_ASCII));
  }

  private static String hmac(String secret, long seconds, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of()
          .formatHex(mac.doFinal((seconds + "." + body).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("Every Java has HMAC-SHA256", missing);
    }
  }
}
