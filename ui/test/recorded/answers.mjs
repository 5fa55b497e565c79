import { governing } from './governing.mjs';
import { watching } from './watching.mjs';

// Answers in the shapes of openapi.yaml, made from fixed seeds: to look at pages, not to believe.
const day = 86_400_000;
const now = Date.parse('2026-11-21T03:30:00Z');
const at = (daysAgo, hours = 0) => new Date(now - daysAgo * day + hours * 3_600_000).toISOString();

function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
const interval = (value, half) => ({ value, low: value - half, high: value + half });

const metrics = (shift = 0, wide = 1) => ({
  rocAuc: interval(0.8471 + shift, 0.0172 * wide),
  prAuc: interval(0.662 + shift, 0.031 * wide),
  logLoss: interval(0.4131 - shift, 0.016 * wide),
  brier: interval(0.1347 - shift / 3, 0.0056 * wide),
  ece: interval(0.0172 - shift / 10, 0.006 * wide),
  precisionAt5: interval(0.81 + shift, 0.06 * wide),
  recallAt5: interval(0.152 + shift, 0.012 * wide),
  liftAt5: interval(3.05 + shift, 0.2 * wide),
  precisionAt10: interval(0.743 + shift, 0.05 * wide),
  recallAt10: interval(0.28 + shift, 0.02 * wide),
  liftAt10: interval(2.8 + shift, 0.18 * wide),
  precisionAt20: interval(0.652 + shift, 0.036 * wide),
  recallAt20: interval(0.491 + shift, 0.026 * wide),
  liftAt20: interval(2.46 + shift, 0.13 * wide),
});

const columns = [
  ['gender', 'CATEGORY', ['Female', 'Male']],
  ['SeniorCitizen', 'INTEGER', 0, 1],
  ['Partner', 'BOOLEAN'],
  ['Dependents', 'BOOLEAN'],
  ['tenure', 'INTEGER', 0, 72],
  ['PhoneService', 'BOOLEAN'],
  ['MultipleLines', 'CATEGORY', ['No', 'No phone service', 'Yes']],
  ['InternetService', 'CATEGORY', ['DSL', 'Fiber optic', 'No']],
  ['OnlineSecurity', 'CATEGORY', ['No', 'No internet service', 'Yes']],
  ['OnlineBackup', 'CATEGORY', ['No', 'No internet service', 'Yes']],
  ['DeviceProtection', 'CATEGORY', ['No', 'No internet service', 'Yes']],
  ['TechSupport', 'CATEGORY', ['No', 'No internet service', 'Yes']],
  ['StreamingTV', 'CATEGORY', ['No', 'No internet service', 'Yes']],
  ['StreamingMovies', 'CATEGORY', ['No', 'No internet service', 'Yes']],
  ['Contract', 'CATEGORY', ['Month-to-month', 'One year', 'Two year']],
  ['PaperlessBilling', 'BOOLEAN'],
  ['PaymentMethod', 'CATEGORY', ['Bank transfer (automatic)', 'Credit card (automatic)', 'Electronic check', 'Mailed check']],
  ['MonthlyCharges', 'NUMBER', 18.25, 118.75],
  ['TotalCharges', 'NUMBER', 18.8, 8684.8],
];
const contract = {
  columns: [
    ...columns.map(([name, type, first, max]) => ({
      name,
      type,
      role: 'FEATURE',
      required: name !== 'TotalCharges',
      min: Array.isArray(first) ? null : (first ?? null),
      max: max ?? null,
      categories: Array.isArray(first) ? first : [],
      description: name === 'tenure' ? 'months with us' : '',
    })),
    { name: 'customerID', type: 'IDENTIFIER', role: 'ID', required: true, min: null, max: null, categories: [], description: '' },
    { name: 'Churn', type: 'CATEGORY', role: 'LABEL', required: true, min: null, max: null, categories: ['No', 'Yes'], description: '' },
  ],
};
const importance = [0.31, 0.02, 0.01, 0.012, 0.24, 0.005, 0.03, 0.14, 0.05, 0.03, 0.02, 0.05, 0.02, 0.02, 0.31, 0.04, 0.06, 0.12, 0.09];
importance[0] = 0.004;
const row = (tenure, contractName, internet, monthly) => ({
  gender: 'Female', SeniorCitizen: 0, Partner: true, Dependents: false, tenure, PhoneService: true, MultipleLines: 'No',
  InternetService: internet, OnlineSecurity: 'No', OnlineBackup: 'Yes', DeviceProtection: 'No', TechSupport: 'No', StreamingTV: 'No',
  StreamingMovies: 'Yes', Contract: contractName, PaperlessBilling: true, PaymentMethod: 'Electronic check', MonthlyCharges: monthly,
  TotalCharges: Math.round(tenure * monthly * 100) / 100,
});
const examples = [
  { row: row(2, 'Month-to-month', 'Fiber optic', 84.5), score: 0.7421 },
  { row: row(34, 'One year', 'DSL', 56.95), score: 0.1134 },
  { row: row(66, 'Two year', 'No', 20.1), score: 0.0091 },
  { row: row(14, 'Month-to-month', 'DSL', 49.2), score: 0.3312 },
];

const around = (value, spread = 0.02) => ({ value, low: value - spread, high: value + spread });
const group = (name, rows, selected, base, found, wrong) => ({ name, rows, selected: around(selected), base: around(base), truePositive: around(found), falsePositive: around(wrong) });
const bySex = (disparity, opportunity, mistaken) => ({ attributes: ['sex'], groups: [group('f', 702, 0.31, 0.27, 0.71, 0.2), group('m', 707, 0.31 + disparity, 0.26, 0.71 + opportunity, 0.2 + mistaken)], hidden: 0, disparity: around(disparity, 0.03), ratio: 0.31 / (0.31 + disparity), opportunity, mistaken });
const mitigation = {
  attributes: ['sex'], reweighed: true, thresholds: { goal: 'EQUAL_OPPORTUNITY', tolerance: 0.02, common: 0.312, byGroup: { f: 0.287, m: 0.341 }, rows: 1409 },
  costs: [{ measure: 'rocAuc', before: around(0.853), after: around(0.847), difference: around(-0.006, 0.003) }, { measure: 'accuracy', before: around(0.761), after: around(0.752), difference: around(-0.009, 0.006) }, { measure: 'selected', before: around(0.372), after: around(0.361), difference: around(-0.011, 0.008) }],
  before: bySex(0.12, 0.09, 0.05), after: bySex(0.04, 0.015, 0.02),
};

