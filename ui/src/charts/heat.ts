import type { DriftCell, DriftColumn } from '../api/types';

/** How a verdict looks: a mark and a word beside its colour, so that colour never stands alone. */
export interface HeatLook {
  tone: 'none' | 'slight' | 'moderate' | 'severe' | 'few' | 'absent';
  mark: string;
  word: string;
}

export function look(cell: DriftCell | null | undefined): HeatLook {
  switch (cell?.verdict) {
    case undefined:
      return { tone: 'absent', mark: '', word: 'not seen' };
    case 'NONE':
      return { tone: 'none', mark: '', word: 'no drift' };
    case 'SLIGHT':
      return { tone: 'slight', mark: '·', word: 'slight drift' };
    case 'MODERATE':
      return { tone: 'moderate', mark: '▲', word: 'moderate drift' };
    case 'SEVERE':
      return { tone: 'severe', mark: '■', word: 'severe drift' };
    case 'TOO_FEW_ROWS':
      return { tone: 'few', mark: '–', word: 'too few rows to say' };
  }
}

const weights = { NONE: 0, TOO_FEW_ROWS: 0, SLIGHT: 1, MODERATE: 2, SEVERE: 3 } as const;

/** Drift that matters: the latest shift times how much the model leans on the column. */
export function weightedDrift(column: DriftColumn): number {
  return (column.importance ?? 0) * Math.max(0, column.latest?.psi ?? column.latest?.effect ?? 0);
}

/** Most weighty drift first; then by verdict, importance, name, so that the order is always the same. */
export function byWeight(columns: DriftColumn[]): DriftColumn[] {
  const verdict = (column: DriftColumn) => (column.latest ? weights[column.latest.verdict] : -1);
  return [...columns].sort(
    (one, other) =>
      weightedDrift(other) - weightedDrift(one) ||
      verdict(other) - verdict(one) ||
      (other.importance ?? 0) - (one.importance ?? 0) ||
      one.column.localeCompare(other.column),
  );
}

/** Where an arrow key leads in a grid of so many rows and columns; undefined for any other key. */
export function step(key: string, ctrl: boolean, row: number, column: number, rows: number, columns: number): [number, number] | undefined {
  const inside = (value: number, size: number) => Math.max(0, Math.min(size - 1, value));
  switch (key) {
    case 'ArrowLeft':
      return [row, inside(column - 1, columns)];
    case 'ArrowRight':
      return [row, inside(column + 1, columns)];
    case 'ArrowUp':
      return [inside(row - 1, rows), column];
    case 'ArrowDown':
      return [inside(row + 1, rows), column];
    case 'Home':
      return [ctrl ? 0 : row, 0];
    case 'End':
      return [ctrl ? rows - 1 : row, columns - 1];
    case 'PageUp':
      return [inside(row - 10, rows), column];
    case 'PageDown':
      return [inside(row + 10, rows), column];
    default:
      return undefined;
  }
}
