package org.plumbline.deployment.safeguard;

import java.util.List;
import java.util.Optional;
import org.plumbline.kernel.VersionId;

/**
 * The switches that are on and concern one model. Immutable; safe to share.
 *
 * @param on the widest scope first, so that a caller hears of that
 */
public record Kills(List<Kill> on) {
  public static final Kills NONE = new Kills(List.of());

  public Kills {
    on = List.copyOf(on);
  }

  /** What stops every version of the model. */
  public Optional<Kill> ofModel() {
    for (Kill kill : on) {
      if (kill.scope() instanceof KillScope.Everything
          || kill.scope() instanceof KillScope.OfModel) {
        return Optional.of(kill);
      }
    }
    return Optional.empty();
  }

  /** What stops this version alone. */
  public Optional<Kill> ofVersion(VersionId version) {
    for (Kill kill : on) {
      if (kill.scope() instanceof KillScope.OfVersion(VersionId stopped)
          && stopped.equals(version)) {
        return Optional.of(kill);
      }
    }
    return Optional.empty();
  }

  /** What stops some rows of the model. */
  public List<Kill> ofSegments() {
    return on.stream().filter(kill -> kill.scope() instanceof KillScope.OfSegment).toList();
  }
}
