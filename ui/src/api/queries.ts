import {
  keepPreviousData,
  QueryClient,
  useInfiniteQuery,
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
  type InfiniteData,
} from '@tanstack/react-query';
import { call, download, upload } from './client';
import { Problem } from './problem';
import type { AlertRouteRequest, Batch, CanaryPlan, CounterfactualRequest, FactsChange, KillChange, MonitorsChange, Page, Row, SafeguardsChange, SilenceRequest, Stage, SunsetChange, TagChange } from './types';

/* One hook per query or command; keys mirror the addresses, so that a change can name what it makes stale. */

export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, thrown) => failures < 2 && thrown instanceof Problem && mayPass(thrown),
        retryDelay: (attempt, thrown) =>
          1000 * ((thrown instanceof Problem ? thrown.retryAfterSeconds : undefined) ?? 2 ** attempt),
      },
      mutations: { retry: false },
    },
  });
}

/** A service that is away or busy may come back; a refusal stays a refusal. */
function mayPass(problem: Problem): boolean {
  return problem.code === 'UNREACHABLE' || problem.status === 503;
}

/** A filter's choice as the contract's parameter: the empty choice asks for everything. */
const chosen = <T extends string>(value: string) => (value || undefined) as T | undefined;

export const useMe = () =>
  useQuery({ queryKey: ['me'], staleTime: 300_000, queryFn: ({ signal }) => call('me', { signal }) });

/** Whether the signed-in account may do something; unknown counts as no, the service decides anyway. */
export function useMay(permission: string): boolean {
  return useMe().data?.permissions.includes(permission) ?? false;
}

export const useOverview = () =>
  useQuery({ queryKey: ['overview'], refetchInterval: 60_000, queryFn: ({ signal }) => call('overview', { signal }) });

/** Days in UTC, both included; a day ends where the next begins. */
const days = ({ from, to }: { from: string; to: string }) => ({
  from: from ? `${from}T00:00:00Z` : undefined,
  to: to ? new Date(Date.parse(`${to}T00:00:00Z`) + 86_400_000).toISOString() : undefined,
});

