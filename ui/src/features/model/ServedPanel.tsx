import { useState } from 'react';
import { Link } from 'react-router';
import { useServed } from '../../api/modelQueries';
import type { ModelDetail } from '../../api/types';
import { Badge, StageBadge } from '../../parts/Badge';
import { Field, Input } from '../../parts/Field';
import { Panel } from '../../parts/Panel';
import { Answered, Skeleton } from '../../parts/States';
import { Table } from '../../parts/Table';
import { Time } from '../../parts/Time';

/** Answers an auditor: what served at an instant, as it is known now or as it was known then. */
export function ServedPanel({ model }: { model: ModelDetail }) {
  const [at, setAt] = useState('');
  const [known, setKnown] = useState('');
  const query = useServed(model.model, instant(at), instant(known));
  return (
    <Panel title="What served at a time?" note="Times are in UTC; an empty field means now">
      <div className="served-times">
        <Field label="Served at">
          {(control) => <Input {...control} type="datetime-local" value={at} onChange={(event) => setAt(event.target.value)} />}
        </Field>
        <Field label="As known at" hint="What was written down later does not count">
          {(control) => <Input {...control} type="datetime-local" value={known} onChange={(event) => setKnown(event.target.value)} />}
        </Field>
      </div>
      <Answered query={query} skeleton={<Skeleton lines={2} />}>
        {(served) =>
          served.items.length === 0 ? (
            <p className="muted">No version served at that time.</p>
          ) : (
            <Table
              caption={`What served in ${model.model}`}
              rows={served.items}
              rowKey={(row) => `${row.version} ${row.from}`}
              columns={[
                { key: 'version', title: 'Version', cell: (row) => <Link to={`/models/${encodeURIComponent(model.model)}/versions/${row.version}`}>v{row.version}</Link> },
                { key: 'stage', title: 'Stage', cell: (row) => <StageBadge stage={row.stage} /> },
                { key: 'from', title: 'From', cell: (row) => <Time at={row.from} both /> },
                { key: 'until', title: 'Until', cell: (row) => (row.until ? <Time at={row.until} both /> : <span className="muted">still</span>) },
                { key: 'decides', title: 'Decides by', minor: true, cell: (row) => (row.groupThresholds ? <Badge tone="warning">groups</Badge> : 'one threshold') },
                { key: 'by', title: 'By', minor: true, cell: (row) => row.by },
                { key: 'reason', title: 'Reason', minor: true, cell: (row) => row.reason },
              ]}
            />
          )
        }
      </Answered>
    </Panel>
  );
}

/** What a datetime field holds, as an instant; undefined while it is empty. */
export function instant(local: string): string | undefined {
  if (local === '') return undefined;
  return `${local.length === 16 ? `${local}:00` : local}Z`;
}
