package org.plumbline.http.live;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.plumbline.monitoring.feed.FeedEvent;

/**
 * Writes each event once: it is offered to all of its followers in a row, so the last one is enough
 * to remember. Safe to share between threads.
 */
final class Frames {
  private final AtomicReference<@Nullable Written> last = new AtomicReference<>();

  private record Written(FeedEvent event, Frame frame) {}

  @SuppressWarnings("ReferenceEquality") // An event is one object for all of its followers.
  Frame of(FeedEvent event) {
    Written known = last.get();
    if (known != null && known.event() == event) {
      return known.frame();
    }
    var written = new Written(event, Frame.of(event));
    last.set(written);
    return written.frame();
  }
}
