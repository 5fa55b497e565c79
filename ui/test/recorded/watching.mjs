// Answers about monitors, incidents and who is told, in the shapes of openapi.yaml: to look at pages, not to believe.
const match = { model: 'credit-*', kinds: ['featureDrift'], column: null, severity: 'high' };
const everything = { model: null, kinds: [], column: null, severity: 'info' };
const plan = { off: [], ignored: ['row_id'], windowDays: 7, leastRows: 500, falseAlarmRate: 0.01, learned: true, slight: 0.06, moderate: 0.134, severe: 0.212, missingRise: 0.1, unseenShare: 0.01, hysteresis: { opensAfter: 2, of: 3, resolvesAfter: 2 } };

function wall(at, count, days) {
  const columns = Array.from({ length: count }, (_, row) => {
    const importance = 1 / (1 + row / 12);
    const moved = row % 7 === 0 ? 0.5 * Math.exp(-row / 250) : 0.01;
    const effects = Uint8Array.from({ length: days }, (_, day) => Math.min(250, Math.round(250 * (0.02 + (day > days * 0.6 ? moved : 0) + 0.02 * Math.abs(Math.sin(row * 13.7 + day))))));
    return { column: `feature_${String(row).padStart(4, '0')}`, importance, weight: (effects.at(-1) / 250) * importance, effects: btoa(String.fromCharCode(...effects)) };
  });
  columns.sort((one, other) => other.weight - one.weight);
  return { model: 'customer-churn', version: 4, window: 'day', windows: Array.from({ length: days }, (_, day) => ({ start: at(days - day), end: at(days - day - 1), rows: 600 })), columns };
}

/** The answer's body for a path below /api/v1, or undefined when it is none of these. */
export function watching(parts, { at, alerts, empty }) {
  const incident = { id: 'i1', model: 'customer-churn', title: alerts[1].title, severity: 'high', state: 'open', openedAt: at(12), acknowledgedBy: null, resolvedAt: null };
  const told = (state, attempts, failure, hours) => ({ id: `n${hours}`, route: 'desk', event: 'opened', alert: 'a2', model: 'customer-churn', title: alerts[1].title, state, attempts, writtenAt: at(12, hours), nextAt: state === 'waiting' ? at(0) : null, deliveredAt: state === 'delivered' ? at(12, hours) : null, failure });
  switch (parts[0] === 'models' ? parts[2] : parts[0]) {
    case 'drift-wall':
      return empty ? { ...wall(at, 0, 0), windows: [] } : wall(at, 1_000, 91);
    case 'findings':
      return { model: 'customer-churn', version: 4, items: empty ? [] : [
        { kind: 'featureDrift', column: 'MonthlyCharges', severity: 'high', title: 'MonthlyCharges is distributed unlike the reference', detail: 'PSI 0.41, effect 0.28, importance 74 %. Find the cause, compare recent performance, and retrain or roll back if it fell.', effect: 0.28, importance: 0.74, weight: 0.21, windowEnd: at(0) },
        { kind: 'unseenValues', column: 'PaymentMethod', severity: 'warning', title: 'PaymentMethod holds categories that the version has never seen', detail: "3.1 % of the values, most often 'Wallet'.", effect: 0.031, importance: 0.22, weight: 0.007, windowEnd: at(0) },
      ] };
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
