package org.plumbline.registry.catalogue;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.registry.AliasName;
import org.plumbline.registry.ModelCard;
import org.plumbline.registry.Tag;

/**
 * A model as the catalogue lists it.
 *
 * @param aliases that people gave
 * @param latest the newest version of each stage, and of those without one
 */
public record ModelEntry(
    ModelCard card,
    List<Tag> tags,
    SortedMap<AliasName, VersionNumber> aliases,
    List<VersionEntry> latest) {
  public ModelEntry {
    tags = List.copyOf(tags);
    aliases = Collections.unmodifiableSortedMap(new TreeMap<>(aliases));
    latest = List.copyOf(latest);
  }
}
