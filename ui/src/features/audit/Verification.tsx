import { useAuditCheckpoint, useAuditVerification } from '../../api/auditQueries';
import { count } from '../../format/number';
import { Badge } from '../../parts/Badge';
import { Button } from '../../parts/Button';
import { Panel } from '../../parts/Panel';
import { ProblemPanel } from '../../parts/States';
import { Time } from '../../parts/Time';

/** Recomputes the chain on demand, and says what is signed. */
export function Verification({ open }: { open: (sequence: number) => void }) {
  const { start, run } = useAuditVerification();
  const state = run.data?.state;
  const running = start.isPending || state === 'running';
  const found = run.data?.result;
  return (
    <Panel>
      <div className="spread">
        <div className="stack audit-verification" role="status">
          {found ? (
            <div className="row">
              <Badge tone={found.valid ? 'good' : 'critical'}>{found.valid ? 'Chain is whole' : 'Chain is broken'}</Badge>
              <span>
                {count(found.entries)} entries and {count(found.checkpoints)} checkpoints hold; checked <Time at={found.checkedAt} />
              </span>
            </div>
          ) : running && run.data ? (
            <span>
              <progress value={run.data.done} max={Math.max(1, run.data.total)} aria-label="Verified" /> {count(run.data.done)} of {count(run.data.total)} entries
            </span>
          ) : (
            <span className="muted">Not verified in this session. Verifying recomputes every hash and checks every signature.</span>
          )}
          {found && !found.valid ? (
            <div className="row">
              <b>{found.detail}</b>
              {found.firstBroken != null ? (
                <Button small onClick={() => open(found.firstBroken ?? 0)}>
                  Show entry {count(found.firstBroken)}
                </Button>
              ) : null}
            </div>
          ) : null}
          <Signed />
        </div>
        <Button busy={running} onClick={() => start.mutate()}>
          Verify now
        </Button>
      </div>
      {state === 'failed' ? <p className="muted">The verification could not be finished; the service’s log tells why.</p> : null}
      {start.error ?? run.error ? <ProblemPanel problem={start.error ?? run.error} retry={() => start.mutate()} /> : null}
    </Panel>
  );
}

function Signed() {
  const { data } = useAuditCheckpoint();
  if (data === undefined) return null;
  if (data === null) return <span className="muted">No checkpoint yet: the first is signed within a minute of the first entry.</span>;
  return (
    <span className="muted audit-checkpoint">
      Checkpoint {count(data.number)} signs {count(data.size)} entries, <Time at={data.at} />, with key <code>{data.key}</code>; root <code title={data.root}>{data.root.slice(0, 16)}…</code>
    </span>
  );
}
