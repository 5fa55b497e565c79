package org.plumbline.registry.tracking;

import java.util.UUID;
import java.util.regex.Pattern;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** The id of a run: 32 hexadecimal digits. */
public record RunId(String hex) implements Comparable<RunId> {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

  public RunId {
    if (!FORM.matcher(hex).matches()) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD,
              "Run id '" + hex + "' is not allowed: use 32 hexadecimal digits in lower case")
          .with("field", "run");
    }
  }

  public static RunId of(UUID uuid) {
    return new RunId(uuid.toString().replace("-", ""));
  }

  public UUID uuid() {
    return new UUID(
        Long.parseUnsignedLong(hex.substring(0, 16), 16),
        Long.parseUnsignedLong(hex.substring(16), 16));
  }

  @Override
  public int compareTo(RunId other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
