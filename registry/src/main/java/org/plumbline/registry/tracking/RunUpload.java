package org.plumbline.registry.tracking;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A file that comes in parts.
 *
 * @param parts how many parts it will have; they are numbered from 1
 * @param secret the key of its tickets, known to nobody outside
 * @param done whether the file is whole and noted
 */
public record RunUpload(
    UUID id, RunId run, String path, int parts, String secret, Instant expiresAt, boolean done) {
  private static final String ALGORITHM = "HmacSHA256";

  public RunUpload {
    Limits.artifactPath(path);
    if (parts < 1 || parts > Limits.UPLOAD_PARTS) {
      throw Limits.invalid(
          "num_parts",
          "num_parts is %s but must be 1 to %s: send larger parts"
              .formatted(parts, Limits.UPLOAD_PARTS));
    }
  }

  /** What lets its bearer send one part, and nothing else, until the upload ends. */
  public String ticket(int part) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), ALGORITHM));
      byte[] signed = mac.doFinal((id + "/" + part).getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(signed);
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  boolean admits(int part, String ticket) {
    return part >= 1
        && part <= parts
        && MessageDigest.isEqual(
            ticket(part).getBytes(StandardCharsets.US_ASCII),
            ticket.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "upload " + id + " of '" + path + "'";
  }
}
