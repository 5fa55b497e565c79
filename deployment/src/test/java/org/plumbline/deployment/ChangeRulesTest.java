package org.plumbline.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.plumbline.deployment.OpeningRules.Groups;
import org.plumbline.deployment.Refusal.Rule;
import org.plumbline.governance.Demand;
import org.plumbline.governance.PolicyDecision;
import org.plumbline.governance.Verdict;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;

class ChangeRulesTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final VersionId V2 = VersionId.of("churn", 2);
  private static final VersionNumber ONE = new VersionNumber(1);
  private static final VersionNumber TWO = new VersionNumber(2);
  private static final String REASON = "better by five points";
  private static final String SEEN = "looked at the scorecard and the canary";
  private static final PolicyDecision APPROVED = new PolicyDecision(Verdict.APPROVED, List.of());

  @Test
  void theFirstOfAModelMayGoStraightToProduction() {
    var decision =
        OpeningRules.open(
            wish(Stage.PRODUCTION, REASON, Verdict.APPROVED), Standing.NEVER_DEPLOYED);

    assertThat(open(decision).proposal().requiredApprovals()).isEqualTo(2);
  }

  /** from: none, SHADOW … ; v1 is in production unless v2 is; expected: ok or the rule. */
  @ParameterizedTest
  @CsvSource({
    "none, SHADOW, ok",
    "none, CANARY, STAGE_SKIPPED",
    "none, PRODUCTION, STAGE_SKIPPED",
    "none, RETIRED, NOT_DEPLOYED",
    "SHADOW, SHADOW, ALREADY_AT_STAGE",
    "SHADOW, CANARY, ok",
    "SHADOW, PRODUCTION, STAGE_SKIPPED",
    "SHADOW, RETIRED, ok",
    "CANARY, SHADOW, ok",
    "CANARY, CANARY, ALREADY_AT_STAGE",
    "CANARY, PRODUCTION, ok",
    "CANARY, RETIRED, ok",
    "PRODUCTION, SHADOW, STAGE_NOT_REACHABLE",
    "PRODUCTION, CANARY, STAGE_NOT_REACHABLE",
    "PRODUCTION, PRODUCTION, ALREADY_AT_STAGE",
    "PRODUCTION, RETIRED, ok",
    "RETIRED, SHADOW, ok",
    "RETIRED, CANARY, STAGE_SKIPPED",
    "RETIRED, PRODUCTION, STAGE_SKIPPED",
    "RETIRED, RETIRED, ALREADY_AT_STAGE"
  })
  void everyEdgeIsDecided(String from, Stage to, String expected) {
    var standing =
        from.equals("none")
            ? new Standing(Map.of(ONE, Stage.PRODUCTION), Set.of(ONE), Set.of())
            : from.equals("PRODUCTION")
                ? new Standing(Map.of(TWO, Stage.PRODUCTION), Set.of(TWO), Set.of())
                : new Standing(
                    Map.of(ONE, Stage.PRODUCTION, TWO, Stage.valueOf(from)), Set.of(ONE), Set.of());

    var decision = OpeningRules.open(wish(to, REASON, Verdict.APPROVED), standing);

    if (expected.equals("ok")) {
      assertThat(decision).isInstanceOf(Decision.Accepted.class);
    } else {
      assertThat(rules(decision)).containsExactly(Rule.valueOf(expected));
    }
  }

  @Test
  void aFormerProductionVersionComesBackWithOneApproval() {
    var standing =
        new Standing(Map.of(ONE, Stage.PRODUCTION, TWO, Stage.RETIRED), Set.of(ONE, TWO), Set.of());

    var request =
        open(OpeningRules.open(wish(Stage.PRODUCTION, REASON, Verdict.APPROVED), standing));

    assertThat(request.proposal().rollback()).isTrue();
    assertThat(request.proposal().requiredApprovals()).isEqualTo(1);
  }

  @Test
  void atRiskNeedsAJustificationAndOneMoreApproval() {
    var shortReason =
        OpeningRules.open(
            wish(Stage.PRODUCTION, "please", Verdict.AT_RISK), Standing.NEVER_DEPLOYED);
    var justified =
        OpeningRules.open(wish(Stage.PRODUCTION, REASON, Verdict.AT_RISK), Standing.NEVER_DEPLOYED);

    assertThat(rules(shortReason)).containsExactly(Rule.JUSTIFICATION_TOO_SHORT);
    assertThat(open(justified).proposal().requiredApprovals()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(
      value = Verdict.class,
      names = {"BLOCKED", "UNEVALUATED"})
  void whatMayNotDeployIsKeptAsRefused(Verdict verdict) {
    var decision =
        OpeningRules.open(wish(Stage.PRODUCTION, REASON, verdict), Standing.NEVER_DEPLOYED);

    assertThat(((Decision.Accepted) decision).request()).isInstanceOf(ChangeRequest.Refused.class);
  }

  @Test
  void retiringIsAllowedWhateverThePolicySays() {
    var standing = new Standing(Map.of(TWO, Stage.PRODUCTION), Set.of(TWO), Set.of());

    var decision = OpeningRules.open(wish(Stage.RETIRED, REASON, Verdict.BLOCKED), standing);

    assertThat(open(decision).proposal().requiredApprovals()).isEqualTo(2);
  }

  @Test
  void oneOpenRequestPerVersionAndStage() {
    var standing =
        new Standing(Map.of(), Set.of(), Set.of(new Standing.Target(TWO, Stage.PRODUCTION)));

    var decision = OpeningRules.open(wish(Stage.PRODUCTION, " ", Verdict.APPROVED), standing);

    assertThat(rules(decision)).containsExactly(Rule.REASON_MISSING, Rule.REQUEST_ALREADY_OPEN);
  }

  @Test
  void theAuthorNeverVotes() {
    var decision = vote(request(), "ana", Vote.Ballot.APPROVE, true, APPROVED);

    assertThat(rules(decision)).containsExactly(Rule.SEPARATION_OF_DUTIES);
  }

  @Test
  void votingNeedsThePermission() {
    var decision = vote(request(), "bob", Vote.Ballot.APPROVE, false, APPROVED);

    assertThat(rules(decision)).containsExactly(Rule.PERMISSION_MISSING);
  }

  @Test
  void nobodyVotesTwice() {
    var once = next(vote(request(), "bob", Vote.Ballot.APPROVE, true, APPROVED));

    var twice = vote(once, "bob", Vote.Ballot.APPROVE, true, APPROVED);

    assertThat(once).isInstanceOf(ChangeRequest.Open.class);
    assertThat(rules(twice)).containsExactly(Rule.VOTED_ALREADY);
  }

  @Test
  void theSecondApprovalApplies() {
    var once = next(vote(request(), "bob", Vote.Ballot.APPROVE, true, APPROVED));

    var twice = next(vote(once, "carl", Vote.Ballot.APPROVE, true, APPROVED));

    assertThat(twice).isInstanceOf(ChangeRequest.Applied.class);
  }

  @Test
  void oneRejectionEndsItAndNeedsAComment() {
    var silent =
        VotingRules.vote(
            request(), new Vote("bob", Vote.Ballot.REJECT, " ", NOON), now(true, APPROVED));
    var said = next(vote(request(), "bob", Vote.Ballot.REJECT, true, APPROVED));

    assertThat(rules(silent)).containsExactly(Rule.COMMENT_MISSING);
    assertThat(said).isInstanceOf(ChangeRequest.Rejected.class);
    assertThat(rules(vote(said, "carl", Vote.Ballot.APPROVE, true, APPROVED)))
        .containsExactly(Rule.NOT_OPEN);
  }

  @Test
  void aVersionThatCameToBeBlockedIsRefusedAtTheLastApproval() {
    var once = next(vote(request(), "bob", Vote.Ballot.APPROVE, true, APPROVED));

    var last =
        next(
            vote(
                once,
                "carl",
                Vote.Ballot.APPROVE,
                true,
                new PolicyDecision(Verdict.BLOCKED, List.of("risk is 90"))));

    assertThat(last).isInstanceOf(ChangeRequest.Refused.class);
    assertThat(last.refusals()).extracting(Refusal::rule).containsExactly(Rule.POLICY_BLOCKED);
  }

  @Test
  void aVersionThatCameToBeAtRiskNeedsAThirdApproval() {
    var atRisk = new PolicyDecision(Verdict.AT_RISK, List.of("risk is 70"));
    var once = next(vote(request(), "bob", Vote.Ballot.APPROVE, true, APPROVED));

    var twice = next(vote(once, "carl", Vote.Ballot.APPROVE, true, atRisk));
    var thrice = next(vote(twice, "dora", Vote.Ballot.APPROVE, true, atRisk));

    assertThat(twice).isInstanceOf(ChangeRequest.Open.class);
    assertThat(thrice).isInstanceOf(ChangeRequest.Applied.class);
  }

  @Test
  void theOwnerOfTheModelNeverVotes() {
    assertThat(rules(vote(request(), "olga", Vote.Ballot.APPROVE, true, APPROVED)))
        .containsExactly(Rule.OWNER_DECIDES_NOT);
  }

  @Test
  void whoLetsAVersionAtRiskPassSaysWhy() {
    var atRisk = new PolicyDecision(Verdict.AT_RISK, List.of("risk is 70"));
    var brief = new Vote("bob", Vote.Ballot.APPROVE, "fine", NOON);

    assertThat(rules(VotingRules.vote(request(), brief, now(true, atRisk))))
        .containsExactly(Rule.JUSTIFICATION_TOO_SHORT);
    assertThat(next(VotingRules.vote(request(), brief, now(true, APPROVED))))
        .isInstanceOf(ChangeRequest.Open.class);
  }

  @Test
  void nobodyDecidesOnWhatHasExpired() {
    Instant late = NOON.plus(OpeningRules.OPEN_FOR);
    var vote = new Vote("bob", Vote.Ballot.APPROVE, SEEN, late);

    assertThat(rules(VotingRules.vote(request(), vote, now(true, APPROVED))))
        .containsExactly(Rule.NOT_OPEN);
  }

  @Test
  void aDelegateSpeaksForWhoDelegatedAndForNobodyElse() {
    var delegation =
        new Delegation(
            new UUID(0, 9), "carl", "bob", NOON, NOON.plusSeconds(60), "on holiday", null);
    var circumstances =
        new VotingRules.Circumstances(
            true, APPROVED, Standing.NEVER_DEPLOYED, false, List.of(), "olga", List.of(delegation));

    var once = next(VotingRules.vote(request(), inTheNameOf("carl"), circumstances));

    assertThat(once.votes().getFirst().voice()).isEqualTo("carl");
    assertThat(
            rules(
                VotingRules.vote(
                    once, new Vote("carl", Vote.Ballot.APPROVE, SEEN, NOON), circumstances)))
        .containsExactly(Rule.VOTED_ALREADY);
    assertThat(rules(VotingRules.vote(request(), inTheNameOf("dora"), circumstances)))
        .containsExactly(Rule.DELEGATION_MISSING);
    assertThat(rules(VotingRules.vote(request(), inTheNameOf("ana"), circumstances)))
        .contains(Rule.SEPARATION_OF_DUTIES);
  }

  private static Vote inTheNameOf(String delegator) {
    return new Vote("bob", Vote.Ballot.APPROVE, SEEN, NOON, delegator, null);
  }

  @Test
  void certainPeopleMayBeAskedFor() {
    var committee = List.of(new Demand(1, List.of("rosa", "ravi"), "one of the committee"));
    var now =
        new VotingRules.Circumstances(
            true, APPROVED, Standing.NEVER_DEPLOYED, false, committee, "olga", List.of());

    var once = next(VotingRules.vote(request(), approval("bob"), now));
    var twice = next(VotingRules.vote(once, approval("carl"), now));
    var thrice = next(VotingRules.vote(twice, approval("rosa"), now));

    assertThat(twice)
        .as("enough, but none of the committee")
        .isInstanceOf(ChangeRequest.Open.class);
    assertThat(ChangeRequestLine.of(twice).waitsFor()).containsExactly("1 of rosa, ravi");
    assertThat(thrice).isInstanceOf(ChangeRequest.Applied.class);
  }

  private static Vote approval(String by) {
    return new Vote(by, Vote.Ballot.APPROVE, SEEN, NOON);
  }

  @Test
  void onlyTheAuthorWithdraws() {
    assertThat(rules(VotingRules.withdraw(request(), "bob", NOON)))
        .containsExactly(Rule.NOT_THE_AUTHOR);
    assertThat(next(VotingRules.withdraw(request(), "ana", NOON)))
        .isInstanceOf(ChangeRequest.Withdrawn.class);
  }

  @Test
  void theHolderOfTheStageIsRetiredFirst() {
    var standing =
        new Standing(Map.of(ONE, Stage.PRODUCTION, TWO, Stage.CANARY), Set.of(ONE), Set.of());

    assertThat(StageChange.plan(standing, TWO, Stage.PRODUCTION))
        .containsExactly(
            new StageChange(ONE, Stage.RETIRED), new StageChange(TWO, Stage.PRODUCTION));
    assertThat(standing.stageOf(new VersionNumber(9))).isEqualTo(Optional.empty());
  }

  @Test
  void aVersionWithAnAnnouncedEndGoesToNoFurtherStage() {
    var ending = new Standing(Map.of(), Set.of(), Set.of(), Map.of(TWO, NOON.plusSeconds(3_600)));

    assertThat(rules(OpeningRules.open(wish(Stage.SHADOW, REASON, Verdict.APPROVED), ending)))
        .containsExactly(Rule.END_ANNOUNCED);
    assertThat(rules(OpeningRules.open(wish(Stage.PRODUCTION, REASON, Verdict.APPROVED), ending)))
        .containsExactly(Rule.END_ANNOUNCED);
  }

  @Test
  void aRollbackMayGoToAVersionWhoseEndHasNotComeYet() {
    Map<VersionNumber, Stage> stages = Map.of(ONE, Stage.PRODUCTION, TWO, Stage.RETIRED);
    Set<VersionNumber> former = Set.of(ONE, TWO);
    var later = new Standing(stages, former, Set.of(), Map.of(TWO, NOON.plusSeconds(1)));
    var over = new Standing(stages, former, Set.of(), Map.of(TWO, NOON));
    var wish = wish(Stage.PRODUCTION, REASON, Verdict.APPROVED);

    assertThat(open(OpeningRules.open(wish, later)).proposal().rollback()).isTrue();
    assertThat(rules(OpeningRules.open(wish, over))).containsExactly(Rule.END_ANNOUNCED);
  }

  @Test
  void aVersionWithAnAnnouncedEndMayRetire() {
    var ending =
        new Standing(Map.of(TWO, Stage.PRODUCTION), Set.of(TWO), Set.of(), Map.of(TWO, NOON));

    assertThat(OpeningRules.open(wish(Stage.RETIRED, REASON, Verdict.APPROVED), ending))
        .isInstanceOf(Decision.Accepted.class);
  }

  @Test
  void decidingByGroupIsAskedForWithAGroundAndIsNeverARollback() {
    var retired =
        new Standing(Map.of(ONE, Stage.PRODUCTION, TWO, Stage.RETIRED), Set.of(ONE, TWO), Set.of());

    assertThat(
            rules(
                OpeningRules.open(
                    wish(Stage.PRODUCTION, "because", Verdict.APPROVED, Groups.YES), retired)))
        .containsExactly(Rule.JUSTIFICATION_TOO_SHORT);
    assertThat(
            rules(
                OpeningRules.open(
                    wish(Stage.PRODUCTION, REASON, Verdict.APPROVED, Groups.UNKNOWN), retired)))
        .containsExactly(Rule.NO_GROUP_THRESHOLDS);
    Proposal asked =
        open(OpeningRules.open(
                wish(Stage.PRODUCTION, REASON, Verdict.APPROVED, Groups.YES), retired))
            .proposal();
    assertThat(asked.byGroup()).isTrue();
    assertThat(asked.rollback()).isFalse();
    assertThat(asked.requiredApprovals()).isEqualTo(2);
  }

  @Test
  void whatIsInProductionCanBeMadeToDecideByGroupAndBack() {
    Map<VersionNumber, Stage> stages = Map.of(TWO, Stage.PRODUCTION);
    var common = new Standing(stages, Set.of(TWO), Set.of());
    var byGroup = new Standing(stages, Set.of(TWO), Set.of(), Map.of(), Set.of(TWO));
    var on = wish(Stage.PRODUCTION, REASON, Verdict.APPROVED, Groups.YES);
    var off = wish(Stage.PRODUCTION, REASON, Verdict.APPROVED);

    assertThat(open(OpeningRules.open(on, common)).proposal().requiredApprovals()).isEqualTo(2);
    assertThat(open(OpeningRules.open(off, byGroup)).proposal().requiredApprovals()).isEqualTo(1);
    assertThat(rules(OpeningRules.open(on, byGroup))).containsExactly(Rule.ALREADY_AT_STAGE);
    assertThat(rules(OpeningRules.open(off, common))).containsExactly(Rule.ALREADY_AT_STAGE);
  }

  private static OpeningRules.Wish wish(Stage stage, String reason, Verdict verdict) {
    return wish(stage, reason, verdict, Groups.NO);
  }

  private static OpeningRules.Wish wish(
      Stage stage, String reason, Verdict verdict, Groups groups) {
    return new OpeningRules.Wish(
        new UUID(0, 1),
        V2,
        stage,
        "ana",
        reason,
        verdict,
        List.of(),
        false,
        List.of(),
        null,
        groups,
        NOON);
  }

  private static ChangeRequest request() {
    return open(
        OpeningRules.open(
            wish(Stage.PRODUCTION, REASON, Verdict.APPROVED), Standing.NEVER_DEPLOYED));
  }

  private static Decision vote(
      ChangeRequest request, String by, Vote.Ballot ballot, boolean may, PolicyDecision policy) {
    return VotingRules.vote(request, new Vote(by, ballot, SEEN, NOON), now(may, policy));
  }

  private static VotingRules.Circumstances now(boolean may, PolicyDecision policy) {
    return new VotingRules.Circumstances(
        may, policy, Standing.NEVER_DEPLOYED, false, List.of(), "olga", List.of());
  }

  private static ChangeRequest next(Decision decision) {
    return ((Decision.Accepted) decision).request();
  }

  private static ChangeRequest.Open open(Decision decision) {
    return (ChangeRequest.Open) next(decision);
  }

  private static List<Rule> rules(Decision decision) {
    return ((Decision.Refused) decision).refusals().stream().map(Refusal::rule).toList();
  }
}
