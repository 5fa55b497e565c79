package org.plumbline.store.audit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.plumbline.verifier.Checkpoint;

/** Walks the checkpoints up to a number, oldest first, a page at a time. For one thread. */
final class CheckpointCursor implements Iterator<Checkpoint> {
  private static final int PAGE = 1_000;

  private final SqlCheckpoints checkpoints;
  private final long last;
  private final Deque<Checkpoint> page = new ArrayDeque<>();
  private long read;

  CheckpointCursor(SqlCheckpoints checkpoints, long last) {
    this.checkpoints = checkpoints;
    this.last = last;
  }

  @Override
  public boolean hasNext() {
    if (page.isEmpty() && read < last) {
      page.addAll(checkpoints.after(read, PAGE));
      read = page.isEmpty() ? last : page.getLast().number();
      while (!page.isEmpty() && page.getLast().number() > last) {
        page.removeLast();
      }
    }
    return !page.isEmpty();
  }

  Checkpoint peek() {
    if (!hasNext()) {
      throw new NoSuchElementException("there is no further checkpoint");
    }
    return page.getFirst();
  }

  @Override
  public Checkpoint next() {
    peek();
    return page.removeFirst();
  }
}
