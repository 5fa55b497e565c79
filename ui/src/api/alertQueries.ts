import { useMutation, useQuery } from '@tanstack/react-query';
import { call } from './client';
import { chosen, useCommand, usePages } from './query';
import type { AlertRouteRequest, SilenceRequest } from './types';

/* Alerts, incidents, and who is told of them. */

export const useAlerts = (filters: { state: string; model?: string | undefined }) =>
  usePages(['alerts', filters], (after, signal) =>
    call('listAlerts', { query: { state: chosen<'open'>(filters.state), model: filters.model, limit: 50, after }, signal }),
  );

export const useAcknowledge = () =>
  useCommand(({ id, comment }: { id: string; comment: string }) =>
    call('acknowledgeAlert', { path: { id }, body: { comment } }),
  );

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

export const useAcknowledgeIncident = () =>
  useCommand(({ id, comment }: { id: string; comment: string }) =>
    call('acknowledgeIncident', { path: { id }, body: { comment } }),
  );

export const useCommentIncident = () =>
  useCommand(({ id, comment }: { id: string; comment: string }) =>
    call('commentIncident', { path: { id }, body: { comment } }),
  );

export const useAlertRoutes = () =>
  useQuery({ queryKey: ['alert-routes'], queryFn: ({ signal }) => call('listAlertRoutes', { signal }) });

export const useSetAlertRoute = () =>
  useCommand(({ name, ...body }: AlertRouteRequest & { name: string }) => call('setAlertRoute', { path: { name }, body }));

export const useRemoveAlertRoute = () => useCommand((name: string) => call('removeAlertRoute', { path: { name } }));

export const useTestAlertRoute = () =>
  useMutation({ mutationFn: (name: string) => call('testAlertRoute', { path: { name } }) });

export const useSilences = () =>
  useQuery({ queryKey: ['silences'], queryFn: ({ signal }) => call('listSilences', { signal }) });

export const useSilence = () => useCommand((body: SilenceRequest) => call('silenceAlerts', { body }));

export const useEndSilence = () => useCommand((id: string) => call('endSilence', { path: { id } }));

export const useNotices = () =>
  usePages(['notices'], (after, signal) => call('listNotices', { query: { limit: 50, after }, signal }));

export const useRetryNotice = () => useCommand((id: string) => call('retryNotice', { path: { id } }));
