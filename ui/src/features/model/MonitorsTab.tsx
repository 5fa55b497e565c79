import { useState } from 'react';
import { useMay } from '../../api/accountQueries';
import { useFindings, useMonitors, useSetMonitors } from '../../api/monitoringQueries';
import type { ModelDetail, MonitorPlan, MonitorRevision } from '../../api/types';
import { fixed, percent } from '../../format/number';
import { plain } from '../../format/words';
import { SeverityBadge } from '../../parts/Badge';
import { Button } from '../../parts/Button';
import { Dialog } from '../../parts/Dialog';
import { Field, Input, TextArea } from '../../parts/Field';
import { Facts, Panel } from '../../parts/Panel';
import { Answered, Empty, ProblemPanel } from '../../parts/States';
import { Table } from '../../parts/Table';
import { Time } from '../../parts/Time';

export default function MonitorsTab({ model }: { model: ModelDetail }) {
  return (
    <div className="stack">
      <Findings model={model.model} />
      <Plan model={model.model} />
    </div>
  );
}

function Findings({ model }: { model: string }) {
  const query = useFindings(model);
  return (
    <Panel title="What was found" note="By the latest look of each kind; what matters most to the score first: effect × importance." flush>
      <Answered query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="Nothing was found" />
          ) : (
            <Table
              caption="Findings"
              rows={items}
              rowKey={(one) => `${one.kind} ${one.column ?? ''}`}
              columns={[
                {
                  key: 'title',
                  title: 'Finding',
                  cell: (one) => (
                    <div>
                      <b>{one.title}</b>
                      <br />
                      <span className="muted">{one.detail}</span>
                    </div>
                  ),
                },
                { key: 'severity', title: 'Severity', cell: (one) => <SeverityBadge severity={one.severity} /> },
                { key: 'effect', title: 'Effect', numeric: true, minor: true, cell: (one) => fixed(one.effect, 2) },
                { key: 'importance', title: 'Importance', numeric: true, minor: true, cell: (one) => percent(one.importance, 0) },
                { key: 'window', title: 'Window until', minor: true, cell: (one) => <Time at={one.windowEnd} /> },
              ]}
            />
          )
        }
      </Answered>
    </Panel>
  );
}

function Plan({ model }: { model: string }) {
  const query = useMonitors(model);
  const may = useMay('alert.configure');
  const [changing, setChanging] = useState<MonitorRevision>();
  return (
    <Answered query={query}>
      {({ current }) => (
        <Panel
          title="What is watched"
          note={current.by ? `Revision ${current.number} by ${current.by}: ${current.reason}` : 'The standard; nobody has set anything.'}
          actions={
            <Button small disabled={!may} onClick={() => setChanging(current)}>
              Change…
            </Button>
          }
        >
          <Facts items={facts(current.plan)} />
          {changing ? <Change model={model} revision={changing} close={() => setChanging(undefined)} /> : null}
        </Panel>
      )}
    </Answered>
  );
}

const facts = (plan: MonitorPlan): [string, string][] => [
  ['Window', `${plan.windowDays} days, further back until ${plan.leastRows} answers`],
  ['False alarms', `in at most ${percent(plan.falseAlarmRate, 2)} of the windows of an unchanged model`],
  ['Least effect', plan.learned ? 'learned from the reference' : fixed(plan.slight, 3)],
  ['Opens', `after ${plan.hysteresis.opensAfter} of ${plan.hysteresis.of} windows; resolves after ${plan.hysteresis.resolvesAfter} good ones`],
  ['Not looked for', plan.off.map(plain).join(', ') || 'nothing left out'],
  ['Inputs left out', plan.ignored.join(', ') || 'none'],
];

const numbers: [field: 'windowDays' | 'leastRows' | 'falseAlarmRate' | 'slight' | 'missingRise' | 'unseenShare', label: string][] = [
  ['windowDays', 'Days of a window'],
  ['leastRows', 'Least answers of a window'],
  ['falseAlarmRate', 'Rate of false alarms'],
  ['slight', 'Least effect, unless learned'],
  ['missingRise', 'Rise of missing values'],
  ['unseenShare', 'Share of values never seen'],
];

function Change({ model, revision, close }: { model: string; revision: MonitorRevision; close: () => void }) {
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
