package org.plumbline.e2e;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAccumulator;

/** Asks for predictions without a pause until it is closed, and remembers what was answered. */
final class Load implements AutoCloseable {
  private static final int ASKERS = 4;

  private final Api api;
  private final Queue<Answered> answers = new ConcurrentLinkedQueue<>();
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final Map<Integer, Integer> statuses = new ConcurrentSkipListMap<>();
  private final AtomicInteger sent = new AtomicInteger();
  private final LongAccumulator slowestMillis = new LongAccumulator(Math::max, 0);
  private final ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean ended;

  /** Who was answered by which version, and between which moments. */
  record Answered(Instant sent, Instant received, String customer, int version) {}

  private Load(Api api) {
    this.api = api;
  }

  static Load on(ServedModel served) {
    return by(served.api());
  }

  /** With the credential of this client. */
  static Load by(Api api) {
    var load = new Load(api);
    for (int i = 0; i < ASKERS; i++) {
      int asker = i;
      var _ = load.askers.submit(() -> load.ask(asker));
    }
    return load;
  }

  private void ask(int asker) {
    for (int i = 0; !ended; i++) {
      long start = System.nanoTime();
      Instant begun = Instant.now();
      int tenure = (asker + i) % 70;
      sent.incrementAndGet();
      try {
        var answer =
            api.post(
                "/api/v1/models/" + ServedModel.MODEL + "/predictions",
                Map.of("rows", List.of(ServedModel.row(tenure))));
        statuses.merge(answer.status(), 1, Integer::sum);
        if (answer.status() == 200) {
          var row = answer.body().path("predictions").path(0);
          answers.add(
              new Answered(begun, Instant.now(), "c" + tenure, row.path("version").asInt()));
          acknowledged.add(row.path("id").asText());
          slowestMillis.accumulate(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        }
      } catch (IOException nobodyThere) {
        statuses.merge(0, 1, Integer::sum);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** What came, in the order in which it came. */
  Queue<Answered> answers() {
    return answers;
  }

  /** Ids that a caller holds. */
  Set<String> acknowledged() {
    return acknowledged;
  }

  /** Requests that may have been answered and logged, whether or not the answer arrived. */
  int sent() {
    return sent.get();
  }

  /** How often each status came; 0 where no answer came at all. */
  Map<Integer, Integer> statuses() {
    return new TreeMap<>(statuses);
  }

  long slowestMillis() {
    return slowestMillis.get();
  }

  @Override
  public void close() {
    ended = true;
    askers.close();
  }
}
