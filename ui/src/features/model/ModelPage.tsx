import { lazy, Suspense, useEffect, useRef } from 'react';
import { Link, NavLink, Route, Routes, useLocation, useParams } from 'react-router';
import { useModel } from '../../api/modelQueries';
import type { ModelDetail } from '../../api/types';
import { percent } from '../../format/number';
import { taskWord } from '../../format/words';
import { Badge, RiskBadge, StageBadge } from '../../parts/Badge';
import { OverrideBadge } from '../policies/OverrideBadge';
import { Panel } from '../../parts/Panel';
import { Answered, ProblemPanel, Skeleton } from '../../parts/States';
import { Time } from '../../parts/Time';
import { usePageTitle } from '../../parts/usePageTitle';
import { NotFoundPage } from '../../shell/NotFoundPage';
import { SunsetNotice } from './AboutPanel';
import { KillSwitchControl } from './KillSwitchControl';
import { SummaryTab } from './SummaryTab';
import '../../parts/Tabs.css';
import { versionInView } from './versionInView';
import './ModelPage.css';

const TryItTab = lazy(() => import('./TryItTab'));
const LiveTab = lazy(() => import('./LiveTab'));
const BatchesTab = lazy(() => import('./BatchesTab'));
const FeaturesTab = lazy(() => import('./FeaturesTab'));
const DriftTab = lazy(() => import('./DriftTab'));
const DriftWall = lazy(() => import('./DriftWall'));
const MonitorsTab = lazy(() => import('./MonitorsTab'));
const PerformanceTab = lazy(() => import('./PerformanceTab'));
const PredictionsTab = lazy(() => import('./predictions/PredictionsTab'));
const VersionsTab = lazy(() => import('./VersionsTab'));
const ChallengersTab = lazy(() => import('./challengers/ChallengersTab'));
const TrialTab = lazy(() => import('./trial/TrialTab'));
const SafeguardsTab = lazy(() => import('./safeguards/SafeguardsTab'));
const LineageTab = lazy(() => import('./lineage/LineageTab'));
const VersionPage = lazy(() => import('./VersionPage'));

const tabs: [path: string, name: string][] = [
  ['', 'Summary'],
  ['try', 'Try it'],
  ['live', 'Live'],
  ['predictions', 'Predictions'],
  ['batches', 'Batches'],
  ['features', 'Features'],
  ['drift', 'Drift'],
  ['wall', 'Drift wall'],
  ['monitors', 'Monitors'],
  ['performance', 'Performance'],
  ['versions', 'Versions'],
  ['challengers', 'Challengers'],
  ['trials', 'Trials'],
  ['safeguards', 'Safeguards'],
  ['lineage', 'Lineage'],
];

export default function ModelPage() {
  const { model: name = '' } = useParams();
  usePageTitle(name);
  const query = useModel(name);
  if (query.error && !query.data) return <Absent name={name} problem={query.error} retry={() => void query.refetch()} />;
  return (
    <Answered query={query} skeleton={<Skeleton lines={8} tall />}>
      {(model) => (
        <>
          <Head model={model} />
          <Tabs model={model.model} />
          <Suspense
            fallback={
              <Panel>
                <Skeleton lines={8} />
              </Panel>
            }
          >
            <Routes>
              <Route index element={<SummaryTab model={model} />} />
              <Route path="try" element={<TryItTab key={model.model} model={model} />} />
              <Route path="live" element={<LiveTab key={model.model} model={model} />} />
              <Route path="predictions" element={<PredictionsTab key={model.model} model={model} />} />
              <Route path="batches" element={<BatchesTab key={model.model} model={model} />} />
              <Route path="features" element={<FeaturesTab key={model.model} model={model} />} />
              <Route path="drift" element={<DriftTab model={model} />} />
              <Route path="wall" element={<DriftWall model={model} />} />
              <Route path="monitors" element={<MonitorsTab model={model} />} />
              <Route path="performance" element={<PerformanceTab model={model} />} />
              <Route path="versions" element={<VersionsTab model={model} />} />
              <Route path="challengers" element={<ChallengersTab key={model.model} model={model} />} />
              <Route path="trials" element={<TrialTab key={model.model} model={model} />} />
              <Route path="safeguards" element={<SafeguardsTab model={model} />} />
              <Route path="lineage" element={<LineageTab model={model} shown={versionInView(model)} />} />
              <Route path="versions/:version" element={<VersionPage model={model} />} />
              <Route path="*" element={<NotFoundPage />} />
            </Routes>
          </Suspense>
        </>
      )}
    </Answered>
  );
}

