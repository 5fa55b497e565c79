import type { ReactNode } from 'react';
import { useVersion } from '../../api/queries';
import type { ContractColumn, Interval, ModelDetail, VersionDetail } from '../../api/types';
import { metricNames, metricWords, writeChange } from '../../format/metric';
import { count, dash } from '../../format/number';
import { learnerWord } from '../../format/words';
import { IntervalCell } from '../../parts/IntervalCell';
import { Panel } from '../../parts/Panel';
import { ProblemPanel, Skeleton } from '../../parts/States';
import { Table } from '../../parts/Table';

/** Two versions side by side: metrics, what they were made of, what they ask for. */
export function Comparison({ model, left, right }: { model: ModelDetail; left: number; right: number }) {
  const one = useVersion(model.model, left);
  const other = useVersion(model.model, right);
  const failed = [one, other].find((query) => query.error && !query.data);
  return (
    <Panel title={`Version ${right} against version ${left}`} note="Overlapping intervals mean that the difference may be chance" flush>
      {failed ? (
        <ProblemPanel problem={failed.error} retry={() => void failed.refetch()} />
      ) : one.data && other.data ? (
        <Present left={one.data} right={other.data} />
      ) : (
        <div className="panel-body">
          <Skeleton lines={6} />
        </div>
      )}
    </Panel>
  );
}

interface Line {
  name: string;
  left: ReactNode;
  right: ReactNode;
  difference: ReactNode;
}

function Present({ left, right }: { left: VersionDetail; right: VersionDetail }) {
  const metrics = metricNames({ ...left.scorecard.metrics, ...right.scorecard.metrics }).map((name): Line => {
    const before = left.scorecard.metrics[name];
    const after = right.scorecard.metrics[name];
    return {
      name: metricWords(name).name,
      left: <IntervalCell name={name} interval={before} />,
      right: <IntervalCell name={name} interval={after} />,
      difference: <Change name={name} before={before} after={after} />,
    };
  });
  const facts: Line[] = [
    fact('Learner', learnerWord(left.learner), learnerWord(right.learner)),
    fact('Training rows', count(left.scorecard.split.trainRows), count(right.scorecard.split.trainRows)),
    fact('Data', left.provenance.dataName, right.provenance.dataName),
    fact('Data hash', left.provenance.dataHash.slice(0, 19), right.provenance.dataHash.slice(0, 19)),
    fact('Seed', String(left.provenance.seed), String(right.provenance.seed)),
    ...contractLines(left.contract.columns, right.contract.columns),
  ];
  return (
    <Table
      caption={`Version ${right.version} against version ${left.version}`}
      rows={[...metrics, ...facts]}
      rowKey={(line) => line.name}
      columns={[
        { key: 'name', title: 'What', cell: (line) => line.name },
        { key: 'left', title: `v${left.version}`, numeric: true, cell: (line) => line.left },
        { key: 'right', title: `v${right.version}`, numeric: true, cell: (line) => line.right },
        { key: 'difference', title: 'Difference', numeric: true, cell: (line) => line.difference },
      ]}
    />
  );
}

function fact(name: string, left: string, right: string): Line {
  return { name, left, right, difference: <span className="muted">{left === right ? 'same' : 'differs'}</span> };
}

function Change({ name, before, after }: { name: string; before: Interval | undefined; after: Interval | undefined }) {
  if (before?.value == null || after?.value == null) return <span className="muted">{dash}</span>;
  const change = after.value - before.value;
  const better = metricWords(name).better === 'higher' ? change > 0 : change < 0;
  const overlap = before.low != null && before.high != null && after.low != null && after.high != null && before.low <= after.high && after.low <= before.high;
  return (
    <>
      {writeChange(name, change)}{' '}
      {change === 0 ? (
        <span className="muted">same</span>
      ) : overlap ? (
        <span className="muted">may be chance</span>
      ) : (
        <span className={better ? 'compare-better' : 'compare-worse'}>{better ? 'better' : 'worse'}</span>
      )}
    </>
  );
}

/** Columns that one contract has and the other has not, or has otherwise. */
export function contractLines(left: ContractColumn[], right: ContractColumn[]): Line[] {
  const say = (column: ContractColumn | undefined) => (column ? `${column.type.toLowerCase()} ${column.role.toLowerCase()}${column.required ? ', required' : ''}` : 'absent');
  const names = [...new Set([...left, ...right].map((column) => column.name))];
  const lines = names.flatMap((name) => {
    const before = say(left.find((column) => column.name === name));
    const after = say(right.find((column) => column.name === name));
    return before === after ? [] : [fact(`Column ${name}`, before, after)];
  });
  return lines.length > 0 ? lines : [fact('Contract', `${left.length} columns`, `${right.length} columns`)];
}