function versionDetail(number) {
  const shift = (number - 4) * 0.006;
  return {
    model: 'customer-churn', version: number, createdAt: at(120 - number * 12), author: number % 2 ? 'ana' : 'bob', task: 'BINARY',
    learner: number === 1 ? 'logistic' : 'ensemble', stage: { 4: 'PRODUCTION', 5: 'CANARY', 6: null, 3: 'RETIRED' }[number] ?? null,
    contentHash: `sha256:${'9f2c4b7d1e8a'.repeat(5)}${number}abc`, contract,
    scorecard: {
      split: { kind: 'stratified', trainRows: 5634, testRows: 1409, detail: 'Seeded, 20 % held out' },
      threshold: 0.312, metrics: metrics(shift),
      crossValidation: { folds: 5, metrics: { rocAuc: { mean: 0.8462, low: 0.835, high: 0.857 }, prAuc: { mean: 0.659, low: 0.64, high: 0.68 }, ece: { mean: 0.0191, low: 0.013, high: 0.025 } } },
      confusion: { threshold: 0.312, truePositive: 281, falsePositive: 243, trueNegative: 792, falseNegative: 93 },
      calibration: Array.from({ length: 10 }, (_, bin) => ({ from: bin / 10, to: (bin + 1) / 10, count: [512, 203, 151, 120, 104, 98, 92, 71, 48, 10][bin], meanPredicted: 0.04 + bin * 0.1, observedRate: Math.max(0, 0.035 + bin * 0.101 + [0, 0.01, -0.02, 0.015, 0.02, -0.03, 0.01, 0.02, -0.04, -0.06][bin]) })),
      calibrated: { method: 'platt', rows: 5634, eceBefore: 0.0312, eceAfter: 0.0187, logLoss: { platt: 0.4161, beta: 0.416, isotonic: 0.4189 } },
      gain: Array.from({ length: 21 }, (_, point) => ({ share: point / 20, captured: 1 - (1 - point / 20) ** 3.1 })),
      fairness: number === 5 ? [bySex(0.05, 0.02, 0.02)] : [], mitigation: number === 5 ? mitigation : null,
      segments: [['Contract', 'Month-to-month', 773, -0.04], ['Contract', 'One year', 295, -0.01], ['Contract', 'Two year', 341, 0.01], ['InternetService', 'Fiber optic', 619, -0.05], ['InternetService', 'DSL', 484, 0], ['InternetService', 'No', 306, 0.02]].map(([column, value, rows, move]) => ({ column, value, rows, metrics: metrics(move, 2.1) })),
      candidates: [
        { learner: 'ensemble', settings: { xgboost: 0.62, logistic: 0.38 }, metrics: metrics(shift), champion: true, difference: null },
        { learner: 'xgboost', settings: { trees: 240, depth: 4, eta: 0.05, lambda: 2.1 }, metrics: metrics(shift - 0.0021), champion: false, difference: { metric: 'rocAuc', value: -0.0021, low: -0.0049, high: 0.0006 } },
        { learner: 'logistic', settings: { l2: 0.8 }, metrics: metrics(shift - 0.0068), champion: false, difference: { metric: 'rocAuc', value: -0.0068, low: -0.0117, high: -0.0021 } },
      ],
      baseline: { learner: 'prior', metrics: { rocAuc: interval(0.5, 0), prAuc: interval(0.265, 0.02), logLoss: interval(0.579, 0.01), brier: interval(0.195, 0.005), ece: interval(0.0002, 0.0001), precisionAt10: interval(0.265, 0.02), liftAt10: interval(1, 0.05) } },
    },
    importance: columns.map(([name], index) => ({ feature: name, importance: importance[index] })),
    provenance: { dataName: 'telco_customer_churn.csv', dataHash: `sha256:${'4417ab0c'.repeat(8)}`, rows: 7043, quarantined: 0, seed: 42, settings: { budget: '40 trials', calibration: 'platt' }, libraries: { xgboost4j: '3.0.2' }, jdk: '25.0.3', os: 'Linux amd64', cpu: '2 cores', trainedAt: at(120 - number * 12), durationMillis: 38_412 },
    evaluation: number === 6 ? null : { policy: 'default', verdict: number === 5 ? 'AT_RISK' : 'APPROVED', reasons: number === 5 ? ['ECE 0.021 is above the advised 0.02', 'No fairness report for column gender'] : [], at: at(110 - number * 12) },
    examples,
  };
}

const timeline = [
  [118, 'trained', 3, 'ana', 'Weighted ensemble, ROC-AUC 0.841'], [112, 'deployed', 3, 'system', 'production'], [72, 'trained', 4, 'bob', 'Weighted ensemble, ROC-AUC 0.847'],
  [71, 'evaluated', 4, 'system', 'default policy: approved'], [70, 'changeRequested', 4, 'bob', 'to production'], [69.5, 'approved', 4, 'ana', 'Scorecard reviewed'], [69.2, 'approved', 4, 'rita', 'Risk accepted'],
  [69, 'deployed', 4, 'system', 'production'], [69, 'retired', 3, 'system', 'replaced by v4'], [12, 'alertOpened', 4, 'monitor', 'MonthlyCharges drifts severely'], [6, 'trained', 5, 'ana', 'ROC-AUC 0.853'], [4, 'deployed', 5, 'system', 'canary, 10 %'],
].map(([ago, kind, version, actor, detail]) => ({ at: at(ago), kind, version, actor, detail }));

