/* What pages call the contract's shapes, and the few that the contract does not name. */
import type { CalibrationPoint, ContractColumn, Interval, ModelSummary, Risk as RiskDetail, VersionSummary } from './schema';

export type * from './schema';
export type { CalibrationPoint as CalibrationBin, ContractColumn, ModelSummary as ModelRow, RiskDetail, VersionSummary as VersionRow };

export type Task = ModelSummary['task'];
export type Stage = NonNullable<VersionSummary['stage']>;
export type Metrics = Record<string, Interval>;
export type Row = Record<string, unknown>;

export interface Page<T> {
  items: T[];
  next: string | null;
  total?: number;
  /** False when more match than were counted. */
  totalIsExact?: boolean;
}
