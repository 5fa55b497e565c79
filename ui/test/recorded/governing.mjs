// Answers about policies, evidence and the prediction log, in the shapes of openapi.yaml: to look at pages, not to believe.
const text = `{
  "name": "default",
  "description": "What must hold before a version serves",
  "rules": [
    {
      "name": "better-than-simple",
      "when": "facts.scorecard.rocAuc.low > facts.scorecard.baseline.rocAuc.value",
      "otherwise": "BLOCKED",
      "reason": "It does not beat the simple rule"
    },
    {
      "name": "calibrated",
      "when": "facts.scorecard.ece.value <= 0.02",
      "otherwise": "AT_RISK",
      "reason": "Its probabilities are off by more than two points"
    }
  ],
  "tests": []
}
`;
const facts = [
  { path: 'facts.scorecard.rocAuc.low', kind: 'number', meaning: 'Lower end of the interval of ROC AUC' },
  { path: 'facts.risk.index', kind: 'number', meaning: 'Risk index, 0 to 100' },
];
const library = ['default', 'drift', 'fairness', 'intended-use', 'peer-review', 'protected-attributes'].map((name) => ({ name, text: text.replace('"default"', `"${name}"`) }));

const article = (place, title, what, wayOut) => ({ place, title, lines: [{ what, met: wayOut === undefined, wayOut: wayOut ?? '' }] });
const books = (empty) => [
  {
    id: 'sr-11-7', title: 'SR 11-7, model risk management', source: 'Supervisory Guidance on Model Risk Management, Federal Reserve and OCC, 4 April 2011', met: empty ? 1 : 3, total: 4,
    articles: [
      article('IV', 'Purpose and design', 'A statement of intended use', empty ? 'Say it on the model page' : undefined),
      article('V', 'Validation by others', 'A validation report', 'Attach a document of kind validation'),
      article('V.2', 'Ongoing monitoring', 'A monitoring plan that holds', empty ? 'Set monitors' : undefined),
      article('VI', 'Inventory', 'An owner and a tier'),
    ],
  },
  {
    id: 'eu-ai-act', title: 'EU AI Act, high-risk systems', source: 'Regulation (EU) 2024/1689, Articles 9 to 15 and Annex IV', met: empty ? 0 : 2, total: 2,
    articles: [
      article('Art. 10', 'Data and data governance', 'A data sheet', empty ? 'Attach a document of kind dataSheet' : undefined),
      article('Art. 12', 'Record-keeping', 'An audit trail that verifies', empty ? 'Verify the audit trail' : undefined),
    ],
  },
];

