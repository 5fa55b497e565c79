package org.plumbline.http.live;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.plumbline.access.Authenticator;
import org.plumbline.access.Tickets;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Callers;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** Gives tickets with which a browser opens a stream. */
@Path("/api/v1/stream/tickets")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class StreamTicketRoutes {
  private final Authenticator authenticator;
  private final Tickets tickets;

  public StreamTicketRoutes(Authenticator authenticator, Tickets tickets) {
    this.authenticator = authenticator;
    this.tickets = tickets;
  }

  record Ticket(String ticket, String address, long expiresIn) {}

  @POST
  @Answers(Route.OPEN_STREAM_TICKET)
  public Ticket issue(@Context RoutingContext context) {
    String ticket =
        authenticator
            .credential(Callers.token(context))
            .map(tickets::issue)
            .orElseThrow(
                () -> PlumblineException.of(ErrorCode.UNAUTHENTICATED, "The token is not valid"));
    return new Ticket(
        ticket, StreamRoutes.SOCKET + "?ticket=" + ticket, Tickets.LIFETIME.toSeconds());
  }
}
