import { keepPreviousData, queryOptions, useQueries, useQuery } from '@tanstack/react-query';
import { call } from './client';
import { chosen, useCommand, usePages } from './query';
import type { FactsChange, SunsetChange, TagChange } from './types';

/* Models and versions, where they come from, and what people say of them. */

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

const versionQuery = (model: string, version: number | null | undefined) =>
  queryOptions({
    queryKey: ['model', model, 'version', version],
    enabled: version != null,
    staleTime: 60_000,
    queryFn: ({ signal }) => call('findVersion', { path: { model, version: version ?? 0 }, signal }),
  });

export const useVersion = (model: string, version: number | null | undefined) => useQuery(versionQuery(model, version));

/** Several versions in the order asked for; undefined until one has come. */
export const useVersionDetails = (model: string, versions: number[]) =>
  useQueries({ queries: versions.map((version) => versionQuery(model, version)), combine: (results) => results.map((one) => one.data) });

export const useComparison = (model: string, versions: number[]) =>
  useQuery({
    queryKey: ['model', model, 'comparison', ...versions],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call('compareVersions', { path: { model }, query: { versions: versions.join(',') }, signal }),
  });

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
