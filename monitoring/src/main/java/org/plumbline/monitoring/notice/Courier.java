package org.plumbline.monitoring.notice;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries notices to receivers. */
@FunctionalInterface
public interface Courier {
  /**
   * Carries one notice.
   *
   * @param secret of the route; null when it has none
   * @return why it did not arrive; empty when the receiver took it
   */
  Optional<String> carry(Notice notice, NoticeRoute route, @Nullable String secret);
}
