package org.plumbline.monitoring;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How far an alert has come. */
public sealed interface AlertState {
  /** Nobody looks after it. */
  record Open() implements AlertState {}

  /** Somebody looks after it. */
  record Acknowledged(String by, String comment, Instant at) implements AlertState {}

  /**
   * The cause is gone.
   *
   * @param acknowledgedBy who looked after it, null when it went away by itself
   */
  record Resolved(@Nullable String acknowledgedBy, Instant at) implements AlertState {}

  /** Who looks or looked after it; null when nobody did. */
  default @Nullable String caredForBy() {
    return switch (this) {
      case Open _ -> null;
      case Acknowledged one -> one.by();
      case Resolved one -> one.acknowledgedBy();
    };
  }

  default String wireName() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }
}
