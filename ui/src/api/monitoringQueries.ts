import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call } from './client';
import { useCommand } from './query';
import type { MonitorsChange } from './types';

/* What was found about the answers of a model. */

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

export const useScoreShift = (model: string, version: number, from: string, until: string) =>
  useQuery({
    queryKey: ['model', model, 'score-shift', version, from, until],
    staleTime: 60_000,
    queryFn: ({ signal }) => call('scoreShift', { path: { model }, query: { version, from, until }, signal }),
  });

export const useDriftWall = (model: string) =>
  useQuery({
    queryKey: ['model', model, 'drift-wall'],
    staleTime: 60_000,
    queryFn: ({ signal }) => call('driftWall', { path: { model }, query: {}, signal }),
  });

export const usePerformance = (model: string, version: number | undefined) =>
  useQuery({
    queryKey: ['model', model, 'performance', version],
    queryFn: ({ signal }) => call('performance', { path: { model }, query: { version }, signal }),
  });

export const useFairnessCourse = (model: string, version: number | undefined) =>
  useQuery({
    queryKey: ['model', model, 'fairness-course', version],
    queryFn: ({ signal }) => call('fairnessCourse', { path: { model }, query: { version }, signal }),
  });

export const useFindings = (model: string) =>
  useQuery({ queryKey: ['model', model, 'findings'], queryFn: ({ signal }) => call('findings', { path: { model }, query: {}, signal }) });

export const useReadings = (model: string) =>
  useQuery({ queryKey: ['model', model, 'readings'], queryFn: ({ signal }) => call('readings', { path: { model }, query: {}, signal }) });

export const useMonitors = (model: string) =>
  useQuery({ queryKey: ['model', model, 'monitors'], queryFn: ({ signal }) => call('monitors', { path: { model }, signal }) });

export const useSetMonitors = (model: string) =>
  useCommand((body: MonitorsChange) => call('setMonitors', { path: { model }, body }));
