package org.plumbline.http.session;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.access.Permission;
import org.plumbline.access.Principal;
import org.plumbline.access.Role;
import org.plumbline.access.SignOn;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.json.Body;

/** Sessions of people; programs hold an API key instead. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class SessionRoutes {
  private final SignOn signOn;

  public SessionRoutes(SignOn signOn) {
    this.signOn = signOn;
  }

  record Credentials(@Nullable String username, @Nullable String password) {}

  record RefreshRequest(@Nullable String refreshToken) {}

  record SessionView(String accessToken, String refreshToken, long expiresIn, UserView user) {
    static SessionView of(SignOn.Grant grant) {
      return new SessionView(
          grant.accessToken(),
          grant.refreshToken(),
          grant.expiresIn().toSeconds(),
          UserView.of(grant.principal()));
    }
  }

  record UserView(String username, String displayName, List<String> roles) {
    static UserView of(Principal principal) {
      return new UserView(
          principal.username(), principal.displayName(), SessionRoutes.roles(principal));
    }
  }

  record MeView(
      String username, String displayName, List<String> roles, List<String> permissions) {}

  @POST
  @Path("/auth/login")
  @Answers(Route.LOGIN)
  public SessionView login(@Nullable Credentials body, @Context RoutingContext context) {
    Credentials credentials = Body.of(body);
    String username = Body.required("username", credentials.username());
    String password = Body.required("password", credentials.password());
    return SessionView.of(signOn.login(username, password, Callers.stranger(context)));
  }

  @POST
  @Path("/auth/refresh")
  @Answers(Route.REFRESH)
  public SessionView refresh(@Nullable RefreshRequest body, @Context RoutingContext context) {
    String token = Body.required("refreshToken", Body.of(body).refreshToken());
    return SessionView.of(signOn.refresh(token, Callers.stranger(context)));
  }

  @POST
  @Path("/auth/logout")
  @Answers(Route.LOGOUT)
  public void logout(@Context RoutingContext context) {
    signOn.end(Callers.token(context), Callers.actor(context));
  }

  @GET
  @Path("/me")
  @Answers(Route.ME)
  public MeView me(@Context RoutingContext context) {
    Principal caller = Callers.of(context);
    return new MeView(
        caller.username(),
        caller.displayName(),
        roles(caller),
        caller.permissions().stream().map(Permission::wireName).sorted().toList());
  }

  private static List<String> roles(Principal principal) {
    return principal.roles().stream().map(Role::wireName).sorted().toList();
  }
}
