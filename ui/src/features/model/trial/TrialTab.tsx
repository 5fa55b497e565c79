import { useState } from 'react';
import { Link } from 'react-router';
import { useTrial, useTrials } from '../../../api/deploymentQueries';
import type { ModelDetail, Trial, TrialReport } from '../../../api/types';
import { range, SequencePlot } from '../../../charts/SequencePlot';
import { count, measure, percent, pValue } from '../../../format/number';
import type { Tone } from '../../../format/words';
import { plain } from '../../../format/words';
import { Badge } from '../../../parts/Badge';
import { Button } from '../../../parts/Button';
import { Facts, Figure, Panel } from '../../../parts/Panel';
import { Answered, Skeleton } from '../../../parts/States';
import { Table } from '../../../parts/Table';
import { Time } from '../../../parts/Time';
import { AskPanel } from './AskPanel';
import { Decide } from './Decide';
import './TrialTab.css';

const verdicts: Record<TrialReport['verdict'], { text: string; tone: Tone }> = {
  TOO_EARLY: { text: 'Too early', tone: 'neutral' },
  UNDECIDED: { text: 'Undecided', tone: 'info' },
  HIGHER: { text: 'Treatment is higher', tone: 'accent' },
  LOWER: { text: 'Treatment is lower', tone: 'accent' },
  NO_SUCH_EFFECT: { text: 'No such effect', tone: 'neutral' },
  UNEVEN_SPLIT: { text: 'Uneven split', tone: 'critical' },
};

/** Trials of versions against production: planned, watched at any time, decided. */
export default function TrialTab({ model }: { model: ModelDetail }) {
  const query = useTrials(model.model);
  const [chosen, setChosen] = useState<string>();
  return (
    <Answered
      query={query}
      skeleton={
        <Panel>
          <Skeleton lines={8} tall />
        </Panel>
      }
    >
      {({ items }) => {
        const shown = items.find((one) => one.id === chosen) ?? items[0];
        const runs = items.some((one) => one.end === null);
        return (
          <div className="stack">
            {shown ? <Report key={shown.id} model={model.model} trial={shown.id} /> : null}
            {runs ? null : <AskPanel model={model} />}
            {items.length > 1 ? <Past model={model.model} trials={items} shown={shown?.id} choose={setChosen} /> : null}
          </div>
        );
      }}
    </Answered>
  );
}

function Report({ model, trial }: { model: string; trial: string }) {
  const query = useTrial(model, trial);
  return (
    <Answered
      query={query}
      skeleton={
        <Panel>
          <Skeleton lines={8} tall />
        </Panel>
      }
    >
      {(report) => <Shown report={report} />}
    </Answered>
  );
}