const killed = { on: false, reason: null, by: null, at: null, until: null };
const stopped = { scope: 'segment', model: 'customer-churn', version: null, feature: 'Contract', value: 'Two year', from: null, to: null, stops: 'customer-churn where Contract is Two year', on: true, reason: 'The tariff changed; labels of it are wrong until Monday.', by: 'rita', at: at(0.1), until: at(-2) };
const safeguards = { output: { min: 0.01, max: 0.95, reaction: 'CLIP' }, ranges: { source: 'CONTRACT', limits: [{ feature: 'tenure', min: 0, max: 100 }], reaction: 'MARK' }, missing: { most: 0.4, reaction: 'FALL_BACK' }, staleness: null, unusual: { tail: 0.005, most: 0.3, reaction: 'MARK' }, failure: 'FALL_BACK', kill: 'REFUSE', fallbacks: [{ kind: 'PREVIOUS_VERSION', score: null, feature: null, cases: [] }, { kind: 'BASELINE', score: 0.2, feature: 'Contract', cases: [{ value: 'Two year', from: null, to: null, score: 0.05 }] }, { kind: 'CONSTANT', score: 0.27, feature: null, cases: [] }] };
const guarded = { revision: 2, safeguards, by: 'rita', at: at(9), reason: 'Committee of 12 May: no offer above 95 %' };
const riskParts = [
  { name: 'drift', score: 78, weight: 0.3, detail: 'MonthlyCharges: PSI 0.41 in the last week' }, { name: 'performance', score: 35, weight: 0.3, detail: 'ROC-AUC 0.829 against 0.847 when trained' },
  { name: 'calibration', score: 22, weight: 0.15, detail: 'ECE 0.031' }, { name: 'explainability', score: 10, weight: 0.1, detail: 'Exact contributions available' }, { name: 'governance', score: 20, weight: 0.15, detail: 'One open alert not acknowledged' },
];
const risk = (name) => ({
  model: name, version: 4, state: 'scored', formula: 'mri-v2', index: 44.2, band: 'moderate', components: riskParts, missing: [],
  first: { index: 15.3, drift: 17.5, fairness: 12, missing: [] },
  history: Array.from({ length: 12 }, (_, week) => ({ at: at(77 - week * 7), formula: 'mri-v2', index: 18 + week * 2.2 + 3 * Math.sin(week * 2), first: 6 + week * 0.8 })),
  course: { direction: 'rising', weekly: { value: 2.3, low: 0.4, high: 4.2 }, forecast: Array.from({ length: 5 }, (_, week) => ({ at: at(-7 * (week + 1)), value: 44.2 + 2.3 * (week + 1), low: 44.2 + 2.3 * (week + 1) - 6 * Math.sqrt(week + 1), high: 44.2 + 2.3 * (week + 1) + 6 * Math.sqrt(week + 1) })), confidence: 0.9, points: 12 },
});
const differing = (name, values) => ({ name, differs: values.some((one) => one !== values[0]), values });
const foreign = [
  { version: 8, createdAt: at(2), author: 'ben', description: 'A torch model of the research group, kept beside ours until it is exported.', source: 'runs:/5c0f2d1e8a7b4c63b9d0e1f2a3b4c5d6/model', run: '5c0f2d1e8a7b4c63b9d0e1f2a3b4c5d6', contentHash: 'b'.repeat(64), unserved: 'none of its files is in a format that is scored here: XGBoost JSON or UBJ, LightGBM text, ONNX or PMML', tags: [{ key: 'team', value: 'research' }, { key: 'mlflow.version', value: '12' }], aliases: ['candidate'] },
  { version: 7, createdAt: at(9), author: 'ana', description: '', source: 's3://models.example/churn/2026-08/model-final-with-a-long-name.tar.gz', run: null, contentHash: null, unserved: 'its files are kept elsewhere and were not checked', tags: [], aliases: [] },
];
const curves = (detail, index) => {
  const shares = Array.from({ length: 21 }, (_, step) => step / 20);
  const captured = (share) => 1 - (1 - share) ** (3 + index);
  const positives = 0.2;
  return {
    version: detail.version,
    calibration: detail.scorecard.calibration,
    gain: shares.map((share) => ({ share, captured: captured(share) })),
    roc: shares.map((share) => ({ falsePositiveRate: (share - captured(share) * positives) / (1 - positives), truePositiveRate: captured(share) })),
    precision: shares.slice(1).map((share) => ({ recall: captured(share), precision: (captured(share) * positives) / share })),
  };
};

const comparison = (versions) => {
  const details = versions.map(versionDetail);
  const metrics = Object.keys(details[0].scorecard.metrics).map((name) => differing(name, details.map((one) => one.scorecard.metrics[name])));
  return { versions, metrics, parameters: [differing('learner', details.map((one) => one.learner)), differing('data', details.map((one) => one.provenance.dataName))], features: details[0].importance.map((one) => differing(one.feature, versions.map(() => one.importance))), contract: [], curves: details.map(curves) };
};
const model = { model: 'customer-churn', task: 'BINARY', label: 'Churn', positive: 'Yes', description: 'Which customers leave within the next quarter.', owner: 'ana', intendedUse: 'Choosing whom the retention team calls.', limits: 'Not for prices; customers of less than a month are guessed.', tier: 'MEDIUM', revision: 3, tags: [{ key: 'team', value: 'retention' }], aliases: [{ alias: 'challenger', version: 5, followsServing: true, by: null, since: at(4) }, { alias: 'champion', version: 4, followsServing: true, by: null, since: at(69) }, { alias: 'quarterly-review', version: 3, followsServing: false, by: 'ana', since: at(80) }], sunset: null, createdAt: at(118), updatedAt: at(4), versions: 6, latestVersion: 6, serving: [{ version: 4, stage: 'PRODUCTION', since: at(69), share: 0.9 }, { version: 5, stage: 'CANARY', since: at(4), share: 0.1 }], killSwitch: killed, risk: { index: 44.2, band: 'moderate', components: riskParts }, openAlerts: 2, timeline };

const summary = (name, task, stage, version, risk, metric, traffic, alerts, ago, description = '', isKilled = false) => ({ model: name, task, description, owner: 'ana', versions: version ?? 1, latestVersion: version ?? 1, stage, servingVersion: stage ? version : null, servingSince: stage ? at(ago + 3) : null, risk, metric, predictions7d: traffic, openAlerts: alerts, killed: isKilled, updatedAt: at(ago) });
const few = [
  summary('customer-churn', 'BINARY', 'PRODUCTION', 4, { index: 44.2, band: 'moderate' }, { name: 'rocAuc', ...interval(0.847, 0.017) }, 18_412, 2, 4, 'Which customers leave within the next quarter.'),
  summary('customer-lifetime-value', 'REGRESSION', 'CANARY', 2, { index: 21.4, band: 'low' }, { name: 'r2', ...interval(0.612, 0.03) }, 2210, 0, 9, 'Expected margin over twelve months, in euro.'),
  summary('next-best-offer', 'MULTICLASS', 'SHADOW', 1, { index: 63, band: 'high' }, { name: 'macroF1', ...interval(0.48, 0.04) }, 940, 1, 1.2, 'Which of six offers fits.'),
  summary('payment-default', 'BINARY', 'PRODUCTION', 7, { index: 86.5, band: 'severe' }, { name: 'rocAuc', ...interval(0.731, 0.02) }, 40_120, 3, 0.2, 'Default within 90 days.', true),
  summary('return-risk', 'BINARY', null, 1, null, { name: 'rocAuc', ...interval(0.702, 0.02) }, 0, 0, 0.02),
];
const noise = random(5);
const many = Array.from({ length: 10_000 }, (_, index) => summary(`model-${String(index).padStart(5, '0')}`, ['BINARY', 'MULTICLASS', 'REGRESSION'][index % 3], ['PRODUCTION', 'CANARY', 'SHADOW', null][Math.floor(noise() * 4)], 1 + Math.floor(noise() * 9), noise() < 0.2 ? null : ((value) => ({ index: value, band: value < 30 ? 'low' : value < 60 ? 'moderate' : value < 80 ? 'high' : 'severe' }))(noise() * 100), { name: 'rocAuc', ...interval(0.6 + noise() * 0.35, 0.01) }, Math.floor(noise() * 90_000), noise() < 0.1 ? 1 : 0, noise() * 90));

