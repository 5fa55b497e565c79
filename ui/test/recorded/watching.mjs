// Answers about monitors, incidents and who is told, in the shapes of openapi.yaml: to look at pages, not to believe.
const match = { model: 'credit-*', kinds: ['featureDrift'], column: null, severity: 'high' };
const everything = { model: null, kinds: [], column: null, severity: 'info' };
const plan = { off: [], ignored: ['row_id'], windowDays: 7, leastRows: 500, falseAlarmRate: 0.01, learned: true, slight: 0.06, moderate: 0.134, severe: 0.212, missingRise: 0.1, unseenShare: 0.01, hysteresis: { opensAfter: 2, of: 3, resolvesAfter: 2 }, pace: { p50Millis: null, p95Millis: null, p99Millis: 50, rowHours: null, staleShare: 0.05, snapshotHours: 26, rise: 2 }, segments: ['Contract'], schedule: { everyMinutes: 0, jointDays: 7 } };

function wall(at, count, days) {
  const columns = Array.from({ length: count }, (_, row) => {
    const importance = 1 / (1 + row / 12);
    const moved = row % 7 === 0 ? 0.5 * Math.exp(-row / 250) : 0.01;
    const effect = (day) => 0.02 + (day > days * 0.6 ? moved : 0) + 0.02 * Math.abs(Math.sin(row * 13.7 + day));
    const step = (value) => [0.06, 0.134, 0.212].filter((limit) => value >= limit).length;
    const cells = Uint8Array.from({ length: days }, (_, day) => (day < 4 ? 254 : 60 * step(effect(day)) + Math.round(59 * effect(day))));
    const now = effect(days - 1);
    return { column: `feature_${String(row).padStart(4, '0')}`, importance, weight: step(now) > 0 ? now * importance : 0, cells: btoa(String.fromCharCode(...cells)) };
  });
  columns.sort((one, other) => other.weight - one.weight);
  return { model: 'customer-churn', version: 4, window: 'day', windows: Array.from({ length: days }, (_, day) => ({ start: at(days - day), end: at(days - day - 1), rows: 600 })), columns };
}

const contest = (at, id, won, ago) => ({
  id, model: 'customer-churn', champion: 4, challenger: 5, at: at(ago), from: at(ago + 25), until: at(ago + 1), rows: 6104, entities: 5230, won, by: 'system:challenger',
  measures: [
    { metric: 'prAuc', lowerIsBetter: false, champion: 0.6412, challenger: 0.6633, difference: 0.0221, low: 0.0093, high: 0.0352, gain: 0.0345 },
    { metric: 'rocAuc', lowerIsBetter: false, champion: 0.8391, challenger: 0.8472, difference: 0.0081, low: 0.0012, high: 0.0149, gain: 0.0097 },
    { metric: 'logLoss', lowerIsBetter: true, champion: 0.4211, challenger: won ? 0.4102 : 0.4502, difference: won ? -0.0109 : 0.0291, low: won ? -0.0201 : 0.0188, high: won ? -0.0015 : 0.0394, gain: won ? 0.0259 : -0.0691 },
  ],
  gates: [
    { name: 'sample', passed: true, reason: '6104 labelled answers, at least 100 are needed' },
    { name: 'fresh', passed: true, reason: 'All answers are younger than both versions' },
    { name: 'finite', passed: true, reason: 'Every score and every metric is a finite number' },
    { name: 'gain', passed: true, reason: 'prAuc 0.6633 against 0.6412 (+3.4 %), a gain of at least 1 % is needed' },
    { name: 'certain', passed: true, reason: 'The difference in prAuc is +0.02210 [+0.00930, +0.03520] on the same rows, which chance does not explain' },
    { name: 'secondary', passed: won, reason: won ? 'No other metric lost more than 5 %' : 'More than 5 % worse: logLoss 0.4502 against 0.4211 (-6.9 %)' },
  ],
});

