package org.plumbline.deployment.safeguard;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;

/** What is forbidden to answer, now and before. */
public interface KillSwitches {
  /** The present position; {@link KillSwitch#UNTOUCHED} when it was never set. */
  KillSwitch find(KillScope scope);

  /** Appends a position, which routes follow. One transaction at a time sets any switch. */
  void set(Tx tx, KillScope scope, KillSwitch position);

  /** The switches that are on, the widest scope first. */
  List<Kill> on();

  /** Those that should have turned themselves off by now; holds back whoever sets one. */
  List<Kill> due(Tx tx, Instant now);

  /**
   * Positions ever set, newest first.
   *
   * @param model only those of this model and of everything; null for all
   * @param after the page mark of the last one seen; empty for the newest
   */
  Page history(@Nullable ModelName model, Optional<Long> after, int limit);

  /**
   * A part of the history.
   *
   * @param next the mark of the next page, empty on the last
   */
  record Page(List<Kill> items, Optional<Long> next) {
    public Page {
      items = List.copyOf(items);
    }
  }
}