const alerts = [
  { id: 'a1', model: 'payment-default', version: 7, kind: 'performance', severity: 'critical', state: 'open', title: 'ROC-AUC of payment-default v7 fell below its floor', detail: '0.671 (0.652 to 0.690) over the last mature week; the policy asks for 0.70.', recommendation: 'Compare with the champion before it, and train again on recent labels. Act now: roll back or stop the version, then look for the cause', fingerprint: 'f1', column: null, openedAt: at(0.3), acknowledgedBy: null, resolvedAt: null },
  { id: 'a2', model: 'customer-churn', version: 4, kind: 'drift', severity: 'high', state: 'open', title: 'MonthlyCharges drifts severely', detail: 'PSI 0.41 over the last 7 days; the column carries 12 % of the importance.', recommendation: 'Compare the feature with its reference; repair its delivery, or train again if the world has changed. Look at it today, and decide whether the version goes on serving', fingerprint: 'f2', column: 'MonthlyCharges', openedAt: at(12), acknowledgedBy: null, resolvedAt: null },
  { id: 'a3', model: 'customer-churn', version: 4, kind: 'drift', severity: 'warning', state: 'acknowledged', title: 'PaymentMethod drifts moderately', detail: 'PSI 0.17 over the last 7 days.', recommendation: 'Look at it within two working days', fingerprint: 'f3', column: 'PaymentMethod', openedAt: at(9), acknowledgedBy: 'ana', resolvedAt: null },
  { id: 'a4', model: 'next-best-offer', version: 1, kind: 'missingLabels', severity: 'info', state: 'resolved', title: 'No label for 14 days', detail: 'Labels came again.', column: null, openedAt: at(30), acknowledgedBy: 'bob', resolvedAt: at(16) },
];
const requests = [
  { id: 'c1', model: 'customer-churn', version: 5, stage: 'PRODUCTION', groupThresholds: true, demands: [], waitsFor: [], reason: 'Canary of four days holds: ROC-AUC 0.853 against 0.847, no guard broken.\nRetrained on data that includes the new tariff.', author: 'bob', state: 'open', verdict: 'AT_RISK', requiredApprovals: 2, approvals: [{ by: 'rita', decision: 'approve', comment: 'Risk accepted until the fairness report is in.', at: at(0.4) }], refusals: ['Needs 2 approvals, has 1 (rita)', 'ECE 0.021 is above the advised 0.02'], createdAt: at(1.1) },
  { id: 'c2', model: 'customer-lifetime-value', version: 2, stage: 'PRODUCTION', groupThresholds: false, demands: [], waitsFor: [], reason: 'Canary went well.', author: 'ana', state: 'open', verdict: 'APPROVED', requiredApprovals: 2, approvals: [], refusals: ['Needs 2 approvals, has 0'], createdAt: at(0.2) },
];
const traffic = (factor) => Array.from({ length: 30 }, (_, index) => ({ day: at(29 - index).slice(0, 10), predictions: Math.round(factor * (2400 + 500 * Math.sin(index / 1.1) + 30 * index)) }));
const overview = {
  generatedAt: at(0), models: { total: 5, byStage: { production: 2, canary: 1, shadow: 1, none: 1 }, byRisk: { low: 1, moderate: 1, high: 1, severe: 1, unevaluated: 1 } },
  attention: [
    { kind: 'approval', severity: 'warning', title: 'customer-churn v5 waits for approval to production', detail: '1 of 2 approvals given; asked by bob.', model: 'customer-churn', version: 5, at: at(1.1), changeRequest: 'c1', alert: null },
    { kind: 'alert', severity: 'critical', title: alerts[0].title, detail: alerts[0].detail, model: 'payment-default', version: 7, at: at(0.3), changeRequest: null, alert: 'a1' },
    { kind: 'alert', severity: 'high', title: alerts[1].title, detail: alerts[1].detail, model: 'customer-churn', version: 4, at: at(12), changeRequest: null, alert: 'a2' },
    { kind: 'killed', severity: 'high', title: 'payment-default is stopped', detail: 'rita: answers look wrong since the bureau feed changed.', model: 'payment-default', version: 7, at: at(0.2), changeRequest: null, alert: null },
    { kind: 'unevaluated', severity: 'info', title: 'return-risk v1 was never evaluated', detail: 'Request a stage to have the policy evaluated.', model: 'return-risk', version: 1, at: at(0.02), changeRequest: null, alert: null },
  ],
  traffic: traffic(1), predictionsTotal: 1_284_331, alerts: { open: 3, bySeverity: { info: 0, warning: 1, high: 1, critical: 1 } },
};

