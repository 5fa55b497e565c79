import type { ContractColumn, Row } from '../../api/types';
import { measure } from '../../format/number';

/** The form of a prediction: what a person types, as text, and the row that is sent. */
export type Texts = Record<string, string>;

export const features = (columns: ContractColumn[]): ContractColumn[] => columns.filter((column) => column.role === 'FEATURE');

/** An example row of the version as the form shows it. */
export function textsOf(columns: ContractColumn[], row: Row): Texts {
  return Object.fromEntries(columns.map((column) => [column.name, textOf(column, row[column.name])]));
}

function textOf(column: ContractColumn, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (column.type === 'TIMESTAMP') return String(value).replace(/Z$/, '').slice(0, 19);
  return String(value);
}

/** The row to send; what is left empty is left out, and the service says whether that may be. */
export function rowOf(columns: ContractColumn[], texts: Texts): Row {
  const row: Row = {};
  for (const column of columns) {
    const text = (texts[column.name] ?? '').trim();
    if (text !== '') row[column.name] = valueOf(column, text);
  }
  return row;
}

function valueOf(column: ContractColumn, text: string): unknown {
  switch (column.type) {
    case 'NUMBER':
    case 'INTEGER': {
      // What is no number goes as it is, so that the service's own words name the fault.
      const value = Number(text);
      return Number.isFinite(value) ? value : text;
    }
    case 'BOOLEAN':
      return text === 'true' ? true : text === 'false' ? false : text;
    case 'TIMESTAMP':
      return /[Zz]|[+-]\d\d:\d\d$/.test(text) ? text : `${text.length === 16 ? `${text}:00` : text}Z`;
    case 'DATE':
    case 'CATEGORY':
    case 'TEXT':
    case 'IDENTIFIER':
      return text;
  }
}

/** What the model has seen, in words; nothing when it is not known. */
export function seen(column: ContractColumn): string {
  if (column.type === 'CATEGORY' || column.type === 'BOOLEAN') return '';
  const { min, max } = column;
  if (min == null || max == null) return '';
  return `seen ${bound(column, min)} to ${bound(column, max)}`;
}

/** A gentle word on a value beyond what was seen in training; not a refusal. */
export function beyond(column: ContractColumn, text: string): string | undefined {
  const { min, max } = column;
  const value = Number(text);
  if ((column.type !== 'NUMBER' && column.type !== 'INTEGER') || text.trim() === '' || !Number.isFinite(value)) return undefined;
  if ((min != null && value < min) || (max != null && value > max)) {
    return `Beyond what the model was trained on (${seen(column)}): it answers, with less ground.`;
  }
  return undefined;
}

function bound(column: ContractColumn, value: number): string {
  if (column.type === 'DATE') return new Date(value * 86_400_000).toISOString().slice(0, 10);
  if (column.type === 'TIMESTAMP') return new Date(value * 1000).toISOString().slice(0, 10);
  return measure(value);
}
