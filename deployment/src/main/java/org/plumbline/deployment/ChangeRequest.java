package org.plumbline.deployment;

import static org.plumbline.kernel.Require.require;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A wish to change what serves, and how far it has come.
 *
 * <p>Only an open request can still become another state.
 */
public sealed interface ChangeRequest {
  Proposal proposal();

  List<Vote> votes();

  /** Why the policy refused it; empty in all other states. */
  default List<Refusal> refusals() {
    return List.of();
  }

  /** The state on the wire: open, applied, rejected, refused, expired or withdrawn. */
  default String state() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** Waits for votes. All votes so far approve. */
  record Open(Proposal proposal, List<Vote> votes) implements ChangeRequest {
    public Open {
      votes = List.copyOf(votes);
      require(
          votes.stream().allMatch(vote -> vote.ballot() == Vote.Ballot.APPROVE),
          "An open change request holds no rejecting vote");
    }
  }

  /** Had all approvals and has changed what serves. */
  record Applied(Proposal proposal, List<Vote> votes, Instant at) implements ChangeRequest {
    public Applied {
      votes = List.copyOf(votes);
    }
  }

  /** A person said no. */
  record Rejected(Proposal proposal, List<Vote> votes, Instant at) implements ChangeRequest {
    public Rejected {
      votes = List.copyOf(votes);
      require(!votes.isEmpty(), "A rejection has a vote");
    }
  }

  /** The policy said no: at the opening, or at the last approval when facts had changed. */
  record Refused(Proposal proposal, List<Vote> votes, List<Refusal> refusals, Instant at)
      implements ChangeRequest {
    public Refused {
      votes = List.copyOf(votes);
      refusals = List.copyOf(refusals);
      require(!refusals.isEmpty(), "A refusal has reasons");
    }
  }

  /** Nobody decided in time. */
  record Expired(Proposal proposal, List<Vote> votes, Instant at) implements ChangeRequest {
    public Expired {
      votes = List.copyOf(votes);
    }
  }

  /** The author took it back. */
  record Withdrawn(Proposal proposal, List<Vote> votes, Instant at) implements ChangeRequest {
    public Withdrawn {
      votes = List.copyOf(votes);
    }
  }
}
