import type { MetricPoint, Run } from '../../api/types';
import { duration } from '../../format/time';
import { dash } from '../../format/number';

/** What a column, an axis or an order may name: as in query text, `metrics.auc` or `params.depth`. */
export interface FieldName {
  kind: 'metrics' | 'params' | 'tags';
  key: string;
}

export const fieldText = ({ kind, key }: FieldName): string => `${kind}.${key}`;

/** As the grammar reads it, whatever signs the key has. */
export const quotedField = ({ kind, key }: FieldName): string => `${kind}.\`${key.replaceAll('`', '``')}\``;

export function readField(text: string): FieldName | undefined {
  const found = /^(metrics|params|tags)\.(.+)$/s.exec(text);
  return found ? { kind: found[1] as FieldName['kind'], key: found[2] ?? '' } : undefined;
}

/** All fields of some runs, those that most runs have first; tags that clients keep for themselves are left out. */
export function fieldsOf(runs: Run[]): FieldName[] {
  const seen = new Map<string, { field: FieldName; runs: number }>();
  for (const run of runs) {
    for (const kind of ['metrics', 'params', 'tags'] as const) {
      for (const key of Object.keys(run[kind])) {
        if (kind === 'tags' && /^(mlflow|plumbline)\./.test(key)) continue;
        const field = { kind, key };
        const text = fieldText(field);
        const entry = seen.get(text);
        if (entry) entry.runs += 1;
        else seen.set(text, { field, runs: 1 });
      }
    }
  }
  const rank = { metrics: 0, params: 1, tags: 2 };
  return [...seen.values()]
    .sort((a, b) => rank[a.field.kind] - rank[b.field.kind] || b.runs - a.runs || a.field.key.localeCompare(b.field.key))
    .map((entry) => entry.field);
}

/** Columns while nobody has chosen any. */
export function standardColumns(fields: FieldName[]): string[] {
  const of = (kind: FieldName['kind'], amount: number) => fields.filter((field) => field.kind === kind).slice(0, amount);
  return [...of('metrics', 3), ...of('params', 3)].map(fieldText);
}

/** A number to place a run by, where it has one. */
export function numberOf(run: Run, field: FieldName): number | undefined {
  if (field.kind === 'metrics') return run.metrics[field.key]?.value ?? undefined;
  const text = run[field.kind][field.key];
  if (text === undefined || text.trim() === '') return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

export function textOf(run: Run, field: FieldName): string | undefined {
  if (field.kind === 'metrics') {
    const point = run.metrics[field.key];
    return point ? pointText(point) : undefined;
  }
  return run[field.kind][field.key];
}

/** Five figures tell runs apart; the rest stands in the title. */
export function pointText(point: MetricPoint | null | undefined): string {
  if (!point) return dash;
  if (point.value === null) return point.special ?? dash;
  return figures(point.value);
}

export function figures(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return value.toLocaleString('en');
  const size = Math.abs(value);
  return size >= 1e-4 && size < 1e6 ? String(Number(value.toPrecision(5))) : value.toExponential(3);
}

export function took(run: Run): string {
  return run.endedAt ? duration(Date.parse(run.endedAt) - Date.parse(run.startedAt)) : dash;
}

/** The order as the address holds it: `metrics.auc DESC`. */
export interface SortOrder {
  field: string;
  descending: boolean;
}

export function readOrder(text: string): SortOrder | undefined {
  const found = /^(.+?)(?:\s+(ASC|DESC))?$/is.exec(text.trim());
  return found?.[1] ? { field: found[1], descending: found[2]?.toUpperCase() === 'DESC' } : undefined;
}

/** What the service is asked: the key in quotes. */
export function orderQuery(order: SortOrder | undefined): string {
  if (!order) return '';
  const field = readField(order.field);
  return `${field ? quotedField(field) : order.field} ${order.descending ? 'DESC' : 'ASC'}`;
}

/** A press on a column's head: falling, rising, then the order there was at first. */
export function nextOrder(present: SortOrder | undefined, field: string): SortOrder | undefined {
  if (present?.field !== field) return { field, descending: true };
  return present.descending ? { field, descending: false } : undefined;
}
