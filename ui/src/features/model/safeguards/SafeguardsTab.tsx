import { useState } from 'react';
import { useMay } from '../../../api/accountQueries';
import { useKillHistory, useKills, useSafeguards, useTurnKillSwitch } from '../../../api/deploymentQueries';
import { useVersion } from '../../../api/modelQueries';
import type { Kill, ModelDetail, SafeguardsHeld } from '../../../api/types';
import { plain, safeguardAction } from '../../../format/words';
import { Badge } from '../../../parts/Badge';
import { Button } from '../../../parts/Button';
import { Dialog } from '../../../parts/Dialog';
import { Field, TextArea } from '../../../parts/Field';
import { MoreButton } from '../../../parts/MoreButton';
import { Panel } from '../../../parts/Panel';
import { Answered, ProblemPanel, Skeleton } from '../../../parts/States';
import { Table } from '../../../parts/Table';
import { Time } from '../../../parts/Time';
import { versionInView } from '../versionInView';
import { KillDialog } from './KillDialog';
import { SafeguardsForm } from './SafeguardsForm';
import './SafeguardsTab.css';

/** What is stopped, what stands between scores and their use, and how often that acted. */
export default function SafeguardsTab({ model }: { model: ModelDetail }) {
  const held = useSafeguards(model.model);
  const version = useVersion(model.model, versionInView(model) || undefined);
  const features = (version.data?.contract.columns ?? []).filter((one) => one.role === 'FEATURE').map((one) => one.name);
  return (
    <div className="stack">
      <Stops model={model} features={features} />
      <Answered
        query={held}
        skeleton={
          <Panel>
            <Skeleton lines={10} tall />
          </Panel>
        }
      >
        {(found) => (
          <>
            <Counts held={found} />
            <Panel title="Safeguards" note={<Holding held={found} />}>
              <SafeguardsForm key={found.current.revision} model={model.model} held={found.current} features={features} />
            </Panel>
            <Revisions held={found} />
          </>
        )}
      </Answered>
      <Turns model={model.model} />
    </div>
  );
}

function Stops({ model, features }: { model: ModelDetail; features: string[] }) {
  const kills = useKills();
  const may = useMay('model.kill');
  const [stopping, setStopping] = useState(false);
  const [reviving, setReviving] = useState<Kill | null>(null);
  return (
    <Panel
      title="Stopped now"
      note="Effective on every server within a second"
      actions={
        <Button kind="danger" small disabled={!may} title={may ? undefined : 'Your role does not include the kill switch (model.kill)'} onClick={() => setStopping(true)}>
          Stop…
        </Button>
      }
    >
      <Answered query={kills}>
        {({ items }) => {
          const own = items.filter((one) => one.model === null || one.model === model.model);
          return own.length === 0 ? (
            <p className="muted">Nothing of this model is stopped.</p>
          ) : (
            <ul className="stops">
              {own.map((one) => (
                <li key={`${one.scope} ${one.stops}`}>
                  <Badge tone="critical">{plain(one.scope)}</Badge> <b>{one.stops}</b>
                  <span className="muted">
                    {' '}
                    by {one.by} <Time at={one.at} />
                    {one.until ? (
                      <>
                        , ends <Time at={one.until} />
                      </>
                    ) : null}
                  </span>
                  <p>{one.reason}</p>
                  <Button small disabled={!may} onClick={() => setReviving(one)}>
                    Revive
                  </Button>
                </li>
              ))}
            </ul>
          );
        }}
      </Answered>
      {stopping ? <KillDialog model={model} features={features} close={() => setStopping(false)} /> : null}
      {reviving ? <ReviveDialog kill={reviving} close={() => setReviving(null)} /> : null}
    </Panel>
  );
}

