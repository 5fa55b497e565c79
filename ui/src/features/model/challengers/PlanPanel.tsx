import { useState, type ReactNode } from 'react';
import { useMay } from '../../../api/accountQueries';
import { useChallengers, useSetChallengers } from '../../../api/challengerQueries';
import type { ChallengerPlan, ChallengersHeld } from '../../../api/types';
import { plural } from '../../../format/number';
import { Button } from '../../../parts/Button';
import { Dialog } from '../../../parts/Dialog';
import { Field, Input, Select, TextArea } from '../../../parts/Field';
import { Facts, Panel } from '../../../parts/Panel';
import { Answered, ProblemPanel } from '../../../parts/States';
import { Time } from '../../../parts/Time';

/** When versions are compared and trained by themselves. */
export function PlanPanel({ model }: { model: string }) {
  const query = useChallengers(model);
  const may = useMay('alert.configure');
  const [changing, setChanging] = useState(false);
  return (
    <Answered query={query}>
      {(held) => (
        <Panel
          title="By itself"
          note={held.by ? `Set by ${held.by}: ${held.reason}` : 'Nothing happens by itself; nobody has set anything.'}
          actions={
            <Button small disabled={!may} onClick={() => setChanging(true)}>
              Change…
            </Button>
          }
        >
          <Facts items={facts(held)} />
          {changing ? <Change model={model} plan={held.plan} close={() => setChanging(false)} /> : null}
        </Panel>
      )}
    </Answered>
  );
}

const every = (days: number) => (days === 0 ? 'never' : `every ${plural(days, 'day')}`);

const facts = ({ plan, outcome, outcomeAt, waiting }: ChallengersHeld): [string, ReactNode][] => [
  ['Compared', every(plan.compareDays)],
  ['Trained again', every(plan.retrainDays)],
  ['On an alert', plan.trigger ? `of severity ${plan.trigger.toLowerCase()} or more, trained again` : 'nothing'],
  ['Between two trainings', `at least ${plural(plan.cooldownDays, 'day')}`],
  ['Learns from', `labelled answers of ${plural(plan.learnDays, 'day')}`],
  ...(waiting ? [['Waits', <>{waiting.lacking}. Due since <Time at={waiting.since} /> ({waiting.cause}); looked at <Time at={waiting.lookedAt} /></>] satisfies [string, ReactNode]] : []),
  ['Last outcome', outcome ? <>{outcome} (<Time at={outcomeAt} />)</> : 'none yet'],
];

const numbers: [field: 'compareDays' | 'retrainDays' | 'cooldownDays' | 'learnDays', label: string, hint: string][] = [
  ['compareDays', 'Days between comparisons', '0 for never.'],
  ['retrainDays', 'Days between trainings', '0 for never.'],
  ['cooldownDays', 'Least days between trainings', 'Whatever started them.'],
  ['learnDays', 'Days of answers to learn from', ''],
];

function Change({ model, plan: held, close }: { model: string; plan: ChallengerPlan; close: () => void }) {
  const set = useSetChallengers(model);
  const [plan, setPlan] = useState(held);
  const [reason, setReason] = useState('');
  return (
    <Dialog
      title="Change what happens by itself"
      onClose={close}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button kind="primary" disabled={reason.trim() === ''} busy={set.isPending} onClick={() => set.mutate({ plan, reason: reason.trim() }, { onSuccess: close })}>
            Set plan
          </Button>
        </>
      }
    >
      <p>Whatever comes of it is asked for by a change request that people decide on. Nothing is promoted.</p>
      {numbers.map(([field, label, hint]) => (
        <Field key={field} label={label} hint={hint}>
          {(control) => <Input {...control} type="number" min={0} value={plan[field]} onChange={(event) => setPlan({ ...plan, [field]: Number(event.target.value) })} />}
        </Field>
      ))}
      <Field label="Train on an open alert" hint="Of drift or decay, at least so severe.">
        {(control) => (
          <Select {...control} value={plan.trigger ?? ''} onChange={(event) => setPlan({ ...plan, trigger: (event.target.value || null) as ChallengerPlan['trigger'] })}>
            <option value="">Never</option>
            <option value="WARNING">Warning</option>
            <option value="HIGH">High</option>
            <option value="CRITICAL">Critical</option>
          </Select>
        )}
      </Field>
      <Field label="Reason" required>
        {(control) => <TextArea {...control} value={reason} maxLength={2000} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      {set.error ? <ProblemPanel problem={set.error} /> : null}
    </Dialog>
  );
}
