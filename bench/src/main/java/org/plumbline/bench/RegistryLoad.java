package org.plumbline.bench;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.plumbline.audit.Actor;
import org.plumbline.kernel.ModelName;
import org.plumbline.registry.ContentHash;
import org.plumbline.registry.Examples;
import org.plumbline.registry.Part;
import org.plumbline.registry.Purpose;
import org.plumbline.registry.Registry;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.audit.SqlAuditTrail;
import org.plumbline.store.registry.RegistryRoom;

/**
 * Loads 100,000 models with 1,000,000 versions and what hangs on them, always the same, by SQL: one
 * model with 10,000 versions, one with 1,000, the rest with 9 to 11; half of them serving, tags on
 * all, evaluations of their newest versions, lineage from sources to versions.
 *
 * <p>These versions are listed, not loaded: their parts and signatures are nobody's. Twenty whole
 * ones are registered as {@link #COMPARED}.
 */
final class RegistryLoad {
  static final int MODELS = 100_000;
  static final int VERSIONS = 1_000_000;
  static final ModelName COMPARED = new ModelName("scale-compared");
  static final int WHOLE = 20;

  /** The name of a model, the same in SQL. */
  static String name(int i) {
    return "%s-%s-%06d".formatted(KINDS[i % KINDS.length], PLACES[i / 7 % PLACES.length], i);
  }

  private static final String[] KINDS = {
    "churn",
    "fraud",
    "credit",
    "lapse",
    "upsell",
    "demand",
    "failure",
    "attrition",
    "price",
    "claims",
    "default",
    "returns"
  };
  private static final String[] PLACES = {"eu", "us", "uk", "apac", "latam", "nordics", "africa"};

  private final Database database;
  private final Home home;
  private final ScaleSteps steps;

  RegistryLoad(Database database, Home home, ScaleSteps steps) {
    this.database = database;
    this.home = home;
    this.steps = steps;
  }

