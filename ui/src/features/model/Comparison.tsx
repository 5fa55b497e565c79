import type { ReactNode } from 'react';
import { useDocuments } from '../../api/evidenceQueries';
import { useComparison, useVersionDetails } from '../../api/modelQueries';
import type { ContractColumn, Interval, ModelDetail, VersionComparison } from '../../api/types';
import { metricWords, writeChange } from '../../format/metric';
import { fixed } from '../../format/number';
import { plain } from '../../format/words';
import { IntervalCell } from '../../parts/IntervalCell';
import { Panel } from '../../parts/Panel';
import { Answered, Skeleton } from '../../parts/States';
import { Table } from '../../parts/Table';
import { CompareCurves } from './CompareCurves';
import { documentLines, fairnessLines } from './compareLines';

const shownFeatures = 12;

/** Versions side by side: metrics, what they were made of, what they ask for. The first is the measure of the others. */
export function Comparison({ model, versions }: { model: ModelDetail; versions: number[] }) {
  const query = useComparison(model.model, versions);
  const [first, ...others] = versions;
  return (
    <Panel
      title={`Version ${others.join(', ')} against version ${first}`}
      note="Overlapping intervals mean that the difference may be chance"
      flush
    >
      <Answered
        query={query}
        skeleton={
          <div className="panel-body">
            <Skeleton lines={6} />
          </div>
        }
      >
        {(comparison) => <Present model={model.model} comparison={comparison} />}
      </Answered>
    </Panel>
  );
}

interface Line {
  key: string;
  name: string;
  values: ReactNode[];
}

function Present({ model, comparison }: { model: string; comparison: VersionComparison }) {
  const versions = useVersionDetails(model, comparison.versions);
  const documents = useDocuments(model);
  const lines: Line[] = [
    ...comparison.metrics.map((row) => ({
      key: `metric ${row.name}`,
      name: metricWords(row.name).name,
      values: row.values.map((value, index) => (
        <>
          <IntervalCell name={row.name} interval={value ?? undefined} />
          {index > 0 ? <Change name={row.name} before={row.values[0]} after={value} /> : null}
        </>
      )),
    })),
    ...fairnessLines(versions),
    ...documentLines(comparison.versions, documents.data?.items ?? []),
    ...comparison.parameters.map((row) => ({
      key: `parameter ${row.name}`,
      name: plain(row.name),
      values: row.values.map((value) => (row.differs ? <b>{short(value)}</b> : <span className="muted">{short(value)}</span>)),
    })),
    ...comparison.contract.map((row) => ({
      key: `column ${row.name}`,
      name: `Column ${row.name}`,
      values: row.values.map((value) => say(value)),
    })),
    ...comparison.features.slice(0, shownFeatures).map((row) => ({
      key: `feature ${row.name}`,
      name: `Importance of ${row.name}`,
      values: row.values.map((value) => (value == null ? <span className="muted">not used</span> : fixed(value, 3))),
    })),
  ];
  return (
    <>
      <CompareCurves curves={comparison.curves} />
      <Table
        caption={`Versions ${comparison.versions.join(', ')} side by side`}
        rows={lines}
        rowKey={(line) => line.key}
        columns={[
          { key: 'name', title: 'What', cell: (line) => line.name },
          ...comparison.versions.map((version, index) => ({
            key: String(version),
            title: `v${version}`,
            numeric: true,
            cell: (line: Line) => line.values[index],
          })),
        ]}
      />
    </>
  );
}

/** A hash is told apart by its start. */
const short = (value: string | null | undefined) =>
  value == null ? '–' : /^(sha256:)?[0-9a-f]{64}$/.test(value) ? `${value.slice(0, 19)}…` : value;

function Change({ name, before, after }: { name: string; before: Interval | null | undefined; after: Interval | null | undefined }) {
  if (before?.value == null || after?.value == null) return null;
  const change = after.value - before.value;
  const better = metricWords(name).better === 'higher' ? change > 0 : change < 0;
  const overlap = before.low != null && before.high != null && after.low != null && after.high != null && before.low <= after.high && after.low <= before.high;
  return (
    <div className="compare-change">
      {change === 0 ? (
        <span className="muted">same</span>
      ) : (
        <>
          {writeChange(name, change)}{' '}
          {overlap ? (
            <span className="muted">may be chance</span>
          ) : (
            <span className={better ? 'compare-better' : 'compare-worse'}>{better ? 'better' : 'worse'}</span>
          )}
        </>
      )}
    </div>
  );
}

/** What a contract asks of a column. */
export function say(column: ContractColumn | null | undefined): string {
  if (!column) return 'absent';
  const range = column.min != null || column.max != null ? `, ${column.min ?? '…'} to ${column.max ?? '…'}` : '';
  const classes = column.categories.length > 0 ? `, ${column.categories.length} categories` : '';
  return `${column.type.toLowerCase()} ${column.role.toLowerCase()}${column.required ? ', required' : ''}${range}${classes}`;
}