function Tabs({ model }: { model: string }) {
  const row = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // On a narrow screen the row scrolls: the page one is on stays in sight.
  useEffect(() => {
    row.current?.querySelector('.active')?.scrollIntoView?.({ block: 'nearest', inline: 'nearest' });
  }, [pathname]);
  return (
    <nav ref={row} className="tabs" aria-label={`Pages of ${model}`}>
      {tabs.map(([path, text]) => (
        <NavLink key={path} to={`/models/${encodeURIComponent(model)}${path ? `/${path}` : ''}`} end={path === ''}>
          {text}
        </NavLink>
      ))}
    </nav>
  );
}

function Absent({ name, problem, retry }: { name: string; problem: unknown; retry: () => void }) {
  return (
    <>
      <p className="crumbs">
        <Link to="/models">Models</Link> <span aria-hidden="true">/</span>
      </p>
      <div className="page-head">
        <h1>{name}</h1>
      </div>
      <ProblemPanel problem={problem} retry={retry} />
    </>
  );
}

function Head({ model }: { model: ModelDetail }) {
  return (
    <header className="model-head">
      <p className="crumbs">
        <Link to="/models">Models</Link> <span aria-hidden="true">/</span>
      </p>
      <div className="spread">
        <h1>{model.model}</h1>
        <KillSwitchControl model={model} />
      </div>
      <div className="row model-marks">
        {model.killSwitch.on ? <Badge tone="critical">Stopped by kill switch</Badge> : null}
        {model.serving.length === 0 ? <StageBadge stage={null} /> : null}
        {model.serving.map((one) => (
          <span key={`${one.version}-${one.stage}`} className="row model-serving">
            <StageBadge stage={one.stage} />
            <Link to={`/models/${encodeURIComponent(model.model)}/versions/${one.version}`}>v{one.version}</Link>
            <OverrideBadge model={model.model} version={one.version} />
            <span className="muted">
              {one.stage === 'CANARY' ? `${percent(one.share, 0)} of traffic, ` : ''}since <Time at={one.since} />
            </span>
          </span>
        ))}
        <span className="row model-serving">
          <span className="muted">Risk</span> <RiskBadge risk={model.risk} />
        </span>
        {model.openAlerts > 0 ? (
          <Link to={`/alerts?model=${encodeURIComponent(model.model)}`}>
            {model.openAlerts} open {model.openAlerts === 1 ? 'alert' : 'alerts'}
          </Link>
        ) : (
          <span className="muted">No open alert</span>
        )}
      </div>
      <p className="model-about">
        {model.description ? `${model.description} ` : ''}
        <span className="muted">
          {model.task ? <>{taskWord(model.task)}: <code>{model.label}</code></> : 'No version that can serve yet'}
          {model.positive ? (
            <>
              {' '}
              = <code>{model.positive}</code>
            </>
          ) : null}
          {model.owner ? ` · owned by ${model.owner}` : ''}
        </span>
      </p>
      <SunsetNotice model={model} />
      {model.killSwitch.on ? (
        <div className="model-killed" role="status">
          <b>No version answers.</b> {model.killSwitch.by ?? 'Somebody'} switched the model off <Time at={model.killSwitch.at} />
          {model.killSwitch.reason ? <>: “{model.killSwitch.reason}”</> : '.'}
        </div>
      ) : null}
    </header>
  );
}
