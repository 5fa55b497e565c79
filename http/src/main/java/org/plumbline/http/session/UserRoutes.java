package org.plumbline.http.session;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plumbline.access.Accounts;
import org.plumbline.access.Role;
import org.plumbline.access.User;
import org.plumbline.access.Username;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.json.Body;
import org.plumbline.http.json.Query;

/** Changes what users may do; they are created and disabled by the command line. */
@Path("/api/v1/users")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class UserRoutes {
  private final Accounts accounts;

  public UserRoutes(Accounts accounts) {
    this.accounts = accounts;
  }

  record Roles(@Nullable List<String> roles, @Nullable String reason) {}

  record UserLine(String username, String displayName, List<String> roles, String state) {
    static UserLine of(User user) {
      return new UserLine(
          user.username().value(),
          user.displayName(),
          user.roles().stream().map(Role::wireName).sorted().toList(),
          user.state().name().toLowerCase(Locale.ROOT));
    }
  }

  @PUT
  @Path("/{username}/roles")
  @Answers(Route.CHANGE_ROLES)
  public UserLine changeRoles(
      @PathParam("username") String username,
      @Nullable Roles body,
      @Context RoutingContext context) {
    Roles wanted = Body.of(body);
    Set<Role> roles =
        Body.required("roles", wanted.roles()).stream().map(Role::of).collect(Collectors.toSet());
    String reason = Body.required("reason", Query.text(wanted.reason()));
    return UserLine.of(
        accounts.changeRoles(new Username(username), roles, Callers.actor(context), reason));
  }
}
