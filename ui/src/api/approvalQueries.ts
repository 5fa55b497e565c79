import { useQuery } from '@tanstack/react-query';
import { call } from './client';
import { chosen, useCommand, usePages } from './query';
import type { CanaryPlan, Stage } from './types';

/* Change requests, and what stands around them. */

export const useChangeRequests = (filters: { state: string; model?: string | undefined }) =>
  usePages(['changeRequests', filters], (after, signal) =>
    call('listChangeRequests', { query: { state: chosen(filters.state), model: filters.model, limit: 50, after }, signal }),
  );

export const useOpenChangeRequest = () =>
  useCommand((body: { model: string; version: number; stage: Stage; reason: string; plan?: CanaryPlan; groupThresholds?: boolean }) => call('openChangeRequest', { body }));

export const useDecide = () =>
  useCommand(({ id, ...body }: { id: string; decision: 'approve' | 'reject'; comment: string; onBehalfOf?: string }) =>
    call('decideChangeRequest', { path: { id }, body }),
  );

export const useDelegations = () =>
  useQuery({ queryKey: ['delegations'], queryFn: ({ signal }) => call('listDelegations', { signal }) });

export const useDelegate = () =>
  useCommand((body: { to: string; until: string; reason: string }) => call('delegateApprovals', { body }));

export const useEndDelegation = () => useCommand((id: string) => call('endDelegation', { path: { id } }));

export const useComments = (id: string, enabled: boolean) =>
  useQuery({ queryKey: ['comments', id], enabled, queryFn: ({ signal }) => call('listComments', { path: { id }, signal }) });

export const useComment = (id: string) =>
  useCommand((text: string) => call('commentChangeRequest', { path: { id }, body: { text } }));

export const useChangeEvidence = (id: string, enabled: boolean) =>
  useQuery({ queryKey: ['evidence', id], enabled, queryFn: ({ signal }) => call('evidenceOfChange', { path: { id }, signal }) });
