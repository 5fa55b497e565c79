import { keepPreviousData, QueryClient, useInfiniteQuery, useMutation, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { Problem } from './problem';
import type { Page } from './types';

/* What the hooks of all queries share. Keys mirror the addresses, so that a change can name what it makes stale. */

export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, thrown) => failures < 2 && thrown instanceof Problem && mayPass(thrown),
        retryDelay: (attempt, thrown) =>
          1000 * ((thrown instanceof Problem ? thrown.retryAfterSeconds : undefined) ?? 2 ** attempt),
      },
      mutations: { retry: false },
    },
  });
}

/** A service that is away or busy may come back; a refusal stays a refusal. */
function mayPass(problem: Problem): boolean {
  return problem.code === 'UNREACHABLE' || problem.status === 503;
}

/** A filter's choice as the contract's parameter: the empty choice asks for everything. */
export const chosen = <T extends string>(value: string) => (value || undefined) as T | undefined;

/** Days in UTC, both included; a day ends where the next begins. */
export const days = ({ from, to }: { from: string; to: string }) => ({
  from: from ? `${from}T00:00:00Z` : undefined,
  to: to ? new Date(Date.parse(`${to}T00:00:00Z`) + 86_400_000).toISOString() : undefined,
});

export function usePages<T>(key: unknown[], page: (after: string | undefined, signal: AbortSignal) => Promise<Page<T>>, enabled = true) {
  return useInfiniteQuery<Page<T>, Error, InfiniteData<Page<T>>, unknown[], string | undefined>({
    queryKey: key,
    initialPageParam: undefined,
    enabled,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) => page(pageParam, signal),
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

/** After a decision everything that shows stages, alerts or who must act is stale. */
export function useCommand<A, T>(run: (argument: A) => Promise<T>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: run, onSuccess: () => client.invalidateQueries() });
}