const verdict = (psi) => (psi < 0.05 ? 'NONE' : psi < 0.1 ? 'SLIGHT' : psi < 0.25 ? 'MODERATE' : 'SEVERE');
function statistics(name, psi, rows = 620) {
  const numeric = columns.find(([one]) => one === name)?.[1] !== 'CATEGORY';
  return { column: name, kind: numeric ? 'NUMERIC' : 'CATEGORICAL', psi, ks: numeric ? Math.sqrt(psi) / 3 : null, ksPValue: numeric ? Math.exp(-psi * 60) : null, jensenShannon: Math.sqrt(psi) / 4, wasserstein: numeric ? psi * 21 : null, chiSquare: numeric ? null : psi * rows, chiSquarePValue: numeric ? null : Math.exp(-psi * 60), referenceMissingRate: 0, currentMissingRate: psi > 0.3 ? 0.021 : 0, effect: Math.sqrt(psi), pValue: Math.exp(-psi * 60), adjustedPValue: Math.min(1, 3 * Math.exp(-psi * 60)), verdict: verdict(psi), recommendation: psi < 0.05 ? 'Nothing to do.' : psi < 0.25 ? 'Watch it: look at the source if it stays for another window.' : 'Look at the source of this column. If the change is real and stays, retrain on data that includes it.' };
}
function drift(window) {
  const step = window === 'week' ? 7 : 1;
  const length = window === 'week' ? 9 : 42;
  const start = Date.parse('2026-11-20T00:00:00Z') - (length - 1) * step * day;
  const windows = Array.from({ length }, (_, index) => ({ start: new Date(start + index * step * day).toISOString(), end: new Date(start + (index + 1) * step * day).toISOString(), rows: index === 3 ? 12 : 540 + ((index * 37) % 160) }));
  const rolled = random(11);
  return {
    model: 'customer-churn', version: 4, window, referenceRows: 5634, windows,
    columns: columns.map(([name], place) => {
      const late = { MonthlyCharges: 0.42, PaymentMethod: 0.2, TotalCharges: 0.12, InternetService: 0.08 }[name] ?? 0;
      const values = windows.map((_, index) => 0.005 + rolled() * 0.035 + late * Math.max(0, (index / length - 0.65) / 0.35));
      return {
        column: name, kind: columns[place][1] === 'CATEGORY' ? 'CATEGORICAL' : 'NUMERIC', importance: importance[place], latest: statistics(name, values.at(-1)),
        cells: values.map((psi, index) => (index === 8 && place === 18 ? null : { psi, ks: null, effect: Math.sqrt(psi), adjustedPValue: Math.exp(-psi * 50), verdict: index === 3 ? 'TOO_FEW_ROWS' : verdict(psi) })),
      };
    }),
  };
}
function driftDetail(name, start, window) {
  const all = drift(window);
  const index = Math.max(0, start ? all.windows.findIndex((one) => one.start === start) : all.windows.length - 1);
  const psi = all.columns.find((one) => one.column === name)?.cells[index]?.psi ?? 0.01;
  const numeric = columns.find(([one]) => one === name)?.[1] !== 'CATEGORY';
  const labels = numeric ? ['18.2 to 29', '29 to 40', '40 to 51', '51 to 62', '62 to 73', '73 to 84', '84 to 95', '95 to 106', '106 to 118.8', 'above 118.8'] : columns.find(([one]) => one === name)[2];
  const rolled = random(name.length);
  const reference = labels.map(() => 0.3 + rolled());
  const current = reference.map((share, at) => share * (1 + psi * 2 * (at / labels.length - 0.4)));
  const scale = (shares) => ((sum) => shares.map((share) => share / sum))(shares.reduce((one, other) => one + other, 0));
  const [before, after] = [scale(reference), scale(current)];
  const side = (count, mean) => ({ count, missingRate: 0, mean: numeric ? mean : null, standardDeviation: numeric ? 30.1 : null, quantiles: numeric ? { p05: 19.6, p25: 35.4, p50: mean + 5, p75: 89.9, p95: 107.4 } : null });
  return { column: name, kind: numeric ? 'NUMERIC' : 'CATEGORICAL', window: all.windows[index], reference: side(5634, 64.76), current: side(all.windows[index].rows, 64.76 + psi * 24), bins: labels.map((label, at) => ({ label, from: numeric ? at : null, to: numeric ? at + 1 : null, referenceShare: before[at], currentShare: after[at] })), statistics: statistics(name, psi), measures: [{ method: 'psi', value: psi, pValue: null }, ...(numeric ? [{ method: 'cramerVonMises', value: psi * 31, pValue: Math.exp(-psi * 55) }, { method: 'energy', value: Math.sqrt(psi), pValue: null }] : []), { method: 'hellinger', value: Math.sqrt(psi) / 3, pValue: null }] };
}
const apart = (disparity) => ({
  attributes: ['sex'], hidden: 0, ratio: 0.72, opportunity: 0.06, mistaken: 0.03, disparity: { value: disparity, low: disparity - 0.04, high: disparity + 0.04 },
  groups: ['f', 'm'].map((name, i) => ({ name, rows: 410, selected: { value: 0.2 + i * disparity, low: 0.17, high: 0.4 }, base: { value: 0.26, low: 0.22, high: 0.3 }, truePositive: null, falsePositive: null })),
});
const fairnessCourse = {
  model: 'customer-churn', version: 1, attributes: ['sex'], reference: [apart(0.05)],
  weeks: [14, 7].map((ago, i) => ({ start: at(ago * 24), end: at((ago - 7) * 24), labelled: 900, known: 820, reports: [apart(0.06 + i * 0.05)] })),
};

const performance = {
  model: 'customer-churn', version: 4, label: 'Churn',
  windows: Array.from({ length: 13 }, (_, index) => {
    const maturity = index < 9 ? 1 : [0.92, 0.61, 0.24, 0][index - 9];
    const predictions = 3900 + ((index * 211) % 700);
    const wide = maturity > 0 ? 1 / Math.sqrt(maturity) : 0;
    const half = metrics(-0.004 * Math.max(0, index - 6), 1.1 * wide);
    return { start: at(91 - index * 7), end: at(84 - index * 7), predictions, mature: index < 9 ? predictions : Math.round(predictions * Math.min(1, maturity * 1.1)), labelled: Math.round(predictions * maturity), maturity, meanScore: 0.262 + index * 0.002, observedRate: maturity > 0 ? 0.259 + index * 0.003 : null, metrics: maturity > 0 ? { rocAuc: half.rocAuc, prAuc: half.prAuc, logLoss: half.logLoss, brier: half.brier, ece: half.ece } : {} };
  }),
  reference: { metrics: metrics() },
};
const audit = Array.from({ length: 30 }, (_, index) => {
  const [action, kind, id, actor, outcome] = [['session.opened', 'user', 'ana', 'anonymous', 'unauthenticated'], ['change-request.approved', 'change-request', 'c1', 'rita', 'done'], ['model.kill', 'model', 'payment-default', 'rita', 'done'], ['version.registered', 'version', 'customer-churn/6', 'erased', 'done'], ['model.kill', 'model', 'customer-churn', 'bob', 'forbidden']][index % 5];
  const kill = index % 5 === 2;
  return { sequence: 418 - index, at: at(index / 6), actor, onBehalfOf: null, action, objectKind: kind, objectId: id, outcome, before: kill ? { on: 'false', owner: 'rita' } : {}, after: kill ? { on: 'true', owner: 'rita', ticket: 'R-118' } : {}, reason: kill ? 'Answers look wrong since the bureau feed changed.' : outcome === 'forbidden' ? 'User bob lacks the permission model.kill: ask an administrator for a role that has it' : null, requestId: `0199a7c2-${index}`, address: actor === 'erased' ? 'erased' : '10.0.0.4', erased: actor === 'erased' ? ['actor', 'address'] : [], form: 2, previous: `${'b41f'.repeat(15)}${999 + index}`, hash: `${'b41f'.repeat(15)}${1000 + index}` };
});
const auditRun = { id: '00000000-0000-7000-8000-0000000000aa', state: 'finished', startedAt: at(0), done: 418, total: 418, result: { valid: true, entries: 418, checkpoints: 7, fault: null, firstBroken: null, detail: 'All 418 entries and 7 checkpoints hold', checkedAt: at(0) } };
const auditCheckpoint = { number: 7, size: 415, root: 'c0ffee12'.repeat(8), head: 'b41f'.repeat(16), at: at(0.02), previous: '0'.repeat(64), key: '9f86d081884c7d65', signature: 'AA==' };

