package org.plumbline.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Thousands of WebSockets follow a service under load: how long from the answer's time stamp
 * (before the commit) to its arrival at each client. One thread reads all sockets, so the client
 * costs little; it shares the machine's cores with the service nevertheless.
 *
 * <p>Arguments: address, token, model, file with the features of one row as JSON members,
 * subscribers, seconds.
 */
public final class StreamTimes {
  private static final int EVENTS_A_SECOND = 10_000;
  private static final int ROWS_A_REQUEST = 200;
  private static final byte[] STAMP = "\"at\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PREDICTION =
      "{\"type\":\"prediction\"".getBytes(StandardCharsets.US_ASCII);

  private final URI address;
  private final String token;
  private final String model;
  private final String features;
  private final int subscribers;
  private final Duration length;
  private final PrintStream out;

  private StreamTimes(String[] arguments, String features, PrintStream out) {
    this.address = URI.create(arguments[0]);
    this.token = arguments[1];
    this.model = arguments[2];
    this.features = features;
    this.subscribers = Integer.parseInt(arguments[4]);
    this.length = Duration.ofSeconds(Long.parseLong(arguments[5]));
    this.out = out;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    String features = java.nio.file.Files.readString(java.nio.file.Path.of(arguments[3])).strip();
    var times = new StreamTimes(arguments, features, System.out);
    times.each();
    times.broadcast();
  }

  /** Every subscriber follows an entity of its own: each event has one client. */
  private void each() throws IOException, InterruptedException {
    run(
        "%,d subscribers of one entity each, %,d events/s".formatted(subscribers, EVENTS_A_SECOND),
        i -> "\"entity\":\"E-" + i + "\"",
        EVENTS_A_SECOND / ROWS_A_REQUEST,
        ROWS_A_REQUEST);
  }

  /** Every subscriber follows the model: each event has all of them as clients. */
  private void broadcast() throws IOException, InterruptedException {
    int aSecond = Math.max(1, EVENTS_A_SECOND / subscribers);
    run(
        "%,d subscribers of the model, %s events/s to all of them".formatted(subscribers, aSecond),
        i -> "\"model\":\"" + model + "\"",
        aSecond,
        1);
  }

  private void run(String title, IntFunction<String> wanted, int requestsASecond, int rows)
      throws IOException, InterruptedException {
    try (Selector selector = Selector.open()) {
      List<Client> clients = new ArrayList<>();
      for (int i = 0; i < subscribers; i++) {
        clients.add(Client.open(selector, address, token, wanted.apply(i)));
      }
      var latencies = new Latencies();
      var reader = Thread.ofPlatform().daemon().start(() -> read(selector, latencies));
      for (Client client : clients) {
        client.awaitSubscribed();
      }
      var _ = load(requestsASecond, rows, Duration.ofSeconds(3));
      awaitQuiet(latencies);
      latencies.clear();
      long sent = load(requestsASecond, rows, length);
      awaitQuiet(latencies);
      reader.interrupt();
      reader.join();
      long due = requestsASecond == EVENTS_A_SECOND / ROWS_A_REQUEST ? sent : sent * subscribers;
      out.printf(Locale.ROOT, "%n## %s%n%s of %,d due%n", title, latencies.summary(length), due);
      for (Client client : clients) {
        client.channel.close();
      }
    }
  }

  private static void awaitQuiet(Latencies latencies) throws InterruptedException {
    long before;
    do {
      before = latencies.count();
      Thread.sleep(1_000);
    } while (latencies.count() != before);
  }

