package org.plumbline.monitoring;

import static org.plumbline.kernel.Require.require;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * To which groups of people an entity belongs.
 *
 * @param groups value by protected attribute; null forgets what was told
 */
public record Membership(String entity, Map<String, @Nullable String> groups) {
  private static final int LONGEST = 200;

  public Membership {
    require(!entity.isBlank() && entity.length() <= LONGEST, "an entity has 1 to 200 characters");
    groups = Collections.unmodifiableMap(new TreeMap<>(groups));
    require(!groups.isEmpty(), "the membership of %s names no attribute", entity);
    groups.forEach(
        (attribute, value) ->
            require(
                value == null || (!value.isBlank() && value.length() <= LONGEST),
                "%s of %s has 1 to 200 characters",
                attribute,
                entity));
  }
}