const lineage = (version) => {
  const node = (kind, id, name, depth, daysAgo, facts, own = true) => ({ kind, id, name, at: at(daysAgo), depth, model: own ? 'customer-churn' : null, version: own ? version : null, facts });
  const file = '3f9ac2'.padEnd(64, '0');
  const run = 'b71e'.padEnd(64, '4');
  const self = `customer-churn:${version}`;
  const stages = [['shadow', 90, 78], ['canary', 78, 69], ['production', 69, null]];
  return {
    root: { kind: 'version', id: self },
    nodes: [
      node('version', self, `customer-churn v${version}`, 0, 91, { tier: 'high', owner: 'Team Nord' }),
      node('run', run, 'training', -1, 91, { learner: 'boosting', author: 'ana', seed: '7', durationMillis: '41200' }),
      node('source', file, 'telco-customers-2026-08.csv', -2, 91, { rows: '7032', quarantined: '11' }, false),
      ...stages.map(([stage, from, until], index) => node('deployment', String(12 + index), stage, 1, from, { stage, from: at(from), ...(until ? { until: at(until) } : {}) })),
      node('predictions', self, 'predictions', 2, 90, { answers: '48210', firstDay: at(90).slice(0, 10), lastDay: at(0).slice(0, 10) }),
    ],
    edges: [
      [['source', file], ['run', run]],
      [['run', run], ['version', self]],
      ...stages.flatMap((_, index) => [[['version', self], ['deployment', String(12 + index)]], [['deployment', String(12 + index)], ['predictions', self]]]),
    ].map(([from, to]) => ({ from: { kind: from[0], id: from[1] }, to: { kind: to[0], id: to[1] } })),
    truncated: false,
  };
};
const user = (scene) => ({ username: scene, displayName: scene === 'ana' ? 'Ana Ferreira' : scene, roles: ['engineer', 'risk-officer'] });
const permissions = ['model.read', 'prediction.create', 'prediction.compare', 'model.kill', 'change.request', 'change.approve', 'alert.acknowledge', 'alert.configure', 'audit.read', 'label.write', 'policy.simulate', 'policy.write', 'prediction.read', 'model.write'];
const problem = (status, code, title, detail, more = {}, headers = {}) => ({ status, headers, body: { type: `/docs/errors#${code}`, title, status, detail, code, requestId: '0199a7c2-5f41-7c10-9f0e-2d6f8b1c44aa', ...more } });
const ok = (body) => ({ status: 200, body });

const batch = { model: 'customer-churn', version: 4, canary: null, input: 'parquet', output: 'parquet', path: null, explain: 0, log: false, rejected: 0, author: 'ana', startedAt: at(0), endedAt: null, expiresAt: null, failure: null };
const batches = [
  { ...batch, id: 'b5', state: 'queued', share: 0, scored: 0, rowsPerSecond: 0, submittedAt: at(0), startedAt: null, path: 'customers/2026-11.parquet' },
  { ...batch, id: 'b4', state: 'running', share: 0.37, scored: 3_700_812, rejected: 14, rowsPerSecond: 412_905, submittedAt: at(0) },
  { ...batch, id: 'b3', state: 'done', share: 1, scored: 10_000_000, rejected: 1_204, rowsPerSecond: 431_220, submittedAt: at(1), endedAt: at(1), expiresAt: at(-6) },
  { ...batch, id: 'b2', state: 'failed', input: 'csv', output: 'csv', explain: 3, share: 0, scored: 0, rowsPerSecond: 0, submittedAt: at(2), endedAt: at(2), expiresAt: at(-5), failure: "The data has no column 'tenure', which the model requires; add it to the header" },
  { ...batch, id: 'b1', state: 'cancelled', author: 'rosa', share: 0.12, scored: 120_000, rowsPerSecond: 398_000, submittedAt: at(3), endedAt: at(3), expiresAt: at(-4) },
];

const snapshots = Array.from({ length: 9 }, (_, index) => {
  const day = [0, 1, 2, 3, 8, 4, 5, 6, 7][index];
  const rows = 41_212 - 37 * day;
  return { id: `s${index}`, model: 'customer-churn', asOf: at(day), rows, taken: day === 8 ? 118 : rows - 211 * day, by: 'feature-store', at: at(index) };
});
const knownFeatures = (entity) => ({ entity, asOf: at(0), ageSeconds: 5_400, features: { customer_id: entity, tenure: '14', contract: 'Month-to-month', monthly_charges: '74.35', total_charges: '', support_calls: '3' } });