  /** Loads what is missing. */
  void load() {
    step(
        "models",
        """
        create table bench_model as
          select i, (array[KINDS])[i % 12 + 1] as kind, (array[PLACES])[i / 7 % 7 + 1] as place,
            case when i = 1 then 10000 when i = 2 then 1000
              else 9 + (i % 9 < 8)::int end as versions,
            (array['PRODUCTION','PRODUCTION','PRODUCTION','PRODUCTION','CANARY','SHADOW'])[i % 10 + 1]
              as stage
          from generate_series(1, 100000) i;
        alter table bench_model add column name text;
        update bench_model set name = kind || '-' || place || '-' || lpad(i::text, 6, '0');
        update bench_model set versions = versions + 1000000 - (select sum(versions) from bench_model)
          where i = 3;
        create unique index on bench_model (name);
        insert into model (name, task, label, positive, description, owner, intended_use, created_at,
          updated_at, versions, latest_version, metric_name, metric_value, metric_low, metric_high,
          limits, tier)
        select name, 'BINARY', 'label', 'Yes',
          'Tells ' || kind || ' of the ' || (array['retail','private','corporate','online'])[i % 4 + 1]
            || ' customers in ' || place || ', product ' || i % 9973,
          'owner' || i * 7 % 400, 'campaigns', timestamptz '2024-01-01' + i * interval '5 minutes',
          timestamptz '2025-01-01' + i * interval '5 minutes', versions, versions, 'rocAuc',
          0.7 + i % 100 / 500.0, 0.69 + i % 100 / 500.0, 0.71 + i % 100 / 500.0, '',
          (array['UNRATED','LOW','LOW','LOW','MEDIUM','MEDIUM','HIGH'])[i % 7 + 1]
        from bench_model;
        insert into model_summary (model, stage, serving_version, serving_since, killed, risk_index,
          risk_band, open_alerts, predictions_7d, updated_at)
        select name, stage, case when stage is not null then versions end,
          case when stage is not null then timestamptz '2025-03-01' + i * interval '1 minute' end,
          i % 5000 = 0, case when i % 5 > 1 then i % 100 end,
          case when i % 5 > 1 then (array['low','low','moderate','high','severe'])[i % 17 % 5 + 1] end,
          (i % 50 = 0)::int, i * 37 % 100000, timestamptz '2025-03-01' + i * interval '1 minute'
        from bench_model where i % 5 < 4
        """);
    step(
        "versions",
        """
        insert into model_version (model, number, created_at, author, task, learner, primary_metric,
          metrics, manifest, content_hash)
        select name, n, timestamptz '2024-01-01' + (i + n) * interval '5 minutes', 'owner' || i * 7 % 400,
          'BINARY', (array['boosting','logistic','forest'])[n % 3 + 1], 'rocAuc',
          '{"rocAuc":{"value":0.8,"low":0.78,"high":0.82},"brier":{"value":0.1,"low":0.09,"high":0.11}}',
          '{"model":"' || hash || '",MANIFEST}',
          encode(sha256(convert_to(E'plumbline-version-1\\nmodel ' || hash || E'\\nLINES', 'UTF8')),
            'hex')
        from (
          select m.*, n, encode(sha256(convert_to(name || ':' || n, 'UTF8')), 'hex') as hash
          from bench_model m, generate_series(1, m.versions) n) v
        """);
    step(
        "catalogue",
        """
        insert into version_entry (model, number, is_foreign, created_at, updated_at, author, source)
        select model, number, false, created_at, created_at, author,
          'plumbline:/models/' || model || '/versions/' || number
        from model_version
        on conflict do nothing -- the migration took in what was there before it
        """);
    step(
        "words",
        """
        insert into registry_tag (model, number, key, value)
        select name, 0, 'team', 'team ' || i % 50 from bench_model
        union all select name, 0, 'cost-centre', 'cc' || i % 5000 from bench_model
        union all select name, 0, 'data-class', (array['open','internal','secret'])[i % 3 + 1]
          from bench_model;
        insert into registry_tag (model, number, key, value)
        select name, n, 'quality', (array['gold','silver','bronze'])[n % 3 + 1]
        from bench_model, generate_series(1, versions) n;
        insert into model_alias (model, alias, number, set_by, set_at)
        select name, 'baseline', 1, 'ana', now() from bench_model where i % 2 = 0;
        insert into sunset (model, number, ends_at, reason, successor, announced_by, announced_at)
        select name, 1, now() + interval '90 days', 'replaced', 2, 'ana', now()
        from bench_model where i % 20 = 1
        """);
    step(
        "serving",
        """
        insert into deployment_ledger (model, version, stage, effective_from, effective_until,
          recorded_at, closed_at, deployed_by, reason)
        select name, versions - age, case when age = 0 then stage else 'PRODUCTION' end,
          timestamptz '2025-03-01' + i * interval '1 minute' - age * interval '40 days',
          case when age > 0 then timestamptz '2025-03-01' + i * interval '1 minute'
            - (age - 1) * interval '40 days' end,
          timestamptz '2025-03-01' + i * interval '1 minute' - age * interval '40 days',
          case when age > 0 then timestamptz '2025-03-01' + i * interval '1 minute'
            - (age - 1) * interval '40 days' end, 'ana', 'better'
        from bench_model, generate_series(0, 2) age where stage is not null
        order by i, age desc;
        insert into evaluation (id, model, version, policy, verdict, reasons, risk_index, facts,
          evaluated_by, at)
        select gen_random_uuid(), name, n, 'default', 'APPROVED', '[]', i % 100, '{}', 'ana', now()
        from bench_model, generate_series(case when i < 3 then 1 else versions - 1 end, versions) n;
        insert into timeline_entry (model, at, kind, version, actor, detail)
        select name, timestamptz '2025-03-01' + (i + n) * interval '1 minute', 'registered', n, 'ana',
          'registered' from bench_model, generate_series(1, 5) n;
        insert into kill_switch (stops, model, turned_on, reason, turned_by, at)
        select 'model ' || name, name, true, 'a drill', 'ana', now() from bench_model where i % 5000 = 0;
        insert into alert (id, model, version, kind, severity, state, title, detail, opened_at)
        select gen_random_uuid(), name, 1, 'FEATURE_DRIFT', (array['WARNING','HIGH','CRITICAL'])[i % 3 + 1],
          case when i % 50 = 0 then 'open' else 'resolved' end, 'Drift', 'of a column',
          timestamptz '2025-03-01' + i * interval '1 minute'
        from bench_model where i % 5 = 0
        """);
    step(
        "lineage",
        """
        insert into lineage_node (kind, id, name, at, model, number, facts)
        select 'VERSION', name || ':' || n, name || ' v' || n, now(), name, n, '{}'
        from bench_model, generate_series(1, versions) n
        union all
        select 'SOURCE', 'source' || s, 'table' || s || '.csv', now(), null, null, '{}'
        from generate_series(0, 999) s
        union all
        select 'DATASET', 'dataset' || s, 'dataset ' || s, now(), null, null, '{}'
        from generate_series(0, 99999) s
        union all
        select 'RUN', 'run' || r, 'run ' || r, now(), null, null, '{}'
        from generate_series(0, 99999) r
        union all
        select 'DEPLOYMENT', position::text, lower(stage), effective_from, model, version, '{}'
        from deployment_ledger;
        insert into lineage_name (kind, name, id)
        select 'SOURCE', 'table' || s || '.csv', 'source' || s from generate_series(0, 999) s;
        insert into lineage_edge (from_kind, from_id, to_kind, to_id)
        select 'RUN', 'run' || (i * 17 + n) % 100000, 'VERSION', name || ':' || n
        from bench_model, generate_series(1, versions) n
        union all
        select 'DATASET', 'dataset' || r, 'RUN', 'run' || r from generate_series(0, 99999) r
        union all
        select 'SOURCE', 'source' || s % 1000, 'DATASET', 'dataset' || s
        from generate_series(0, 99999) s
        union all
        select 'VERSION', model || ':' || version, 'DEPLOYMENT', position::text
        from deployment_ledger;
        insert into lineage_column (model, number, name, type, role)
        select name, versions, case when c = 0 then 'tenure' else 'column' || (i * 13 + c) % 5000 end,
          'NUMBER', 'FEATURE'
        from bench_model, generate_series(0, 7) c
        """);
    steps.vacuum(
        "registry",
        List.of(
            "model",
            "model_summary",
            "model_version",
            "version_entry",
            "registry_tag",
            "model_alias",
            "sunset",
            "deployment_ledger",
            "evaluation",
            "timeline_entry",
            "alert",
            "lineage_node",
            "lineage_edge",
            "lineage_column"));
    register();
  }

