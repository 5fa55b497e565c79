package org.plumbline.access;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * All that deciding about a token needs, as of one moment: who may enter, which sessions are
 * closed, which keys are good.
 *
 * @param users by user name
 * @param closedSessions revoked ones whose access tokens may not have expired yet
 * @param keys by the hash of the key, revoked ones left out
 */
public record Entitlements(
    Map<String, User> users, Set<UUID> closedSessions, Map<TokenHash, ApiKey> keys) {
  public static final Entitlements NONE = new Entitlements(Map.of(), Set.of(), Map.of());

  public Entitlements {
    users = Map.copyOf(users);
    closedSessions = Set.copyOf(closedSessions);
    keys = Map.copyOf(keys);
  }
}