function Shown({ report }: { report: TrialReport }) {
  const { control, treatment, split, adjustment, plan } = report;
  const verdict = verdicts[report.verdict];
  const known = control.known + treatment.known;
  return (
    <>
      <Panel
        title={`Version ${treatment.version} on trial against version ${control.version}`}
        note={`${plan.metric ?? ''}: ${report.reason}`}
        actions={report.end === null ? <Decide report={report} /> : <Badge tone="neutral">{plain(report.state)}</Badge>}
      >
        <div className="stack">
          <p className="row">
            <Badge tone={verdict.tone}>{verdict.text}</Badge>
            <span>{report.text}.</span>
          </p>
          <div className="trial-figures">
            <Figure name="Difference" value={measure(report.difference.value)} note={report.difference.low === null ? 'no interval yet' : `95 %: ${measure(report.difference.low)} to ${measure(report.difference.high)}`} />
            <Figure name="p, valid at every look" value={pValue(report.pValue)} note={`a false alarm in ${percent(plan.alpha ?? null, 0)} of trials at most`} />
            <Figure name="Entities known" value={count(known)} note={report.needed === null ? 'how many are needed is not known yet' : `of ${count(report.needed)} that the plan asks for`} />
            <Figure name="Power reached" value={percent(report.powerReached, 0)} note={`for a difference of ${measure(plan.effect ?? null)}`} />
          </div>
          <Arms report={report} />
          <Facts
            items={[
              ['Began', <Time key="begin" at={report.begin} />],
              [report.end === null ? 'Planned end' : 'Ended', <Time key="end" at={report.end ?? report.plannedEnd} />],
              ['Split', splitText(split)],
              ['Metric before the trial', adjustment.applied ? `takes ${percent(adjustment.varianceReduction, 0)} of the variance away` : `not used: ${adjustment.refusal ?? ''}`],
              ...(report.endReason ? ([['Decision', `${report.endedBy ?? ''}: ${report.endReason}`]] as [string, string][]) : []),
            ]}
          />
        </div>
      </Panel>
      {report.days.length > 0 ? (
        <Panel title="Look by look" note="The interval holds the true difference at all looks together; dashed: the difference that matters">
          <SequencePlot days={report.days} effect={plan.effect ?? 0} />
          <details>
            <summary>Values</summary>
            <Table
              caption="The trial by day"
              rows={report.days}
              rowKey={(one) => one.day}
              columns={[
                { key: 'day', title: 'Day', cell: (one) => one.day },
                { key: 'control', title: 'Control', numeric: true, cell: (one) => count(one.control) },
                { key: 'treatment', title: 'Treatment', numeric: true, cell: (one) => count(one.treatment) },
                { key: 'difference', title: 'Difference', numeric: true, cell: (one) => range(one.difference) },
                { key: 'p', title: 'p', numeric: true, cell: (one) => pValue(one.pValue) },
              ]}
            />
          </details>
        </Panel>
      ) : null}
    </>
  );
}

function Arms({ report }: { report: TrialReport }) {
  const rows = [
    { who: 'Control', ...report.control },
    { who: 'Treatment', ...report.treatment },
  ];
  return (
    <Table
      caption="The versions on trial"
      rows={rows}
      rowKey={(row) => row.who}
      columns={[
        { key: 'who', title: 'Arm', cell: (row) => row.who },
        { key: 'version', title: 'Version', cell: (row) => <Link to={`/models/${encodeURIComponent(report.model)}/versions/${row.version}`}>v{row.version}</Link> },
        { key: 'entities', title: 'Entities', numeric: true, cell: (row) => count(row.entities) },
        { key: 'known', title: 'Known', numeric: true, cell: (row) => count(row.known) },
        { key: 'mean', title: 'Mean', numeric: true, cell: (row) => measure(row.mean.value) },
        { key: 'interval', title: '95 %', numeric: true, minor: true, cell: (row) => (row.mean.low === null ? '–' : `${measure(row.mean.low)} to ${measure(row.mean.high)}`) },
      ]}
    />
  );
}

function splitText(split: TrialReport['split']): string {
  const both = split.both > 0 ? `; ${count(split.both)} entities met both versions` : '';
  return `${percent(split.observed)} where ${percent(split.planned, 0)} was planned, p = ${pValue(split.pValue)}${split.holds ? '' : ': not by chance'}${both}`;
}

function Past({ model, trials, shown, choose }: { model: string; trials: Trial[]; shown: string | undefined; choose: (id: string) => void }) {
  return (
    <Panel title="All trials" flush>
      <Table
        caption={`Trials of ${model}`}
        rows={trials}
        rowKey={(one) => one.id}
        columns={[
          { key: 'begin', title: 'Began', cell: (one) => <Time at={one.begin} /> },
          { key: 'versions', title: 'Versions', cell: (one) => `v${one.treatment} against v${one.control}` },
          { key: 'metric', title: 'Metric', cell: (one) => one.plan.metric },
          { key: 'state', title: 'State', cell: (one) => <Badge tone="neutral">{plain(one.state)}</Badge> },
          {
            key: 'show',
            title: 'Report',
            cell: (one) =>
              one.id === shown ? (
                'shown above'
              ) : (
                <Button small onClick={() => choose(one.id)}>
                  Show
                </Button>
              ),
          },
        ]}
      />
    </Panel>
  );
}
