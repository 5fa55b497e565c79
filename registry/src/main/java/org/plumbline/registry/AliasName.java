package org.plumbline.registry;

import java.util.regex.Pattern;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * A name that people give to one version of a model: 1 to 100 of {@code a-z 0-9 . _ -}, starting
 * with a letter.
 *
 * <p>{@code champion} and {@code challenger} are not given: they follow what serves, so they move
 * by a change request only.
 */
public record AliasName(String value) implements Comparable<AliasName> {
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9._-]{0,99}");
  private static final Pattern NUMBER = Pattern.compile("v[0-9]+");

  /** The version in production. */
  public static final AliasName CHAMPION = new AliasName("champion");

  /** The version at canary, else at shadow. */
  public static final AliasName CHALLENGER = new AliasName("challenger");

  public AliasName {
    if (!FORM.matcher(value).matches()
        || NUMBER.matcher(value).matches()
        || value.equals("latest")) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD,
              "Alias '"
                  + value
                  + "' is not allowed: use 1 to 100 of a-z 0-9 . _ - and start with a letter;"
                  + " 'latest' and 'v' with a number have a meaning of their own")
          .with("field", "alias");
    }
  }

  /** Whether it follows what serves. */
  public boolean followsServing() {
    return equals(CHAMPION) || equals(CHALLENGER);
  }

  @Override
  public int compareTo(AliasName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
