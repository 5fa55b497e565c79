package org.plumbline.deployment;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.Refusal.Rule;
import org.plumbline.governance.Demand;
import org.plumbline.governance.Verdict;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;

/** Who may ask for what: pure, so that a simulation calls the same. */
public final class OpeningRules {
  /** A version at risk goes out only with a reason at least this long. */
  public static final int JUSTIFICATION_LENGTH = 20;

  /** So long people have to decide; what was looked at is too old then. */
  public static final Duration OPEN_FOR = Duration.ofDays(14);

  private OpeningRules() {}

  /**
   * The wish of an author.
   *
   * @param directToProduction the policy lets versions skip shadow and canary
   * @param policyReasons why the verdict is what it is
   * @param demands the approvals that the policy asks for
   * @param plan how a canary is to grow, null for the standard one
   * @param groups whether it is to decide by the thresholds of groups
   */
  public record Wish(
      UUID id,
      VersionId version,
      Stage stage,
      String author,
      String reason,
      Verdict verdict,
      List<String> policyReasons,
      boolean directToProduction,
      List<Demand> demands,
      @Nullable CanaryPlan plan,
      Groups groups,
      Instant at) {
    public Wish {
      demands = List.copyOf(demands);
      policyReasons = List.copyOf(policyReasons);
    }
  }

  /** Whether a version is to decide by the thresholds of groups. */
  public enum Groups {
    /** One threshold holds for all. */
    NO,
    /** Each group has its own. */
    YES,
    /** Each group is to have its own, and training chose none. */
    UNKNOWN;

    static Groups of(boolean wanted, boolean known) {
      return !wanted ? NO : known ? YES : UNKNOWN;
    }
  }

  /**
   * Accepted as {@link ChangeRequest.Open}, or as {@link ChangeRequest.Refused} when only the
   * policy objects: that attempt is worth keeping. Refused for what the author can mend at once.
   */
  public static Decision open(Wish wish, Standing standing) {
    List<Refusal> refusals =
        new ArrayList<>(
            transition(
                wish.version(),
                wish.stage(),
                wish.groups() != Groups.NO,
                standing,
                wish.directToProduction()));
    byGroup(wish).ifPresent(refusals::add);
    ending(wish, standing).ifPresent(refusals::add);
    if (wish.reason().isBlank()) {
      refusals.add(new Refusal(Rule.REASON_MISSING, "Say why the change is wanted"));
    }
    if (standing
        .openRequests()
        .contains(new Standing.Target(wish.version().number(), wish.stage()))) {
      refusals.add(
          new Refusal(
              Rule.REQUEST_ALREADY_OPEN,
              "A change request for "
                  + wish.version()
                  + " to "
                  + name(wish.stage())
                  + " is open already; vote on it or withdraw it"));
    }
    boolean retiring = wish.stage() == Stage.RETIRED;
    if (!retiring && wish.verdict() == Verdict.AT_RISK && !justified(wish.reason())) {
      refusals.add(tooShort(wish.version(), wish.reason()));
    }
    if (!refusals.isEmpty()) {
      return new Decision.Refused(refusals);
    }
    boolean rollback =
        wish.stage() == Stage.PRODUCTION
            && wish.groups() == Groups.NO
            && standing.formerProduction().contains(wish.version().number());
    Proposal proposal =
        new Proposal(
            wish.id(),
            wish.version(),
            wish.stage(),
            wish.author(),
            wish.reason(),
            wish.verdict(),
            rollback,
            requiredApprovals(
                wish.stage(),
                standing.stageOf(wish.version().number()),
                wish.verdict(),
                rollback,
                wish.demands()),
            wish.demands(),
            wish.plan(),
            wish.groups() == Groups.YES,
            wish.at(),
            wish.at().plus(OPEN_FOR));
    return policyRefusal(proposal, wish.verdict(), wish.policyReasons())
        .<Decision>map(
            refusal ->
                new Decision.Accepted(
                    new ChangeRequest.Refused(proposal, List.of(), List.of(refusal), wish.at())))
        .orElseGet(() -> new Decision.Accepted(new ChangeRequest.Open(proposal, List.of())));
  }

  /**
   * How many others must approve: two for production and one for shadow and canary; one to go back
   * to what production was before, to one threshold for all too, since two have approved it once
   * and haste matters; one more at risk. To retire takes as many as the stage that is left. A
   * policy may ask for more, never for fewer.
   */
  public static int requiredApprovals(
      Stage stage, Optional<Stage> from, Verdict verdict, boolean rollback, List<Demand> demands) {
    int base =
        switch (stage) {
          case PRODUCTION -> rollback ? 1 : 2;
          case RETIRED -> from.equals(Optional.of(Stage.PRODUCTION)) ? 2 : 1;
          case SHADOW, CANARY -> 1;
        };
    int own = stage != Stage.RETIRED && verdict == Verdict.AT_RISK ? base + 1 : base;
    return demands.stream().mapToInt(Demand::required).reduce(own, Math::max);
  }

