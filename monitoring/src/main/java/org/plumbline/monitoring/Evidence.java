package org.plumbline.monitoring;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The latest windows in which one cause was looked for, oldest first.
 *
 * @param looks at different windows, in the order of their ends
 */
public record Evidence(List<Look> looks) {
  /** Nothing was looked at yet. */
  public static final Evidence NONE = new Evidence(List.of());

  /**
   * One window.
   *
   * @param window its end
   * @param bad whether the cause was found in it
   */
  public record Look(Instant window, boolean bad) {}

  public Evidence {
    looks = List.copyOf(looks);
  }

  /** With one more look; a window that is looked at again counts as it is now. */
  Evidence with(Look look, int memory) {
    List<Look> next = new ArrayList<>(looks);
    next.removeIf(earlier -> !earlier.window().isBefore(look.window()));
    next.add(look);
    return new Evidence(next.subList(Math.max(0, next.size() - memory), next.size()));
  }

  /** Whether an alert of the cause opens: it is seen now, and often enough of late. */
  boolean opens(Hysteresis rule) {
    return !looks.isEmpty()
        && looks.getLast().bad()
        && last(rule.of()).stream().filter(Look::bad).count() >= rule.opensAfter();
  }

  /** Whether an alert of the cause has been unfounded for long enough. */
  boolean resolves(Hysteresis rule) {
    List<Look> last = last(rule.resolvesAfter());
    return last.size() == rule.resolvesAfter() && last.stream().noneMatch(Look::bad);
  }

  /** Nothing in it is bad, so nothing is lost by forgetting it. */
  public boolean isClean() {
    return looks.stream().noneMatch(Look::bad);
  }

  private List<Look> last(int count) {
    return looks.subList(Math.max(0, looks.size() - count), looks.size());
  }
}
