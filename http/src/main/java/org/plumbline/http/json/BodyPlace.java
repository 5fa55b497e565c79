package org.plumbline.http.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;

/** Where and why a parser gave up, in words that say nothing of our classes. */
public record BodyPlace(String message, int line, int column) {
  /** Where a parser's message stops to speak of the body. */
  private static final String[] OURS = {": enable ", " (start marker", ": was expecting", "\n"};

  public static BodyPlace of(JsonProcessingException failure) {
    String message = failure.getOriginalMessage();
    String known = message == null ? "the structure does not fit" : message;
    for (String rest : OURS) {
      int end = known.indexOf(rest);
      known = end < 0 ? known : known.substring(0, end);
    }
    JsonLocation location = failure.getLocation();
    return location == null
        ? new BodyPlace(known, 0, 0)
        : new BodyPlace(known, location.getLineNr(), location.getColumnNr());
  }

  @Override
  public String toString() {
    return line == 0
        ? "(" + message + ")"
        : "at line %s column %s (%s)".formatted(line, column, message);
  }
}
