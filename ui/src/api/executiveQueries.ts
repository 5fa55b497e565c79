import { useMutation, useQuery } from '@tanstack/react-query';
import { call, download } from './client';
import { usePages } from './query';

/* All models at a glance. */

export const useExecutive = (days: number) =>
  useQuery({ queryKey: ['executive', days], refetchInterval: 60_000, queryFn: ({ signal }) => call('executive', { query: { days }, signal }) });

export const useExecutiveReport = () =>
  useMutation({ mutationFn: (days: number) => download('executiveReport', { query: { days } }, 'models.pdf') });

export const useDeploymentHistory = () =>
  usePages(['deployments'], (after, signal) => call('deploymentHistory', { query: { limit: 50, after }, signal }));
