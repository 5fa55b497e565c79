package org.plumbline.monitoring.pace;

import java.time.Instant;
import java.util.List;
import org.plumbline.kernel.VersionId;

/** The snapshots of online features of models that answer. */
public interface Snapshots {
  /** Of each model that has any. */
  List<Course> all();

  /**
   * The times as of which the latest snapshots of a model are.
   *
   * @param version the newest that has answered
   * @param asOf different, newest first, never empty
   */
  record Course(VersionId version, List<Instant> asOf) {
    public Course {
      asOf = List.copyOf(asOf);
    }
  }
}
