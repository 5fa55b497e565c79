import { useMutation, useQuery } from '@tanstack/react-query';
import { call } from './client';
import { useCommand } from './query';
import type { SimulationScenario } from './types';

/* Policies, and what they were overridden by. */

export const usePolicies = () => useQuery({ queryKey: ['policies'], queryFn: ({ signal }) => call('listPolicies', { signal }) });

export const usePolicy = (name: string, number: number | undefined) =>
  useQuery({
    queryKey: ['policies', name, number],
    queryFn: ({ signal }) => call('findPolicy', { path: { name }, query: { number }, signal }),
  });

export const usePolicyLibrary = () =>
  useQuery({ queryKey: ['policy-library'], staleTime: Infinity, queryFn: ({ signal }) => call('policyLibrary', { signal }) });

/** Checks and replays write nothing, so nothing grows stale by them. */
export const useCheckPolicy = () => useMutation({ mutationFn: (policy: string) => call('checkPolicy', { body: { policy } }) });

export const useReplayDecisions = () => useMutation({ mutationFn: (policy: string) => call('replayDecisions', { body: { policy } }) });

/** One case or several, by a draft or, without one, by the policies in force. */
export const useSimulate = () =>
  useMutation({
    mutationFn: async ({ policy = null, scenarios }: { policy?: string | null | undefined; scenarios: SimulationScenario[] }) => {
      const [first] = scenarios;
      if (scenarios.length === 1 && first) return [await call('simulate', { body: { policy, ...first } })];
      return (await call('simulateBatch', { body: { policy, scenarios } })).results;
    },
  });

export const usePublishPolicy = () => useCommand((body: { policy: string; note: string }) => call('publishPolicy', { body }));

export const useAttachPolicy = () =>
  useCommand(({ name, ...body }: { name: string; scope: string; number: number; reason: string }) =>
    call('attachPolicy', { path: { name }, body }),
  );

export const useDetachPolicy = () =>
  useCommand(({ name, ...query }: { name: string; scope: string; reason: string }) => call('detachPolicy', { path: { name }, query }));

/** Versions that serve although a policy called them at risk: the newest 500. */
export const useServingOverrides = () =>
  useQuery({
    queryKey: ['overrides', 'serving'],
    staleTime: 60_000,
    // Every row of a list asks: one refusal is enough for all of them.
    retryOnMount: false,
    queryFn: ({ signal }) => call('listOverrides', { query: { serving: true }, signal }),
  });

export const useOverrides = () =>
  useQuery({ queryKey: ['overrides'], queryFn: ({ signal }) => call('listOverrides', { query: {}, signal }) });