  /** Asks at a fixed pace, whether or not answers are late; rows go round the entities. */
  private long load(int requestsASecond, int rows, Duration how) throws InterruptedException {
    var failed = new AtomicLong();
    long events = 0;
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      long start = System.nanoTime();
      long requests = how.toSeconds() * requestsASecond;
      int entity = 0;
      for (long i = 0; i < requests; i++) {
        var body = new StringBuilder("{\"rows\":[");
        for (int r = 0; r < rows; r++) {
          body.append(r == 0 ? "" : ",").append("{\"id\":\"E-").append(entity).append("\",");
          body.append(features).append('}');
          entity = (entity + 1) % subscribers;
        }
        events += rows;
        long due = start + i * 1_000_000_000L / requestsASecond;
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        var _ =
            http.sendAsync(
                    HttpRequest.newBuilder(
                            address.resolve("/api/v1/models/" + model + "/predictions"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.append("]}").toString()))
                        .build(),
                    HttpResponse.BodyHandlers.discarding())
                .whenComplete(
                    (answer, failure) -> {
                      if (failure != null || answer.statusCode() != 200) {
                        failed.incrementAndGet();
                      }
                    });
      }
    }
    if (failed.get() > 0) {
      out.printf("%s requests failed%n", failed.get());
    }
    return events;
  }

  private static void read(Selector selector, Latencies latencies) {
    ByteBuffer network = ByteBuffer.allocateDirect(1 << 18);
    try {
      while (!Thread.currentThread().isInterrupted()) {
        selector.select(200);
        Instant now = Instant.now();
        for (SelectionKey key : selector.selectedKeys()) {
          Client client = (Client) key.attachment();
          network.clear();
          if (client.channel.read(network) < 0) {
            key.cancel();
            latencies.lost();
            continue;
          }
          client.take(network.flip(), now, latencies);
        }
        selector.selectedKeys().clear();
      }
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  /** Microseconds in a growing array; written by the reading thread. */
  private static final class Latencies {
    private long[] micros = new long[1 << 20];
    private volatile int count;
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong gaps = new AtomicLong();

    void add(long value) {
      int at = count;
      if (at == micros.length) {
        micros = Arrays.copyOf(micros, at * 2);
      }
      micros[at] = value;
      count = at + 1;
    }

    void lost() {
      var _ = lost.incrementAndGet();
    }

    void gap() {
      var _ = gaps.incrementAndGet();
    }

    int count() {
      return count;
    }

    void clear() {
      count = 0;
    }

    String summary(Duration length) {
      long[] sorted = Arrays.copyOf(micros, count);
      Arrays.sort(sorted);
      if (sorted.length == 0) {
        return "nothing came";
      }
      return String.format(
          Locale.ROOT,
          "event to client: p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, most %.1f ms%n"
              + "%,d deliveries/s, %s gaps, %s connections lost, %,d deliveries",
          at(sorted, 0.5),
          at(sorted, 0.99),
          at(sorted, 0.999),
          at(sorted, 1),
          sorted.length / length.toSeconds(),
          gaps,
          lost,
          sorted.length);
    }

    private static double at(long[] sorted, double share) {
      return sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * share))] / 1_000.0;
    }
  }

  /** One socket: the handshake by hand, then frames of the server, which are never masked. */
  private static final class Client {
    private final SocketChannel channel;
    private ByteBuffer held = ByteBuffer.allocate(1 << 10);
    private volatile boolean subscribed;

    private Client(SocketChannel channel) {
      this.channel = channel;
    }

    static Client open(Selector selector, URI address, String token, String wanted)
        throws IOException {
      SocketChannel channel = SocketChannel.open();
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.connect(new InetSocketAddress(address.getHost(), address.getPort()));
      write(
          channel,
          ("GET /ws/v1/stream HTTP/1.1\r\nHost: "
                  + address.getAuthority()
                  + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                  + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer "
                  + token
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      readHead(channel);
      write(channel, frame("{\"type\":\"subscribe\",\"subscription\":\"s\"," + wanted + "}"));
      var client = new Client(channel);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, client);
      return client;
    }

    private static void write(SocketChannel channel, byte[] bytes) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }

    private static void readHead(SocketChannel channel) throws IOException {
      ByteBuffer one = ByteBuffer.allocate(1);
      var head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        one.clear();
        if (channel.read(one) < 0) {
          throw new IOException("refused: " + head);
        }
        head.append((char) one.get(0));
      }
      if (!head.toString().startsWith("HTTP/1.1 101")) {
        throw new IOException("refused: " + head);
      }
    }

    /** A text frame with a mask of zeros, which changes nothing. */
    private static byte[] frame(String text) {
      byte[] payload = text.getBytes(StandardCharsets.UTF_8);
      ByteBuffer frame = ByteBuffer.allocate(payload.length + 8);
      frame.put((byte) 0x81);
      if (payload.length < 126) {
        frame.put((byte) (0x80 | payload.length));
      } else {
        frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
      }
      frame.putInt(0).put(payload);
      return Arrays.copyOf(frame.array(), frame.position());
    }

    void awaitSubscribed() throws InterruptedException {
      while (!subscribed) {
        Thread.sleep(1);
      }
    }

    void take(ByteBuffer network, Instant now, Latencies latencies) throws IOException {
      if (held.remaining() < network.remaining()) {
        ByteBuffer larger = ByteBuffer.allocate(held.position() + network.remaining() + 1024);
        larger.put(held.flip());
        held = larger;
      }
      held.put(network).flip();
      while (true) {
        int start = held.position();
        if (held.remaining() < 2) {
          break;
        }
        int opcode = held.get() & 0x0F;
        int size = held.get() & 0x7F;
        if (size == 126 && held.remaining() >= 2) {
          size = held.getShort() & 0xFFFF;
        } else if (size >= 126) {
          held.position(start);
          break;
        }
        if (held.remaining() < size) {
          held.position(start);
          break;
        }
        message(opcode, held.position(), size, now, latencies);
        held.position(held.position() + size);
      }
      held.compact();
    }

    private void message(int opcode, int from, int size, Instant now, Latencies latencies)
        throws IOException {
      byte[] bytes = held.array();
      if (opcode == 0x9) {
        write(channel, new byte[] {(byte) 0x8A, (byte) 0x80, 0, 0, 0, 0});
      } else if (startsWith(bytes, from, PREDICTION)) {
        int at = find(bytes, from, from + size) + STAMP.length;
        int end = at;
        while (bytes[end] != '"') {
          end++;
        }
        Instant answered =
            Instant.parse(new String(bytes, at, end - at, StandardCharsets.US_ASCII));
        latencies.add(Duration.between(answered, now).toNanos() / 1_000);
      } else if (!subscribed) {
        subscribed = true;
      } else if (new String(bytes, from, size, StandardCharsets.UTF_8).contains("\"gap\"")) {
        latencies.gap();
      }
    }

    private static boolean startsWith(byte[] bytes, int from, byte[] wanted) {
      return Arrays.equals(bytes, from, from + wanted.length, wanted, 0, wanted.length);
    }

    private static int find(byte[] bytes, int from, int to) {
      for (int i = from; i < to - STAMP.length; i++) {
        if (startsWith(bytes, i, STAMP)) {
          return i;
        }
      }
      throw new IllegalStateException("a prediction without a time");
    }
  }
}
