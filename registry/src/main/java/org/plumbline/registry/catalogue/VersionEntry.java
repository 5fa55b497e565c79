package org.plumbline.registry.catalogue;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.registry.AliasName;
import org.plumbline.registry.Tag;

/**
 * A version as the catalogue lists it.
 *
 * @param unserved why it cannot serve, empty for our own
 * @param seal of a foreign version that has files
 * @param stage absent when it was never deployed
 * @param aliases that people gave it, by name
 */
public record VersionEntry(
    VersionId id,
    boolean isForeign,
    Instant createdAt,
    Instant updatedAt,
    String author,
    String description,
    VersionOrigin origin,
    String unserved,
    @Nullable ForeignSeal seal,
    @Nullable Stage stage,
    List<Tag> tags,
    List<AliasName> aliases) {
  public VersionEntry {
    tags = List.copyOf(tags);
    aliases = List.copyOf(aliases);
  }

  /** Whether the alias that follows what serves names this version, as far as its stage tells. */
  public boolean follows(AliasName name) {
    return name.equals(AliasName.CHAMPION)
        ? stage == Stage.PRODUCTION
        : name.equals(AliasName.CHALLENGER) && (stage == Stage.CANARY || stage == Stage.SHADOW);
  }
}
