package org.plumbline.governance;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.governance.policy.PoliciesInForce;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.registry.RiskTier;

/**
 * Asks policies about facts as they might be, and drafts about facts as they were.
 *
 * <p>It calls the function that evaluates real versions and holds no port that could write, as a
 * test of the architecture proves. Safe to share between threads.
 */
public final class Simulation {
  private static final int MOST_SCENARIOS = 100;
  private static final int MOST_DECISIONS = 50_000;
  private static final int MOST_CHANGED = 200;
  private static final Duration YEAR = Duration.ofDays(365);

  private final PoliciesInForce active;
  private final PolicyFormat format;
  private final VersionFacts facts;
  private final PastDecisions past;
  private final InstantSource clock;

  public Simulation(
      PoliciesInForce active,
      PolicyFormat format,
      VersionFacts facts,
      PastDecisions past,
      InstantSource clock) {
    this.active = active;
    this.format = format;
    this.facts = facts;
    this.past = past;
    this.clock = clock;
  }

  /**
   * A case to be judged.
   *
   * @param name shown with its outcome, may be null
   * @param version a real version whose facts stand where the scenario states none, null for none
   * @param facts as they might be
   * @param override whether somebody entitled lets a version at risk pass
   */
  public record Scenario(
      @Nullable String name,
      @Nullable VersionId version,
      Map<String, Object> facts,
      boolean override) {}

  /**
   * What policies would say.
   *
   * @param wouldPass approved, or at risk and overridden
   * @param grade A approved; passed by override C, or D where groups are treated unequally; else F
   * @param rules what each rule says
   * @param simulation always true, so that nobody takes the answer for an evaluation
   */
  public record Outcome(
      @Nullable String name,
      Verdict verdict,
      boolean wouldPass,
      String grade,
      List<String> reasons,
      List<RuleOutcome> rules,
      boolean simulation) {}

  /**
   * The outcomes of a batch.
   *
   * @param passRate percent, two digits
   */
  public record Batch(int scenarios, int passed, double passRate, List<Outcome> results) {}

  /**
   * Judges one scenario.
   *
   * @param policyText a draft, null for the policies in force
   * @throws PlumblineException INVALID_FIELD or UNKNOWN_FIELD for a policy or facts that make no
   *     sense; NOT_FOUND without the version
   */
  public Outcome run(@Nullable String policyText, Scenario scenario) {
    return judge(draft(policyText), scenario);
  }

