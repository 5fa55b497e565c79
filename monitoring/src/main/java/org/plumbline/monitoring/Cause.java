package org.plumbline.monitoring;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;

/**
 * What an alert is about: a model has at most one unresolved alert of each cause.
 *
 * @param column null when it is about the whole version
 */
public record Cause(AlertKind kind, @Nullable String column) {
  private static final int FINGERPRINT_BYTES = 16;

  /** The same for the same cause of the same model, for ever: what receivers tell alerts by. */
  public String fingerprint(ModelName model) {
    String text = model.value() + '\n' + kind.wireName() + '\n' + (column == null ? "" : column);
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, FINGERPRINT_BYTES);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("Every Java has SHA-256", missing);
    }
  }
}
