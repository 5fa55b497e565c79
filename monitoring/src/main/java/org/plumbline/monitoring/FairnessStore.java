package org.plumbline.monitoring;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.training.GroupFairness;

/**
 * Who belongs to which group of people, apart from inputs and log, and how groups fared. Nothing
 * here answers for a single person.
 */
public interface FairnessStore {
  /** Keeps what is told of entities, and returns how many values changed. */
  int save(Tx tx, ModelName model, List<Membership> memberships, String by, Instant at);

  /** The weeks of all versions of the model must be measured anew. */
  void stale(Tx tx, ModelName model);

  /** The labelled answers of a span of days in [from, until) about entities of known groups. */
  List<Person> labelled(Tx tx, VersionId version, LocalDate from, LocalDate until);

  /** Replaces one week. */
  void put(Tx tx, VersionId version, Week week);

  /** The measured weeks of a version, oldest first. */
  List<Week> weeks(VersionId version);

  /**
   * An answer with what truly happened, by the groups of whom it was about.
   *
   * @param threshold from which the answer counted as positive; NaN for that of the version
   * @param groups value by attribute
   */
  record Person(double value, double score, double threshold, Map<String, String> groups) {
    /** Whether the answer was the positive one. */
    boolean isSelected(double common) {
      return score >= (Double.isNaN(threshold) ? common : threshold);
    }
  }

  /**
   * How groups fared in one ISO week.
   *
   * @param start its Monday
   * @param labelled answers that count and whose label is known
   * @param known of those, about entities of a known group
   */
  record Week(LocalDate start, long labelled, long known, List<GroupFairness> reports) {
    public Week {
      reports = List.copyOf(reports);
    }
  }
}