  /**
   * Judges up to a hundred scenarios.
   *
   * @throws PlumblineException as {@link #run}
   */
  public Batch batch(@Nullable String policyText, List<Scenario> scenarios) {
    if (scenarios.isEmpty() || scenarios.size() > MOST_SCENARIOS) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD,
              "'scenarios' holds %s but must hold 1 to %s"
                  .formatted(scenarios.size(), MOST_SCENARIOS))
          .with("field", "scenarios");
    }
    @Nullable PolicySet draft = draft(policyText);
    List<Outcome> results = scenarios.stream().map(one -> judge(draft, one)).toList();
    int passed = (int) results.stream().filter(Outcome::wouldPass).count();
    double rate = Math.round(10_000.0 * passed / results.size()) / 100.0;
    return new Batch(results.size(), passed, rate, results);
  }

  private @Nullable PolicySet draft(@Nullable String policyText) {
    return policyText == null || policyText.isBlank()
        ? null
        : new PolicySet(List.of(new PolicyEngine(format.read(policyText))));
  }

  private Outcome judge(@Nullable PolicySet draft, Scenario scenario) {
    Facts stated = new Facts(scenario.facts());
    VersionId version = scenario.version();
    if (version == null) {
      PolicySet asked =
          draft == null ? active.of(new ModelName("hypothetical"), RiskTier.UNRATED) : draft;
      return outcome(asked, scenario, stated);
    }
    VersionFacts.Known known = facts.of(version);
    PolicySet asked = draft == null ? active.of(version.model(), known.tier()) : draft;
    return outcome(asked, scenario, overlaid(known.facts(), stated));
  }

  /** Stated facts stand before real ones, name by name. */
  private static Facts overlaid(Facts real, Facts stated) {
    var tree = new HashMap<String, Object>(real.tree());
    stated
        .tree()
        .forEach(
            (name, value) -> {
              if (value instanceof Map<?, ?> said && tree.get(name) instanceof Map<?, ?> was) {
                var merged = new HashMap<Object, Object>(was);
                merged.putAll(said);
                tree.put(name, merged);
              } else {
                tree.put(name, value);
              }
            });
    return new Facts(tree);
  }

  private static Outcome outcome(PolicySet asked, Scenario scenario, Facts seen) {
    PolicyDecision decision = asked.decide(seen);
    boolean overridden = decision.verdict() == Verdict.AT_RISK && scenario.override();
    boolean passes = decision.verdict() == Verdict.APPROVED || overridden;
    String grade = passes ? overridden ? asked.objectsToFairness(decision) ? "D" : "C" : "A" : "F";
    return new Outcome(
        scenario.name(),
        decision.verdict(),
        passes,
        grade,
        decision.reasons(),
        decision.rules(),
        true);
  }

  /**
   * What a draft would have said to the decisions of the past.
   *
   * @param truncated whether there were more decisions than were looked at
   * @param matrix how many by the verdict of then and the verdict of the draft
   * @param changed those to which it says something else, newest first, 200 at most
   */
  public record Replay(
      Instant since,
      int decisions,
      boolean truncated,
      Map<Verdict, Map<Verdict, Integer>> matrix,
      List<Changed> changed,
      boolean simulation) {
    /** To how many the draft says something else. */
    public int otherwise() {
      int alike =
          matrix.entrySet().stream()
              .mapToInt(then -> then.getValue().getOrDefault(then.getKey(), 0))
              .sum();
      return decisions - alike;
    }
  }

  /** One decision that the draft would have made otherwise. */
  public record Changed(
      UUID request,
      VersionId version,
      Stage stage,
      String state,
      Instant at,
      Verdict then,
      Verdict now,
      List<String> reasons) {}

  /**
   * Replays a draft over the real decisions since then.
   *
   * @param since null for a year ago
   * @throws PlumblineException INVALID_FIELD when it is no policy
   */
  public Replay replay(String policyText, @Nullable Instant since) {
    var engine = new PolicyEngine(format.read(policyText));
    Instant from = since == null ? clock.instant().minus(YEAR) : since;
    var tally = new Tally(engine);
    past.visit(from, MOST_DECISIONS + 1, engine.names(), tally::add);
    return tally.replay(from);
  }

  /**
   * Counts what a draft says to one decision after the other. Those that came are judged together
   * on all processors: reading facts and asking rules is most of the time. Not thread-safe.
   */
  private static final class Tally {
    private static final int TOGETHER = 1_000;

    private final PolicyEngine draft;
    private final List<PastDecisions.Past> waiting = new ArrayList<>(TOGETHER);
    private final Map<Verdict, Map<Verdict, Integer>> matrix = new TreeMap<>();
    private final List<Changed> changed = new ArrayList<>();
    private int decisions;

    Tally(PolicyEngine draft) {
      this.draft = draft;
    }

    void add(PastDecisions.Past one) {
      decisions++;
      if (decisions <= MOST_DECISIONS) {
        waiting.add(one);
      }
      if (waiting.size() == TOGETHER) {
        judge();
      }
    }

    private void judge() {
      List<PolicyDecision> says =
          waiting.parallelStream().map(one -> draft.decide(one.facts().get())).toList();
      for (int i = 0; i < says.size(); i++) {
        count(waiting.get(i), says.get(i));
      }
      waiting.clear();
    }

    private void count(PastDecisions.Past one, PolicyDecision says) {
      matrix
          .computeIfAbsent(one.verdict(), _ -> new TreeMap<>())
          .merge(says.verdict(), 1, Integer::sum);
      if (says.verdict() != one.verdict() && changed.size() < MOST_CHANGED) {
        changed.add(
            new Changed(
                one.request(),
                one.version(),
                one.stage(),
                one.state(),
                one.at(),
                one.verdict(),
                says.verdict(),
                says.reasons()));
      }
    }

    Replay replay(Instant since) {
      judge();
      boolean truncated = decisions > MOST_DECISIONS;
      int looked = Math.min(decisions, MOST_DECISIONS);
      return new Replay(since, looked, truncated, matrix, changed, true);
    }
  }
}
