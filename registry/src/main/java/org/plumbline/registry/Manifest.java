package org.plumbline.registry;

import static org.plumbline.kernel.Require.require;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The hashes of all parts of a version; their hash is the version's. */
public record Manifest(Map<Part, ContentHash> parts) {
  private static final String TAG = "plumbline-version-1\n";

  public Manifest {
    for (Part part : Part.values()) {
      require(!part.isRequired() || parts.containsKey(part), "A version has a %s", part.wireName());
    }
    parts = Collections.unmodifiableMap(new EnumMap<>(parts));
  }

  /** The hash of a part that every version has. */
  public ContentHash of(Part part) {
    return find(part).orElseThrow();
  }

  public Optional<ContentHash> find(Part part) {
    return Optional.ofNullable(parts.get(part));
  }

  /** The SHA-256 of the tag and one line {@code name hash} a part, in the order of {@link Part}. */
  public ContentHash contentHash() {
    var text = new StringBuilder(TAG);
    parts.forEach(
        (part, hash) -> text.append(part.wireName()).append(' ').append(hash).append('\n'));
    return ContentHash.of(text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
