import { useEffect, useMemo, useRef, useState } from 'react';
import { Link, useLocation, useSearchParams } from 'react-router';
import { useModels, type ModelFilters } from '../../api/modelQueries';
import type { ModelRow } from '../../api/types';
import { metricWords } from '../../format/metric';
import { compact, count } from '../../format/number';
import { taskWord } from '../../format/words';
import { Badge, RiskBadge, StageBadge } from '../../parts/Badge';
import { Button } from '../../parts/Button';
import { Choice } from '../../parts/Field';
import { Icon } from '../../parts/Icon';
import { LoadOnSight } from '../../parts/LoadOnSight';
import { MoreButton } from '../../parts/MoreButton';
import { Panel } from '../../parts/Panel';
import { Empty, ProblemPanel, Skeleton } from '../../parts/States';
import { Table, type Column } from '../../parts/Table';
import { Time } from '../../parts/Time';
import { usePageTitle } from '../../parts/usePageTitle';
import { useSettled } from '../../parts/useSettled';
import { useVisibleRows } from '../../parts/useVisibleRows';
import { OverrideBadge } from '../policies/OverrideBadge';
import './ModelsPage.css';

const columns: Column<ModelRow>[] = [
  {
    key: 'model',
    title: 'Model',
    cell: (row) => (
      <div className="models-name">
        <Link to={`/models/${encodeURIComponent(row.model)}`}>{row.model}</Link>
        <span>{row.description || taskWord(row.task)}</span>
      </div>
    ),
  },
  {
    key: 'stage',
    title: 'Stage',
    cell: (row) => (
      <span className="row models-stage">
        {row.killed ? <Badge tone="critical">Stopped</Badge> : <StageBadge stage={row.stage} />}
        {row.servingVersion != null ? <span className="muted">v{row.servingVersion}</span> : null}
        <OverrideBadge model={row.model} />
        <span className="models-risk">
          <RiskBadge risk={row.risk} />
        </span>
      </span>
    ),
  },
  { key: 'risk', title: 'Risk', minor: true, cell: (row) => <RiskBadge risk={row.risk} /> },
  { key: 'task', title: 'Answers', minor: true, cell: (row) => taskWord(row.task) },
  {
    key: 'metric',
    title: 'Main metric',
    numeric: true,
    minor: true,
    cell: (row) => <MetricCell row={row} />,
  },
  { key: 'traffic', title: 'Predictions, 7 d', numeric: true, minor: true, cell: (row) => compact(row.predictions7d) },
  {
    key: 'alerts',
    title: 'Alerts',
    numeric: true,
    minor: true,
    cell: (row) =>
      row.openAlerts > 0 ? (
        <Link to={`/alerts?model=${encodeURIComponent(row.model)}`}>
          <b>{row.openAlerts}</b>
          <span className="visually-hidden"> open alerts</span>
        </Link>
      ) : (
        <span className="muted">0</span>
      ),
  },
  { key: 'versions', title: 'Versions', numeric: true, minor: true, cell: (row) => count(row.versions) },
  { key: 'updated', title: 'Changed', minor: true, cell: (row) => <Time at={row.updatedAt} /> },
];

function MetricCell({ row }: { row: ModelRow }) {
  if (!row.metric) return <span className="muted">–</span>;
  const words = metricWords(row.metric.name);
  const { value, low, high } = row.metric;
  return (
    <span title={low != null && high != null ? `95 % interval ${words.write(low)} to ${words.write(high)}` : words.says}>
      <span className="muted">{words.name}</span> <b>{words.write(value)}</b>
    </span>
  );
}

const rowHeight = 53;