export function usePages<T>(key: unknown[], page: (after: string | undefined, signal: AbortSignal) => Promise<Page<T>>, enabled = true) {
  return useInfiniteQuery<Page<T>, Error, InfiniteData<Page<T>>, unknown[], string | undefined>({
    queryKey: key,
    initialPageParam: undefined,
    enabled,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) => page(pageParam, signal),
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

export interface ModelFilters {
  search: string;
  stage: string;
  risk: string;
  task: string;
  tier: string;
}

export const useModels = (filters: ModelFilters) =>
  usePages(['models', filters], (after, signal) =>
    call('listModels', {
      query: {
        search: chosen(filters.search),
        stage: chosen<'canary'>(filters.stage),
        risk: chosen(filters.risk),
        task: chosen(filters.task),
        tier: chosen(filters.tier),
        limit: 100,
        after,
      },
      signal,
    }),
  );

export const useModel = (model: string) =>
  useQuery({ queryKey: ['model', model], queryFn: ({ signal }) => call('findModel', { path: { model }, signal }) });

export const useRisk = (model: string) =>
  useQuery({ queryKey: ['model', model, 'risk'], queryFn: ({ signal }) => call('risk', { path: { model }, query: {}, signal }) });

export const useVersions = (model: string) =>
  usePages(['model', model, 'versions'], (after, signal) =>
    call('listVersions', { path: { model }, query: { limit: 100, after }, signal }),
  );

export const useForeignVersions = (model: string) =>
  usePages(['model', model, 'foreign-versions'], (after, signal) =>
    call('listForeignVersions', { path: { model }, query: { limit: 50, after }, signal }),
  );

export const useVersion = (model: string, version: number | null | undefined) =>
  useQuery({
    queryKey: ['model', model, 'version', version],
    enabled: version != null,
    staleTime: 60_000,
    queryFn: ({ signal }) => call('findVersion', { path: { model, version: version ?? 0 }, signal }),
  });

export const useComparison = (model: string, versions: number[]) =>
  useQuery({
    queryKey: ['model', model, 'comparison', ...versions],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call('compareVersions', { path: { model }, query: { versions: versions.join(',') }, signal }),
  });

export const useRouting = (model: string) =>
  useQuery({
    queryKey: ['model', model, 'routing'],
    refetchInterval: 5_000,
    queryFn: ({ signal }) => call('routing', { path: { model }, signal }),
  });

export const useSteerCanary = (model: string) =>
  useCommand((body: { action: 'pause' | 'resume' | 'promote' | 'rollback'; reason: string }) =>
    call('steerCanary', { path: { model }, body }),
  );

export const useRollBack = (model: string) =>
  useCommand((body: { version?: number; reason: string }) => call('rollBack', { path: { model }, body }));

export const useTrials = (model: string) =>
  useQuery({ queryKey: ['model', model, 'trials'], queryFn: ({ signal }) => call('trials', { path: { model }, signal }) });

export const useTrial = (model: string, trial: string) =>
  useQuery({
    queryKey: ['model', model, 'trials', trial],
    refetchInterval: 60_000,
    queryFn: ({ signal }) => call('trial', { path: { model, trial }, signal }),
  });

/** How large a trial must be; asks nothing while there is no plan. */
export const useTrialSize = (model: string, plan: { metric: string; effect: number; share: number } | null) =>
  useQuery({
    queryKey: ['model', model, 'trial-size', plan],
    enabled: plan !== null,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call('trialSize', { path: { model }, query: plan ?? {}, signal }),
  });

export const useStopTrial = (model: string, trial: string) =>
  useCommand((reason: string) => call('stopTrial', { path: { model, trial }, body: { reason } }));

export const useServed = (model: string, at: string | undefined, known: string | undefined) =>
  useQuery({
    queryKey: ['model', model, 'served', at, known],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call('servedAt', { path: { model }, query: { at, known }, signal }),
  });

export const useLineage = (model: string, version: number) =>
  useQuery({
    queryKey: ['model', model, 'lineage', version],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call('modelLineage', { path: { model }, query: { version }, signal }),
  });

/** Live versions that read a source or a column; asks nothing while both are empty. */
export const useImpact = (source: string, column: string) =>
  usePages(
    ['lineage', 'impact', source, column],
    (after, signal) => call('lineageImpact', { query: { source: source || undefined, column: column || undefined, after }, signal }),
    source !== '' || column !== '',
  );

export type Window = 'day' | 'week';

export const useDrift = (model: string, window: Window, version: number | undefined) =>
  useQuery({
    queryKey: ['model', model, 'drift', window, version],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call('drift', { path: { model }, query: { window, version }, signal }),
  });

export const useColumnDrift = (model: string, column: string, start: string, window: Window, version: number | undefined) =>
  useQuery({
    queryKey: ['model', model, 'drift', window, version, column, start],
    queryFn: ({ signal }) => call('driftColumn', { path: { model, column }, query: { start, window, version }, signal }),
  });

export const usePerformance = (model: string, version: number | undefined) =>
  useQuery({
    queryKey: ['model', model, 'performance', version],
    queryFn: ({ signal }) => call('performance', { path: { model }, query: { version }, signal }),
  });

export const usePredict = (model: string) =>
  useMutation({
    mutationFn: (body: { rows: Row[]; explain: number; version?: number }) =>
      call('predict', { path: { model }, query: {}, body }),
  });

export interface PredictionFilters {
  id: string;
  entity: string;
  /** Days in UTC, both included. */
  from: string;
  to: string;
  version: string;
  stage: string;
  reason: string;
  /** A class or a number; `known` and `unknown` ask whether there is one. */
  label: string;
}

const presence: Record<string, boolean> = { known: true, unknown: false };

export const usePredictionSearch = (model: string, filters: PredictionFilters, enabled: boolean) =>
  usePages(
    ['model', model, 'predictions', filters],
    (after, signal) =>
      call('searchPredictions', {
        path: { model },
        query: {
          id: chosen(filters.id),
          entity: chosen(filters.entity),
          ...days(filters),
          version: Number(filters.version) || undefined,
          stage: chosen<'canary'>(filters.stage),
          reason: chosen(filters.reason),
          ...(filters.label in presence ? { labelled: presence[filters.label] } : { label: chosen(filters.label) }),
          limit: 50,
          after,
        },
        signal,
      }),
    enabled,
  );

/** Each look is an audit entry, so it is taken once and kept while it is shown. */
export const usePrediction = (model: string, id: string) =>
  useQuery({
    queryKey: ['model', model, 'prediction', id],
    staleTime: Infinity,
    queryFn: ({ signal }) => call('readPrediction', { path: { model, id }, signal }),
  });

export const useReplay = (model: string) =>
  useMutation({ mutationFn: (id: string) => call('replayPrediction', { path: { model, id } }) });

/** Looked at each second while one of them has not ended. */
export const useBatches = (model: string) =>
  useQuery({
    queryKey: ['model', model, 'batches'],
    queryFn: ({ signal }) => call('listBatches', { path: { model }, query: { limit: 50 }, signal }),
    refetchInterval: (query) => (query.state.data?.items.some(isOpen) ? 1_000 : 30_000),
  });

export const isOpen = (batch: Batch) => batch.state === 'queued' || batch.state === 'running';

export const useSubmitBatch = (model: string) =>
  useCommand(({ file, output, explain }: { file: Blob; output: Batch['output']; explain: number }) =>
    upload('submitBatch', { path: { model }, query: { output, explain } }, file),
  );

export const useCancelBatch = (model: string) =>
  useCommand((batch: string) => call('cancelBatch', { path: { model, batch } }));

export const useBatchFile = (model: string) =>
  useMutation({
    mutationFn: ({ batch, refused }: { batch: Batch; refused: boolean }) =>
      refused
        ? download('downloadBatchRejects', { path: { model, batch: batch.id } }, `${model}-refused.csv`)
        : download('downloadBatch', { path: { model, batch: batch.id } }, `${model}-scores.${batch.output}`),
  });

export const useCounterfactuals = (model: string) =>
  useMutation({
    mutationFn: (body: CounterfactualRequest) => call('counterfactuals', { path: { model }, body }),
  });

export const useChangeRequests = (filters: { state: string; model?: string | undefined }) =>
  usePages(['changeRequests', filters], (after, signal) =>
    call('listChangeRequests', { query: { state: chosen(filters.state), model: filters.model, limit: 50, after }, signal }),
  );

export const useAlerts = (filters: { state: string; model?: string | undefined }) =>
  usePages(['alerts', filters], (after, signal) =>
    call('listAlerts', { query: { state: chosen<'open'>(filters.state), model: filters.model, limit: 50, after }, signal }),
  );

export const useDriftWall = (model: string) =>
  useQuery({
    queryKey: ['model', model, 'drift-wall'],
    staleTime: 60_000,
    queryFn: ({ signal }) => call('driftWall', { path: { model }, query: {}, signal }),
  });

export const useFindings = (model: string) =>
  useQuery({ queryKey: ['model', model, 'findings'], queryFn: ({ signal }) => call('findings', { path: { model }, query: {}, signal }) });

export const useMonitors = (model: string) =>
  useQuery({ queryKey: ['model', model, 'monitors'], queryFn: ({ signal }) => call('monitors', { path: { model }, signal }) });

export const useSetMonitors = (model: string) =>
  useCommand((body: MonitorsChange) => call('setMonitors', { path: { model }, body }));

export const useIncidents = (filters: { state: string }) =>
  usePages(['incidents', filters], (after, signal) =>
    call('listIncidents', { query: { state: chosen<'open'>(filters.state), limit: 50, after }, signal }),
  );

export const useIncident = (id: string) =>
  useQuery({
    queryKey: ['incident', id],
    refetchInterval: 15_000,
    queryFn: ({ signal }) => call('findIncident', { path: { id }, signal }),
  });

export const useAlertRoutes = () =>
  useQuery({ queryKey: ['alert-routes'], queryFn: ({ signal }) => call('listAlertRoutes', { signal }) });

export const useSilences = () =>
  useQuery({ queryKey: ['silences'], queryFn: ({ signal }) => call('listSilences', { signal }) });

export const useNotices = () =>
  usePages(['notices'], (after, signal) => call('listNotices', { query: { limit: 50, after }, signal }));

export interface AuditFilters {
  actor: string;
  action: string;
  object: string;
  outcome: string;
  text: string;
  /** Days in UTC, both included. */
  from: string;
  to: string;
}

/** The filters as the contract's parameters. */
const auditQuery = (filters: AuditFilters) => ({
  actor: chosen(filters.actor),
  action: chosen(filters.action),
  object: chosen(filters.object),
  outcome: chosen(filters.outcome),
  text: chosen(filters.text),
  ...days(filters),
});

export const useAuditEntries = (filters: AuditFilters) =>
  usePages(['audit', filters], (after, signal) =>
    call('listAuditEntries', { query: { ...auditQuery(filters), limit: 50, after }, signal }),
  );

export const useAuditEntry = (sequence: number) =>
  useQuery({
    queryKey: ['audit', 'entry', sequence],
    staleTime: Infinity,
    queryFn: ({ signal }) => call('findAuditEntry', { path: { sequence }, signal }),
  });

export const useAuditCheckpoint = () =>
  useQuery({
    queryKey: ['audit', 'checkpoint'],
    queryFn: async ({ signal }) => (await call('listAuditCheckpoints', { query: { limit: 1 }, signal })).items[0] ?? null,
  });

/** Starts a verification and follows it to its end. */
export function useAuditVerification() {
  const start = useMutation({ mutationFn: () => call('startAuditVerification', {}) });
  const id = start.data?.id;
  const run = useQuery({
    queryKey: ['audit', 'verification', id],
    enabled: id !== undefined,
    initialData: start.data,
    refetchInterval: (query) => (query.state.data?.state === 'running' ? 700 : false),
    queryFn: ({ signal }) => call('findAuditVerification', { path: { id: id ?? '' }, signal }),
  });
  return { start, run };
}

export type AuditFormat = 'csv' | 'jsonl' | 'proof';

export const useAuditExport = () =>
  useMutation({
    mutationFn: ({ format, filters }: { format: AuditFormat; filters: AuditFilters }) =>
      download('exportAudit', { query: { format, ...auditQuery(filters) } }, `audit.${format === 'proof' ? 'proof.jsonl' : format}`),
  });

export const useAuditProof = () =>
  useMutation({
    mutationFn: (sequence: number) =>
      download('proveAuditEntry', { path: { sequence } }, `audit-entry-${sequence}.proof.json`),
  });

export const useRunFile = (id: string) =>
  useMutation({
    mutationFn: (path: string) => download('downloadRunFile', { path: { id }, query: { path } }, path.slice(path.lastIndexOf('/') + 1)),
  });

export const useExperiments = () =>
  useQuery({
    queryKey: ['experiments'],
    queryFn: ({ signal }) => call('listExperiments', { query: { limit: 200, view: 'all' }, signal }),
  });

export interface RunFilters {
  experiments: string;
  filter: string;
  order: string;
  view: string;
}

export const useRuns = (filters: RunFilters) =>
  usePages(['runs', filters], (after, signal) =>
    call('searchRuns', {
      query: {
        experiments: filters.experiments,
        filter: filters.filter || undefined,
        order: filters.order || undefined,
        view: chosen<'active'>(filters.view),
        limit: 200,
        after,
      },
      signal,
    }),
  );

export const useRun = (id: string) =>
  useQuery({ queryKey: ['run', id], queryFn: ({ signal }) => call('findRun', { path: { id }, signal }) });

/** The runs that are parts of one, as far as a page holds them. */
export const useParts = (id: string, experiment: string | undefined) =>
  useQuery({
    queryKey: ['run', id, 'parts'],
    enabled: experiment !== undefined,
    queryFn: ({ signal }) =>
      call('listRuns', {
        path: { id: experiment ?? '' },
        query: { filter: `tags.\`mlflow.parentRunId\` = '${id}'`, order: 'start_time', limit: 200 },
        signal,
      }),
  });

export const useRunComparison = (ids: string[]) =>
  useQuery({
    queryKey: ['runs', 'compare', ids],
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call('compareRuns', { query: { ids: ids.join(',') }, signal }),
  });

export const useRunsOfVersion = (model: string, version: number) =>
  useQuery({
    queryKey: ['model', model, 'version', version, 'runs'],
    staleTime: 60_000,
    queryFn: ({ signal }) => call('runsOfVersion', { path: { model, version }, signal }),
  });

/** One metric's history in several runs, each asked by itself. */
export const useHistories = (runs: string[], key: string, points: number) =>
  useQueries({
    queries: runs.map((id) => ({
      queryKey: ['run', id, 'metric', key, points],
      staleTime: 60_000,
      enabled: key !== '',
      queryFn: ({ signal }: { signal: AbortSignal }) => call('metricHistory', { path: { id, key }, query: { points }, signal }),
    })),
  });

/** After a decision everything that shows stages, alerts or who must act is stale. */
export function useCommand<A, T>(run: (argument: A) => Promise<T>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: run, onSuccess: () => client.invalidateQueries() });
}