/** The answer's body for a path below /api/v1, or undefined when it is none of these. */
export function governing(parts, { at, method, empty }) {
  const policy = (name, number, author, description) => ({ name, number, description, rules: 2, tests: 4, author, note: 'Committee of 12 May', at: at(30) });
  const policies = [policy('default', 0, 'system:plumbline', 'What must hold before a version serves'), policy('fairness', 3, 'rita', 'No group is selected less than four fifths as often as another'), policy('peer-review', 1, 'bob', 'Somebody of another team has read it')];
  const held = (scope, name, number) => ({ scope, policy: name, number, on: true, by: 'carl', reason: 'Committee of 12 May', at: at(29) });
  const document = (id, kind, kindTitle, title, version) => ({ id, version, kind, kindTitle, title, sha256: 'a'.repeat(64), bytes: 48_112, mediaType: 'application/pdf', by: 'rita', at: at(21) });
  const line = (index) => ({
    id: `0199a7c2-61b0-7aa1-8c52-0c1d2e3f4a${String(10 + index)}`, predictedAt: at(0, -index), version: index % 5 === 4 ? 5 : 4, stage: index % 5 === 4 ? 'CANARY' : 'PRODUCTION',
    entity: index === 3 ? null : `C-${10_482 + 37 * index}`, score: (index * 0.137) % 1, label: index < 6 ? null : index % 3 === 0 ? 'Yes' : 'No',
    reasons: index === 2 ? [] : [{ feature: 'Contract', contribution: 0.71 }, { feature: 'tenure', contribution: -0.42 }, { feature: 'MonthlyCharges', contribution: 0.2 }],
  });
  if (parts[0] === 'policies') {
    return parts[1]
      ? { version: policies.find((one) => one.name === parts[1]) ?? policies[0], text, versions: policies.slice(0, 1) }
      : { items: empty ? policies.slice(0, 1) : policies, attached: empty ? [held('everywhere', 'default', 0)] : [held('everywhere', 'default', 0), held('tier:high', 'fairness', 3), held('model:customer-churn', 'peer-review', 1)], history: [] };
  }
  if (parts[0] === 'policy-library') return { facts, policies: library };
  if (parts[0] === 'simulations') {
    const rule = (name, verdict, reason) => ({ policy: 'fairness 3', rule: name, verdict, reason });
    return parts[1] === 'replay'
      ? { since: at(365), decisions: 18240, truncated: false, simulation: true, matrix: { APPROVED: { APPROVED: 15000, BLOCKED: 1210 }, AT_RISK: { AT_RISK: 2000, APPROVED: 30 } }, changed: [{ changeRequest: 'c1', model: 'customer-churn', version: 4, stage: 'PRODUCTION', state: 'applied', at: at(300), then: 'APPROVED', now: 'BLOCKED', reasons: ['A group is selected less than four fifths as often as another: look at the groups'] }] }
      : { name: null, verdict: 'AT_RISK', wouldPass: true, grade: 'D', simulation: true, reasons: ['Rates differ between groups by more than 0.15'], rules: [rule('risk-bearable', 'APPROVED', ''), rule('fair', 'AT_RISK', 'Rates differ between groups by more than 0.15: look at the groups and say why the difference is justified')] };
  }
  if (parts[0] === 'policy-checks') return { name: 'default', rules: 2, passed: false, tests: [{ name: 'a weak model is blocked', passed: false, expected: 'BLOCKED', expectedObjections: ['better-than-simple'], actual: 'AT_RISK', objections: ['calibrated'] }] };
  if (parts[0] === 'overrides') {
    return { items: empty ? [] : [{ changeRequest: 'c9', model: 'payment-default', version: 7, stage: 'PRODUCTION', author: 'ben', reason: 'Needed before the tariff changes', objections: ['drift: MonthlyCharges drifts severely'], approvals: [{ by: 'rita', text: 'The drift is the new tariff itself' }, { by: 'carl', text: 'Agreed until 1 July' }], at: at(8), serving: true }, { changeRequest: 'c8', model: 'customer-churn', version: 4, stage: 'PRODUCTION', author: 'ben', reason: 'Drift is understood', objections: ['drift: MonthlyCharges drifts severely'], approvals: [{ by: 'rita', text: 'The drift is the new tariff itself' }], at: at(60), serving: true }] };
  }
  if (parts[0] !== 'models') return undefined;
  if (parts[2] === 'routing') {
    const side = (answers, errors, meanScore) => ({ answers, errors, meanScore, p50Micros: 3.1, p99Micros: 11.4 });
    const comparison = { champion: 4, challenger: 5, first: side(16_571, 0, 0.2641), second: side(1841, 2, 0.2488), ks: 0.031, jensenShannon: 0.004, meanDifference: null, disagreements: 0, skipped: 0 };
    return empty
      ? { champion: null, canary: null, shadow: null, former: null }
      : {
          champion: { version: 4, share: 0.9, since: at(69) }, shadow: null, former: 3,
          canary: { changeRequest: 'c2', version: 5, state: 'running', step: 1, share: 10, since: at(4), plan: { shares: [5, 10, 50, 100] }, waitsFor: ['1,841 of 2,000 answers'], by: null, reason: null, at: null, comparison },
        };
  }
  if (parts[4] === 'evidence-diff') return { before: `${parts[1]} v4`, after: `${parts[1]} v${parts[3]}`, changes: [['version.number', '4', parts[3]], ['version.author', 'bob', 'ana'], ['training.rows', '7043', '7311'], ['performance.metrics.rocAuc.value', '0.847', '0.853'], ['decisions[c1].state', null, 'open'], ['documents[validation].title', 'Validation 2025', null]].map(([path, before, after]) => ({ path, before, after })) };
  if (parts[4] === 'evidence') return { model: parts[1], version: Number(parts[3]), books: books(empty) };
  if (parts[2] === 'documents') {
    return { items: empty ? [] : [document('d1', 'dataSheet', 'Data sheet', 'Customers of 2026 and how they were drawn', null), document('d2', 'development', 'Development report', 'Why an ensemble, and what was tried before', 5)] };
  }
  if (parts[2] === 'predictions' && method === 'GET') {
    if (!parts[3]) return { items: empty ? [] : Array.from({ length: 14 }, (_, index) => line(index)), next: empty ? null : 'more' };
    return {
      ...line(7), id: parts[3], model: parts[1], safeguard: { action: 'CLIPPED', cause: 'OUTPUT', detail: '0.971 is above 0.95' },
      inputs: [['Contract', 'CATEGORY', 'Month-to-month'], ['tenure', 'INTEGER', '2'], ['MonthlyCharges', 'NUMBER', '84.5'], ['PaymentMethod', 'CATEGORY', 'Wallet'], ['TotalCharges', 'NUMBER', null]].map(([name, type, value]) => ({ name, type, value, unknown: value === 'Wallet' })),
      labels: [{ value: 'No', observedAt: at(0), receivedAt: at(0), replacedAt: null }],
    };
  }
  return undefined;
}
