import { useMemo } from 'react';
import { Link, useSearchParams } from 'react-router';
import { asProblem } from '../../api/problem';
import { useExperiments, useRuns } from '../../api/runQueries';
import type { Experiment, Run } from '../../api/types';
import { count, plural } from '../../format/number';
import { Button, ButtonLink } from '../../parts/Button';
import { Choice } from '../../parts/Field';
import { LoadOnSight } from '../../parts/LoadOnSight';
import { MoreButton } from '../../parts/MoreButton';
import { Panel } from '../../parts/Panel';
import { Answered, Empty, ProblemPanel, Skeleton } from '../../parts/States';
import { Table, type Column } from '../../parts/Table';
import { Time } from '../../parts/Time';
import { usePageTitle } from '../../parts/usePageTitle';
import { useVisibleRows } from '../../parts/useVisibleRows';
import { ColumnChoice } from './ColumnChoice';
import { fieldsOf, nextOrder, numberOf, orderQuery, readField, readOrder, standardColumns, textOf, took, type SortOrder } from './fields';
import { QueryField } from './QueryField';
import { RunStatus } from './RunStatus';
import './ExperimentsPage.css';

const rowHeight = 41;
const mostCompared = 500;

export default function ExperimentsPage() {
  usePageTitle('Experiments');
  const query = useExperiments();
  return (
    <Answered query={query} skeleton={<Skeleton lines={12} />}>
      {(page) => <Runs experiments={page.items} />}
    </Answered>
  );
}

/** The runs of one experiment or of all; what is asked, sorted, shown and chosen stands in the address. */
function Runs({ experiments }: { experiments: Experiment[] }) {
  const [address, setAddress] = useSearchParams();
  const experiment = address.get('experiment') ?? '';
  const filter = address.get('filter') ?? '';
  const view = address.get('view') ?? 'active';
  const order = readOrder(address.get('order') ?? '');
  const chosen = useMemo(() => new Set((address.get('runs') ?? '').split(',').filter(Boolean)), [address]);
  const within = experiment || experiments.map((one) => one.id).join(',');

  const query = useRuns({ experiments: within, filter, order: orderQuery(order), view });
  const runs = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const fields = useMemo(() => fieldsOf(runs.slice(0, 1000)), [runs]);
  const columns = address.get('columns')?.split('\n').filter(Boolean) ?? standardColumns(fields);
  const visible = useVisibleRows(runs.length, rowHeight);
  const unreadable = query.error ? asProblem(query.error).errors.some((error) => error.field === 'filter') : false;

  const set = (changes: Record<string, string>) =>
    setAddress(
      (present) => {
        const next = new URLSearchParams(present);
        for (const [name, value] of Object.entries(changes)) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      },
      { replace: true },
    );
  const choose = (ids: Iterable<string>) => set({ runs: [...ids].slice(0, mostCompared).join(',') });
  const sort = (field: string) => {
    const next = nextOrder(order, field);
    set({ order: next ? `${next.field} ${next.descending ? 'DESC' : 'ASC'}` : '' });
  };

  return (
    <>
      <div className="page-head">
        <div>
          <h1>Experiments</h1>
          <p role="status">{query.data ? `${count(runs.length)}${query.hasNextPage ? ' and more' : ''} ${runs.length === 1 ? 'run' : 'runs'}` : ' '}</p>
        </div>
      </div>
      <div className="experiments-filters">
        <Choice
          label="Experiment"
          value={experiment}
          onChange={(value) => set({ experiment: value, runs: '' })}
          options={[['', 'All'], ...experiments.map((one): [string, string] => [one.id, one.name])]}
        />
        <Choice
          label="Show"
          value={view}
          onChange={(value) => set({ view: value === 'active' ? '' : value, runs: '' })}
          options={[
            ['active', 'Present'],
            ['deleted', 'Deleted'],
            ['all', 'Both'],
          ]}
        />
        <ColumnChoice fields={fields} chosen={columns} onChoose={(next) => set({ columns: next.join('\n') })} />
      </div>
      <QueryField value={filter} problem={query.error} onAsk={(text) => set({ filter: text })} />
      {chosen.size > 0 ? (
        <div className="experiments-chosen row" role="status">
          <b>{plural(chosen.size, 'run')} chosen</b>
          <ButtonLink kind="primary" small to={`/experiments/compare?runs=${[...chosen].join(',')}`}>
            Compare
          </ButtonLink>
          <Button kind="quiet" small onClick={() => choose([])}>
            Choose none
          </Button>
        </div>
      ) : null}
      {query.error && !query.data ? (
        unreadable ? null : <ProblemPanel problem={query.error} retry={() => void query.refetch()} />
      ) : !query.data ? (
        <Panel>
          <Skeleton lines={12} />
        </Panel>
      ) : runs.length === 0 ? (
        <Panel>
          {filter || view !== 'active' ? (
            <Empty title="No run matches">
              <p>Loosen the query, or look in another experiment.</p>
              <Button onClick={() => set({ filter: '', view: '' })}>Clear the query</Button>
            </Empty>
          ) : (
            <Empty title="No run yet" command="./plumbline train --data FILE --label COLUMN">
              <p>Every training leaves a run here, and so does any client of the tracking API.</p>
            </Empty>
          )}
        </Panel>
      ) : (
        <div ref={visible.frame} className={query.isPlaceholderData || query.error ? 'experiments-stale' : undefined}>
          <Panel flush>
            <div className="experiments-table">
              <Table
                caption="Runs"
                columns={tableColumns({ experiments, columns, order, chosen, runs, choose, sort, many: !experiment })}
                rows={runs.slice(visible.first, visible.end)}
                rowKey={(run) => run.id}
                rowClass={(run) => (chosen.has(run.id) ? 'experiments-on' : undefined)}
                space={{ before: visible.first * rowHeight, after: (runs.length - visible.end) * rowHeight }}
                firstIndex={visible.first}
              />
            </div>
          </Panel>
          <MoreButton query={query} shown={runs.length} />
          <LoadOnSight query={query} />
        </div>
      )}
    </>
  );
}

