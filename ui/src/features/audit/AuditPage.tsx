import { useSearchParams } from 'react-router';
import { useAuditEntries, type AuditFilters } from '../../api/auditQueries';
import type { AuditEntry } from '../../api/types';
import { count } from '../../format/number';
import { Button } from '../../parts/Button';
import { MoreButton } from '../../parts/MoreButton';
import { Panel } from '../../parts/Panel';
import { Answered, Empty } from '../../parts/States';
import { Table } from '../../parts/Table';
import { Time } from '../../parts/Time';
import { usePageTitle } from '../../parts/usePageTitle';
import { EntryDialog } from './EntryDialog';
import { Outcome, Person } from './EntryWords';
import { ExportMenu } from './ExportMenu';
import { FilterForm } from './FilterForm';
import { Verification } from './Verification';
import './AuditPage.css';

const names = ['actor', 'action', 'object', 'outcome', 'text', 'from', 'to'] as const;

export default function AuditPage() {
  usePageTitle('Audit');
  const [address, setAddress] = useSearchParams();
  const filters = Object.fromEntries(names.map((name) => [name, address.get(name) ?? ''])) as unknown as AuditFilters;
  const query = useAuditEntries(filters);
  const shown = Number(address.get('entry')) || undefined;
  const filtered = names.some((name) => filters[name] !== '');
  const open = (sequence: number | undefined) =>
    setAddress(
      (before) => {
        const after = new URLSearchParams(before);
        if (sequence === undefined) after.delete('entry');
        else after.set('entry', String(sequence));
        return after;
      },
      { replace: true },
    );
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Audit</h1>
          <p>Who did or tried what, on what, when: an unbroken chain of hashes under signed checkpoints.</p>
        </div>
        <ExportMenu filters={filters} filtered={filtered} />
      </div>
      <div className="stack">
        <Verification open={open} />
        <FilterForm
          key={names.map((name) => filters[name]).join('\n')}
          filters={filters}
          filtered={filtered}
          choose={(chosen) => setAddress(Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== '')), { replace: true })}
        />
        <Answered query={query}>
          {(data) => {
            const items = data.pages.flatMap((page) => page.items);
            if (items.length === 0) {
              return (
                <Panel>
                  <Empty title="No entry">
                    <p>{filtered ? 'No entry matches these filters.' : 'Every change of a model, stage, label or account is entered here, and every attempt that was refused.'}</p>
                  </Empty>
                </Panel>
              );
            }
            return (
              <div>
                <Panel flush>
                  <Entries items={items} open={open} />
                </Panel>
                <MoreButton query={query} shown={items.length} />
              </div>
            );
          }}
        </Answered>
      </div>
      {shown ? <EntryDialog sequence={shown} known={query.data?.pages.flatMap((page) => page.items).find((one) => one.sequence === shown)} close={() => open(undefined)} /> : null}
    </>
  );
}

function Entries({ items, open }: { items: AuditEntry[]; open: (sequence: number) => void }) {
  return (
    <Table
      caption="Audit entries"
      rows={items}
      rowKey={(entry) => entry.sequence}
      columns={[
        { key: 'sequence', title: 'No.', cell: (entry) => <span className="muted">{count(entry.sequence)}</span>, width: '4.5rem' },
        { key: 'at', title: 'When', cell: (entry) => <Time at={entry.at} /> },
        { key: 'actor', title: 'Who', cell: (entry) => <Person entry={entry} /> },
        { key: 'action', title: 'Action', cell: (entry) => <code>{entry.action}</code> },
        { key: 'outcome', title: 'Outcome', minor: true, cell: (entry) => <Outcome outcome={entry.outcome} /> },
        {
          key: 'object',
          title: 'On',
          minor: true,
          cell: (entry) => (
            <span className="audit-object">
              <span className="muted">{entry.objectKind}</span> {entry.objectId}
            </span>
          ),
        },
        { key: 'reason', title: 'Reason', minor: true, cell: (entry) => <span className="audit-reason">{entry.reason ?? '–'}</span> },
        {
          key: 'open',
          title: <span className="visually-hidden">Actions</span>,
          cell: (entry) => (
            <Button small kind="quiet" onClick={() => open(entry.sequence)}>
              Details<span className="visually-hidden"> of entry {entry.sequence}</span>
            </Button>
          ),
        },
      ]}
    />
  );
}
