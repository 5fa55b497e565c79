package org.plumbline.http.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.plumbline.access.Authenticator;
import org.plumbline.access.Credential;
import org.plumbline.access.Tickets;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.entrance.RequestIds;
import org.plumbline.http.json.Query;
import org.plumbline.http.problem.Problem;
import org.plumbline.http.problem.Problems;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.monitoring.feed.Cursor;
import org.plumbline.monitoring.feed.Subscription;
import org.plumbline.registry.ModelStore;

/**
 * The two wires of live streams. No resources of the framework: those answer once.
 *
 * <p>What waits for the store does so on a virtual thread; a socket is not read meanwhile, so that
 * commands come one after the other and a client cannot send more than are carried out.
 */
@Singleton
public final class StreamRoutes {
  /** The one address of WebSockets; subscriptions come as messages. */
  public static final String SOCKET = "/ws/v1/stream";

  /** After the entrance, before the framework. */
  private static final int ORDER = -500;

  private static final int LONGEST_MESSAGE = 16 << 10;
  private static final int NETWORK_BUFFER = 64 << 10;
  private static final short TOO_BIG = 1009;

  private final StreamClients clients;
  private final StreamLimits limits;
  private final Authenticator authenticator;
  private final Tickets tickets;
  private final ModelStore models;
  private final ObjectMapper json;

  public StreamRoutes(
      StreamClients clients,
      StreamLimits limits,
      Authenticator authenticator,
      Tickets tickets,
      ModelStore models,
      ObjectMapper json) {
    this.clients = clients;
    this.limits = limits;
    this.authenticator = authenticator;
    this.tickets = tickets;
    this.models = models;
    this.json = json;
  }

  public void register(@Observes Router router) {
    router.get(Route.STREAM.path()).order(ORDER).handler(this::events);
    router.get(SOCKET).order(ORDER).handler(this::socket);
  }

  @Answers(Route.STREAM)
  void events(RoutingContext context) {
    HttpServerResponse response = context.response();
    Set<Subscription> wanted;
    Cursor after;
    StreamClients.Place place;
    try {
      wanted = wanted(context);
      after = after(context);
      place = clients.reserve(authenticator.credential(Callers.token(context)).orElse(null));
    } catch (RuntimeException refused) {
      refuse(context, refused);
      return;
    }
    response.setWriteQueueMaxSize(NETWORK_BUFFER);
    Context loop = context.vertx().getOrCreateContext();
    work(
        loop,
        () -> wanted.forEach(this::requireModel),
        failure -> {
          if (failure != null || response.closed()) {
            clients.release(place);
            refuse(context, failure == null ? gone() : failure);
            return;
          }
          StreamClient client = clients.open(place, EventStreamOutlet.open(response), loop);
          response.closeHandler(_ -> clients.closed(client, place));
          response.endHandler(_ -> clients.closed(client, place));
          work(
              loop,
              () -> client.subscribe("stream", wanted, after),
              late -> {
                if (late != null) {
                  client.end(Problems.of(late));
                }
              });
        });
  }

  private Set<Subscription> wanted(RoutingContext context) {
    var wanted = new LinkedHashSet<Subscription>();
    List<String> models = context.queryParam("model");
    List<String> entities = context.queryParam("entity");
    if ("true".equals(context.queryParams().get("alerts"))) {
      wanted.add(new Subscription.OfAlerts(null));
    }
    for (String model : models) {
      if (entities.isEmpty()) {
        wanted.add(StreamCommand.wanted(model, null, false));
      } else {
        entities.forEach(entity -> wanted.add(StreamCommand.wanted(model, entity, false)));
      }
    }
    if (models.isEmpty()) {
      entities.forEach(entity -> wanted.add(StreamCommand.wanted(null, entity, false)));
    }
    if (wanted.isEmpty()) {
      throw PlumblineException.of(
              ErrorCode.MISSING_FIELD,
              "Say what to stream: 'model', 'entity' or 'alerts=true', the first two as often as"
                  + " you like")
          .with("field", "model");
    }
    if (wanted.size() > limits.subscriptions()) {
      throw Query.invalid(
          "model", wanted.size() + " subscriptions", "at most " + limits.subscriptions());
    }
    return wanted;
  }

  /** A browser that reconnects sends the header; the parameter is for a first connection. */
  private static @Nullable Cursor after(RoutingContext context) {
    String header = Query.text(context.request().getHeader("Last-Event-ID"));
    String after = header == null ? Query.text(context.queryParams().get("after")) : header;
    return after == null ? null : Cursor.parse(after);
  }

