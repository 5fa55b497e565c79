import { Link, useSearchParams } from 'react-router';
import { useDeploymentHistory, useExecutive, useExecutiveReport } from '../../api/executiveQueries';
import type { Executive } from '../../api/types';
import { DayBars } from '../../charts/DayBars';
import { RiskPlot } from '../../charts/RiskPlot';
import { Shares } from '../../charts/Shares';
import { count, fixed } from '../../format/number';
import type { Word } from '../../format/words';
import { Badge, StageBadge } from '../../parts/Badge';
import { Button } from '../../parts/Button';
import { Choice } from '../../parts/Field';
import { MoreButton } from '../../parts/MoreButton';
import { Figure, Panel } from '../../parts/Panel';
import { Answered, Empty, ProblemPanel, Skeleton } from '../../parts/States';
import { Table } from '../../parts/Table';
import { Time } from '../../parts/Time';
import { usePageTitle } from '../../parts/usePageTitle';
import './ExecutivePage.css';

export default function ExecutivePage() {
  usePageTitle('Executive overview');
  const [address, setAddress] = useSearchParams();
  const days = Number(address.get('days')) || 30;
  const query = useExecutive(days);
  const report = useExecutiveReport();
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Executive overview</h1>
          <p>All models: how they keep to the rules, what was deployed, what is due.</p>
        </div>
        <div className="row">
          <Choice
            label="Trends over"
            value={String(days)}
            onChange={(next) => setAddress({ days: next }, { replace: true })}
            options={[
              ['7', '7 days'],
              ['30', '30 days'],
              ['90', '90 days'],
            ]}
          />
          <Button busy={report.isPending} onClick={() => report.mutate(days)}>
            PDF report
          </Button>
        </div>
      </div>
      {report.error ? <ProblemPanel problem={report.error} /> : null}
      <Answered query={query} skeleton={<Skeleton lines={8} tall />}>
        {(figures) => <Present figures={figures} />}
      </Answered>
    </>
  );
}

const buckets: [keyof Executive['models']['compliance'] & string, Word][] = [
  ['excellent', { text: 'Excellent', tone: 'good' }],
  ['good', { text: 'Good', tone: 'good' }],
  ['fair', { text: 'Fair', tone: 'warning' }],
  ['atRisk', { text: 'At risk', tone: 'high' }],
  ['blocked', { text: 'Below 25', tone: 'critical' }],
];

function Present({ figures }: { figures: Executive }) {
  const { models } = figures;
  return (
    <div className="stack">
      <p className="executive-narrative">{figures.narrative}</p>
      <div className="executive-figures">
        <Figure name="Models" value={count(models.total)} note={`${count(models.serving)} serve`} />
        <Figure name="At risk or blocked" value={count(models.atRisk + models.blocked)} note={`${count(models.blocked)} blocked`} />
        <Figure name="Serving by override" value={count(models.overridden)} note={<Link to="/policies">where and why</Link>} />
        <Figure name="Compliance" value={fixed(models.averageCompliance, 1)} note={`${count(models.scored)} scored, ${count(models.unscored)} not`} />
        <Figure name="Risk index" value={fixed(models.averageRisk, 1)} note="average, 0 to 100" />
      </div>
      <div className="executive-grid">
        <Panel title="Risk index" note="Average of all scored models by day, UTC">
          {figures.risk.length === 0 ? (
            <Empty title="No figures were kept in this time" />
          ) : (
            <RiskPlot history={figures.risk.map((one) => ({ at: one.day, formula: '', index: one.average, first: null }))} forecast={[]} />
          )}
        </Panel>
        <Panel title="Deployments" note="Requests that went through, by day, UTC">
          <DayBars
            name="Deployments"
            days={figures.deployments.map((one) => ({
              day: one.day,
              value: one.successes,
              detail: `${one.attempts} asked for, ${one.successes} done, ${one.blocked} blocked, ${one.overrides} by override`,
            }))}
          />
        </Panel>
        <Panel title="Compliance" note="Scored models from 90, 75, 50, 25 and below">
          <Shares total={models.scored} items={buckets.map(([key, word]) => ({ key, word, amount: models.compliance[key] ?? 0, to: '/models' }))} />
        </Panel>
        <div className="stack">
          <Panel title="Overdue reviews" note="Every 90, 180 or 365 days by tier" flush>
            {figures.overdue.length === 0 ? (
              <Empty title="No review is overdue" />
            ) : (
              <Table
                caption="Overdue reviews"
                rows={figures.overdue}
                rowKey={(one) => one.model}
                columns={[
                  { key: 'model', title: 'Model', cell: (one) => <Link to={`/models/${encodeURIComponent(one.model)}`}>{one.model}</Link> },
                  { key: 'tier', title: 'Tier', cell: (one) => one.tier },
                  { key: 'due', title: 'Due', cell: (one) => <Time at={one.due} /> },
                ]}
              />
            )}
          </Panel>
          <Panel title="Calendar" note="The next 60 days" flush>
            {figures.calendar.length === 0 ? (
              <Empty title="Nothing is due" />
            ) : (
              <Table
                caption="What is due within 60 days"
                rows={figures.calendar}
                rowKey={(one) => `${one.at} ${one.what}`}
                columns={[
                  { key: 'what', title: 'What', cell: (one) => (one.model ? <Link to={`/models/${encodeURIComponent(one.model)}`}>{one.what}</Link> : one.what) },
                  { key: 'at', title: 'When', cell: (one) => <Time at={one.at} /> },
                ]}
              />
            )}
          </Panel>
        </div>
      </div>
      <History />
    </div>
  );
}

function History() {
  const query = useDeploymentHistory();
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <Panel title="Deployment history" note="Newest first" flush>
        <Answered query={query}>
          {() =>
            items.length === 0 ? (
              <Empty title="Nothing was deployed yet" />
            ) : (
              <Table
                caption="Deployment history"
                rows={items}
                rowKey={(one) => one.position}
                columns={[
                  { key: 'version', title: 'Version', cell: (one) => <Link to={`/models/${encodeURIComponent(one.model)}/versions/${one.version}`}>{`${one.model} v${one.version}`}</Link> },
                  {
                    key: 'stage',
                    title: 'Stage',
                    cell: (one) => (
                      <span className="row">
                        <StageBadge stage={one.stage} />
                        {one.override ? <Badge tone="warning">Override</Badge> : null}
                      </span>
                    ),
                  },
                  { key: 'from', title: 'From', cell: (one) => <Time at={one.from} /> },
                  { key: 'until', title: 'Until', cell: (one) => (one.until ? <Time at={one.until} /> : 'holds') },
                  { key: 'by', title: 'By', cell: (one) => one.by },
                  { key: 'reason', title: 'Why', cell: (one) => one.reason, minor: true },
                ]}
              />
            )
          }
        </Answered>
      </Panel>
      {query.hasNextPage ? <MoreButton query={query} shown={items.length} /> : null}
    </>
  );
}
