package org.plumbline.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * Slows down who guesses passwords: after 5 failures for one user name from one address each next
 * attempt waits 1, 2, 4 … 60 s, after 30 failures from one address likewise for every name.
 *
 * <p>Nobody is locked out: the wait is bounded, other addresses are free, and a quarter of an hour
 * of silence forgives. Remembers the 10,000 latest; older ones are forgiven. Safe to share.
 */
final class LoginThrottle {
  private static final int FREE_PER_NAME = 5;
  private static final int FREE_PER_ADDRESS = 30;
  private static final Duration FORGIVEN_AFTER = Duration.ofMinutes(15);
  private static final int LONGEST_WAIT_SECONDS = 60;
  private static final int REMEMBERED = 10_000;

  private final InstantSource clock;
  private final Map<String, Failures> failures =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > REMEMBERED;
        }
      };

  LoginThrottle(InstantSource clock) {
    this.clock = clock;
  }

  private record Failures(int count, Instant last) {}

  /**
   * Lets an attempt pass, counting it as failed until {@link #succeeded}: attempts at the same time
   * cannot slip through together.
   *
   * @throws PlumblineException TOO_MANY_REQUESTS with the seconds to wait
   */
  synchronized void attempt(String username, String address) {
    Instant now = clock.instant();
    demand(byName(username, address), FREE_PER_NAME, now);
    demand(byAddress(address), FREE_PER_ADDRESS, now);
    count(byName(username, address), now);
    count(byAddress(address), now);
  }

  synchronized void succeeded(String username, String address) {
    failures.remove(byName(username, address));
    failures.computeIfPresent(
        byAddress(address), (key, past) -> new Failures(past.count() - 1, past.last()));
  }

  private void demand(String key, int free, Instant now) {
    Failures past = failures.get(key);
    if (past == null || past.count() < free || forgiven(past, now)) {
      return;
    }
    long wait = Math.min(LONGEST_WAIT_SECONDS, 1L << Math.min(6, past.count() - free));
    long left = Duration.between(now, past.last().plusSeconds(wait)).toMillis();
    if (left > 0) {
      throw PlumblineException.of(
              ErrorCode.TOO_MANY_REQUESTS,
              "Too many failed sign-ins: wait " + (left + 999) / 1000 + " s before the next one")
          .with("retryAfterSeconds", (left + 999) / 1000);
    }
  }

  private void count(String key, Instant now) {
    Failures past = failures.remove(key);
    int before = past == null || forgiven(past, now) ? 0 : past.count();
    failures.put(key, new Failures(before + 1, now));
  }

  /** Also when the machine's clock was set back: by the old time the wait would not be bounded. */
  private static boolean forgiven(Failures past, Instant now) {
    return past.last().plus(FORGIVEN_AFTER).isBefore(now)
        || past.last().minusSeconds(LONGEST_WAIT_SECONDS).isAfter(now);
  }

  private static String byName(String username, String address) {
    return username + "\n" + address;
  }

  private static String byAddress(String address) {
    return address;
  }
}
