package org.plumbline.deployment;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.VersionId;

/**
 * The versions of one model that stand ready in memory. Immutable; safe to share.
 *
 * @param champion answers
 * @param challenger the canary, null without one that could be loaded
 * @param shadow is compared with who answers, null without one that could be loaded
 */
public record Lineup(
    ServingVersion champion, @Nullable ServingVersion challenger, @Nullable ServingVersion shadow) {

  Set<VersionId> versions() {
    return Stream.of(champion, challenger, shadow)
        .filter(Objects::nonNull)
        .map(ServingVersion::id)
        .collect(Collectors.toSet());
  }
}