export default function ModelsPage() {
  usePageTitle('Models');
  const [address, setAddress] = useSearchParams();
  const filters: ModelFilters = {
    search: address.get('search') ?? '',
    stage: address.get('stage') ?? '',
    risk: address.get('risk') ?? '',
    task: address.get('task') ?? '',
    tier: address.get('tier') ?? '',
  };
  const query = useModels({ ...filters, search: useSettled(filters.search, 200) });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const counted = query.data?.pages[0];
  const total = counted?.totalIsExact === false ? undefined : counted?.total;
  const visible = useVisibleRows(rows.length, rowHeight);
  const filtered = Object.values(filters).some((value) => value !== '');

  const set = (name: keyof ModelFilters, value: string) =>
    setAddress(
      (present) => {
        const next = new URLSearchParams(present);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );

  return (
    <>
      <div className="page-head">
        <div>
          <h1>Models</h1>
          <p role="status">{counted ? matches(counted, filtered) : ' '}</p>
        </div>
      </div>
      <div className="models-filters" role="search">
        <Search value={filters.search} onChange={(value) => set('search', value)} />
        <Choice
          label="Stage"
          value={filters.stage}
          onChange={(value) => set('stage', value)}
          options={[
            ['', 'Any'],
            ['production', 'Production'],
            ['canary', 'Canary'],
            ['shadow', 'Shadow'],
            ['none', 'Not serving'],
          ]}
        />
        <Choice
          label="Risk"
          value={filters.risk}
          onChange={(value) => set('risk', value)}
          options={[
            ['', 'Any'],
            ['severe', 'Severe'],
            ['high', 'High'],
            ['moderate', 'Moderate'],
            ['low', 'Low'],
            ['unevaluated', 'Unevaluated'],
          ]}
        />
        <Choice
          label="Answers"
          value={filters.task}
          onChange={(value) => set('task', value)}
          options={[
            ['', 'Any'],
            ['binary', 'Yes / no'],
            ['multiclass', 'Classes'],
            ['regression', 'Number'],
          ]}
        />
        <Choice
          label="Tier"
          value={filters.tier}
          onChange={(value) => set('tier', value)}
          options={[
            ['', 'Any'],
            ['high', 'High'],
            ['medium', 'Medium'],
            ['low', 'Low'],
            ['unrated', 'Unrated'],
          ]}
        />
        {filtered ? (
          <Button kind="quiet" small onClick={() => setAddress({}, { replace: true })}>
            Clear
          </Button>
        ) : null}
      </div>
      {query.error && !query.data ? (
        <ProblemPanel problem={query.error} retry={() => void query.refetch()} />
      ) : !query.data ? (
        <Panel>
          <Skeleton lines={12} />
        </Panel>
      ) : rows.length === 0 ? (
        <Panel>
          {filtered ? (
            <Empty title="No model matches">
              <p>Loosen a filter, or search for another part of the name.</p>
              <Button onClick={() => setAddress({}, { replace: true })}>Clear all filters</Button>
            </Empty>
          ) : (
            <Empty title="No model yet" command="./plumbline train --data FILE --label COLUMN --name NAME">
              <p>A trained table becomes a model here.</p>
            </Empty>
          )}
        </Panel>
      ) : (
        <div ref={visible.frame} className={query.isPlaceholderData ? 'models-stale' : undefined}>
          <Panel flush>
            <div className="models-table">
              <Table
                caption="Models"
                columns={columns}
                rows={rows.slice(visible.first, visible.end)}
                rowKey={(row) => row.model}
                space={{ before: visible.first * rowHeight, after: (rows.length - visible.end) * rowHeight }}
                total={total ?? rows.length}
                firstIndex={visible.first}
              />
            </div>
          </Panel>
          <MoreButton query={query} shown={rows.length} total={total} />
          <LoadOnSight query={query} />
        </div>
      )}
    </>
  );
}

function matches({ total = 0, totalIsExact }: { total?: number; totalIsExact?: boolean }, filtered: boolean) {
  if (totalIsExact === false) return `More than ${count(total)} match`;
  return filtered ? `${count(total)} match` : `${count(total)} in all`;
}

/** Holds its own text, since the address follows a little later than the keys. */
function Search({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const [text, setText] = useState(value);
  const told = useRef(value);
  const field = useRef<HTMLInputElement>(null);
  const location = useLocation();

  useEffect(() => {
    if ((location.state as { focus?: string } | null)?.focus === 'search') field.current?.focus();
  }, [location.state]);

  useEffect(() => {
    if (value !== told.current) {
      told.current = value;
      setText(value);
    }
  }, [value]);

  /* At once: an address that changes later would call back whoever has gone on to a model. */
  const type = (typed: string) => {
    told.current = typed;
    setText(typed);
    onChange(typed);
  };

  return (
    <div className="models-search">
      <Icon name="search" />
      <input
        ref={field}
        className="control"
        type="search"
        aria-label="Search models by name or description"
        placeholder="Search models"
        value={text}
        maxLength={200}
        onChange={(event) => type(event.target.value)}
      />
      <kbd aria-hidden="true">/</kbd>
    </div>
  );
}