export const useOpenChangeRequest = () =>
  useCommand((body: { model: string; version: number; stage: Stage; reason: string; plan?: CanaryPlan }) => call('openChangeRequest', { body }));

export const useDecide = () =>
  useCommand(({ id, ...body }: { id: string; decision: 'approve' | 'reject'; comment: string; onBehalfOf?: string }) =>
    call('decideChangeRequest', { path: { id }, body }),
  );

export const useKillSwitch = (model: string) =>
  useCommand((body: { on: boolean; reason: string }) => call('setKillSwitch', { path: { model }, body }));

export const useTurnKillSwitch = () => useCommand((body: KillChange) => call('turnKillSwitch', { body }));

export const useKills = () =>
  useQuery({ queryKey: ['kills'], refetchInterval: 15_000, queryFn: ({ signal }) => call('listKillSwitches', { signal }) });

export const useKillHistory = (model: string) =>
  usePages(['kills', 'history', model], (after, signal) =>
    call('killSwitchHistory', { query: { model, limit: 50, after }, signal }),
  );

export const useSafeguards = (model: string) =>
  useQuery({ queryKey: ['model', model, 'safeguards'], queryFn: ({ signal }) => call('safeguards', { path: { model }, signal }) });

export const useSetSafeguards = (model: string) =>
  useCommand((body: SafeguardsChange) => call('setSafeguards', { path: { model }, body }));

