package org.plumbline.monitoring;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;

/** How often each feature was the first reason of an answer, by version and UTC day. */
public interface FirstReasons {
  /** Adds answers by the feature that was their first reason. */
  void add(Tx tx, VersionId version, LocalDate day, Map<String, Long> answers);

  /** Of the days in [from, until) together. */
  Map<String, Long> of(VersionId version, LocalDate from, LocalDate until);

  /** The first day on which the version gave a reason. */
  Optional<LocalDate> birth(VersionId version);
}
