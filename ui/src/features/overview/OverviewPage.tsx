import { Link } from 'react-router';
import { useOverview } from '../../api/accountQueries';
import type { Attention, Overview } from '../../api/types';
import { Shares } from '../../charts/Shares';
import { Traffic } from '../../charts/Traffic';
import { compact, count, plural } from '../../format/number';
import { bandWord, plain, severityWord, stageWord, type Word } from '../../format/words';
import { SeverityBadge } from '../../parts/Badge';
import { Figure, Panel } from '../../parts/Panel';
import { Answered, Empty, Skeleton } from '../../parts/States';
import { Time } from '../../parts/Time';
import { usePageTitle } from '../../parts/usePageTitle';
import './OverviewPage.css';

export function OverviewPage() {
  usePageTitle('Overview');
  const query = useOverview();
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Overview</h1>
          <p>What needs a decision, and how the models stand.</p>
        </div>
        {query.data ? (
          <span className="muted">
            As of <Time at={query.data.generatedAt} />
          </span>
        ) : null}
      </div>
      <Answered query={query} skeleton={<Skeleton lines={8} tall />}>
        {(overview) => (overview.models.total === 0 ? <NoModels /> : <Present overview={overview} />)}
      </Answered>
    </>
  );
}

function NoModels() {
  return (
    <Panel>
      <Empty title="No model yet" command="./plumbline train --data FILE --label COLUMN --name NAME">
        <p>
          Train one from any CSV or Parquet table with the command below. <code>./plumbline demo</code> sets up a complete example with
          approvals, traffic and a drift.
        </p>
      </Empty>
    </Panel>
  );
}

function Present({ overview }: { overview: Overview }) {
  const { models, alerts, traffic } = overview;
  const lately = traffic.reduce((sum, day) => sum + day.predictions, 0);
  return (
    <div className="stack">
      <div className="overview-figures">
        <Figure name="Models" value={count(models.total)} note={`${count(models.byStage.production)} in production`} />
        <Figure name="Waiting for a person" value={count(overview.attention.length)} note={attentionNote(overview.attention)} />
        <Figure name="Open alerts" value={count(alerts.open)} note={alertsNote(overview)} />
        <Figure name="Predictions, 30 days" value={compact(lately)} note={`${compact(overview.predictionsTotal)} in all`} />
      </div>
      <div className="overview-grid">
        <Panel title="Needs attention" note="Most severe first" flush>
          {overview.attention.length === 0 ? (
            <Empty title="Nothing waits for you">
              <p>No open change request, alert, incident or unevaluated version.</p>
            </Empty>
          ) : (
            <ul className="attention">
              {bySeverity(overview.attention).map((item, index) => (
                <AttentionItem key={index} item={item} />
              ))}
            </ul>
          )}
        </Panel>
        <div className="stack">
          <Panel title="Models by stage">
            <Shares
              total={models.total}
              items={(['production', 'canary', 'shadow', 'none'] as const).map((stage) =>
                share(stage, stageWord(stage), models.byStage[stage], `/models?stage=${stage}`),
              )}
            />
          </Panel>
          <Panel title="Models by risk" note="Model risk index: 0 (none) to 100">
            <Shares
              total={models.total}
              items={(['severe', 'high', 'moderate', 'low', 'unevaluated'] as const).map((band) =>
                share(band, bandWord(band), models.byRisk[band], `/models?risk=${band}`),
              )}
            />
          </Panel>
        </div>
      </div>
      <Panel title="Predictions per day" note="All models, last 30 days, UTC">
        {lately === 0 ? (
          <Empty title="No prediction in the last 30 days" command="./plumbline score --model NAME --data FILE --out FILE">
            <p>Open a model and use “Try it”, call its predictions route, or score a file.</p>
          </Empty>
        ) : (
          <Traffic days={traffic} />
        )}
      </Panel>
    </div>
  );
}

const share = (key: string, word: Word, amount: number, to: string) => ({ key, word, amount, to });

function AttentionItem({ item }: { item: Attention }) {
  return (
    <li className={`attention-item attention-${severityWord(item.severity).tone}`}>
      <div className="attention-mark">
        <SeverityBadge severity={item.severity} />
      </div>
      <div className="attention-text">
        <Link to={destination(item)}>{item.title}</Link>
        <p>{item.detail}</p>
      </div>
      <div className="attention-side">
        <span>{plain(item.kind)}</span>
        <Time at={item.at} />
      </div>
    </li>
  );
}

const ranks = ['critical', 'high', 'warning', 'info'];

/** Most severe first; among equals the longest waiting. */
function bySeverity(items: Attention[]): Attention[] {
  return [...items].sort((one, other) => ranks.indexOf(one.severity) - ranks.indexOf(other.severity) || one.at.localeCompare(other.at));
}

function destination(item: Attention): string {
  const model = item.model ? `/models/${encodeURIComponent(item.model)}` : '/models';
  if (item.kind === 'approval') return '/approvals';
  if (item.kind === 'alert' || item.kind === 'incident') return item.model ? `/alerts?model=${encodeURIComponent(item.model)}` : '/alerts';
  return item.kind === 'unevaluated' && item.version ? `${model}/versions/${item.version}` : model;
}

function attentionNote(items: Attention[]): string {
  const approvals = items.filter((item) => item.kind === 'approval').length;
  return approvals > 0 ? `${plural(approvals, 'approval')} among them` : 'no approval among them';
}

function alertsNote({ alerts }: Overview): string {
  const urgent = alerts.bySeverity.critical + alerts.bySeverity.high;
  return urgent > 0 ? `${count(urgent)} high or critical` : 'none high or critical';
}
