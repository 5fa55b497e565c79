package org.plumbline.http.live;

import io.vertx.core.http.HttpServerResponse;
import org.plumbline.http.problem.Problem;

/** Server-sent events; the browser reconnects by itself and says the last cursor it saw. */
final class EventStreamOutlet implements Outlet {
  private static final String RECONNECT = "retry: 2000\n\n";

  private final HttpServerResponse response;

  private EventStreamOutlet(HttpServerResponse response) {
    this.response = response;
  }

  static EventStreamOutlet open(HttpServerResponse response) {
    response
        .setStatusCode(200)
        .setChunked(true)
        .putHeader("Content-Type", "text/event-stream")
        // Else it would be compressed, and a compressor keeps events back.
        .putHeader("Content-Encoding", "identity")
        .putHeader("X-Accel-Buffering", "no");
    var _ = response.write(RECONNECT);
    return new EventStreamOutlet(response);
  }

  @Override
  public void send(Frame frame) {
    if (!response.ended() && !response.closed()) {
      var _ = response.write(frame.event());
    }
  }

  @Override
  public boolean isFull() {
    return response.writeQueueFull();
  }

  @Override
  public void onDrain(Runnable call) {
    response.drainHandler(_ -> call.run());
  }

  @Override
  public boolean ping() {
    return false;
  }

  @Override
  public void close(Problem problem) {
    if (!response.ended() && !response.closed()) {
      send(Frame.closing(problem));
      var _ = response.end();
    }
  }
}
