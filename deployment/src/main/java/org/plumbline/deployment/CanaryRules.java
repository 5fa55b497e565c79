package org.plumbline.deployment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.plumbline.deployment.Canary.Ended;
import org.plumbline.deployment.Canary.Outcome;
import org.plumbline.deployment.Canary.Paused;
import org.plumbline.deployment.Canary.Running;
import org.plumbline.deployment.Canary.Steering;
import org.plumbline.deployment.Refusal.Rule;

/** How a canary goes on, stops and ends: pure. */
public final class CanaryRules {
  private CanaryRules() {}

  /** What the rules say: a value, since being refused is no failure. */
  public sealed interface Decision {
    /** The canary as it is now; the caller stores and carries it out. */
    record Accepted(Canary canary) implements Decision {}

    /** Nothing changes. */
    record Refused(List<Refusal> refusals) implements Decision {
      public Refused {
        refusals = List.copyOf(refusals);
      }
    }
  }

  /** Takes the next step once the plan lets it. */
  public static Decision advance(Canary canary, Evidence evidence, Instant now) {
    return switch (canary) {
      case Running running -> {
        List<Refusal> refusals = new ArrayList<>(broken(running, evidence));
        refusals.addAll(tooEarly(running, evidence, now));
        yield next(running, refusals, now);
      }
      case Paused _ -> refused(Rule.CANARY_PAUSED, "The canary is paused; resume it first");
      case Ended ended -> over(ended);
    };
  }

  /**
   * Takes the next step now, by hand: neither time nor sample is waited for, guards must hold. Not
   * by the author, since the plan that others approved says when.
   */
  public static Decision promote(Canary canary, Evidence evidence, Steering by) {
    if (by.by().equals(canary.course().author())) {
      return refused(
          Rule.SEPARATION_OF_DUTIES,
          by.by()
              + " asked for this canary; another person may give the next step early, or the plan"
              + " gives it");
    }
    return switch (canary) {
      case Running running -> next(running, broken(running, evidence), by.at());
      case Paused paused -> next(paused, broken(paused, evidence), by.at());
      case Ended ended -> over(ended);
    };
  }

  /** Sends it back when a guard is broken. */
  public static Decision guard(Canary canary, Evidence evidence, Instant now) {
    List<Refusal> broken = canary instanceof Ended ? List.of() : broken(canary, evidence);
    if (broken.isEmpty()) {
      return refused(Rule.GUARDS_HOLD, "All guards hold");
    }
    String why = String.join("; ", broken.stream().map(Refusal::text).toList());
    return end(canary, Outcome.ROLLED_BACK, new Steering("system:canary", why, now));
  }

  /** Stops it where it is. */
  public static Decision pause(Canary canary, Steering by) {
    return switch (canary) {
      case Running running ->
          new Decision.Accepted(new Paused(running.course(), running.step(), running.since(), by));
      case Paused _ -> refused(Rule.CANARY_PAUSED, "The canary is paused already");
      case Ended ended -> over(ended);
    };
  }

  /** Lets a paused one go on; its step begins anew, since its time was no observation. */
  public static Decision resume(Canary canary, Steering by) {
    return switch (canary) {
      case Paused paused ->
          new Decision.Accepted(new Running(paused.course(), paused.step(), by.at()));
      case Running _ -> refused(Rule.CANARY_RUNNING, "The canary is not paused");
      case Ended ended -> over(ended);
    };
  }

  /** Ends it, for whatever reason. */
  public static Decision end(Canary canary, Outcome outcome, Steering by) {
    return switch (canary) {
      case Running running ->
          new Decision.Accepted(
              new Ended(running.course(), running.step(), running.since(), outcome, by));
      case Paused paused ->
          new Decision.Accepted(
              new Ended(paused.course(), paused.step(), paused.since(), outcome, by));
      case Ended ended -> over(ended);
    };
  }

  private static Decision next(Canary canary, List<Refusal> refusals, Instant now) {
    if (!refusals.isEmpty()) {
      return new Decision.Refused(refusals);
    }
    if (canary.course().plan().isLast(canary.step())) {
      return refused(
          Rule.LAST_STEP,
          canary.course().challenger()
              + " is at its last step of "
              + canary.share()
              + " %; open a change request to bring it to production");
    }
    return new Decision.Accepted(new Running(canary.course(), canary.step() + 1, now));
  }

  private static List<Refusal> broken(Canary canary, Evidence evidence) {
    return canary.course().plan().guards().broken(evidence).stream()
        .map(text -> new Refusal(Rule.GUARD_BROKEN, text))
        .toList();
  }

  private static List<Refusal> tooEarly(Running running, Evidence evidence, Instant now) {
    CanaryPlan plan = running.course().plan();
    List<Refusal> refusals = new ArrayList<>();
    Instant earliest = running.since().plus(plan.least());
    if (now.isBefore(earliest)) {
      refusals.add(
          new Refusal(
              Rule.STEP_TOO_YOUNG,
              "The step lasts " + plan.least() + " at least, until " + earliest));
    }
    long answers = evidence.challenger().answers();
    if (answers < plan.answers()) {
      refusals.add(
          new Refusal(
              Rule.SAMPLE_TOO_SMALL,
              "The challenger has answered " + answers + " of " + plan.answers() + " times"));
    }
    return refusals;
  }

  private static Decision over(Ended ended) {
    return refused(
        Rule.CANARY_OVER,
        "The canary of " + ended.course().challenger() + " has ended: " + ended.by().reason());
  }

  private static Decision refused(Rule rule, String text) {
    return new Decision.Refused(List.of(new Refusal(rule, text)));
  }
}
