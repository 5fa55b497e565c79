package org.plumbline.deployment;

import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.VersionId;

/**
 * The versions of one model that stand ready in memory. Immutable; safe to share.
 *
 * @param champion answers
 * @param challenger the canary, null without one that could be loaded
 * @param share of the entities for whom the challenger answers
 * @param shadow is compared with who answers, null without one that could be loaded
 */
public record Lineup(
    ServingVersion champion,
    @Nullable ServingVersion challenger,
    Share share,
    @Nullable ServingVersion shadow) {

  /** Whether a request has to ask {@link #choose} for each of its rows. */
  public boolean divides() {
    return challenger != null && share.percent() > 0;
  }

  /**
   * Who answers about an entity.
   *
   * @param entity null when the caller did not say whom it is about
   * @param prediction decides for those without an entity
   */
  public ServingVersion choose(@Nullable String entity, UUID prediction) {
    return challenger != null && share.takes(entity, prediction) ? challenger : champion;
  }

  Set<VersionId> versions() {
    return Stream.of(champion, challenger, shadow)
        .filter(Objects::nonNull)
        .map(ServingVersion::id)
        .collect(Collectors.toSet());
  }
}
