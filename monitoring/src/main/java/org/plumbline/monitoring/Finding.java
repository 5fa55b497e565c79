package org.plumbline.monitoring;

import org.jspecify.annotations.Nullable;

/**
 * What a monitor sees right now.
 *
 * @param column the input it is about, null when it is about the whole version
 * @param title short, with the name of what is wrong
 * @param detail the numbers and what to do
 */
public record Finding(
    AlertKind kind, @Nullable String column, Severity severity, String title, String detail) {
  public Cause cause() {
    return new Cause(kind, column);
  }
}
