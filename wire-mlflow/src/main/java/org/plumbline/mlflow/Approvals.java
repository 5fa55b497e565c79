package org.plumbline.mlflow;

import org.plumbline.access.Permission;
import org.plumbline.deployment.ChangeDraft;
import org.plumbline.deployment.ChangeRequest;
import org.plumbline.deployment.ChangeRequests;
import org.plumbline.deployment.Proposal;
import org.plumbline.deployment.Refusal;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.registry.AliasName;
import org.plumbline.registry.catalogue.VersionEntry;

/**
 * Where clients would move what serves: nothing moves without approval, so the wish becomes a
 * change request and the answer says where it waits.
 */
final class Approvals {
  /** Too short to justify a version at risk: people say why in the version's description. */
  private static final String REASON = "By an MLflow client";

  private final ChangeRequests changes;

  Approvals(ChangeRequests changes) {
    this.changes = changes;
  }

  /**
   * Lets pass what has the stage already.
   *
   * @throws PlumblineException REFUSED with the change request that has to be approved
   */
  void demandStage(Call call, VersionEntry version, Stages wanted) {
    if (Stages.of(version.stage()) == wanted) {
      return;
    }
    Stage stage =
        wanted
            .asked()
            .orElseThrow(
                () ->
                    Fields.invalid(
                        "stage",
                        "None",
                        "Archived for a version that was deployed, as history is not undone"));
    throw refused(call, version, stage);
  }

  /** What it takes that an alias which follows what serves names the version. */
  PlumblineException refused(Call call, VersionEntry version, AliasName alias) {
    if (alias.equals(AliasName.CHAMPION)) {
      return refused(call, version, Stage.PRODUCTION);
    }
    // A canary is named before a shadow.
    return refused(call, version, version.stage() == Stage.SHADOW ? Stage.CANARY : Stage.SHADOW);
  }

  private PlumblineException refused(Call call, VersionEntry version, Stage stage) {
    VersionId id = version.id();
    if (version.isForeign()) {
      return PlumblineException.of(
          ErrorCode.REFUSED, "Version " + id + " cannot serve: " + version.unserved());
    }
    call.demand(Permission.CHANGE_REQUEST);
    String reason = version.description().isBlank() ? REASON : version.description();
    ChangeRequest request = changes.ask(new ChangeDraft(id, stage, reason), call.actor());
    String link = call.address() + "/api/v1/change-requests/" + request.proposal().id();
    if (request instanceof ChangeRequest.Refused(_, _, var refusals, _)) {
      String why = String.join("; ", refusals.stream().map(Refusal::text).toList());
      return PlumblineException.of(ErrorCode.REFUSED, why + ". See " + link);
    }
    Proposal proposal = request.proposal();
    return PlumblineException.of(
        ErrorCode.REFUSED,
        "Version %s goes to %s once %s of others approve; %s have. Vote on change request %s"
            .formatted(
                id,
                stage.name().toLowerCase(java.util.Locale.ROOT),
                proposal.requiredApprovals(),
                request.votes().size(),
                link));
  }
}
