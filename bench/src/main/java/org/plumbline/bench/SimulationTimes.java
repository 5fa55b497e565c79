package org.plumbline.bench;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.plumbline.governance.DefaultPolicy;
import org.plumbline.governance.Simulation;
import org.plumbline.governance.policy.PoliciesInForce;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.governance.JsonPolicyFormat;
import org.plumbline.store.governance.SqlPastDecisions;
import org.plumbline.store.governance.SqlPolicies;

/** Hypothetical facts, a batch of them, and a draft over a year of 20,000 real decisions. */
public final class SimulationTimes {
  private static final int ROUNDS = 1_000;
  private static final int REPLAYS = 100;
  private static final int SCENARIOS = 100;

  private SimulationTimes() {}

  /** The arguments name a directory and, if it is to be short, the number of replays. */
  public static void main(String[] arguments) {
    int replays = arguments.length > 1 ? Integer.parseInt(arguments[1]) : REPLAYS;
    try (Database database = Database.open(Home.open(Path.of(arguments[0])))) {
      var steps = new ScaleSteps(database);
      YearOfRequests.load(steps);
      evaluate(steps);
      Simulation simulation = simulation(database);
      String draft = DefaultPolicy.text().replace("risk.index > 80", "risk.index > 70");
      System.out.printf(
          Locale.ROOT, "# 20,000 decisions%n%-44s %9s %9s %9s%n", "ms", "p50", "p95", "p99");
      Latency.of(ROUNDS, round -> simulation.run(null, scenario(round)))
          .print("facts, policies in force", 0.5, 0.95, 0.99);
      Latency.of(ROUNDS, round -> simulation.run(draft, scenario(round)))
          .print("facts, a draft", 0.5, 0.95, 0.99);
      Latency.of(ROUNDS, round -> simulation.batch(draft, batch(round)))
          .print("a batch of 100, a draft", 0.5, 0.95, 0.99);
      Latency.of(replays, _ -> simulation.replay(draft, null))
          .print("a draft over the past year", 0.5, 0.95, 0.99);
      print(simulation.replay(draft, null));
    }
  }

  private static Simulation simulation(Database database) {
    var format = new JsonPolicyFormat();
    return new Simulation(
        new PoliciesInForce(new SqlPolicies(database, format), format),
        format,
        version -> {
          throw new IllegalStateException("no real version is asked about: " + version);
        },
        new SqlPastDecisions(database),
        InstantSource.system());
  }

  private static void print(Simulation.Replay replay) {
    System.out.printf(
        Locale.ROOT,
        "# %,d decisions looked at, %s; then and by the draft: %s%n",
        replay.decisions(),
        replay.truncated() ? "not all" : "all",
        replay.matrix());
  }

  private static List<Simulation.Scenario> batch(int round) {
    var scenarios = new ArrayList<Simulation.Scenario>();
    for (int i = 0; i < SCENARIOS; i++) {
      scenarios.add(scenario(round + i));
    }
    return scenarios;
  }

  private static Simulation.Scenario scenario(int round) {
    return new Simulation.Scenario(
        "scenario " + round,
        null,
        Map.of(
            "task",
            "BINARY",
            "baseline",
            Map.of("better", true),
            "metrics",
            Map.of("rocAuc", Map.of("value", 0.8, "low", 0.78, "high", 0.82)),
            "risk",
            Map.of("index", round % 100),
            "fairness",
            Map.of("disparity", round % 30 / 100.0),
            "data",
            Map.of("quarantinedShare", 0.01)),
        round % 2 == 0);
  }

  /** What was known at each request: as much as of a version with metrics, groups and labels. */
  private static void evaluate(ScaleSteps steps) {
    steps.once(
        "simulation evaluations",
        """
        insert into evaluation (id, model, version, policy, verdict, reasons, facts, evaluated_by, at)
        select gen_random_uuid(), model, version, 'default 0', verdict, '[]',
          json_build_object(
            'task', 'BINARY',
            'version', json_build_object('model', model, 'number', version,
              'learner', 'gradient boosting', 'author', author),
            'model', json_build_object('name', model, 'owner', author, 'tier', 'medium'),
            'change', json_build_object('stage', 'production', 'author', author,
              'rollback', false, 'date', '2026-03-10', 'weekday', 'monday', 'hour', 9),
            'contest', json_build_object('needed', true, 'won', true, 'champion', 1,
              'rows', 4000, 'failed', '[]'::json, 'ageDays', 2, 'gain', 0.02),
            'documents', json_build_object('description', true, 'intendedUse', true,
              'limits', position % 3 = 0),
            'metrics', intervals.tree,
            'baseline', json_build_object('metric', 'prAuc', 'better', position % 50 > 0),
            'sample', json_build_object('trainRows', 16000, 'testRows', 4000),
            'data', json_build_object('rows', 20000, 'quarantinedShare', position % 100 / 1000.0),
            'fairness', json_build_object('groupThresholds', false, 'reweighed', false,
              'disparity', position % 30 / 100.0, 'ratio', 0.8,
              'attributes', '["sex", "age_band"]'::json),
            'segments', json_build_object('compared', 12, 'regressed', '["plan yearly"]'::json),
            'live', json_build_object('rows', 5000, 'driftedColumns', 2, 'driftedShare', 0.05,
              'labelled', 900, 'metrics', intervals.tree),
            'risk', json_build_object('index', position % 100, 'band', 'moderate',
              'first', position % 90))::text,
          author, created_at
        from change_request, (
          select json_object_agg(name, json_build_object('value', 0.8123456789012345,
            'low', 0.7912345678901234, 'high', 0.8312345678901235)) as tree
          from unnest(array['rocAuc', 'prAuc', 'logLoss', 'brier', 'ece', 'accuracy', 'f1',
            'precision', 'recall', 'specificity', 'mcc', 'ks']) name) intervals
        """);
    steps.vacuum("simulation", List.of("evaluation"));
  }
}
