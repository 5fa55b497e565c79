package org.plumbline.http.entrance;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** Who calls, as the entrance found out; permissions by their wire names. */
public record Caller(
    String username, String displayName, List<String> roles, Set<String> permissions) {
  private static final String KEY = "plumbline.caller";

  public Caller {
    roles = List.copyOf(roles);
    permissions = Set.copyOf(permissions);
  }

  /** The caller of a request that needs one. */
  public static Caller of(RoutingContext context) {
    Caller caller = context.get(KEY);
    if (caller == null) {
      throw PlumblineException.of(ErrorCode.UNAUTHENTICATED, "This route needs a signed-in caller");
    }
    return caller;
  }

  void enter(RoutingContext context) {
    context.put(KEY, this);
  }

  public boolean may(String permission) {
    return permissions.contains(permission);
  }
}
