import { useState } from 'react';
import { useDelegate, useDelegations, useEndDelegation } from '../../api/approvalQueries';
import { useMay, useMe } from '../../api/accountQueries';
import { Button } from '../../parts/Button';
import { Field, Input } from '../../parts/Field';
import { ProblemPanel } from '../../parts/States';
import { Time } from '../../parts/Time';

/** Who votes for whom while somebody is away. */
export function Delegations() {
  const items = useDelegations().data?.items ?? [];
  const me = useMe().data;
  const may = useMay('change.approve');
  const end = useEndDelegation();
  const now = new Date().toISOString();
  const holding = items.filter((one) => one.endedAt === null && one.until > now);
  return (
    <details className="delegations">
      <summary>{holding.length === 0 ? 'Delegate your votes' : `${holding.length} delegated`}</summary>
      <ul className="request-approvals">
        {holding.map((one) => (
          <li key={one.id}>
            <b>{one.to}</b> votes for <b>{one.from}</b> until <Time at={one.until} /> <span className="muted">“{one.reason}”</span>
            {one.from === me?.username ? (
              <Button small busy={end.isPending} onClick={() => end.mutate(one.id)}>
                Take back
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {may ? <Delegate /> : <p className="muted">Your role has no votes to delegate (change.approve).</p>}
    </details>
  );
}

function Delegate() {
  const delegate = useDelegate();
  const [to, setTo] = useState('');
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  return (
    <form
      className="delegate-form"
      onSubmit={(event) => {
        event.preventDefault();
        delegate.mutate({ to: to.trim(), until: `${until}T23:59:59Z`, reason: reason.trim() });
      }}
    >
      <Field label="To" required>
        {(control) => <Input {...control} value={to} onChange={(event) => setTo(event.target.value)} />}
      </Field>
      <Field label="Until the end of" required hint="UTC, 90 days at most">
        {(control) => <Input {...control} type="date" value={until} onChange={(event) => setUntil(event.target.value)} />}
      </Field>
      <Field label="Why" required>
        {(control) => <Input {...control} value={reason} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      <Button type="submit" disabled={!to.trim() || !until || !reason.trim()} busy={delegate.isPending}>
        Delegate
      </Button>
      {delegate.error ? <ProblemPanel problem={delegate.error} /> : null}
    </form>
  );
}