  private void socket(RoutingContext context) {
    if (!"websocket".equalsIgnoreCase(context.request().getHeader("Upgrade"))) {
      refuse(
          context,
          PlumblineException.of(
              ErrorCode.BAD_REQUEST,
              "Here is a WebSocket: send the header 'Upgrade: websocket', or use GET "
                  + Route.STREAM.path()));
      return;
    }
    context.request().pause();
    Context loop = context.vertx().getOrCreateContext();
    StreamClients.Place[] place = new StreamClients.Place[1];
    work(
        loop,
        () -> place[0] = clients.reserve(credential(context)),
        failure -> {
          context.request().resume();
          if (failure != null) {
            refuse(context, failure);
            return;
          }
          context
              .request()
              .toWebSocket()
              .onSuccess(socket -> open(socket, place[0], loop))
              .onFailure(_ -> clients.release(place[0]));
        });
  }

  /** By header, or by ticket for browsers. */
  private @Nullable Credential credential(RoutingContext context) {
    String token = Callers.token(context);
    if (!token.isEmpty()) {
      return authenticator.credential(token).orElse(null);
    }
    String ticket = Query.text(context.queryParams().get("ticket"));
    return ticket == null ? null : tickets.redeem(ticket).orElse(null);
  }

  private void open(ServerWebSocket socket, StreamClients.Place place, Context loop) {
    socket.setWriteQueueMaxSize(NETWORK_BUFFER);
    StreamClient client = clients.open(place, new WebSocketOutlet(socket), loop);
    socket.closeHandler(_ -> clients.closed(client, place));
    socket.pongHandler(_ -> client.heard());
    socket.binaryMessageHandler(
        _ -> client.refuse(null, Query.invalid("message", "binary", "a text message of JSON")));
    socket.textMessageHandler(
        text -> {
          if (text.length() > LONGEST_MESSAGE) {
            var _ = socket.close(TOO_BIG, "A message has at most 16 KiB");
            return;
          }
          socket.pause();
          client.busy(true);
          work(
              loop,
              () -> carryOut(client, text),
              _ -> {
                client.busy(false);
                if (!socket.isClosed()) {
                  socket.resume();
                }
              });
        });
  }

  private void carryOut(StreamClient client, String text) {
    String name = null;
    try {
      StreamCommand command = StreamCommand.read(text, json);
      name = command.name();
      switch (command) {
        case StreamCommand.Subscribe subscribe -> {
          requireModel(subscribe.wanted());
          client.subscribe(name, Set.of(subscribe.wanted()), subscribe.after());
        }
        case StreamCommand.Unsubscribe _ -> {
          client.unsubscribe(name);
          client.tell(Frame.unsubscribed(name));
        }
      }
    } catch (RuntimeException refused) {
      client.refuse(name, refused);
    }
  }

  /** A name nobody has would be silent for ever. */
  private void requireModel(Subscription wanted) {
    ModelName model =
        switch (wanted) {
          case Subscription.OfModel of -> of.model();
          case Subscription.OfAlerts of -> of.model();
          case Subscription.OfEntity _ -> null;
        };
    if (model != null && models.find(model).isEmpty()) {
      throw PlumblineException.of(ErrorCode.NOT_FOUND, "There is no model " + model);
    }
  }

  private interface Then {
    void accept(@Nullable RuntimeException failure);
  }

  /** Works on a virtual thread, then goes on on the event loop. */
  private static void work(Context loop, Runnable work, Then then) {
    Thread.startVirtualThread(
        () -> {
          RuntimeException failure = null;
          try {
            work.run();
          } catch (RuntimeException thrown) {
            failure = thrown;
          }
          RuntimeException outcome = failure;
          loop.runOnContext(_ -> then.accept(outcome));
        });
  }

  private static RuntimeException gone() {
    return PlumblineException.of(ErrorCode.BAD_REQUEST, "The client has gone");
  }

  private static void refuse(RoutingContext context, RuntimeException failure) {
    Problem problem = Problems.of(failure);
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    if (problem.code() == ErrorCode.UNAUTHENTICATED) {
      response.putHeader("WWW-Authenticate", "Bearer");
    }
    problem
        .retryAfterSeconds()
        .ifPresent(seconds -> response.putHeader("Retry-After", Long.toString(seconds)));
    var _ =
        response
            .setStatusCode(problem.status())
            .putHeader("Content-Type", Problem.MEDIA_TYPE)
            .end(Buffer.buffer(problem.toJson(RequestIds.of(context))));
  }
}