export const useDescribe = (model: string) =>
  useCommand((body: FactsChange) => call('describeModel', { path: { model }, body }));

export const useHandOver = (model: string) =>
  useCommand((body: { owner: string; reason: string }) => call('handOverModel', { path: { model }, body }));

export const useSetTag = (model: string) => useCommand((body: TagChange) => call('setTag', { path: { model }, body }));

export const useRemoveTag = (model: string) =>
  useCommand((query: { key: string; version?: number | undefined }) =>
    call('removeTag', { path: { model }, query: { key: query.key, version: query.version } }),
  );

export const useSetAlias = (model: string) =>
  useCommand(({ alias, version }: { alias: string; version: number }) =>
    call('setAlias', { path: { model, alias }, body: { version } }),
  );

export const useRemoveAlias = (model: string) =>
  useCommand((alias: string) => call('removeAlias', { path: { model, alias } }));

export const useSunset = (model: string) =>
  useCommand((body: SunsetChange) => call('announceEnd', { path: { model }, body }));

export const useKeepOn = (model: string) =>
  useCommand((query: { reason: string; version?: number | undefined }) =>
    call('takeEndBack', { path: { model }, query: { reason: query.reason, version: query.version } }),
  );

export const useAcknowledge = () =>
  useCommand(({ id, comment }: { id: string; comment: string }) =>
    call('acknowledgeAlert', { path: { id }, body: { comment } }),
  );

export const useAcknowledgeIncident = () =>
  useCommand(({ id, comment }: { id: string; comment: string }) =>
    call('acknowledgeIncident', { path: { id }, body: { comment } }),
  );

export const useCommentIncident = () =>
  useCommand(({ id, comment }: { id: string; comment: string }) =>
    call('commentIncident', { path: { id }, body: { comment } }),
  );

export const useSetAlertRoute = () =>
  useCommand(({ name, ...body }: AlertRouteRequest & { name: string }) => call('setAlertRoute', { path: { name }, body }));

export const useRemoveAlertRoute = () => useCommand((name: string) => call('removeAlertRoute', { path: { name } }));

export const useTestAlertRoute = () =>
  useMutation({ mutationFn: (name: string) => call('testAlertRoute', { path: { name } }) });

export const useSilence = () => useCommand((body: SilenceRequest) => call('silenceAlerts', { body }));

export const useEndSilence = () => useCommand((id: string) => call('endSilence', { path: { id } }));

export const useRetryNotice = () => useCommand((id: string) => call('retryNotice', { path: { id } }));
