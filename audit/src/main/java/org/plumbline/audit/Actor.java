package org.plumbline.audit;

import static org.plumbline.kernel.Require.require;

import org.jspecify.annotations.Nullable;

/**
 * Who acts, and from where.
 *
 * @param username the signed-in user, or {@code system:…} for what the platform does by itself
 * @param onBehalfOf the user a program acts for, absent when it acts for itself
 * @param requestId the request it came with, absent on the command line
 * @param address the network address it came from, absent when local
 */
public record Actor(
    String username,
    @Nullable String onBehalfOf,
    @Nullable String requestId,
    @Nullable String address) {
  /** Who has not signed in. */
  public static final String ANONYMOUS = "anonymous";

  public Actor {
    require(!username.isBlank(), "An actor has a name");
  }

  /** A user at no network address, as on the command line. */
  public static Actor user(String username) {
    return new Actor(username, null, null, null);
  }

  /** A part of the platform that acts by itself, such as {@code system:guard}. */
  public static Actor system(String part) {
    return new Actor("system:" + part, null, null, null);
  }

  /** The same user within a request. */
  public Actor within(String request, @Nullable String from) {
    return new Actor(username, onBehalfOf, request, from);
  }
}
