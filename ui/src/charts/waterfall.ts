import type { Reason } from '../api/types';

/** One step of a waterfall: from where to where on the margin scale. */
export interface Step {
  key: string;
  label: string;
  kind: 'baseline' | 'reason' | 'other' | 'margin';
  amount: number;
  from: number;
  to: number;
  text?: string;
}

/** Below this the rest is rounding: no step is drawn for it. */
const rounding = 1e-9;

/**
 * Baseline, each reason, all other features together, margin. The rest is computed, so that the steps add up to
 * the margin exactly; undefined when the answer carries no explanation.
 */
export function waterfall(prediction: { baseline: number | null; margin: number | null; reasons: Reason[] }): Step[] | undefined {
  const { baseline, margin, reasons } = prediction;
  if (baseline == null || margin == null || !Number.isFinite(baseline) || !Number.isFinite(margin)) return undefined;
  const steps: Step[] = [{ key: 'baseline', label: 'Baseline', kind: 'baseline', amount: baseline, from: 0, to: baseline }];
  let level = baseline;
  reasons.forEach((reason, index) => {
    const next = level + reason.contribution;
    steps.push({
      key: `${index} ${reason.feature}`,
      label: reason.value == null || reason.value === '' ? reason.feature : `${reason.feature} = ${reason.value}`,
      kind: 'reason',
      amount: reason.contribution,
      from: level,
      to: next,
      text: reason.text,
    });
    level = next;
  });
  const rest = margin - level;
  if (Math.abs(rest) > rounding * Math.max(1, Math.abs(margin))) {
    steps.push({ key: 'other', label: 'All other features', kind: 'other', amount: rest, from: level, to: margin });
  }
  steps.push({ key: 'margin', label: 'Result', kind: 'margin', amount: margin, from: 0, to: margin });
  return steps;
}
