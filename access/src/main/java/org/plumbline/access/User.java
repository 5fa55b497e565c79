package org.plumbline.access;

import static org.plumbline.kernel.Require.require;

import java.time.Instant;
import java.util.Set;

/**
 * Somebody, or a program, that may sign in.
 *
 * @param tokensFrom access tokens issued before this moment are void
 */
public record User(
    Username username,
    String displayName,
    Set<Role> roles,
    State state,
    Instant createdAt,
    Instant tokensFrom) {
  /** Whether the user may sign in. */
  public enum State {
    ACTIVE,
    DISABLED
  }

  public User {
    roles = Set.copyOf(roles);
    require(!displayName.isBlank(), "User %s needs a display name", username);
    require(displayName.length() <= 200, "A display name has at most 200 characters");
  }

  public boolean active() {
    return state == State.ACTIVE;
  }

  User in(State other, Instant now) {
    return new User(username, displayName, roles, other, createdAt, now);
  }

  User as(Set<Role> others) {
    return new User(username, displayName, others, state, createdAt, tokensFrom);
  }

  User tokensFrom(Instant now) {
    return new User(username, displayName, roles, state, createdAt, now);
  }
}