interface Shown {
  experiments: Experiment[];
  columns: string[];
  order: SortOrder | undefined;
  chosen: Set<string>;
  runs: Run[];
  choose: (ids: Iterable<string>) => void;
  sort: (field: string) => void;
  many: boolean;
}

function tableColumns({ experiments, columns, order, chosen, runs, choose, sort, many }: Shown): Column<Run>[] {
  const all = runs.length > 0 && runs.slice(0, mostCompared).every((run) => chosen.has(run.id));
  const head = (field: string, title: string): Pick<Column<Run>, 'title' | 'sorted'> => ({
    title: (
      <button type="button" className="experiments-sort" title={`Sort by ${title}`} onClick={() => sort(field)}>
        {title}
        <span aria-hidden="true">{order?.field === field ? (order.descending ? ' ↓' : ' ↑') : ''}</span>
      </button>
    ),
    ...(order?.field === field ? { sorted: order.descending ? ('descending' as const) : ('ascending' as const) } : {}),
  });
  const names = new Map(experiments.map((one) => [one.id, one.name]));
  return [
    {
      key: 'name',
      title: (
        <span className="row nowrap">
          <input
            type="checkbox"
            aria-label="Choose all runs shown"
            checked={all}
            onChange={() => choose(all ? [] : [...chosen, ...runs.map((run) => run.id).filter((id) => !chosen.has(id))])}
          />
          {head('run_name', 'Run').title}
        </span>
      ),
      cell: (run) => (
        <span className="row nowrap experiments-name">
          <input
            type="checkbox"
            aria-label={`Choose ${run.name}`}
            checked={chosen.has(run.id)}
            onChange={() => choose(chosen.has(run.id) ? [...chosen].filter((id) => id !== run.id) : [...chosen, run.id])}
          />
          {run.parent ? (
            <span className="muted" title="Part of another run">
              ↳<span className="visually-hidden">part of another run:</span>
            </span>
          ) : null}
          <Link to={`/experiments/runs/${run.id}`}>{run.name}</Link>
        </span>
      ),
    },
    { key: 'status', ...head('status', 'Status'), cell: (run) => <RunStatus status={run.status} /> },
    { key: 'started', ...head('start_time', 'Started'), minor: true, cell: (run) => <Time at={run.startedAt} /> },
    { key: 'took', title: 'Took', minor: true, numeric: true, cell: (run) => <span className="nowrap">{took(run)}</span> },
    ...(many ? [{ key: 'experiment', title: 'Experiment', minor: true, cell: (run: Run) => <span className="experiments-text">{names.get(run.experiment) ?? run.experiment}</span> }] : []),
    { key: 'author', ...head('user_id', 'Author'), minor: true, cell: (run) => run.author },
    {
      key: 'version',
      title: 'Version',
      minor: true,
      cell: (run) =>
        run.version ? (
          <Link className="nowrap" to={`/models/${encodeURIComponent(run.version.model)}/versions/${run.version.version}`}>
            {run.version.model} v{run.version.version}
          </Link>
        ) : (
          <span className="muted">–</span>
        ),
    },
    ...columns.flatMap((text): Column<Run>[] => {
      const field = readField(text);
      if (!field) return [];
      const numeric = field.kind === 'metrics' || runs.slice(0, 50).some((run) => numberOf(run, field) !== undefined);
      return [
        {
          key: text,
          ...head(text, field.key),
          numeric,
          cell: (run) => {
            const value = textOf(run, field);
            const point = field.kind === 'metrics' ? run.metrics[field.key] : undefined;
            const interval = point?.low != null && point.high != null ? `95 % interval ${point.low} to ${point.high}` : undefined;
            return value === undefined ? (
              <span className="muted">–</span>
            ) : (
              <span className="experiments-text" title={interval ?? (point ? String(point.value ?? point.special) : value)}>
                {value}
              </span>
            );
          },
        },
      ];
    }),
  ];
}
