package org.plumbline.bench;

import java.util.List;

/** 10,000 models, a third of them serving, after a year of 20,000 requests. */
final class YearOfRequests {
  private YearOfRequests() {}

  static void load(ScaleSteps steps) {
    steps.once(
        "executive models",
        """
        insert into model (name, task, label, description, owner, intended_use, created_at,
          updated_at)
        select 'model' || n, 'BINARY', 'label', '', 'owner' || n % 200, '', now(), now()
        from generate_series(1, 10000) n
        """);
    steps.once(
        "executive summaries",
        """
        insert into model_summary (model, stage, serving_version, serving_since, risk_index,
          risk_band, verdict, judged_at, disparity, updated_at)
        select 'model' || n, case n % 3 when 0 then 'PRODUCTION' end, 1,
          now() - n % 700 * interval '1 day', case when n % 4 > 0 then n % 100 end, 'low',
          (array['APPROVED', 'AT_RISK', 'BLOCKED'])[1 + n % 3],
          now() - n % 500 * interval '1 day', case when n % 5 = 0 then 0.1 end, now()
        from generate_series(1, 10000) n
        on conflict (model) do update set stage = excluded.stage,
          serving_since = excluded.serving_since, risk_index = excluded.risk_index,
          verdict = excluded.verdict, judged_at = excluded.judged_at,
          disparity = excluded.disparity
        """);
    steps.once(
        "executive requests",
        """
        insert into change_request (id, model, version, stage, author, reason, verdict, rollback,
          required_approvals, state, refusals, created_at, closed_at, expires_at)
        select gen_random_uuid(), 'model' || 1 + n % 10000, 1 + (n - 1) / 10000, 'PRODUCTION', 'ana',
          'better in every segment', case n % 10 when 0 then 'AT_RISK' else 'APPROVED' end, false,
          2, case n % 7 when 0 then 'refused' else 'applied' end, '',
          now() - n % 365 * interval '1 day', now() - n % 365 * interval '1 day', now()
        from generate_series(1, 20000) n
        """);
    steps.once(
        "executive ledger",
        """
        insert into deployment_ledger (model, version, stage, effective_from, effective_until,
          recorded_at, deployed_by, change_request, reason)
        select model, version, stage, closed_at,
          case when version = 1 or state = 'refused' then closed_at + interval '1 hour' end,
          closed_at, author, id, reason
        from change_request
        """);
    steps.once(
        "executive days",
        """
        insert into executive_day (day, models, average_risk, max_risk, min_risk, disparity,
          compliance)
        select current_date - n, 7500, 30, 99, 0, 0.1, 80 from generate_series(1, 365) n
        """);
    steps.vacuum(
        "executive",
        List.of("model", "model_summary", "change_request", "deployment_ledger", "executive_day"));
  }
}
