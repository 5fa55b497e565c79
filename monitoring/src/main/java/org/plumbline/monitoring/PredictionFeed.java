package org.plumbline.monitoring;

import java.util.List;

/**
 * Hears of answers once they are durable. Called on the committing thread, in the order of the
 * commits: it must neither block nor throw, so hand over and return.
 */
@FunctionalInterface
public interface PredictionFeed {
  /** The rows of one commit; shared by all that listen, so leave them as they are. */
  void answered(List<LoggedPrediction> rows);

  /** For a log that nobody listens to. */
  static PredictionFeed silent() {
    return rows -> {};
  }

  /** Tells all of them, in this order. */
  static PredictionFeed toAll(List<PredictionFeed> feeds) {
    List<PredictionFeed> listeners = List.copyOf(feeds);
    return rows -> listeners.forEach(feed -> feed.answered(rows));
  }
}
