package org.plumbline.monitoring;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.VersionId;

/** Finds what serves although its announced end has passed. Safe to share. */
@FunctionalInterface
public interface PastEnds {
  /**
   * One version of each model that has such versions or an unresolved alert of this kind.
   *
   * @param version the newest that serves past its end, else the one that the alert is about
   * @param past absent when nothing of the model serves past its end any more
   */
  record Standing(VersionId version, Optional<Past> past) {}

  /**
   * @param end the earliest that has passed
   * @param versions numbers of all that serve past their end, as people read them
   * @param successor the version to use instead
   */
  record Past(Instant end, String versions, @Nullable Integer successor) {}

  List<Standing> at(Instant now);
}