  private void step(String name, String sql) {
    steps.once(name, withConstants(sql));
  }

  /** The parts that no version has of its own. */
  private static String withConstants(String sql) {
    Map<Part, ContentHash> shared =
        java.util.Arrays.stream(Part.values())
            .filter(part -> part != Part.MODEL)
            .collect(
                Collectors.toMap(
                    part -> part, part -> ContentHash.of(new byte[] {(byte) part.ordinal()})));
    var manifest = new StringBuilder();
    var lines = new StringBuilder();
    for (Part part : Part.values()) {
      ContentHash hash = shared.get(part);
      if (hash != null) {
        manifest.append(",\"%s\":\"%s\"".formatted(part.wireName(), hash));
        lines.append(part.wireName()).append(' ').append(hash).append("\\n");
      }
    }
    return sql.replace(",MANIFEST", manifest)
        .replace("LINES", lines)
        .replace("KINDS", quoted(KINDS))
        .replace("PLACES", quoted(PLACES));
  }

  private static String quoted(String[] texts) {
    return java.util.Arrays.stream(texts)
        .map(text -> "'" + text + "'")
        .collect(Collectors.joining(","));
  }

  private void register() {
    var clock = InstantSource.system();
    Registry registry =
        RegistryRoom.over(database, home, new SqlAuditTrail(database, clock), clock).registry();
    for (int seed = 1; seed <= WHOLE; seed++) {
      registry.register(
          COMPARED, Examples.churn(seed), new Purpose("compared", "ana", ""), Actor.user("ana"));
    }
  }
}
