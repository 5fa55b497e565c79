import type { Interval, Task } from '../api/types';
import { dash, fixed, measure, percent, signed } from './number';

/** How a metric is named, written and read: one table for all pages. */
interface MetricWords {
  name: string;
  says: string;
  better: 'higher' | 'lower';
  write: (value: number | null | undefined) => string;
  /** Bounds of the axis when intervals are drawn; absent: taken from the data. */
  range?: [number, number];
}

const three = (value: number | null | undefined) => fixed(value, 3);
const four = (value: number | null | undefined) => fixed(value, 4);
const times = (value: number | null | undefined) => (value == null ? dash : `${fixed(value, 2)}\u00a0×`);

const table: Record<string, MetricWords> = {
  rocAuc: { name: 'ROC-AUC', says: 'chance that a positive is ranked above a negative', better: 'higher', write: three, range: [0.5, 1] },
  prAuc: { name: 'PR-AUC', says: 'average precision over all thresholds', better: 'higher', write: three, range: [0, 1] },
  logLoss: { name: 'Log loss', says: 'surprise per row', better: 'lower', write: three },
  brier: { name: 'Brier score', says: 'mean squared error of the probability', better: 'lower', write: four },
  ece: { name: 'ECE', says: 'mean gap between predicted and observed rate', better: 'lower', write: four },
  accuracy: { name: 'Accuracy', says: 'share of rows labelled right', better: 'higher', write: percent, range: [0, 1] },
  rate: { name: 'Rate', says: 'share of a group', better: 'higher', write: percent, range: [0, 1] },
  precision: { name: 'Precision', says: 'share of the flagged that are positive', better: 'higher', write: percent, range: [0, 1] },
  recall: { name: 'Recall', says: 'share of the positives that are flagged', better: 'higher', write: percent, range: [0, 1] },
  f1: { name: 'F1', says: 'harmonic mean of precision and recall', better: 'higher', write: three, range: [0, 1] },
  mcc: { name: 'MCC', says: 'correlation of answer and truth', better: 'higher', write: three, range: [-1, 1] },
  macroF1: { name: 'Macro F1', says: 'F1 averaged over classes', better: 'higher', write: three, range: [0, 1] },
  rmse: { name: 'RMSE', says: 'root mean squared error, in units of the label', better: 'lower', write: measure },
  mae: { name: 'MAE', says: 'mean absolute error, in units of the label', better: 'lower', write: measure },
  r2: { name: 'R²', says: 'share of variance explained', better: 'higher', write: three },
  mape: { name: 'MAPE', says: 'mean absolute error relative to the value', better: 'lower', write: percent },
  smape: { name: 'sMAPE', says: 'symmetric relative error', better: 'lower', write: percent },
};

export function metricWords(name: string): MetricWords {
  const listed = table[name];
  if (listed) return listed;
  const at = /^(precision|recall|lift)At(\d+)$/.exec(name);
  if (!at) return { name, says: '', better: 'higher', write: measure };
  const share = `${at[2]}\u00a0%`;
  if (at[1] === 'precision') {
    return { name: `Precision at ${share}`, says: `share of positives among the top ${share}`, better: 'higher', write: percent, range: [0, 1] };
  }
  if (at[1] === 'recall') {
    return { name: `Recall at ${share}`, says: `share of all positives found in the top ${share}`, better: 'higher', write: percent, range: [0, 1] };
  }
  return { name: `Lift at ${share}`, says: `positives in the top ${share}, against a random choice`, better: 'higher', write: times };
}

/** “0.847 (0.829 to 0.864)”; without bounds only the value. */
export function writeInterval(name: string, interval: Interval | null | undefined): string {
  const { write } = metricWords(name);
  if (!interval) return dash;
  if (interval.low == null || interval.high == null) return write(interval.value);
  return `${write(interval.value)} (${write(interval.low)} to ${write(interval.high)})`;
}

const order = [
  'rocAuc', 'prAuc', 'logLoss', 'brier', 'ece', 'accuracy', 'macroF1', 'f1', 'precision', 'recall',
  'precisionAt5', 'recallAt5', 'liftAt5', 'precisionAt10', 'recallAt10', 'liftAt10', 'precisionAt20', 'recallAt20', 'liftAt20',
  'r2', 'rmse', 'mae', 'mape', 'smape',
];

/** The names of a metrics object in the order in which people read them; unknown ones follow. */
export function metricNames(metrics: Record<string, unknown>): string[] {
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return Object.keys(metrics).sort((left, right) => rank(left) - rank(right) || left.localeCompare(right));
}

const headline: Record<NonNullable<Task>, string[]> = {
  BINARY: ['rocAuc', 'prAuc', 'ece'],
  MULTICLASS: ['macroF1', 'accuracy', 'logLoss'],
  REGRESSION: ['r2', 'rmse', 'mae'],
};

/** The few metrics that stand in a narrow table, as far as the version has them. */
export function headlineMetrics(task: Task, metrics: Record<string, unknown>): string[] {
  const named = (task ? headline[task] : []).filter((name) => name in metrics);
  return named.length > 0 ? named : metricNames(metrics).slice(0, 3);
}

/** How far a metric moved, in its own unit: shares in points. */
export function writeChange(name: string, change: number): string {
  const { write } = metricWords(name);
  if (write === percent) return `${signed(change * 100, 1)} points`;
  const text = write(Math.abs(change));
  return change === 0 ? text : `${change > 0 ? '+' : '\u2212'}${text}`;
}
