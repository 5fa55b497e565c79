package org.plumbline.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.plumbline.verifier.Fault;
import org.plumbline.verifier.Report;

/** What a reading of the whole chain found. */
public record ChainVerification(Report report, Instant checkedAt) {
  public boolean valid() {
    return report.holds();
  }

  /** How many entries hold, counted from the first. */
  public long entries() {
    return report.entries();
  }

  /** How many signed checkpoints hold. */
  public long checkpoints() {
    return report.checkpoints();
  }

  /** What is wrong, empty when all holds. */
  public Optional<Fault> fault() {
    return report.fault();
  }

  /** The sequence where the chain breaks, empty when it holds. */
  public OptionalLong firstBroken() {
    return report.fault().stream().mapToLong(Fault::sequence).findFirst();
  }

  /** One sentence. */
  public String detail() {
    return report.detail();
  }
}
