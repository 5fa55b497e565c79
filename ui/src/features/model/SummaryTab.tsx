import { Link } from 'react-router';
import { useVersion } from '../../api/modelQueries';
import type { ModelDetail, TimelineEntry, VersionDetail } from '../../api/types';
import { plain, type Tone } from '../../format/words';
import { VerdictBadge } from '../../parts/Badge';
import { Panel } from '../../parts/Panel';
import { Answered, Empty, Skeleton } from '../../parts/States';
import { Time } from '../../parts/Time';
import { Timeline } from '../../parts/Timeline';
import { AboutPanel } from './AboutPanel';
import { versionInView } from './versionInView';
import { ProvenancePanel } from './ProvenancePanel';
import { RiskPanel } from './RiskPanel';
import { RoutingPanel } from './RoutingPanel';
import { ImportanceList, ScorecardView } from './ScorecardView';
import './SummaryTab.css';

export function SummaryTab({ model }: { model: ModelDetail }) {
  const number = versionInView(model);
  const version = useVersion(model.model, number || undefined);
  if (model.versions === 0) {
    return (
      <Panel>
        <Empty title="This model has no version yet" command={`./plumbline train --data FILE --label ${model.label || 'COLUMN'} --name ${model.model}`} />
      </Panel>
    );
  }
  return (
    <div className="summary-grid">
      <div className="stack">
        <Answered
          query={version}
          skeleton={
            <Panel>
              <Skeleton lines={10} tall />
            </Panel>
          }
        >
          {(found) => <ScorecardView version={found} label={model.label} positive={model.positive} />}
        </Answered>
      </div>
      <div className="stack">
        <RoutingPanel model={model} />
        <Panel title="Timeline" note={<Shown model={model} number={number} />}>
          {model.timeline.length === 0 ? (
            <p className="muted">Nothing has happened to this model yet.</p>
          ) : (
            <Timeline items={[...model.timeline].reverse().slice(0, 14).map(timelineItem(model.model))} />
          )}
        </Panel>
        <AboutPanel model={model} />
        <RiskPanel model={model.model} />
        {version.data ? <VerdictPanel version={version.data} /> : null}
        {version.data && version.data.importance.length > 0 ? (
          <Panel title="Importance" note="Share of what moves the score">
            <ImportanceList items={version.data.importance} />
          </Panel>
        ) : null}
        {version.data ? <ProvenancePanel version={version.data} /> : null}
      </div>
    </div>
  );
}

function Shown({ model, number }: { model: ModelDetail; number: number }) {
  return (
    <>
      This page shows <Link to={`/models/${encodeURIComponent(model.model)}/versions/${number}`}>version {number}</Link>
      {model.latestVersion > number ? `; version ${model.latestVersion} is newer` : ''}
    </>
  );
}

const tones: Record<TimelineEntry['kind'], Tone> = {
  trained: 'accent',
  evaluated: 'info',
  changeRequested: 'warning',
  approved: 'good',
  rejected: 'critical',
  deployed: 'good',
  retired: 'neutral',
  killed: 'critical',
  revived: 'good',
  guarded: 'info',
  alertOpened: 'high',
  canaryAdvanced: 'good',
  canaryPaused: 'warning',
  canaryResumed: 'good',
  rolledBack: 'critical',
};

const timelineItem = (model: string) => (event: TimelineEntry, index: number) => ({
  key: `${event.at} ${index}`,
  at: event.at,
  tone: tones[event.kind] ?? 'neutral',
  title: (
    <>
      {plain(event.kind)}
      {event.version != null ? (
        <>
          {' '}
          <Link to={`/models/${encodeURIComponent(model)}/versions/${event.version}`}>v{event.version}</Link>
        </>
      ) : null}
    </>
  ),
  detail: [event.detail, event.actor ? `by ${event.actor}` : ''].filter(Boolean).join(' · '),
});

export function VerdictPanel({ version }: { version: VersionDetail }) {
  const { evaluation } = version;
  return (
    <Panel title="Policy verdict">
      {evaluation ? (
        <div className="verdict">
          <div className="row">
            <VerdictBadge verdict={evaluation.verdict} />
            <span className="muted">
              by policy {evaluation.policy}, <Time at={evaluation.at} />
            </span>
          </div>
          {evaluation.reasons.length > 0 ? (
            <ul>
              {evaluation.reasons.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          ) : (
            <p className="muted">All rules hold.</p>
          )}
        </div>
      ) : (
        <p className="muted">Not evaluated against a policy yet; that happens when a change of stage is requested.</p>
      )}
    </Panel>
  );
}
