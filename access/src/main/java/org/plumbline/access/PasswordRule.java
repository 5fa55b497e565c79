package org.plumbline.access;

import java.util.List;
import java.util.Locale;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * Which passwords are too weak [NIST SP 800-63B]: length counts, classes of characters do not.
 *
 * <p>Refused are fewer than 10 or more than 256 characters, fewer than 5 different ones, the user
 * name inside, and what everybody tries first.
 */
public final class PasswordRule {
  private static final int SHORTEST = 10;
  private static final int LONGEST = 256;
  private static final int DIFFERENT = 5;
  private static final List<String> TRIED_FIRST =
      List.of(
          "password",
          "passwort",
          "plumbline",
          "qwerty",
          "qwertz",
          "letmein",
          "welcome",
          "administrator",
          "changeme",
          "iloveyou",
          "1234567",
          "7654321",
          "abcdefg");

  private PasswordRule() {}

  /**
   * Lets a good password pass.
   *
   * @throws PlumblineException INVALID_FIELD with the rule that refuses it
   */
  public static void check(String password, Username username) {
    if (password.length() < SHORTEST) {
      throw refused("it has " + password.length() + " characters, at least 10 are needed");
    }
    if (password.length() > LONGEST) {
      throw refused("it has more than 256 characters");
    }
    if (password.chars().distinct().count() < DIFFERENT) {
      throw refused("it has fewer than 5 different characters");
    }
    String lower = password.toLowerCase(Locale.ROOT);
    if (username.value().length() >= 4 && lower.contains(username.value())) {
      throw refused("it holds the user name");
    }
    for (String common : TRIED_FIRST) {
      if (lower.contains(common) && lower.length() < common.length() + SHORTEST) {
        throw refused("it is little more than '" + common + "', which everybody tries first");
      }
    }
  }

  private static PlumblineException refused(String why) {
    return PlumblineException.of(
            ErrorCode.INVALID_FIELD,
            "The password is too weak: " + why + "; take a few unrelated words, for example")
        .with("field", "password");
  }
}
