package org.plumbline.access;

import java.util.Locale;
import java.util.regex.Pattern;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** The name somebody signs in with: 2 to 64 of {@code a-z 0-9 . _ @ + -}; case does not count. */
public record Username(String value) implements Comparable<Username> {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._@+-]{1,63}");

  public Username {
    value = value.strip().toLowerCase(Locale.ROOT);
    if (!FORM.matcher(value).matches()) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD,
              "User name '"
                  + value
                  + "' is not allowed: use 2 to 64 of a-z 0-9 . _ @ + - and start with a letter or"
                  + " digit")
          .with("field", "username");
    }
  }

  @Override
  public int compareTo(Username other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
