import { useState } from 'react';
import { useSetMonitors } from '../../api/monitoringQueries';
import type { MonitorRevision, PaceLimits } from '../../api/types';
import { Button } from '../../parts/Button';
import { Dialog } from '../../parts/Dialog';
import { Field, Input, TextArea } from '../../parts/Field';
import { ProblemPanel } from '../../parts/States';

const numbers: [field: 'windowDays' | 'leastRows' | 'falseAlarmRate' | 'slight' | 'missingRise' | 'unseenShare', label: string][] = [
  ['windowDays', 'Days of a window'],
  ['leastRows', 'Least answers of a window'],
  ['falseAlarmRate', 'Rate of false alarms'],
  ['slight', 'Least effect, unless learned'],
  ['missingRise', 'Rise of missing values'],
  ['unseenShare', 'Share of values never seen'],
];

const paces: [field: Exclude<keyof PaceLimits, 'staleShare' | 'rise'>, label: string][] = [
  ['p50Millis', 'Half of the requests within, in milliseconds'],
  ['p95Millis', '95 % of the requests within, in milliseconds'],
  ['p99Millis', '99 % of the requests within, in milliseconds'],
  ['rowHours', 'Rows are stale after, in hours'],
  ['snapshotHours', 'Snapshots are late after, in hours'],
];

export function MonitorsDialog({ model, revision, close }: { model: string; revision: MonitorRevision; close: () => void }) {
  const set = useSetMonitors(model);
  const [plan, setPlan] = useState(revision.plan);
  const [reason, setReason] = useState('');
  const steadiness = ['opensAfter', 'of', 'resolvesAfter'] as const;
  return (
    <Dialog
      title="Change what is watched"
      onClose={close}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            kind="primary"
            disabled={reason.trim() === ''}
            busy={set.isPending}
            onClick={() => set.mutate({ revision: revision.number, plan, reason: reason.trim() }, { onSuccess: close })}
          >
            Set monitors
          </Button>
        </>
      }
    >
      {numbers.map(([field, label]) => (
        <Field key={field} label={label}>
          {(control) => (
            <Input {...control} type="number" step="any" value={plan[field]} onChange={(event) => setPlan({ ...plan, [field]: Number(event.target.value) })} />
          )}
        </Field>
      ))}
      <label className="row">
        <input type="checkbox" checked={plan.learned} onChange={(event) => setPlan({ ...plan, learned: event.target.checked })} /> Learn the least
        effect from the reference
      </label>
      {steadiness.map((field) => (
        <Field key={field} label={{ opensAfter: 'Opens after bad windows', of: 'among the last', resolvesAfter: 'Resolves after good windows' }[field]}>
          {(control) => (
            <Input
              {...control}
              type="number"
              value={plan.hysteresis[field]}
              onChange={(event) => setPlan({ ...plan, hysteresis: { ...plan.hysteresis, [field]: Number(event.target.value) } })}
            />
          )}
        </Field>
      ))}
      {paces.map(([field, label]) => (
        <Field key={field} label={label} hint="Learned from the time before when empty.">
          {(control) => (
            <Input
              {...control}
              type="number"
              step="any"
              value={plan.pace[field] ?? ''}
              onChange={(event) => setPlan({ ...plan, pace: { ...plan.pace, [field]: event.target.value === '' ? null : Number(event.target.value) } })}
            />
          )}
        </Field>
      ))}
      <Field label="Times of what was usual that are still usual" hint="For limits that are learned.">
        {(control) => (
          <Input
            {...control}
            type="number"
            step="any"
            value={plan.pace.rise}
            onChange={(event) => setPlan({ ...plan, pace: { ...plan.pace, rise: Number(event.target.value) } })}
          />
        )}
      </Field>
      <Field label="Largest share of answers on stale rows">
        {(control) => (
          <Input
            {...control}
            type="number"
            step="any"
            value={plan.pace.staleShare}
            onChange={(event) => setPlan({ ...plan, pace: { ...plan.pace, staleShare: Number(event.target.value) } })}
          />
        )}
      </Field>
      <Field label="Minutes between looks at windows" hint="0 for as soon as there are new answers.">
        {(control) => (
          <Input
            {...control}
            type="number"
            value={plan.schedule.everyMinutes}
            onChange={(event) => setPlan({ ...plan, schedule: { ...plan.schedule, everyMinutes: Number(event.target.value) } })}
          />
        )}
      </Field>
      <Field label="Days between looks at rows as wholes">
        {(control) => (
          <Input
            {...control}
            type="number"
            value={plan.schedule.jointDays}
            onChange={(event) => setPlan({ ...plan, schedule: { ...plan.schedule, jointDays: Number(event.target.value) } })}
          />
        )}
      </Field>
      <Field label="Segments" hint="Categorical inputs whose values are looked at apart, parted by commas.">
        {(control) => (
          <Input
            {...control}
            value={plan.segments.join(', ')}
            onChange={(event) => setPlan({ ...plan, segments: event.target.value.split(',').map((name) => name.trim()).filter(Boolean) })}
          />
        )}
      </Field>
      <Field label="Inputs left out" hint="Parted by commas.">
        {(control) => (
          <Input
            {...control}
            value={plan.ignored.join(', ')}
            onChange={(event) => setPlan({ ...plan, ignored: event.target.value.split(',').map((name) => name.trim()).filter(Boolean) })}
          />
        )}
      </Field>
      <Field label="Reason" required>
        {(control) => <TextArea {...control} value={reason} maxLength={2000} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      {set.error ? <ProblemPanel problem={set.error} /> : null}
    </Dialog>
  );
}
