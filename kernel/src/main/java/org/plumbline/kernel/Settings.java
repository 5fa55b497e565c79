package org.plumbline.kernel;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What the environment says on one matter. Blank is as absent; what is unknown, malformed or
 * without effect is refused with INVALID_CONFIGURATION, so that it is told at the start.
 */
public final class Settings {
  private final Map<String, String> environment;

  private Settings(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Reads variables that stand alone. */
  public static Settings of(Map<String, String> environment) {
    return new Settings(environment);
  }

  /**
   * Reads a family of variables.
   *
   * @param family what their names begin with
   * @param known all that there are
   * @throws PlumblineException INVALID_CONFIGURATION for another name of the family
   */
  public static Settings of(Map<String, String> environment, String family, List<String> known) {
    environment.keySet().stream()
        .filter(name -> name.startsWith(family) && !known.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw invalid(name + " is no setting: use " + String.join(", ", known));
            });
    return new Settings(environment);
  }

  /** The value without space around it, empty when absent. */
  public String text(String name) {
    return environment.getOrDefault(name, "").strip();
  }

  /**
   * A whole number from 1.
   *
   * @throws PlumblineException INVALID_CONFIGURATION for any other text
   */
  public OptionalLong number(String name, long most) {
    String text = text(name);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    if (text.matches("[1-9][0-9]{0,17}") && Long.parseLong(text) <= most) {
      return OptionalLong.of(Long.parseLong(text));
    }
    throw invalid(name + " is '" + text + "' but must be a whole number from 1 to " + most);
  }

  /**
   * Whether the one is set that the others need.
   *
   * @throws PlumblineException INVALID_CONFIGURATION when another is set without it
   */
  public boolean isOn(String needed, List<String> others) {
    if (!text(needed).isEmpty()) {
      return true;
    }
    others.stream()
        .filter(name -> !text(name).isEmpty())
        .findFirst()
        .ifPresent(
            name -> {
              throw invalid(name + " has no effect without " + needed + ": set or remove it");
            });
    return false;
  }

  /** The refusal of a setting. */
  public static PlumblineException invalid(String message) {
    return PlumblineException.of(ErrorCode.INVALID_CONFIGURATION, message);
  }
}
