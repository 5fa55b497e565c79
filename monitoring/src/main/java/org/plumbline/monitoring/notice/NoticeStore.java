package org.plumbline.monitoring.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.Tx;
import org.plumbline.monitoring.Alert;
import org.plumbline.monitoring.Severity;

/** The outbox: each notice is kept until its receiver has taken it. */
public interface NoticeStore {
  /**
   * An alert of which somebody may have to be told.
   *
   * @param told what was written for it already
   * @param firstToldAt when anybody was first told of it; null when nobody was
   */
  record Standing(
      Alert alert, @Nullable UUID incident, List<Told> told, @Nullable Instant firstToldAt) {
    public Standing {
      told = List.copyOf(told);
    }
  }

  /** A notice that was written. */
  record Told(String route, NoticeEvent event, Severity severity) {}

  /** A notice that is to be carried now, and how often it was tried, this time included. */
  record Claimed(Notice notice, int attempts) {}

  /** Unresolved alerts, and resolved ones whose receivers do not know it yet. */
  List<Standing> standing(Tx tx);

  /** Writes a notice, unless this one was written already by somebody else. */
  void append(Tx tx, Notice notice, UUID alert);

  /**
   * The oldest notice of a route that is due, kept from other dispatchers until the lease ends. A
   * notice waits for those of the same alert to the same receiver that were written before it.
   */
  Optional<Claimed> claim(String route, Instant now, Duration lease);

  void delivered(Tx tx, UUID notice, Instant at);

  /**
   * Puts it off.
   *
   * @param next null when it is given up until somebody sends it again
   */
  void failed(Tx tx, UUID notice, @Nullable Instant next, String failure);

  /** Lets it be tried again at once; false when there is no such notice that waits or is dead. */
  boolean again(Tx tx, UUID notice, Instant now);

  List<NoticeLine> list(
      @Nullable NoticeState state, @Nullable String route, @Nullable UUID after, int limit);
}