const trialPlan = { metric: 'outcome', effect: 0.02, alpha: 0.05, power: 0.8, days: 28 };
const looks = Array.from({ length: 21 }, (_, index) => {
  const known = (index + 1) * 410;
  const value = -0.031 + 0.02 * Math.sin(index * 1.7) / Math.sqrt(index + 1);
  const reach = index === 0 ? null : 1.6 / Math.sqrt(known);
  return { day: at(21 - index).slice(0, 10), control: known, treatment: known - 7, difference: { value, low: reach && value - reach, high: reach && value + reach }, pValue: Math.min(1, 1 / (0.9 + index * index * 0.05)) };
});
const trial = {
  id: '0199a7c2-61b0-7aa1-8c52-0c1d2e3f4a70', model: 'customer-churn', state: 'running', plan: trialPlan, share: 0.5, author: 'ana', reason: 'Fewer customers leave when the offers follow version 5', begin: at(21), end: null, plannedEnd: at(-7), endedBy: null, endReason: null,
  control: { version: 4, entities: 9120, known: 8610, mean: { value: 0.2641, low: 0.2548, high: 0.2734 } },
  treatment: { version: 5, entities: 9044, known: 8463, mean: { value: 0.2338, low: 0.2248, high: 0.2428 } },
  difference: looks.at(-1).difference, pValue: looks.at(-1).pValue, needed: 26120, powerReached: 0.62,
  split: { planned: 0.5, observed: 0.4979, both: 3, pValue: 0.573, holds: true }, adjustment: { applied: true, varianceReduction: 0.31, refusal: null },
  verdict: 'LOWER', text: 'The treatment is lower: outcome of customer-churn v5 less customer-churn v4 is -0.0303 [-0.0480, -0.0126], p = 0.046 at any look', days: looks,
};
const pastTrial = { id: '0199a7c2-61b0-7aa1-8c52-0c1d2e3f4a60', state: 'stopped', control: 3, treatment: 4, plan: { ...trialPlan, metric: 'squared-error' }, share: 0.5, author: 'bob', reason: 'Calibration', begin: at(98), end: at(80) };