const day = (at, back) => at(back).slice(0, 10);
const executive = (at) => ({
  generatedAt: at(0), days: 30,
  models: { total: 214, serving: 61, scored: 58, unscored: 156, atRisk: 7, blocked: 2, overridden: 3, averageRisk: 28.6, averageCompliance: 80.9, compliance: { excellent: 17, good: 26, fair: 11, atRisk: 3, blocked: 1 } },
  narrative: 'Compliance is good: 80.9 on average over 58 of 214 models. 9 (4 %) are at risk or blocked by their latest evaluation. 3 serve by an override. 156 are not scored. 2 reviews are overdue.',
  risk: Array.from({ length: 30 }, (_, i) => ({ day: day(at, 30 - i), models: 50 + Math.floor(i / 4), average: 24 + i * 0.2 + Math.sin(i), max: 82, min: 2, fairness: 8, compliance: 83 - i * 0.1 })),
  deployments: Array.from({ length: 30 }, (_, i) => ({ day: day(at, 30 - i), attempts: (i * 7) % 5, successes: (i * 3) % 4, blocked: i % 11 === 0 ? 1 : 0, overrides: i % 13 === 0 ? 1 : 0 })),
  overdue: [{ model: 'customer-churn', tier: 'high', last: at(140), due: at(50) }, { model: 'payment-default', tier: 'medium', last: at(190), due: at(10) }],
  calendar: [{ at: at(-3), kind: 'request', what: 'Request for customer-churn v5 to shadow expires', model: 'customer-churn' }, { at: at(-30), kind: 'end', what: 'End of customer-churn v2', model: 'customer-churn' }],
});
const nothing = (at) => ({ ...executive(at), models: { total: 0, serving: 0, scored: 0, unscored: 0, atRisk: 0, blocked: 0, overridden: 0, averageRisk: null, averageCompliance: null, compliance: {} }, narrative: 'There is no model yet.', risk: [], deployments: executive(at).deployments.map((one) => ({ ...one, attempts: 0, successes: 0, blocked: 0, overrides: 0 })), overdue: [], calendar: [] });

