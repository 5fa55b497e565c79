import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useRunComparison } from '../../api/runQueries';
import type { Run, RunComparison } from '../../api/types';
import { plural } from '../../format/number';
import { Choice } from '../../parts/Field';
import { Panel } from '../../parts/Panel';
import { Answered, Empty, Skeleton } from '../../parts/States';
import { Table, type Column } from '../../parts/Table';
import { usePageTitle } from '../../parts/usePageTitle';
import { fieldText, numberOf, pointText, readField, type FieldName } from './fields';
import { HistoryPlot } from './HistoryPlot';
import { ParallelPlot } from './ParallelPlot';
import { ScatterPlot } from './ScatterPlot';
import '../../charts/series.css';
import '../../parts/IntervalCell.css';
import './ComparePage.css';

const mostAxes = 9;
const mostLines = 16;
const mostColumns = 24;

/** Runs side by side: how parameters and metrics go together, the way of a metric, and what differs. */
export default function ComparePage() {
  usePageTitle('Compare runs');
  const [address] = useSearchParams();
  const ids = (address.get('runs') ?? '').split(',').filter(Boolean);
  const query = useRunComparison(ids);
  return (
    <>
      <div className="page-head">
        <div>
          <p className="compare-back">
            <Link to="/experiments">Experiments</Link>
          </p>
          <h1>Compare {plural(ids.length, 'run')}</h1>
        </div>
      </div>
      {ids.length === 0 ? (
        <Panel>
          <Empty title="No run chosen">
            <p>Choose runs in the table of experiments, then compare them.</p>
          </Empty>
        </Panel>
      ) : (
        <Answered query={query} skeleton={<Skeleton lines={10} tall />}>
          {(comparison) => <Present comparison={comparison} />}
        </Answered>
      )}
    </>
  );
}

function Present({ comparison }: { comparison: RunComparison }) {
  const [address, setAddress] = useSearchParams();
  const [all, setAll] = useState(false);
  const { runs } = comparison;
  const metrics = comparison.metrics.map((row): FieldName => ({ kind: 'metrics', key: row.key }));
  const params = comparison.params.map((row): FieldName => ({ kind: 'params', key: row.key }));
  const numbers = [...params, ...metrics].filter((field) => runs.some((run) => numberOf(run, field) !== undefined));
  const shared = metrics.filter((field) => runs.every((run) => run.metrics[field.key]));
  const main = shared[0] ?? metrics[0];
  const axes = [
    ...comparison.params.filter((row) => row.differs).map((row): FieldName => ({ kind: 'params', key: row.key })),
    ...shared,
  ].slice(0, mostAxes);
  const chosen = (name: string, fallback: FieldName | undefined) => {
    const found = readField(address.get(name) ?? '');
    return found && numbers.some((field) => fieldText(field) === fieldText(found)) ? found : fallback;
  };
  const across = chosen('x', numbers.find((field) => field.kind === 'params' && comparison.params.some((row) => row.key === field.key && row.differs)) ?? numbers[0]);
  const up = chosen('y', main ?? numbers[1]);
  const colour = chosen('colour', main);
  const history = address.get('metric') ?? longest(comparison) ?? main?.key ?? '';
  const set = (name: string, value: string) =>
    setAddress(
      (present) => {
        const next = new URLSearchParams(present);
        next.set(name, value);
        return next;
      },
      { replace: true },
    );
  const options = numbers.map((field): [string, string] => [fieldText(field), field.key]);

  return (
    <div className="stack">
      {axes.length > 1 ? (
        <Panel
          title="Parameters and metrics together"
          note="A line is a run; an axis is what differs between them"
          actions={colour ? <Choice label="Colour" value={fieldText(colour)} options={options} onChange={(value) => set('colour', value)} /> : undefined}
        >
          <ParallelPlot runs={runs} fields={axes} colour={colour} />
        </Panel>
      ) : null}
      <div className="compare-two">
        {across && up ? (
          <Panel
            title="One against another"
            actions={
              <>
                <Choice label="Across" value={fieldText(across)} options={options} onChange={(value) => set('x', value)} />
                <Choice label="Up" value={fieldText(up)} options={options} onChange={(value) => set('y', value)} />
              </>
            }
          >
            <ScatterPlot runs={runs} across={across} up={up} colour={colour} />
          </Panel>
        ) : null}
        {history ? (
          <Panel
            title="By step"
            note={runs.length > mostLines ? `The first ${mostLines} runs` : undefined}
            actions={
              <Choice
                label="Metric"
                value={history}
                options={metrics.map((field): [string, string] => [field.key, field.key])}
                onChange={(value) => set('metric', value)}
              />
            }
          >
            <HistoryPlot runs={runs.filter((run) => run.metrics[history]).slice(0, mostLines)} metric={history} />
          </Panel>
        ) : null}
      </div>
      <Panel
        title="What differs"
        flush
        note={runs.length > mostColumns ? `The first ${mostColumns} runs; the charts show all` : undefined}
        actions={
          <label className="compare-all">
            <input type="checkbox" checked={all} onChange={() => setAll(!all)} /> Also what is equal
          </label>
        }
      >
        <Differences comparison={comparison} all={all} />
      </Panel>
    </div>
  );
}

/** The metric whose history is worth a chart: one that some run has logged beyond a single step. */
function longest(comparison: RunComparison): string | undefined {
  return comparison.metrics.find((row) => row.values.some((point) => (point?.step ?? 0) > 1))?.key;
}

interface Line {
  key: string;
  kind: string;
  name: string;
  differs: boolean;
  values: (string | undefined)[];
  bounds: (string | undefined)[];
}

function Differences({ comparison, all }: { comparison: RunComparison; all: boolean }) {
  const runs = comparison.runs.slice(0, mostColumns);
  const lines: Line[] = [
    ...comparison.params.map((row) => ({
      key: `params.${row.key}`,
      kind: 'Parameter',
      name: row.key,
      differs: row.differs,
      values: row.values.map((value) => value ?? undefined),
      bounds: [],
    })),
    ...comparison.metrics.map((row) => ({
      key: `metrics.${row.key}`,
      kind: 'Metric',
      name: row.key,
      differs: row.differs,
      values: row.values.map((point) => (point ? pointText(point) : undefined)),
      bounds: row.values.map((point) => (point?.low != null && point.high != null ? `${pointText({ ...point, value: point.low })} – ${pointText({ ...point, value: point.high })}` : undefined)),
    })),
  ].filter((line) => all || line.differs);
  if (lines.length === 0) {
    return (
      <div className="panel-body">
        <Empty title="Nothing differs">
          <p>These runs have the same parameters and metrics.</p>
        </Empty>
      </div>
    );
  }
  const columns: Column<Line>[] = [
    {
      key: 'name',
      title: 'Field',
      cell: (line) => (
        <>
          {line.name} <span className="muted">{line.kind.toLowerCase()}</span>
        </>
      ),
    },
    ...runs.map((run: Run, index): Column<Line> => ({
      key: run.id,
      title: <Link to={`/experiments/runs/${run.id}`}>{run.name}</Link>,
      numeric: true,
      cell: (line) => (
        <span className="interval">
          <span className={line.differs ? undefined : 'muted'}>{line.values[index] ?? '–'}</span>
          {line.bounds[index] ? (
            <span>
              <span className="visually-hidden">95 % interval </span>
              {line.bounds[index]}
            </span>
          ) : null}
        </span>
      ),
    })),
  ];
  return <Table caption="Parameters and metrics of the runs" columns={columns} rows={lines} rowKey={(line) => line.key} />;
}
