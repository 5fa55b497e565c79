package org.plumbline.bench;

import java.util.List;

/** Loads 100,000 runs of 20 metrics, a parameter and a tag, always the same, by SQL. */
final class TrackingLoad {
  static final int RUNS = 100_000;
  static final int METRICS = 20;

  /** The id of the experiment that holds them all. */
  static final long EXPERIMENT = 1_000_000;

  private final ScaleSteps steps;

  TrackingLoad(ScaleSteps steps) {
    this.steps = steps;
  }

  /** Loads what is missing. */
  void load() {
    steps.once(
        "runs",
        """
        insert into experiment (id, name, lifecycle, created_at, updated_at)
        values (%1$d, 'scale', 'ACTIVE', now(), now());
        insert into run (id, experiment, name, status, author, started_at, ended_at, artifact_uri)
        select md5(i::text)::uuid, %1$d, 'run-' || i, 'FINISHED', 'ana',
          timestamptz '2026-01-01' + i * interval '1 minute',
          timestamptz '2026-01-01' + (i + 5) * interval '1 minute', ''
        from generate_series(1, %2$d) i;
        insert into run_metric (run, key, experiment, value, step, at)
        select r.number, 'm' || k, r.experiment,
          ('x' || substr(md5(r.number || ':' || k), 1, 8))::bit(32)::bigint / 4294967296.0, 0, now()
        from run r, generate_series(1, %3$d) k where r.experiment = %1$d;
        insert into run_param (run, key, experiment, head)
        select number, 'depth', experiment, (number %% 8)::text from run where experiment = %1$d;
        insert into run_tag (run, key, experiment, head)
        select number, 'team', experiment, case when number %% 4 = 0 then 'risk' else 'retail' end
        from run where experiment = %1$d
        """
            .formatted(EXPERIMENT, RUNS, METRICS));
    steps.vacuum("runs", List.of("run", "run_metric", "run_param", "run_tag"));
  }
}