/** The answer's body for a path below /api/v1, or undefined when it is none of these. */
export function watching(parts, { at, alerts, empty }) {
  const incident = { id: 'i1', model: 'customer-churn', title: alerts[1].title, severity: 'high', state: 'open', openedAt: at(12), acknowledgedBy: null, resolvedAt: null };
  const told = (state, attempts, failure, hours) => ({ id: `n${hours}`, route: 'desk', event: 'opened', alert: 'a2', model: 'customer-churn', title: alerts[1].title, state, attempts, writtenAt: at(12, hours), nextAt: state === 'waiting' ? at(0) : null, deliveredAt: state === 'delivered' ? at(12, hours) : null, failure });
  switch (parts[0] === 'models' ? parts[2] : parts[0]) {
    case 'executive':
      return empty ? nothing(at) : executive(at);
    case 'deployments':
      return parts[0] === 'models' ? undefined : { items: empty ? [] : [
        { position: 9, model: 'customer-churn', version: 5, stage: 'CANARY', from: at(1), until: null, by: 'ana', reason: 'Better in every segment', override: false },
        { position: 8, model: 'customer-churn', version: 4, stage: 'PRODUCTION', from: at(69), until: null, by: 'ana', reason: 'Needed before the tariff changes, drift is understood', override: true },
      ], next: null };
    case 'score-shift': {
      const span = (from, until, answers, sampled) => ({ from: at(from), until: at(until), answers, sampled });
      const move = (value) => ({ value, low: value - 0.04, high: value + 0.04 });
      return { model: 'customer-churn', version: 4, reference: span(69, 62, 4210, 2000), current: span(1, 0, 612, 612), before: -1.41, after: -1.02, shift: move(0.39),
        features: [['MonthlyCharges', 0.21], ['tenure', 0.13], ['Contract', 0.08], ['OnlineSecurity', -0.03]].map(([feature, value]) => ({ feature, shift: move(value) })),
        segments: [['Contract', 'Month-to-month', 0.52, 0.61, 0.11, 0.2, 'MonthlyCharges'], ['PaymentMethod', 'unknown', 0, 0.03, 0, 0.06, null], ['Contract', 'Two year', 0.24, 0.18, 0.07, 0.01, 'tenure']].map(([column, value, shareBefore, shareAfter, mix, within, drivenBy]) => ({ column, value, shareBefore, shareAfter, mix, within, drivenBy })) };
    }
    case 'contests':
      return empty ? { champion: 4, challenger: null, items: [] } : { champion: 4, challenger: 5, items: [contest(at, 'k1', false, 2), contest(at, 'k2', true, 30)] };
    case 'challengers':
      return { plan: { compareDays: empty ? 0 : 7, retrainDays: 0, trigger: empty ? null : 'HIGH', cooldownDays: 14, learnDays: 180 }, by: empty ? null : 'ana', at: empty ? null : at(40), reason: empty ? null : 'Agreed with the risk office', comparedAt: empty ? null : at(2), retrainedAt: null, outcome: empty ? null : 'customer-churn v5 did not pass: secondary', outcomeAt: empty ? null : at(2), waiting: empty ? null : { since: at(1), cause: 'Alert 0198 (high): MonthlyCharges is distributed unlike the reference', lacking: 'customer-churn v4 has 141 labelled answers since 2026-05-26 and 200 are needed to train again: tell more labels, or look further back', lookedAt: at(0) } };
    case 'drift-wall':
      return empty ? { ...wall(at, 0, 0), windows: [] } : wall(at, 1_000, 91);
    case 'findings':
      return { model: 'customer-churn', version: 4, items: empty ? [] : [
        { kind: 'featureDrift', column: 'MonthlyCharges', severity: 'high', title: 'MonthlyCharges is distributed unlike the reference', detail: 'PSI 0.41, effect 0.28, importance 74 %. Find the cause, compare recent performance, and retrain or roll back if it fell.', effect: 0.28, importance: 0.74, weight: 0.21, windowEnd: at(0) },
        { kind: 'unseenValues', column: 'PaymentMethod', severity: 'warning', title: 'PaymentMethod holds categories that the version has never seen', detail: "3.1 % of the values, most often 'Wallet'.", effect: 0.031, importance: 0.22, weight: 0.007, windowEnd: at(0) },
      ] };
    case 'readings': {
      const course = (value, limit, note) => Array.from({ length: 40 }, (_, index) => {
        const wave = 1 + 0.25 * Math.sin(index * 1.7) * Math.cos(index * 0.6) - (39 - index) * 0.006 + (index > 24 && index < 31 ? 0.9 : 0);
        const known = value !== null && index !== 12;
        return { windowEnd: at(39 - index), value: known ? (index === 39 ? value : value * wave) : null, limit: index < 6 ? null : limit, answers: 4210 - 31 * (39 - index), note: known ? note : 'Too few answers' };
      });
      const read = (measure, unit, value, limit, note, subject = null, alerts = []) => ({ measure, unit, kind: 'slowAnswers', subject, points: course(value, limit, note), alerts });
      const slow = [{ id: 'a9', severity: 'high', title: 'The version answers more slowly than it may', openedAt: at(14), resolvedAt: at(7) }, { id: 'a11', severity: 'warning', title: 'The version answers more slowly than it may', openedAt: at(1), resolvedAt: null }];
      return { model: 'customer-churn', version: 4, items: empty ? [] : [
        read('latencyP50', 'milliseconds', 1.84, null, 'No limit is set'),
        read('latencyP99', 'milliseconds', 22.6, 20, 'Set by the plan', null, slow),
        read('reasonEffect', 'effect', 0.041, 0.134, "Jensen-Shannon distance, p 0.31, Cramér's V 0.038"),
        read('reasonVariation', 'share', 0.052, null, 'Answers that would need another first reason to look as at the beginning'),
        read('jointAuc', 'area', 0.547, 0.51, 'Interval [0.502, 0.592], whose lower end counts; told apart by MonthlyCharges, tenure'),
        read('segmentEffect', 'effect', 0.118, 0.134, 'Most in tenure, p 0.04 over 3 segments', 'Contract = Month-to-month'),
        read('segmentMetric', 'metric', 0.801, 0.774, 'rocAuc [0.762, 0.839]', 'Contract = Two year'),
        read('rowAgeP95', 'hours', null, null, 'No row told its time'),
        read('snapshotAge', 'hours', 7.4, 26, 'Set by the plan'),
      ] };
    }
    case 'monitors':
      return { current: empty ? { number: 0, plan, by: null, at: null, reason: null } : { number: 2, plan, by: 'ana', at: at(5), reason: 'Few answers at weekends' }, history: [] };
    case 'incidents':
      return parts[1]
        ? { incident, alerts: alerts.slice(1, 3), entries: [
            { at: at(12), kind: 'opened', actor: 'system:monitor', detail: incident.title },
            { at: at(12), kind: 'alertOpened', actor: 'system:monitor', detail: `high: ${incident.title}` },
            { at: at(12, 0.1), kind: 'notNotified', actor: 'system:dispatcher', detail: 'duty: opened did not arrive: It answered 503' },
            { at: at(12, 0.2), kind: 'notified', actor: 'system:dispatcher', detail: `desk: opened, ${incident.title}` },
            { at: at(11), kind: 'commented', actor: 'ana', detail: 'The new tariff is billed since Monday' },
          ] }
        : { items: empty ? [] : [incident, { ...incident, id: 'i2', model: 'payment-default', title: alerts[0].title, severity: 'critical', state: 'acknowledged', acknowledgedBy: 'bob' }], next: null };
    case 'silences':
      return { items: empty ? [] : [{ id: 's1', match: { ...everything, model: 'customer-churn', column: 'MonthlyCharges' }, from: at(1), until: at(-1), reason: 'The feed is being moved', by: 'ana' }] };
    case 'alert-routes':
      return { items: empty ? [] : [
        { name: 'desk', form: 'webhook', address: 'https://ops.example.org/hook', match: everything, afterMinutes: 0, enabled: true, secret: null },
        { name: 'duty', form: 'pagerduty', address: 'https://events.pagerduty.com/v2/enqueue', match, afterMinutes: 30, enabled: true, secret: null },
      ] };
    case 'notices':
      return { items: empty ? [] : [told('waiting', 4, 'It answered 503', 2), told('delivered', 1, null, 1), told('dead', 84, 'It answered 500', 0)], next: null };
    default:
      return undefined;
  }
}
