/** The domain's words as pages write them, with the tone that goes with each. Unknown words pass through. */
export type Tone = 'neutral' | 'good' | 'info' | 'warning' | 'high' | 'critical' | 'accent';

export interface Word {
  text: string;
  tone: Tone;
}

/** `camelCase`, `SNAKE_CASE` and `kebab-case` as a sentence reads them. */
export function plain(word: string): string {
  const spaced = word
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

const key = (word: string) => word.toLowerCase().replace(/[\s-]/g, '_');

function lookup(table: Record<string, Word>, word: string | null | undefined, none: Word): Word {
  if (!word) return none;
  return table[key(word)] ?? { text: plain(word), tone: 'neutral' };
}

const stages: Record<string, Word> = {
  production: { text: 'Production', tone: 'good' },
  canary: { text: 'Canary', tone: 'info' },
  shadow: { text: 'Shadow', tone: 'accent' },
  retired: { text: 'Retired', tone: 'neutral' },
  none: { text: 'Not serving', tone: 'neutral' },
};

const bands: Record<string, Word> = {
  low: { text: 'Low', tone: 'good' },
  moderate: { text: 'Moderate', tone: 'warning' },
  high: { text: 'High', tone: 'high' },
  severe: { text: 'Severe', tone: 'critical' },
  unevaluated: { text: 'Unevaluated', tone: 'neutral' },
};

const tiers: Record<string, Word> = {
  unrated: { text: 'Not rated', tone: 'neutral' },
  low: { text: 'Low', tone: 'good' },
  medium: { text: 'Medium', tone: 'warning' },
  high: { text: 'High', tone: 'high' },
};

const severities: Record<string, Word> = {
  info: { text: 'Info', tone: 'info' },
  warning: { text: 'Warning', tone: 'warning' },
  high: { text: 'High', tone: 'high' },
  critical: { text: 'Critical', tone: 'critical' },
};

const verdicts: Record<string, Word> = {
  approved: { text: 'Approved', tone: 'good' },
  at_risk: { text: 'At risk', tone: 'warning' },
  blocked: { text: 'Blocked', tone: 'critical' },
  unevaluated: { text: 'Unevaluated', tone: 'neutral' },
};

const states: Record<string, Word> = {
  pending: { text: 'Pending', tone: 'warning' },
  open: { text: 'Open', tone: 'warning' },
  acknowledged: { text: 'Acknowledged', tone: 'info' },
  resolved: { text: 'Resolved', tone: 'good' },
  approved: { text: 'Approved', tone: 'good' },
  applied: { text: 'Applied', tone: 'good' },
  rejected: { text: 'Rejected', tone: 'critical' },
  refused: { text: 'Refused', tone: 'critical' },
  withdrawn: { text: 'Withdrawn', tone: 'neutral' },
};

const tasks: Record<string, string> = {
  binary: 'Yes / no',
  multiclass: 'Classes',
  regression: 'Number',
};

export const stageWord = (stage: string | null | undefined): Word =>
  lookup(stages, stage, { text: 'Not serving', tone: 'neutral' });
export const bandWord = (band: string | null | undefined): Word =>
  lookup(bands, band, { text: 'Unevaluated', tone: 'neutral' });
export const tierWord = (tier: string | null | undefined): Word =>
  lookup(tiers, tier, { text: 'Not rated', tone: 'neutral' });
export const severityWord = (severity: string | null | undefined): Word =>
  lookup(severities, severity, { text: 'Info', tone: 'info' });
export const verdictWord = (verdict: string | null | undefined): Word =>
  lookup(verdicts, verdict, { text: 'Unevaluated', tone: 'neutral' });
export const stateWord = (state: string | null | undefined): Word =>
  lookup(states, state, { text: 'Unknown', tone: 'neutral' });
export const taskWord = (task: string | null | undefined): string => (task ? (tasks[key(task)] ?? plain(task)) : '–');

const learners: Record<string, string> = {
  logistic: 'Logistic regression',
  multinomial: 'Multinomial regression',
  linear: 'Linear regression',
  xgboost: 'XGBoost',
  ensemble: 'Weighted ensemble',
  prior: 'Prior rate',
  singlecolumn: 'Single-column rule',
  mean: 'Mean of the label',
  baseline: 'Baseline',
};

export const learnerWord = (learner: string): string => learners[key(learner)] ?? learner;

/** A phrase as the beginning of a sentence. */
export const sentence = (phrase: string): string => phrase.charAt(0).toUpperCase() + phrase.slice(1);

/** What a safeguard did to an answer. */
export const safeguardAction: Record<string, string> = {
  MARKED: 'Answered and marked',
  CLIPPED: 'Clipped to the bound',
  PREVIOUS_VERSION: 'The previous version answered',
  BASELINE: 'A rule answered',
  CONSTANT: 'A constant answered',
};
