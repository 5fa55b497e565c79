package org.plumbline.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends one request over and over at a steady rate, and says how long the answers took from the
 * moment at which each was due. A server that halts is charged with all that should have been sent
 * meanwhile, which load in a closed loop leaves out ("coordinated omission").
 *
 * <p>One thread keeps the schedule, another reads the answers. Needs nothing but the JDK, so that
 * it runs from its source: {@code java PacedLoad.java URL TOKEN BODY-FILE RATE SECONDS
 * CONNECTIONS}.
 */
public final class PacedLoad {
  private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
  private static final long WARM_SECONDS = 2;
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private final byte[] request;
  private final LinkedBlockingQueue<Connection> idle = new LinkedBlockingQueue<>();
  private final Selector selector;
  private final long[] nanos;
  private int answered;
  private int refused;
  private volatile boolean ended;

  /** One request at a time. */
  private static final class Connection {
    private final SocketChannel channel;
    private final byte[] bytes = new byte[1 << 20];
    private final ByteBuffer answer = ByteBuffer.wrap(bytes);
    private volatile long due;
    private volatile boolean counted;

    Connection(SocketChannel channel) {
      this.channel = channel;
    }
  }

  private PacedLoad(byte[] request, int most) throws IOException {
    this.request = request;
    this.selector = Selector.open();
    this.nanos = new long[most];
  }

  /** Runs one load and prints its line. */
  public static void main(String[] args) throws IOException, InterruptedException {
    URI uri = URI.create(args[0]);
    byte[] body = Files.readAllBytes(Path.of(args[2]));
    double rate = Double.parseDouble(args[3]);
    int seconds = Integer.parseInt(args[4]);
    var load = new PacedLoad(request(uri, args[1], body), (int) Math.ceil(rate * seconds));
    for (int i = 0; i < Integer.parseInt(args[5]); i++) {
      load.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
    }
    Thread reader = Thread.ofPlatform().daemon().start(load::read);
    load.send(rate, WARM_SECONDS + seconds);
    long patience = System.nanoTime() + PATIENCE_NANOS;
    while (load.answered() < load.nanos.length && System.nanoTime() < patience) {
      Thread.sleep(5);
    }
    load.ended = true;
    load.selector.wakeup();
    reader.join();
    load.print(rate);
  }

  private static byte[] request(URI uri, String token, byte[] body) {
    byte[] head =
        String.join(
                "\r\n",
                "POST " + uri.getRawPath() + " HTTP/1.1",
                "Host: " + uri.getHost() + ":" + uri.getPort(),
                "Authorization: Bearer " + token,
                "Content-Type: application/json",
                "Content-Length: " + body.length,
                "",
                "")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] request = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    return request;
  }

  private void connect(InetSocketAddress address) throws IOException {
    SocketChannel channel = SocketChannel.open(address);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    var connection = new Connection(channel);
    channel.register(selector, SelectionKey.OP_READ, connection);
    idle.add(connection);
  }

  private void send(double rate, long seconds) throws IOException, InterruptedException {
    long start = System.nanoTime() + 50_000_000;
    long requests = (long) Math.ceil(rate * seconds);
    long first = requests - nanos.length;
    for (long i = 0; i < requests; i++) {
      long due = start + (long) (i * 1e9 / rate);
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      Connection connection = idle.take();
      connection.due = due;
      connection.counted = i >= first;
      ByteBuffer bytes = ByteBuffer.wrap(request);
      while (bytes.hasRemaining()) {
        connection.channel.write(bytes);
      }
    }
  }

  private void read() {
    try {
      while (!ended) {
        selector.select(
            key -> {
              try {
                read((Connection) key.attachment());
              } catch (IOException failure) {
                throw new UncheckedIOException(failure);
              }
            });
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void read(Connection connection) throws IOException {
    ByteBuffer answer = connection.answer;
    if (connection.channel.read(answer) < 0) {
      throw new IOException("The server closed a connection");
    }
    int length = length(connection.bytes, answer.position());
    if (length < 0 || answer.position() < length) {
      return;
    }
    long now = System.nanoTime();
    boolean good = connection.bytes[9] == '2';
    answer.clear();
    if (connection.counted) {
      finished(now - connection.due, good);
    }
    idle.add(connection);
  }

  /** Of the whole answer, -1 while its head is not complete. */
  private static int length(byte[] bytes, int read) {
    int line = 0;
    int body = 0;
    for (int i = 1; i < read; i++) {
      if (bytes[i] != '\n' || bytes[i - 1] != '\r') {
        continue;
      }
      if (i - line == 1) {
        return i + 1 + body;
      }
      if (startsWithLength(bytes, line)) {
        int from = line + LENGTH.length;
        body =
            Integer.parseInt(
                new String(bytes, from, i - 1 - from, StandardCharsets.US_ASCII).strip());
      }
      line = i + 1;
    }
    return -1;
  }

  private static boolean startsWithLength(byte[] bytes, int at) {
    for (int i = 0; i < LENGTH.length; i++) {
      if (Character.toLowerCase(bytes[at + i]) != LENGTH[i]) {
        return false;
      }
    }
    return true;
  }

  private synchronized void finished(long took, boolean good) {
    nanos[answered++] = took;
    refused += good ? 0 : 1;
  }

  private synchronized int answered() {
    return answered;
  }

  private synchronized void print(double rate) {
    long[] sorted = Arrays.copyOf(nanos, answered);
    Arrays.sort(sorted);
    System.out.printf(
        Locale.ROOT,
        "at %.0f/s: answered %d of %d, refused %d; ms p50 %.2f p99 %.2f p99.9 %.2f max %.2f%n",
        rate,
        answered,
        nanos.length,
        refused,
        millis(sorted, 0.5),
        millis(sorted, 0.99),
        millis(sorted, 0.999),
        millis(sorted, 1));
  }

  private static double millis(long[] sorted, double share) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.ceil(share * sorted.length) - 1] / 1e6;
  }
}
