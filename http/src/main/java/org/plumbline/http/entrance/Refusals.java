package org.plumbline.http.entrance;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.http.problem.Problem;
import org.plumbline.kernel.Recurring;
import org.plumbline.kernel.Transactions;

/**
 * Enters refused attempts into the audit trail, and floods of them as sums. Safe to share.
 *
 * <p>Of one caller, action and reason the first twenty of a minute are entries of their own; the
 * rest of that minute becomes one entry that says how many. Of callers that nobody knows the first
 * two hundred a minute together are entries. So nobody can fill the trail by being refused; what is
 * lost when the process is killed is a sum of at most a minute.
 */
public final class Refusals implements AutoCloseable {
  static final int SINGLE_PER_MINUTE = 20;
  static final int STRANGERS_PER_MINUTE = 200;

  private static final System.Logger LOG = System.getLogger(Refusals.class.getName());
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final Duration SWEEP_EVERY = Duration.ofSeconds(5);
  private static final int MOST_KEYS = 10_000;

  private final Transactions transactions;
  private final AuditTrail audit;
  private final InstantSource clock;
  private final Map<Key, Window> windows = new HashMap<>();
  private final Recurring sweeper;

  /** Begins to sweep: every few seconds the sums of minutes that have passed are entered. */
  public Refusals(Transactions transactions, AuditTrail audit, InstantSource clock) {
    this.transactions = transactions;
    this.audit = audit;
    this.clock = clock;
    this.sweeper =
        Recurring.virtual("audit-refusals", SWEEP_EVERY, () -> sum(clock.instant().minus(WINDOW)));
    sweeper.start();
  }

  private record Key(String caller, String action, String problem) {}

  private static final class Window {
    private final Instant start;
    private final AuditEvent first;
    private int attempts;
    private int counted;

    Window(Instant start, AuditEvent first) {
      this.start = start;
      this.first = first;
    }
  }

  /** True for problems that refuse an attempt; what cannot even be understood is none. */
  static boolean isRefusal(Problem problem) {
    return switch (problem.status()) {
      case 401, 403, 409, 412, 429 -> true;
      default -> false;
    };
  }

  /** Enters the attempt, or counts it; a store that fails is logged, the refusal stands anyway. */
  void enter(AuditEvent attempt, Problem problem) {
    AuditEvent refused =
        attempt
            .refused(problem.code().wireName())
            .because(attempt.reason() == null ? problem.detail() : attempt.reason());
    if (isSingle(refused)) {
      append(refused);
    }
  }

  private synchronized boolean isSingle(AuditEvent refused) {
    String user = refused.actor().username();
    boolean stranger = user.equals(org.plumbline.audit.Actor.ANONYMOUS);
    var key = new Key(user, stranger ? "" : refused.action(), stranger ? "" : outcome(refused));
    if (windows.size() >= MOST_KEYS && !windows.containsKey(key)) {
      return false;
    }
    Window window = windows.computeIfAbsent(key, it -> new Window(clock.instant(), refused));
    window.attempts++;
    if (window.attempts <= (stranger ? STRANGERS_PER_MINUTE : SINGLE_PER_MINUTE)) {
      return true;
    }
    window.counted++;
    return false;
  }

  private static String outcome(AuditEvent refused) {
    return refused.outcome().code().orElse("");
  }

  private void append(AuditEvent event) {
    try {
      transactions.run(tx -> audit.append(tx, event));
    } catch (RuntimeException failure) {
      LOG.log(
          System.Logger.Level.ERROR,
          "A refused attempt could not be entered: " + event.action() + " " + event.outcome(),
          failure);
    }
  }

  /** Ends the windows that began by then, and enters what they counted. */
  void sum(Instant begunBy) {
    var ended = new HashMap<Key, Window>();
    synchronized (this) {
      windows
          .entrySet()
          .removeIf(
              entry -> {
                boolean over = !entry.getValue().start.isAfter(begunBy);
                if (over && entry.getValue().counted > 0) {
                  ended.put(entry.getKey(), entry.getValue());
                }
                return over;
              });
    }
    ended.values().forEach(this::enterSum);
  }

  private void enterSum(Window window) {
    AuditEvent first = window.first;
    append(
        new AuditEvent(
            first.actor(),
            first.action(),
            first.objectKind(),
            "",
            first.before(),
            new java.util.TreeMap<>(
                Map.of(
                    "further", Integer.toString(window.counted), "since", window.start.toString())),
            "%d further attempts were refused likewise".formatted(window.counted),
            first.outcome()));
  }

  /** Enters the sums so far. */
  @Override
  public void close() {
    sweeper.close();
    sum(Instant.MAX);
  }
}
