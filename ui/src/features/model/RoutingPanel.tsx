import { useState } from 'react';
import { Link } from 'react-router';
import { useMay } from '../../api/accountQueries';
import { useRollBack, useRouting, useSteerCanary } from '../../api/deploymentQueries';
import type { ChallengerComparison, ModelDetail, Routing } from '../../api/types';
import { Button } from '../../parts/Button';
import { Dialog } from '../../parts/Dialog';
import { Field, TextArea } from '../../parts/Field';
import { Panel } from '../../parts/Panel';
import { Answered, ProblemPanel, Skeleton } from '../../parts/States';
import { Table } from '../../parts/Table';
import { Time } from '../../parts/Time';

type Action = 'pause' | 'resume' | 'promote' | 'rollback';

/** Who answers for whom now, how challengers do beside the champion, and the way back. */
export function RoutingPanel({ model }: { model: ModelDetail }) {
  const query = useRouting(model.model);
  return (
    <Panel title="Who answers" note="Challenger beside champion, renewed every five seconds">
      <Answered query={query} skeleton={<Skeleton lines={3} />}>
        {(routing) => <Shown model={model.model} routing={routing} />}
      </Answered>
    </Panel>
  );
}

function Shown({ model, routing }: { model: string; routing: Routing }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const may = useMay('model.kill');
  const { champion, canary, shadow } = routing;
  if (!champion && !canary && !shadow) return <p className="muted">No version of this model was deployed yet.</p>;
  const active = canary && (canary.state === 'running' || canary.state === 'paused') ? canary : null;
  const steer = (action: Action) => setAsked({ action, routing });
  return (
    <div className="stack">
      <dl className="facts">
        {champion ? (
          <Answers title="Champion" model={model} version={champion.version} text={`answers for ${percent(champion.share)} of the entities since `} at={champion.since} />
        ) : null}
        {active ? (
          <Answers
            title={active.state === 'paused' ? 'Canary, paused' : 'Canary'}
            model={model}
            version={active.version}
            text={`step ${active.step + 1} of ${active.plan.shares?.length ?? 1}, answers for ${active.share} % of the entities since `}
            at={active.since}
          />
        ) : null}
        {shadow ? <Answers title="Shadow" model={model} version={shadow.version} text="answers nobody, is compared since " at={shadow.since} /> : null}
      </dl>
      {active && active.waitsFor.length > 0 ? <p className="muted">The canary waits: {active.waitsFor.join('; ')}.</p> : null}
      {canary && !active && canary.reason ? (
        <p className="muted">
          The last canary, v{canary.version}, was {canary.state.replace('_', ' ')}: {canary.reason}
        </p>
      ) : null}
      {active?.comparison ? <Compared title="Canary beside champion" comparison={active.comparison} challenger={active.version} /> : null}
      {shadow?.comparison ? <Compared title="Shadow beside champion" comparison={shadow.comparison} challenger={shadow.version} /> : null}
      <div className="row">
        {active?.state === 'running' ? <Button small disabled={!may} onClick={() => steer('pause')}>Pause canary</Button> : null}
        {active?.state === 'paused' ? <Button small disabled={!may} onClick={() => steer('resume')}>Resume canary</Button> : null}
        {active ? <Button small disabled={!may} onClick={() => steer('promote')}>Next step now</Button> : null}
        {active ? <Button small kind="danger" disabled={!may} onClick={() => steer('rollback')}>Take canary back</Button> : null}
        {routing.former !== null ? (
          <Button small kind="danger" disabled={!may} title={may ? undefined : 'Your role does not include model.kill'} onClick={() => setAsked({ action: 'former', routing })}>
            Roll back to v{routing.former}
          </Button>
        ) : null}
      </div>
      {asked ? <Confirmation model={model} asked={asked} close={() => setAsked(null)} /> : null}
    </div>
  );
}

function Answers({ title, model, version, text, at }: { title: string; model: string; version: number; text: string; at: string }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        <Link to={`/models/${encodeURIComponent(model)}/versions/${version}`}>v{version}</Link> {text}
        <Time at={at} />
      </dd>
    </div>
  );
}

