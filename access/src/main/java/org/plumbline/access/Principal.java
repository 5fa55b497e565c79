package org.plumbline.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.Actor;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** An authenticated caller and what they may do. */
public record Principal(
    String username, String displayName, Set<Role> roles, Set<Permission> permissions) {
  public Principal {
    roles = Set.copyOf(roles);
    permissions = Set.copyOf(permissions);
  }

  /** The caller that this user is. */
  public static Principal of(User user) {
    return new Principal(
        user.username().value(), user.displayName(), user.roles(), Role.permissions(user.roles()));
  }

  public boolean may(Permission permission) {
    return permissions.contains(permission);
  }

  /**
   * Lets the caller pass when they have the permission.
   *
   * @throws PlumblineException FORBIDDEN naming the permission
   */
  public void demand(Permission permission) {
    if (!may(permission)) {
      throw PlumblineException.of(
              ErrorCode.FORBIDDEN,
              "User "
                  + username
                  + " lacks the permission "
                  + permission.wireName()
                  + ": ask an administrator for a role that has it")
          .with("permission", permission.wireName());
    }
  }

  /** The caller as the audit trail names them. */
  public Actor actor(@Nullable String requestId, @Nullable String address) {
    return new Actor(username, null, requestId, address);
  }
}
