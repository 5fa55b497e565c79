import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useAuditEntries, useAuditVerification } from '../../api/queries';
import type { AuditEntry } from '../../api/types';
import { count } from '../../format/number';
import { exact } from '../../format/time';
import { Badge } from '../../parts/Badge';
import { Button } from '../../parts/Button';
import { Dialog } from '../../parts/Dialog';
import { Input } from '../../parts/Field';
import { MoreButton } from '../../parts/MoreButton';
import { Facts, Panel } from '../../parts/Panel';
import { Answered, Empty, ProblemPanel } from '../../parts/States';
import { Table } from '../../parts/Table';
import { Time } from '../../parts/Time';
import { usePageTitle } from '../../parts/usePageTitle';
import './AuditPage.css';

export default function AuditPage() {
  usePageTitle('Audit');
  const [address, setAddress] = useSearchParams();
  const filters = { actor: address.get('actor') ?? '', action: address.get('action') ?? '', object: address.get('object') ?? '' };
  const query = useAuditEntries(filters);
  const [shown, setShown] = useState<AuditEntry>();
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Audit</h1>
          <p>Who did what, on what, when: an unbroken chain of hashes.</p>
        </div>
      </div>
      <div className="stack">
        <Verification />
        <form
          key={address.toString()}
          className="audit-filters"
          role="search"
          onSubmit={(event) => {
            event.preventDefault();
            const form = new FormData(event.currentTarget);
            const chosen = [...form].filter(([, value]) => value !== '').map(([name, value]): [string, string] => [name, String(value)]);
            setAddress(Object.fromEntries(chosen), { replace: true });
          }}
        >
          <Input name="actor" aria-label="Actor" placeholder="Actor" defaultValue={filters.actor} />
          <Input name="action" aria-label="Action" placeholder="Action" defaultValue={filters.action} />
          <Input name="object" aria-label="Id of the object" placeholder="Object id" defaultValue={filters.object} />
          <Button type="submit">Filter</Button>
        </form>
        <Answered query={query}>
          {(data) => {
            const items = data.pages.flatMap((page) => page.items);
            if (items.length === 0) {
              return (
                <Panel>
                  <Empty title="No entry">
                    <p>{Object.values(filters).some(Boolean) ? 'No entry matches these filters.' : 'Every change of a model, stage, label or account is entered here.'}</p>
                  </Empty>
                </Panel>
              );
            }
            return (
              <div>
                <Panel flush>
                  <Table
                    caption="Audit entries"
                    rows={items}
                    rowKey={(entry) => entry.sequence}
                    columns={[
                      { key: 'sequence', title: 'No.', cell: (entry) => <span className="muted">{count(entry.sequence)}</span>, width: '4.5rem' },
                      { key: 'at', title: 'When', cell: (entry) => <Time at={entry.at} /> },
                      { key: 'actor', title: 'Who', cell: (entry) => <b>{entry.actor}</b> },
                      { key: 'action', title: 'Action', cell: (entry) => <code>{entry.action}</code> },
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
                          <Button small kind="quiet" onClick={() => setShown(entry)}>
                            Details<span className="visually-hidden"> of entry {entry.sequence}</span>
                          </Button>
                        ),
                      },
                    ]}
                  />
                </Panel>
                <MoreButton query={query} shown={items.length} />
              </div>
            );
          }}
        </Answered>
      </div>
      {shown ? <Entry entry={shown} close={() => setShown(undefined)} /> : null}
    </>
  );
}

function Verification() {
  const verify = useAuditVerification();
  return (
    <Panel>
      <div className="spread">
        <div className="row">
          {verify.data ? (
            <>
              <Badge tone={verify.data.valid ? 'good' : 'critical'}>{verify.data.valid ? 'Chain is whole' : 'Chain is broken'}</Badge>
              <span>
                {count(verify.data.entries)} entries recomputed <Time at={verify.data.checkedAt} />
                {verify.data.firstBroken != null ? `; first broken entry ${count(verify.data.firstBroken)}` : ''}
              </span>
              <span className="muted">{verify.data.detail}</span>
            </>
          ) : (
            <span className="muted">Not verified in this session. Verifying recomputes every hash of the chain.</span>
          )}
        </div>
        <Button busy={verify.isPending} onClick={() => verify.mutate()}>
          Verify now
        </Button>
      </div>
      {verify.error ? <ProblemPanel problem={verify.error} retry={() => verify.mutate()} /> : null}
    </Panel>
  );
}

function Entry({ entry, close }: { entry: AuditEntry; close: () => void }) {
  return (
    <Dialog title={`Entry ${count(entry.sequence)}`} onClose={close} footer={<Button onClick={close}>Close</Button>}>
      <Facts
        items={[
          ['When', exact(entry.at)],
          ['Who', entry.actor],
          ['Action', <code key="action">{entry.action}</code>],
          ['On', `${entry.objectKind} ${entry.objectId}`],
          ['Reason', entry.reason ?? '–'],
          ['Request', entry.requestId ?? '–'],
          ['Address', entry.address ?? '–'],
          ['Hash', <code key="hash">{entry.hash}</code>],
        ]}
      />
      <State title="Before" value={entry.before} />
      <State title="After" value={entry.after} />
    </Dialog>
  );
}

function State({ title, value }: { title: string; value: unknown }) {
  if (value === null || value === undefined) return null;
  return (
    <div>
      <h3>{title}</h3>
      <pre className="audit-state">{typeof value === 'string' ? value : JSON.stringify(value, null, 2)}</pre>
    </div>
  );
}
