import { keepPreviousData, useMutation, useQueries, useQuery } from '@tanstack/react-query';
import { call, download } from './client';
import { chosen, usePages } from './query';

/* Experiments and runs. */

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

export const useRunFile = (id: string) =>
  useMutation({
    mutationFn: (path: string) => download('downloadRunFile', { path: { id }, query: { path } }, path.slice(path.lastIndexOf('/') + 1)),
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
