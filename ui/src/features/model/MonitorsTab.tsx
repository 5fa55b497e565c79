import { useState } from 'react';
import { useMay } from '../../api/accountQueries';
import { useFindings, useMonitors } from '../../api/monitoringQueries';
import type { ModelDetail, MonitorPlan, MonitorRevision, PaceLimits } from '../../api/types';
import { fixed, measure, percent, plural } from '../../format/number';
import { plain } from '../../format/words';
import { SeverityBadge } from '../../parts/Badge';
import { Button } from '../../parts/Button';
import { Facts, Panel } from '../../parts/Panel';
import { Answered, Empty } from '../../parts/States';
import { Table } from '../../parts/Table';
import { Time } from '../../parts/Time';
import { MonitorsDialog } from './MonitorsDialog';
import { ReadingsPanel } from './ReadingsPanel';

export default function MonitorsTab({ model }: { model: ModelDetail }) {
  return (
    <div className="stack">
      <Findings model={model.model} />
      <ReadingsPanel model={model.model} />
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
          {changing ? <MonitorsDialog model={model} revision={changing} close={() => setChanging(undefined)} /> : null}
        </Panel>
      )}
    </Answered>
  );
}

const latency = ({ p50Millis, p95Millis, p99Millis, rise }: PaceLimits): string => {
  const set = [
    ['half', p50Millis],
    ['95 %', p95Millis],
    ['99 %', p99Millis],
  ].flatMap(([share, millis]) => (typeof millis === 'number' ? [`${share} within ${measure(millis)} ms`] : []));
  return set.join(', ') || `learned: up to ${fixed(rise, 1)} times what was usual`;
};

const hours = (limit: number | null | undefined): string => (limit == null ? 'learned' : `${measure(limit)} hours`);

const facts = (plan: MonitorPlan): [string, string][] => [
  ['Window', `${plan.windowDays} days, further back until ${plan.leastRows} answers`],
  ['False alarms', `in at most ${percent(plan.falseAlarmRate, 2)} of the windows of an unchanged model`],
  ['Least effect', plan.learned ? 'learned from the reference' : fixed(plan.slight, 3)],
  ['Opens', `after ${plan.hysteresis.opensAfter} of ${plan.hysteresis.of} windows; resolves after ${plan.hysteresis.resolvesAfter} good ones`],
  ['Requests answered', latency(plan.pace)],
  ['Rows are stale after', `${hours(plan.pace.rowHours)}; at most ${percent(plan.pace.staleShare, 1)} of the answers`],
  ['Snapshots are late after', hours(plan.pace.snapshotHours)],
  ['Looks', plan.schedule.everyMinutes === 0 ? 'as soon as there are new answers' : `at most every ${plural(plan.schedule.everyMinutes, 'minute')}`],
  ['Segments', plan.segments.join(', ') || 'none'],
  ['Rows as wholes', `every ${plural(plan.schedule.jointDays, 'day')}`],
  ['Not looked for', plan.off.map(plain).join(', ') || 'nothing left out'],
  ['Inputs left out', plan.ignored.join(', ') || 'none'],
];