function ReviveDialog({ kill, close }: { kill: Kill; close: () => void }) {
  const turn = useTurnKillSwitch();
  const [reason, setReason] = useState('');
  const { scope, model, version, feature, value, from, to } = kill;
  return (
    <Dialog
      title={`Revive ${kill.stops}?`}
      onClose={close}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            kind="primary"
            disabled={reason.trim() === ''}
            busy={turn.isPending}
            onClick={() =>
              turn.mutate({ scope, model, version, feature, value, from, to, on: false, reason: reason.trim() }, { onSuccess: close })
            }
          >
            Revive
          </Button>
        </>
      }
    >
      <p>Within a second it answers again, as far as no other switch stops it. Stages and approvals are as they were.</p>
      <Field label="Reason" required>
        {(control) => <TextArea {...control} value={reason} maxLength={1000} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      {turn.error ? <ProblemPanel problem={turn.error} /> : null}
    </Dialog>
  );
}

const Holding = ({ held }: { held: SafeguardsHeld }) =>
  held.current.revision === 0 ? (
    <>None were ever set: the model’s scores are answered as they are</>
  ) : (
    <>
      Revision {held.current.revision}, by {held.current.by} <Time at={held.current.at} />
    </>
  );

function Counts({ held }: { held: SafeguardsHeld }) {
  return (
    <Panel title="Answers touched in the last 7 days" flush={held.last7Days.length > 0}>
      {held.last7Days.length === 0 ? (
        <p className="muted">No safeguard touched an answer. Refused requests are not answers; the metrics count them.</p>
      ) : (
        <Table
          caption="Answers that a safeguard touched in the last 7 days"
          rows={held.last7Days}
          rowKey={(row) => `${row.action} ${row.cause}`}
          columns={[
            { key: 'action', title: 'What was done', cell: (row) => safeguardAction[row.action] },
            { key: 'cause', title: 'Because of', cell: (row) => causes[row.cause] },
            { key: 'answers', title: 'Answers', numeric: true, cell: (row) => row.answers.toLocaleString('en') },
          ]}
        />
      )}
    </Panel>
  );
}

const causes: Record<string, string> = {
  OUTPUT: 'The score left its bounds',
  RANGE: 'A feature left its range',
  MISSING: 'Too many values were missing',
  STALE: 'The row was too old',
  UNUSUAL: 'The row was unusual',
  FAILURE: 'The model failed',
  KILL: 'A kill switch',
};

function Revisions({ held }: { held: SafeguardsHeld }) {
  if (held.history.length === 0) return null;
  return (
    <Panel title="Revisions" flush>
      <Table
        caption="Revisions of the safeguards"
        rows={held.history}
        rowKey={(row) => row.revision}
        columns={[
          { key: 'revision', title: 'Revision', cell: (row) => row.revision },
          { key: 'reason', title: 'Reason', cell: (row) => row.reason },
          { key: 'by', title: 'By', cell: (row) => row.by },
          { key: 'at', title: 'Set', cell: (row) => <Time at={row.at} /> },
        ]}
      />
    </Panel>
  );
}

function Turns({ model }: { model: string }) {
  const query = useKillHistory(model);
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (rows.length === 0) return null;
  return (
    <Panel title="History of kill switches" flush>
      <Table
        caption={`Turns of kill switches that concern ${model}`}
        rows={rows}
        rowKey={(row) => `${row.at} ${row.stops}`}
        columns={[
          { key: 'stops', title: 'What', cell: (row) => row.stops },
          { key: 'on', title: 'Turned', cell: (row) => <Badge tone={row.on ? 'critical' : 'good'}>{row.on ? 'Stopped' : 'Revived'}</Badge> },
          { key: 'reason', title: 'Reason', cell: (row) => row.reason },
          { key: 'by', title: 'By', minor: true, cell: (row) => row.by },
          { key: 'at', title: 'At', cell: (row) => <Time at={row.at} /> },
        ]}
      />
      <div className="turns-more">
        <MoreButton query={query} shown={rows.length} />
      </div>
    </Panel>
  );
}
