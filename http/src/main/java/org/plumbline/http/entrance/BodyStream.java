package org.plumbline.http.entrance;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A request's body as a stream in constant memory: the client is asked for more only as fast as it
 * is read. A client that goes away, or is silent for a minute, breaks it off with an IOException.
 *
 * <p>Made on the event loop before anything else happens to the request, read by one virtual
 * thread. Closing it lets the rest of the body pass unread.
 */
public final class BodyStream extends InputStream {
  private static final Duration SILENCE = Duration.ofMinutes(1);
  private static final int AHEAD = 8;

  private final HttpServerRequest request;
  private final Context loop;
  private final BlockingQueue<Part> arrived = new LinkedBlockingQueue<>();
  private Buffer current = Buffer.buffer();
  private int at;
  private boolean ended;

  private sealed interface Part {
    record Bytes(Buffer bytes) implements Part {}

    record End() implements Part {}

    record Broken(Throwable why) implements Part {}
  }

  private BodyStream(HttpServerRequest request, Context loop) {
    this.request = request;
    this.loop = loop;
  }

  /** Takes the body of a request, which nobody has read yet. */
  public static BodyStream of(HttpServerRequest request, Vertx vertx) {
    var stream = new BodyStream(request, vertx.getOrCreateContext());
    request.pause();
    request
        .handler(bytes -> stream.arrived.add(new Part.Bytes(bytes)))
        .endHandler(_ -> stream.arrived.add(new Part.End()))
        .exceptionHandler(why -> stream.arrived.add(new Part.Broken(why)));
    request.fetch(AHEAD);
    return stream;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended && at == current.length()) {
      next();
    }
    if (ended) {
      return -1;
    }
    int read = Math.min(length, current.length() - at);
    current.getBytes(at, at + read, buffer, offset);
    at += read;
    return read;
  }

  private void next() throws IOException {
    switch (await()) {
      case Part.Bytes part -> {
        current = part.bytes();
        at = 0;
        loop.runOnContext(_ -> request.fetch(1));
      }
      case Part.End _ -> ended = true;
      case Part.Broken(Throwable why) -> throw new IOException("The client has gone", why);
    }
  }

  private Part await() throws IOException {
    try {
      Part part = arrived.poll(SILENCE.toSeconds(), TimeUnit.SECONDS);
      if (part == null) {
        throw new IOException("The client has sent nothing for " + SILENCE.toSeconds() + " s");
      }
      return part;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("The reading of a body was interrupted", interrupted);
    }
  }

  @Override
  public void close() {
    ended = true;
    loop.runOnContext(_ -> letPass());
  }

  private void letPass() {
    if (!request.isEnded() && !request.response().closed()) {
      request.handler(_ -> {}).endHandler(_ -> {}).resume();
    }
  }
}
