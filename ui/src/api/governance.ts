import { useMutation, useQuery } from '@tanstack/react-query';
import { call, download } from './client';
import { useCommand, usePages } from './queries';

/* Policies, and what stands around change requests: one hook per query or command. */

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

export const usePublishPolicy = () => useCommand((body: { policy: string; note: string }) => call('publishPolicy', { body }));

export const useAttachPolicy = () =>
  useCommand(({ name, ...body }: { name: string; scope: string; number: number; reason: string }) =>
    call('attachPolicy', { path: { name }, body }),
  );

export const useDetachPolicy = () =>
  useCommand(({ name, ...query }: { name: string; scope: string; reason: string }) => call('detachPolicy', { path: { name }, query }));

export const useExecutive = (days: number) =>
  useQuery({ queryKey: ['executive', days], refetchInterval: 60_000, queryFn: ({ signal }) => call('executive', { query: { days }, signal }) });

export const useExecutiveReport = () =>
  useMutation({ mutationFn: (days: number) => download('executiveReport', { query: { days } }, 'models.pdf') });

export const useDeploymentHistory = () =>
  usePages(['deployments'], (after, signal) => call('deploymentHistory', { query: { limit: 50, after }, signal }));

export const useOverrides = () =>
  useQuery({ queryKey: ['overrides'], queryFn: ({ signal }) => call('listOverrides', { query: {}, signal }) });

export const useDelegations = () =>
  useQuery({ queryKey: ['delegations'], queryFn: ({ signal }) => call('listDelegations', { signal }) });

export const useDelegate = () =>
  useCommand((body: { to: string; until: string; reason: string }) => call('delegateApprovals', { body }));

export const useEndDelegation = () => useCommand((id: string) => call('endDelegation', { path: { id } }));

export const useComments = (id: string, enabled: boolean) =>
  useQuery({ queryKey: ['comments', id], enabled, queryFn: ({ signal }) => call('listComments', { path: { id }, signal }) });

export const useComment = (id: string) =>
  useCommand((text: string) => call('commentChangeRequest', { path: { id }, body: { text } }));

export const useEvidence = (id: string, enabled: boolean) =>
  useQuery({ queryKey: ['evidence', id], enabled, queryFn: ({ signal }) => call('evidenceOfChange', { path: { id }, signal }) });
