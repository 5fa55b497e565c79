package org.plumbline.store.monitoring;

import org.jspecify.annotations.Nullable;
import org.plumbline.monitoring.AppliedSafeguard;
import org.plumbline.monitoring.AppliedSafeguard.Action;
import org.plumbline.monitoring.AppliedSafeguard.Cause;

/** Safeguards as the log keeps them: action times 16 and cause. Frozen: written into rows. */
public final class SafeguardCodes {
  private SafeguardCodes() {}

  static int code(AppliedSafeguard applied) {
    return code(applied.action()) * 16 + code(applied.cause());
  }

  private static int code(Action action) {
    return switch (action) {
      case MARKED -> 1;
      case CLIPPED -> 2;
      case PREVIOUS_VERSION -> 3;
      case BASELINE -> 4;
      case CONSTANT -> 5;
    };
  }

  private static int code(Cause cause) {
    return switch (cause) {
      case OUTPUT -> 1;
      case RANGE -> 2;
      case MISSING -> 3;
      case STALE -> 4;
      case UNUSUAL -> 5;
      case FAILURE -> 6;
      case KILL -> 7;
    };
  }

  /** What the code says, null for 0, which is how an absent one is read. */
  static @Nullable AppliedSafeguard applied(int code, String detail) {
    return code == 0 ? null : new AppliedSafeguard(action(code), cause(code), detail);
  }

  public static Action action(int code) {
    for (Action action : Action.values()) {
      if (code(action) == code / 16) {
        return action;
      }
    }
    throw unknown(code);
  }

  public static Cause cause(int code) {
    for (Cause cause : Cause.values()) {
      if (code(cause) == code % 16) {
        return cause;
      }
    }
    throw unknown(code);
  }

  private static IllegalStateException unknown(int code) {
    return new IllegalStateException("A logged row has the unknown safeguard " + code);
  }
}
