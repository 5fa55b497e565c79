package org.plumbline.deployment;

import static org.plumbline.kernel.Require.require;

import java.time.Instant;
import java.util.UUID;
import org.plumbline.kernel.VersionId;

/**
 * A challenger that answers for a growing share of the entities, and how far it has come.
 *
 * <p>Begun by the change request whose approvers saw the plan; what follows keeps to it.
 */
public sealed interface Canary {
  Course course();

  /** The step it is at, or was at when it ended; the first is 0. */
  int step();

  /** When the step began. */
  Instant since();

  /** The percentage of entities for whom the challenger answers. */
  default int share() {
    return course().plan().shares().get(step());
  }

  /**
   * What stays the same while it grows.
   *
   * @param id of the change request
   * @param author who asked for it, and may not hurry it
   */
  record Course(UUID id, String author, VersionId challenger, CanaryPlan plan) {}

  /** Goes to the next step once it may. */
  record Running(Course course, int step, Instant since) implements Canary {
    public Running {
      check(course, step);
    }
  }

  /** Keeps its share until somebody goes on; guards hold nevertheless. */
  record Paused(Course course, int step, Instant since, Steering by) implements Canary {
    public Paused {
      check(course, step);
    }
  }

  /** Answers as a canary no more. */
  record Ended(Course course, int step, Instant since, Outcome outcome, Steering by)
      implements Canary {
    public Ended {
      check(course, step);
    }
  }

  /** Who did something to it, why and when. */
  record Steering(String by, String reason, Instant at) {}

  /** How a canary ends. */
  enum Outcome {
    /** It went to production. */
    PROMOTED,
    /** A guard or a person sent it back. */
    ROLLED_BACK,
    /** A change request put another version in its place, or retired it. */
    REPLACED,
    /** A person ended the trial that it was, without bringing it to production. */
    STOPPED
  }

  private static void check(Course course, int step) {
    require(
        step >= 0 && step < course.plan().shares().size(),
        "step %s is none of %s",
        step,
        course.plan().shares());
  }
}
