package org.plumbline.http.governance;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.plumbline.deployment.ChangeRequest;
import org.plumbline.deployment.ChangeRequests;
import org.plumbline.deployment.Vote;
import org.plumbline.governance.Evaluations;
import org.plumbline.governance.RuleOutcome;
import org.plumbline.governance.Verdict;
import org.plumbline.http.Answers;
import org.plumbline.http.Route;
import org.plumbline.http.json.Ids;

/**
 * What those who voted on a change request saw. A class of its own, as {@link CommentRoutes} and
 * for its reason.
 */
@Path("/api/v1/change-requests/{id}/evidence")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class FrozenEvidenceRoutes {
  private final ChangeRequests changes;
  private final Evaluations evaluations;

  public FrozenEvidenceRoutes(ChangeRequests changes, Evaluations evaluations) {
    this.changes = changes;
    this.evaluations = evaluations;
  }

  record Frozen(
      String hash,
      boolean intact,
      String policy,
      Verdict verdict,
      List<RuleOutcome> rules,
      Map<String, Object> facts,
      Instant at) {
    static Frozen of(Evaluations.Evidence one) {
      return new Frozen(
          one.hash(),
          one.intact(),
          one.evaluation().policy(),
          one.evaluation().verdict(),
          one.evaluation().rules(),
          one.evaluation().facts().tree(),
          one.evaluation().at());
    }
  }

  record EvidenceList(List<Frozen> items) {}

  @GET
  @Answers(Route.EVIDENCE_OF_CHANGE)
  public EvidenceList evidence(@PathParam("id") String id) {
    ChangeRequest request = changes.load(Ids.existing("change request", id));
    Stream<String> hashes =
        request.votes().stream().map(Vote::evidence).filter(Objects::nonNull).distinct();
    return new EvidenceList(
        evaluations.evidence(hashes.toList()).stream().map(Frozen::of).toList());
  }
}