  /** Empty when the policy lets it pass; taking a version out of service is always allowed. */
  static Optional<Refusal> policyRefusal(
      Proposal proposal, Verdict verdict, List<String> policyReasons) {
    if (proposal.stage() == Stage.RETIRED) {
      return Optional.empty();
    }
    String why = String.join("; ", policyReasons);
    return switch (verdict) {
      case APPROVED, AT_RISK -> Optional.empty();
      case BLOCKED ->
          Optional.of(
              new Refusal(
                  Rule.POLICY_BLOCKED,
                  "The policy blocks " + proposal.version() + " and cannot be overridden: " + why));
      case UNEVALUATED ->
          Optional.of(
              new Refusal(
                  Rule.POLICY_UNEVALUATED,
                  "The policy cannot judge " + proposal.version() + ": " + why));
    };
  }

  /** Whoever decides by groups says why, and has thresholds to do so. */
  private static Optional<Refusal> byGroup(Wish wish) {
    return switch (wish.groups()) {
      case NO -> Optional.empty();
      case UNKNOWN ->
          Optional.of(
              new Refusal(
                  Rule.NO_GROUP_THRESHOLDS,
                  wish.version()
                      + " has one threshold for all; train it with --group-thresholds, or leave"
                      + " 'groupThresholds' out"));
      case YES ->
          justified(wish.reason())
              ? Optional.empty()
              : Optional.of(
                  new Refusal(
                      Rule.JUSTIFICATION_TOO_SHORT,
                      wish.version()
                          + " is to treat people by their group, so the reason must say on which"
                          + " ground, in at least "
                          + JUSTIFICATION_LENGTH
                          + " characters; it has "
                          + wish.reason().strip().length()));
    };
  }

  /**
   * A version whose end is announced goes to no further stage; only back to production, while the
   * end has not come, since a rollback cannot wait.
   */
  private static Optional<Refusal> ending(Wish wish, Standing standing) {
    Instant end = standing.ends().get(wish.version().number());
    boolean mayReturn =
        end != null
            && wish.at().isBefore(end)
            && wish.stage() == Stage.PRODUCTION
            && standing.formerProduction().contains(wish.version().number());
    if (end == null || wish.stage() == Stage.RETIRED || mayReturn) {
      return Optional.empty();
    }
    return Optional.of(
        new Refusal(
            Rule.END_ANNOUNCED,
            wish.version()
                + " ends on "
                + end
                + " as was announced, so it goes to no further stage; choose its successor, or take"
                + " the announcement back"));
  }

  static boolean justified(String reason) {
    return reason.strip().length() >= JUSTIFICATION_LENGTH;
  }

  static Refusal tooShort(VersionId version, String reason) {
    return new Refusal(
        Rule.JUSTIFICATION_TOO_SHORT,
        version
            + " is at risk, so the reason must have at least "
            + JUSTIFICATION_LENGTH
            + " characters and has "
            + reason.strip().length());
  }

  /** Why the version cannot move to the stage from where it stands; empty when it can. */
  static List<Refusal> transition(
      VersionId version, Stage to, boolean byGroup, Standing standing, boolean directToProduction) {
    boolean mayJump =
        directToProduction
            || standing.firstProduction()
            || standing.formerProduction().contains(version.number());
    Optional<Stage> from = standing.stageOf(version.number());
    if (from.isEmpty() || from.get() == Stage.RETIRED) {
      return switch (to) {
        case SHADOW -> List.of();
        case CANARY, PRODUCTION -> mayJump ? List.of() : skipped(version, "shadow");
        case RETIRED ->
            from.isPresent()
                ? refuse(Rule.ALREADY_AT_STAGE, version + " is retired already")
                : refuse(
                    Rule.NOT_DEPLOYED,
                    version + " was never deployed, so there is nothing to retire");
      };
    }
    if (from.get() == to) {
      // What is in production can be made to decide otherwise where it stands.
      boolean changes = standing.decidesByGroup(version.number()) != byGroup;
      if (to == Stage.PRODUCTION && changes) {
        return List.of();
      }
      return refuse(Rule.ALREADY_AT_STAGE, version + " is at " + name(to) + " already");
    }
    if (from.get() == Stage.PRODUCTION && to != Stage.RETIRED) {
      return refuse(
          Rule.STAGE_NOT_REACHABLE,
          version
              + " is in production and does not step down to "
              + name(to)
              + "; retire it, or move another version to production");
    }
    return from.get() == Stage.SHADOW && to == Stage.PRODUCTION && !mayJump
        ? skipped(version, "canary")
        : List.of();
  }

  private static List<Refusal> skipped(VersionId version, String next) {
    return refuse(
        Rule.STAGE_SKIPPED,
        version
            + " would skip a stage: another version has been in production and the policy asks for"
            + " shadow, then canary, then production; move it to "
            + next
            + " first");
  }

  private static List<Refusal> refuse(Rule rule, String text) {
    return List.of(new Refusal(rule, text));
  }

  static String name(Stage stage) {
    return stage.name().toLowerCase(Locale.ROOT);
  }
}
