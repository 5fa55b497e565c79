package org.plumbline.governance.evidence;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.VersionId;

/** Who let a version serve, and when it did. */
public interface DecisionHistory {
  /** The change requests for the version, oldest first. */
  List<Request> requests(VersionId version);

  /** The spans in which the version was at a stage, oldest first. */
  List<Span> spans(VersionId version);

  /**
   * A wish to move the version.
   *
   * @param state open, applied, rejected, refused or withdrawn
   * @param verdict what the policy said
   * @param reasons why it was refused
   * @param byGroup whether the version is to decide by the thresholds of groups
   */
  record Request(
      UUID id,
      String stage,
      String author,
      Instant at,
      String reason,
      String state,
      String verdict,
      List<String> reasons,
      int requiredApprovals,
      List<Word> votes,
      boolean byGroup) {
    public Request {
      reasons = List.copyOf(reasons);
      votes = List.copyOf(votes);
    }
  }

  /** One person's vote. */
  record Word(String by, String ballot, String comment, Instant at) {}

  /**
   * One stage for one span.
   *
   * @param until null while it holds
   * @param byGroup whether it decided by the thresholds of groups
   */
  record Span(
      String stage,
      int share,
      Instant from,
      @Nullable Instant until,
      String by,
      String reason,
      @Nullable UUID changeRequest,
      boolean byGroup) {}
}
