package org.plumbline.monitoring.feed;

import static org.plumbline.kernel.Require.require;

import java.util.List;

/**
 * Which of the log's transactions a reader has seen: all below {@code next} but those that ran.
 *
 * <p>A number alone would not do: transactions end in another order than they begin, and one that
 * runs for hours must hold nobody up.
 *
 * @param next the first transaction that had not begun
 * @param running those that had begun and not ended, ascending
 */
public record Seen(long next, List<Long> running) {
  public Seen {
    require(next >= 0, "transaction %s must not be negative", next);
    running = List.copyOf(running);
    for (long tx : running) {
      require(tx >= 0 && tx < next, "transaction %s must lie below %s", tx, next);
    }
  }

  boolean has(long tx) {
    return tx < next && !running.contains(tx);
  }

  String text() {
    var text = new StringBuilder(Long.toString(next, Character.MAX_RADIX));
    for (long tx : running) {
      text.append('-').append(Long.toString(tx, Character.MAX_RADIX));
    }
    return text.toString();
  }

  static Seen parse(String text) {
    List<Long> numbers =
        List.of(text.split("-", -1)).stream()
            .map(part -> Long.parseLong(part, Character.MAX_RADIX))
            .toList();
    return new Seen(numbers.getFirst(), numbers.subList(1, numbers.size()));
  }
}
