package org.plumbline.monitoring.feed;

/** Somebody who listens. Called by one thread at a time; must neither block nor throw. */
public interface Follower {
  /** Takes the event, or notes that it has missed it. */
  void offer(FeedEvent event);

  /** Events between the last one offered and this place were left out. */
  void skippedTo(Cursor place);
}
