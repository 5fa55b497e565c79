import { useQuery } from '@tanstack/react-query';
import { call } from './client';

/* Who is signed in, and what concerns them. */

export const useMe = () =>
  useQuery({ queryKey: ['me'], staleTime: 300_000, queryFn: ({ signal }) => call('me', { signal }) });

/** Whether the signed-in account may do something; unknown counts as no, the service decides anyway. */
export function useMay(permission: string): boolean {
  return useMe().data?.permissions.includes(permission) ?? false;
}

export const useOverview = () =>
  useQuery({ queryKey: ['overview'], refetchInterval: 60_000, queryFn: ({ signal }) => call('overview', { signal }) });
