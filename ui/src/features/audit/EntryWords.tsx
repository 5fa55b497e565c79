import type { AuditEntry } from '../../api/types';
import { Badge } from '../../parts/Badge';

export function Person({ entry }: { entry: AuditEntry }) {
  if (entry.erased.includes('actor')) return <i className="muted">erased</i>;
  return (
    <>
      <b>{entry.actor}</b>
      {entry.onBehalfOf ? <span className="muted"> for {entry.onBehalfOf}</span> : null}
    </>
  );
}

export const Outcome = ({ outcome }: { outcome: string }) =>
  outcome === 'done' ? <Badge tone="good">Done</Badge> : <Badge tone="warning">{outcome}</Badge>;
