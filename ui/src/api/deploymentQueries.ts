import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call } from './client';
import { useCommand, usePages } from './query';
import type { KillChange, SafeguardsChange } from './types';

/* Which version answers, and what stops it. */

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