export function answer(method, url, body, scene) {
  const parts = url.pathname.split('/').slice(3).map(decodeURIComponent);
  const query = url.searchParams;
  if (parts[0] === 'auth') {
    if (parts[1] === 'logout') return { status: 204 };
    const name = parts[1] === 'login' ? body.username : body.refreshToken;
    if (body.password === 'wrong') return problem(401, 'invalid-credentials', 'Sign-in failed', 'User name or password is wrong.');
    if (body.password === 'throttled') return problem(429, 'too-many-attempts', 'Too many attempts', 'Sign-in is closed for this account after 5 failures; try again in 42 seconds.', {}, { 'Retry-After': '42' });
    return ok({ accessToken: name, refreshToken: name, expiresIn: 1800, user: user(name) });
  }
  if (parts[0] === 'stream') return ok({ ticket: 't', address: '/ws/v1/stream?ticket=t', expiresIn: 30 });
  if (parts[0] === 'me') return ok({ ...user(scene), permissions });
  if (scene === 'broken') return problem(503, 'store-unavailable', 'The store is away', 'PostgreSQL does not answer. Nothing was lost; the service recovers by itself.', {}, { 'Retry-After': '1' });
  const empty = scene === 'nobody';
  const governed = governing(parts, { at, method, empty });
  if (governed !== undefined) return ok(governed);
  const watched = watching(parts, { at, alerts, empty });
  if (watched) return ok(watched);
  if (parts[0] === 'overview') return ok(empty ? { ...overview, models: { total: 0, byStage: { production: 0, canary: 0, shadow: 0, none: 0 }, byRisk: { low: 0, moderate: 0, high: 0, severe: 0, unevaluated: 0 } }, attention: [], traffic: traffic(0), predictionsTotal: 0, alerts: { open: 0, bySeverity: { info: 0, warning: 0, high: 0, critical: 0 } } } : overview);
  if (parts[0] === 'models' && parts.length === 1) {
    const list = (empty ? [] : scene === 'many' ? many : few).filter((one) => one.model.includes(query.get('search') ?? '') && (!query.get('stage') || (one.stage ?? 'none').toLowerCase() === query.get('stage')) && (!query.get('risk') || (one.risk?.band ?? 'unevaluated') === query.get('risk')) && (!query.get('task') || one.task.toLowerCase() === query.get('task')));
    const from = query.get('after') ? list.findIndex((one) => one.model === query.get('after')) + 1 : 0;
    const items = list.slice(from, from + Number(query.get('limit') ?? 50));
    return ok({ items, next: from + items.length < list.length ? items.at(-1).model : null, total: list.length });
  }
  if (parts[0] === 'models') {
    const known = parts[1] === 'customer-churn' || (scene === 'many' && parts[1].startsWith('model-'));
    if (!known) return problem(404, 'model-not-found', 'No such model', `There is no model ${parts[1]}.`);
    if (parts.length === 2) return ok(empty ? { ...model, serving: [], risk: null, openAlerts: 0, versions: 1, latestVersion: 1, timeline: timeline.slice(0, 1) } : model);
    if (parts[2] === 'versions' && parts[3]) return ok(versionDetail(Number(parts[3])));
    if (parts[2] === 'versions') return ok({ items: [6, 5, 4, 3, 2, 1].map(versionDetail).map(({ version, createdAt, author, learner, stage, contentHash, scorecard, evaluation }) => ({ version, createdAt, author, learner, stage, verdict: evaluation?.verdict ?? 'UNEVALUATED', contentHash, metrics: scorecard.metrics, tags: version === 3 ? [{ key: 'reviewed', value: 'Q3' }] : [], sunset: version === 2 ? { at: at(-30), reason: 'Replaced by version 4', successor: 4, announcedBy: 'ana', announcedAt: at(10) } : null })), next: null });
    if (parts[2] === 'lineage') return ok(lineage(Number(query.get('version') ?? 4)));
    if (parts[2] === 'batches') return ok({ items: empty ? [] : batches, next: null });
    if (parts[2] === 'features') return ok(parts[3] ? knownFeatures(parts[3]) : { items: empty ? [] : snapshots });
    if (parts[2] === 'trials') return ok(parts[3] ? trial : { items: empty ? [] : [{ ...trial, control: 4, treatment: 5 }, pastTrial] });
    if (parts[2] === 'trial-size') return ok({ metric: 'outcome', baseline: 0.264, deviation: 0.4408, effect: 0.02, alpha: 0.05, power: 0.8, share: 0.5, fixed: 15488, sequential: 26120, entitiesPerMonth: 7043, labelledShare: 0.91, days: 118 });
    if (parts[2] === 'served') return ok({ at: query.get('at') ?? at(0), known: query.get('known') ?? at(0), items: [{ version: 4, stage: 'PRODUCTION', from: at(69), until: null, by: 'ana', changeRequest: null, reason: 'Better in every segment' }] });
    if (parts[2] === 'foreign-versions') return ok({ items: empty ? [] : foreign, next: null });
    if (parts[2] === 'comparison') return ok(comparison(query.get('versions').split(',').map(Number)));
    if (parts[2] === 'risk') return ok(empty ? { model: parts[1], version: 1, state: 'unevaluated', formula: 'mri-v2', index: null, band: null, components: [], missing: ['performance: the scorecard has no rocAuc'], first: { index: null, drift: null, fairness: null, missing: ['no window of answers was compared with the reference', 'no protected attribute was measured'] }, history: [], course: null } : risk(parts[1]));
    if (parts[2] === 'drift' && parts[3]) return ok(driftDetail(parts[3], query.get('start'), query.get('window') ?? 'day'));
    if (parts[2] === 'drift') return ok(empty ? { ...drift('day'), windows: [], columns: [] } : drift(query.get('window') ?? 'day'));
    if (parts[2] === 'fairness-course') return ok(empty ? { ...fairnessCourse, weeks: [] } : fairnessCourse);
    if (parts[2] === 'performance') return ok(empty ? { ...performance, windows: [] } : performance);
    if (parts[2] === 'safeguards') return ok(method === 'PUT' ? { ...guarded, revision: 3 } : empty ? { current: { revision: 0, safeguards: { failure: 'REFUSE', kill: 'REFUSE', fallbacks: [] }, by: null, at: null, reason: null }, last7Days: [], history: [] } : { current: guarded, last7Days: [{ action: 'CLIPPED', cause: 'OUTPUT', answers: 1204 }, { action: 'MARKED', cause: 'RANGE', answers: 83 }, { action: 'PREVIOUS_VERSION', cause: 'FAILURE', answers: 2 }], history: [guarded, { ...guarded, revision: 1, at: at(40), reason: 'First bounds' }] });
    if (parts[2] === 'kill-switch') return ok(Object.assign(killed, { ...body, by: scene, at: at(0) }));
    if (parts[2] === 'predictions') {
      const given = body.rows[0];
      const errors = contract.columns.filter((one) => one.role === 'FEATURE' && one.required && given[one.name] === undefined).map((one) => ({ row: 0, field: one.name, code: 'missing-field', detail: `${one.name} is missing; the contract of version 4 requires it.` }));
      if (given.tenure !== undefined && typeof given.tenure !== 'number') errors.push({ row: 0, field: 'tenure', code: 'invalid-field', detail: `tenure is "${given.tenure}"; the contract asks for an integer.` });
      if (errors.length > 0) return problem(422, 'invalid-rows', 'The row was refused', `Row 1 of 1 has ${errors.length} field(s) that do not fit the contract of customer-churn v4.`, { errors });
      const reasons = [['Contract', given.Contract, given.Contract === 'Month-to-month' ? 0.71 : -0.9], ['tenure', String(given.tenure), (20 - given.tenure) / 22], ['InternetService', given.InternetService, given.InternetService === 'Fiber optic' ? 0.52 : -0.3], ['MonthlyCharges', String(given.MonthlyCharges), (given.MonthlyCharges - 65) / 80], ['OnlineSecurity', given.OnlineSecurity, 0.17], ['TechSupport', given.TechSupport, 0.15], ['PaymentMethod', given.PaymentMethod, 0.14], ['Dependents', String(given.Dependents), 0.06]].sort((one, other) => Math.abs(other[2]) - Math.abs(one[2])).map(([feature, value, contribution]) => ({ feature, value, contribution, text: `${feature} = ${value} ${contribution > 0 ? 'raises' : 'lowers'} the score by ${Math.abs(contribution).toFixed(2)}` }));
      const margin = -1.42 + reasons.reduce((sum, one) => sum + one.contribution, 0) - 0.083;
      const score = 1 / (1 + Math.exp(-margin));
      return ok({ model: parts[1], version: 4, predictions: [{ id: '0199a7c2-61b0-7aa1-8c52-0c1d2e3f4a5b', score, label: score >= 0.312 ? 'Yes' : 'No', probabilities: { No: 1 - score, Yes: score }, version: body.version ?? 4, stage: 'PRODUCTION', baseline: -1.42, margin, reasons }] });
    }
  }
  if (parts[0] === 'kill-switches') return ok(method === 'PUT' ? { ...stopped, ...body } : parts[1] === 'history' ? { items: empty ? [] : [stopped, { ...stopped, scope: 'everything', model: null, feature: null, value: null, stops: 'everything', on: false, by: 'system:kill-switch', at: at(20), until: null, reason: 'Ended by itself' }], next: null } : { items: empty ? [] : [stopped] });
  if (parts[0] === 'lineage') return ok({ items: [{ model: 'customer-churn', version: 4, tier: 'high', owner: 'Team Nord', stage: 'PRODUCTION', since: at(69), column: query.get('column'), role: query.get('column') ? 'feature' : null, predictions7d: 4210 }, { model: 'payment-default', version: 2, tier: 'unrated', owner: 'rita', stage: 'SHADOW', since: at(9), column: query.get('column'), role: query.get('column') ? 'feature' : null, predictions7d: 96 }], next: null });
  if (parts[0] === 'change-requests' && method === 'GET') return ok({ items: empty ? [] : requests.filter((one) => !query.get('state') || one.state === query.get('state')), next: null });
  if (parts[0] === 'change-requests' && parts[2]) return problem(409, 'separation-of-duties', 'Decision refused', `Cannot ${body.decision} ${parts[1]}: the author never decides; ask another approver.`);
  if (parts[0] === 'change-requests') return { status: 201, body: { id: 'c3', ...body, author: scene, state: 'open', verdict: 'APPROVED', requiredApprovals: 2, approvals: [], refusals: ['Needs 2 approvals, has 0'], createdAt: at(0) } };
  if (parts[0] === 'alerts' && method === 'GET') return ok({ items: empty ? [] : alerts.filter((one) => (!query.get('state') || one.state === query.get('state')) && (!query.get('model') || one.model === query.get('model'))), next: null });
  if (parts[0] === 'alerts') return ok({ ...alerts[0], state: 'acknowledged', acknowledgedBy: scene });
  if (parts[0] === 'audit' && parts[1] === 'entries' && parts[2]) return ok(audit.find((one) => String(one.sequence) === parts[2]) ?? audit[0]);
  if (parts[0] === 'audit' && parts[1] === 'entries') return ok({ items: empty ? [] : audit.filter((one) => (!query.get('actor') || one.actor === query.get('actor')) && (!query.get('outcome') || (one.outcome === 'done') === (query.get('outcome') === 'done'))), next: empty ? null : '388' });
  if (parts[0] === 'audit' && parts[1] === 'checkpoints') return ok({ items: empty ? [] : [auditCheckpoint], next: null });
  if (parts[0] === 'audit' && parts[1] === 'verifications') return ok(auditRun);
  return problem(404, 'not-found', 'No such address', `${method} ${url.pathname} is not an address of this service.`);
}