function Compared({ title, comparison, challenger }: { title: string; comparison: ChallengerComparison; challenger: number }) {
  const { first, second } = comparison;
  const rows: { what: string; champion: string; challenger: string }[] = [
    { what: 'Answers compared', champion: whole(first.answers), challenger: whole(second.answers) },
    { what: 'Failed', champion: whole(first.errors), challenger: whole(second.errors) },
    { what: 'Mean score', champion: number(first.meanScore, 4), challenger: number(second.meanScore, 4) },
    { what: 'Scoring p50, µs', champion: number(first.p50Micros, 1), challenger: number(second.p50Micros, 1) },
    { what: 'Scoring p99, µs', champion: number(first.p99Micros, 1), challenger: number(second.p99Micros, 1) },
  ];
  return (
    <>
      <Table
        caption={title}
        rows={rows}
        rowKey={(row) => row.what}
        columns={[
          { key: 'what', title, cell: (row) => row.what },
          { key: 'champion', title: `v${comparison.champion}`, cell: (row) => row.champion },
          { key: 'challenger', title: `v${challenger}`, cell: (row) => row.challenger },
        ]}
      />
      <p className="muted">
        Scores: KS {number(comparison.ks, 3)}, Jensen-Shannon {number(comparison.jensenShannon, 3)}
        {comparison.meanDifference === null ? '' : `, mean difference ${number(comparison.meanDifference, 4)}, other class for ${whole(comparison.disagreements)}`}
        {comparison.skipped > 0 ? `; ${whole(comparison.skipped)} rows were not compared` : ''}.
      </p>
    </>
  );
}

interface Asked {
  action: Action | 'former';
  routing: Routing;
}

function Confirmation({ model, asked, close }: { model: string; asked: Asked; close: () => void }) {
  const steering = useSteerCanary(model);
  const rollback = useRollBack(model);
  const [reason, setReason] = useState('');
  const { action, routing } = asked;
  const command = action === 'former' ? rollback : steering;
  const confirm = () =>
    action === 'former'
      ? rollback.mutate({ reason: reason.trim(), ...(routing.former === null ? {} : { version: routing.former }) }, { onSuccess: close })
      : steering.mutate({ action, reason: reason.trim() }, { onSuccess: close });
  return (
    <Dialog
      title={titles[action](routing)}
      onClose={close}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button kind={action === 'former' || action === 'rollback' ? 'danger' : 'primary'} disabled={reason.trim() === ''} busy={command.isPending} onClick={confirm}>
            {verbs[action]}
          </Button>
        </>
      }
    >
      <ul className="consequences">
        {consequences(action, routing).map((line) => (
          <li key={line}>{line}</li>
        ))}
        <li>Your name, the time and the reason go into the audit trail.</li>
      </ul>
      <Field label="Reason" required>
        {(control) => <TextArea {...control} value={reason} maxLength={1000} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      {command.error ? <ProblemPanel problem={command.error} /> : null}
    </Dialog>
  );
}

const verbs: Record<Action | 'former', string> = {
  pause: 'Pause',
  resume: 'Resume',
  promote: 'Take the next step',
  rollback: 'Take the canary back',
  former: 'Roll back',
};

const titles: Record<Action | 'former', (routing: Routing) => string> = {
  pause: () => 'Pause the canary?',
  resume: () => 'Resume the canary?',
  promote: () => 'Take the next step now?',
  rollback: () => 'Take the canary back?',
  former: (routing) => `Roll back to version ${routing.former}?`,
};

/** What will happen, before it does. */
export function consequences(action: Action | 'former', routing: Routing): string[] {
  const canary = routing.canary;
  const share = canary?.share ?? 0;
  switch (action) {
    case 'pause':
      return [`Version ${canary?.version} goes on answering for ${share} % of the entities and takes no further step.`, 'Its guards go on, and may take it back.'];
    case 'resume':
      return [`The step of ${share} % begins anew; the next follows once time and answers are there.`];
    case 'promote': {
      const next = canary?.plan.shares?.[canary.step + 1];
      return [
        next === undefined ? 'This was the last step; production takes a change request.' : `Version ${canary?.version} answers for ${next} % of the entities instead of ${share} %, within a second.`,
        'Neither time nor answers are waited for, which takes the permission to approve; guards must hold.',
      ];
    }
    case 'rollback':
      return [
        `Within a second version ${routing.champion?.version ?? '—'} answers for the ${share} % of the entities whom version ${canary?.version} answers now.`,
        `Version ${canary?.version} is retired; to try it again takes a change request.`,
      ];
    case 'former':
      return [
        `Within a second version ${routing.former} answers instead of version ${routing.champion?.version ?? '—'}, without an approval: it was in production before.`,
        `Version ${routing.champion?.version ?? '—'} is retired${share > 0 ? `, and the canary of version ${canary?.version} ends` : ''}; it comes back here, or by a change request.`,
        'Answers that were given stay as they were logged.',
      ];
  }
}

const percent = (share: number) => `${Math.round(share * 100)} %`;
const whole = (value: number) => value.toLocaleString('en');
const number = (value: number | null, digits: number) => (value === null ? '—' : value.toFixed(digits));
