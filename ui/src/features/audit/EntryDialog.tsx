import { useAuditEntry, useAuditProof } from '../../api/auditQueries';
import type { AuditEntry } from '../../api/types';
import { count } from '../../format/number';
import { exact } from '../../format/time';
import { Button } from '../../parts/Button';
import { Dialog } from '../../parts/Dialog';
import { Facts } from '../../parts/Panel';
import { Answered, ProblemPanel } from '../../parts/States';
import { Outcome, Person } from './EntryWords';
import { StateDiff } from '../../parts/StateDiff';

interface Props {
  sequence: number;
  /** The entry when the list has it already. */
  known: AuditEntry | undefined;
  close: () => void;
}

export function EntryDialog({ sequence, known, close }: Props) {
  const proof = useAuditProof();
  return (
    <Dialog
      title={`Entry ${count(sequence)}`}
      onClose={close}
      footer={
        <>
          <Button busy={proof.isPending} onClick={() => proof.mutate(sequence)}>
            Download proof
          </Button>
          <Button onClick={close}>Close</Button>
        </>
      }
    >
      {known ? <Told entry={known} /> : <Found sequence={sequence} />}
      {proof.error ? <ProblemPanel problem={proof.error} /> : null}
    </Dialog>
  );
}

function Found({ sequence }: { sequence: number }) {
  const query = useAuditEntry(sequence);
  return <Answered query={query}>{(entry) => <Told entry={entry} />}</Answered>;
}

function Told({ entry }: { entry: AuditEntry }) {
  return (
    <>
      <Facts
        items={[
          ['When', exact(entry.at)],
          ['Who', <Person key="who" entry={entry} />],
          ['Action', <code key="action">{entry.action}</code>],
          ['Outcome', <Outcome key="outcome" outcome={entry.outcome} />],
          ['On', `${entry.objectKind} ${entry.objectId}`],
          ['Reason', entry.reason ?? '–'],
          ['Request', entry.requestId ?? '–'],
          ['Address', entry.address ?? '–'],
          ['Hash', <code key="hash">{entry.hash}</code>],
          ['Follows', <code key="previous">{entry.previous}</code>],
        ]}
      />
      <StateDiff before={entry.before} after={entry.after} />
      {entry.erased.length > 0 ? (
        <p className="muted">Erased on a person’s request: {entry.erased.join(', ')}. The hash covers what was sealed, so the chain still holds.</p>
      ) : null}
    </>
  );
}
