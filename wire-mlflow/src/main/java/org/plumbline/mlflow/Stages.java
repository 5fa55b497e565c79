package org.plumbline.mlflow;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.Stage;

/**
 * The stages of the wire beside ours: shadow and canary are both {@code Staging}, and what was
 * never deployed is {@code None}.
 */
enum Stages {
  NONE("None", null),
  STAGING("Staging", Stage.SHADOW),
  PRODUCTION("Production", Stage.PRODUCTION),
  ARCHIVED("Archived", Stage.RETIRED);

  private final String wireName;
  private final @Nullable Stage asked;

  Stages(String wireName, @Nullable Stage asked) {
    this.wireName = wireName;
    this.asked = asked;
  }

  static Stages of(@Nullable Stage stage) {
    return switch (stage) {
      case null -> NONE;
      case SHADOW, CANARY -> STAGING;
      case PRODUCTION -> PRODUCTION;
      case RETIRED -> ARCHIVED;
    };
  }

  /** Reads a name in any case, as MLflow does. */
  static Stages parse(String field, String text) {
    for (Stages stage : values()) {
      if (stage.wireName.toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT))) {
        return stage;
      }
    }
    throw Fields.invalid(field, text, "one of None, Staging, Production, Archived");
  }

  String wireName() {
    return wireName;
  }

  /** Where a version goes that is to have this stage; empty for none. */
  Optional<Stage> asked() {
    return Optional.ofNullable(asked);
  }
}
