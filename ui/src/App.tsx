import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router';
import { asProblem } from './api/problem';
import { session } from './api/session';
import { OverviewPage } from './features/overview/OverviewPage';
import { SignInPage } from './features/signin/SignInPage';
import { NotFoundPage } from './shell/NotFoundPage';
import { Shell } from './shell/Shell';
import { Skeleton } from './parts/States';

const ModelsPage = lazy(() => import('./features/models/ModelsPage'));
const ModelPage = lazy(() => import('./features/model/ModelPage'));
const ExperimentsPage = lazy(() => import('./features/experiments/ExperimentsPage'));
const ComparePage = lazy(() => import('./features/experiments/ComparePage'));
const RunPage = lazy(() => import('./features/experiments/RunPage'));
const ApprovalsPage = lazy(() => import('./features/approvals/ApprovalsPage'));
const ExecutivePage = lazy(() => import('./features/executive/ExecutivePage'));
const PoliciesPage = lazy(() => import('./features/policies/PoliciesPage'));
const AlertsPage = lazy(() => import('./features/alerts/AlertsPage'));
const IncidentsPage = lazy(() => import('./features/alerts/IncidentsPage'));
const IncidentPage = lazy(() => import('./features/alerts/IncidentPage'));
const RoutesPage = lazy(() => import('./features/alerts/RoutesPage'));
const AuditPage = lazy(() => import('./features/audit/AuditPage'));

export function App() {
  const state = useSyncExternalStore(session.subscribe, session.state);
  const location = useLocation();

  useEffect(() => {
    if (state.kind !== 'restoring') return;
    session.refresh().catch((thrown: unknown) => session.end(asProblem(thrown).message));
  }, [state.kind]);

  if (state.kind === 'restoring') return <Restoring />;
  if (state.kind === 'signedOut') {
    if (location.pathname === '/signin') return <SignInPage why={state.why} />;
    const from = location.pathname + location.search;
    return <Navigate to="/signin" replace state={from === '/' ? null : { from }} />;
  }
  if (location.pathname === '/signin') {
    const from = (location.state as { from?: string } | null)?.from;
    return <Navigate to={from ?? '/'} replace />;
  }
  return (
    <Shell user={state.user}>
      <Suspense fallback={<Skeleton lines={6} tall />}>
        <Routes>
          <Route path="/" element={<OverviewPage />} />
          <Route path="/models" element={<ModelsPage />} />
          <Route path="/models/:model/*" element={<ModelPage />} />
          <Route path="/experiments" element={<ExperimentsPage />} />
          <Route path="/experiments/compare" element={<ComparePage />} />
          <Route path="/experiments/runs/:run" element={<RunPage />} />
          <Route path="/approvals" element={<ApprovalsPage />} />
          <Route path="/executive" element={<ExecutivePage />} />
          <Route path="/policies" element={<PoliciesPage />} />
          <Route path="/alerts" element={<AlertsPage />} />
          <Route path="/alerts/routes" element={<RoutesPage />} />
          <Route path="/incidents" element={<IncidentsPage />} />
          <Route path="/incidents/:id" element={<IncidentPage />} />
          <Route path="/audit" element={<AuditPage />} />
          <Route path="*" element={<NotFoundPage />} />
        </Routes>
      </Suspense>
    </Shell>
  );
}

function Restoring() {
  return (
    <p role="status" className="visually-hidden">
      Restoring your session
    </p>
  );
}
