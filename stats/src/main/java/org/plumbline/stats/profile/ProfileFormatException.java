package org.plumbline.stats.profile;

/** Stored text or bytes are not a profile that this version can read; the message says why. */
public final class ProfileFormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  ProfileFormatException(String reason) {
    super("not a readable profile: " + reason);
  }

  ProfileFormatException(String reason, Throwable cause) {
    super("not a readable profile: " + reason, cause);
  }
}
