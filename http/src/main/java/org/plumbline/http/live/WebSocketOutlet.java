package org.plumbline.http.live;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import org.plumbline.http.problem.Problem;
import org.plumbline.kernel.ErrorCode;

/** A WebSocket: each frame is a text message. */
final class WebSocketOutlet implements Outlet {
  private static final int LONGEST_REASON = 120;

  private final ServerWebSocket socket;

  WebSocketOutlet(ServerWebSocket socket) {
    this.socket = socket;
  }

  @Override
  public void send(Frame frame) {
    if (!socket.isClosed()) {
      var _ = socket.writeTextMessage(frame.json());
    }
  }

  @Override
  public boolean isFull() {
    return socket.writeQueueFull();
  }

  @Override
  public void onDrain(Runnable call) {
    socket.drainHandler(_ -> call.run());
  }

  @Override
  public boolean ping() {
    if (!socket.isClosed()) {
      var _ = socket.writePing(Buffer.buffer());
    }
    return true;
  }

  @Override
  public void close(Problem problem) {
    if (!socket.isClosed()) {
      send(Frame.closing(problem));
      var _ = socket.close(status(problem.code()), reason(problem));
    }
  }

  /** The private range of RFC 6455 repeats the status that a request would have got. */
  private static short status(ErrorCode code) {
    return code == ErrorCode.STORE_UNAVAILABLE ? 1001 : (short) (4000 + code.httpStatus());
  }

  private static String reason(Problem problem) {
    String title = problem.code().title();
    return title.length() > LONGEST_REASON ? title.substring(0, LONGEST_REASON) : title;
  }
}
