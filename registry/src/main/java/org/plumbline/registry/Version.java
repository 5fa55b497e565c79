package org.plumbline.registry;

import java.time.Instant;
import java.util.Map;
import org.plumbline.data.Contract;
import org.plumbline.data.QualityReport;
import org.plumbline.kernel.VersionId;
import org.plumbline.scoring.Task;
import org.plumbline.stats.Interval;
import org.plumbline.training.Provenance;
import org.plumbline.training.Scorecard;

/** One immutable version of a model with all that is known of its making. */
public record Version(
    VersionLine line,
    Contract contract,
    Scorecard scorecard,
    Provenance provenance,
    QualityReport quality) {

  public VersionId id() {
    return line.id();
  }

  public Task task() {
    return line.task();
  }

  public Instant createdAt() {
    return line.createdAt();
  }

  public String author() {
    return line.author();
  }

  public String learner() {
    return line.learner();
  }

  public ContentHash contentHash() {
    return line.contentHash();
  }

  public Map<String, Interval> metrics() {
    return line.metrics();
  }
}
