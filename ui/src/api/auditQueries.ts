import { useMutation, useQuery } from '@tanstack/react-query';
import { call, download } from './client';
import { chosen, days, usePages } from './query';

/* The audit trail. */

export interface AuditFilters {
  actor: string;
  action: string;
  object: string;
  outcome: string;
  text: string;
  /** Days in UTC, both included. */
  from: string;
  to: string;
}

/** The filters as the contract's parameters. */
const auditQuery = (filters: AuditFilters) => ({
  actor: chosen(filters.actor),
  action: chosen(filters.action),
  object: chosen(filters.object),
  outcome: chosen(filters.outcome),
  text: chosen(filters.text),
  ...days(filters),
});

export const useAuditEntries = (filters: AuditFilters) =>
  usePages(['audit', filters], (after, signal) =>
    call('listAuditEntries', { query: { ...auditQuery(filters), limit: 50, after }, signal }),
  );

export const useAuditEntry = (sequence: number) =>
  useQuery({
    queryKey: ['audit', 'entry', sequence],
    staleTime: Infinity,
    queryFn: ({ signal }) => call('findAuditEntry', { path: { sequence }, signal }),
  });

export const useAuditCheckpoint = () =>
  useQuery({
    queryKey: ['audit', 'checkpoint'],
    queryFn: async ({ signal }) => (await call('listAuditCheckpoints', { query: { limit: 1 }, signal })).items[0] ?? null,
  });

/** Starts a verification and follows it to its end. */
export function useAuditVerification() {
  const start = useMutation({ mutationFn: () => call('startAuditVerification', {}) });
  const id = start.data?.id;
  const run = useQuery({
    queryKey: ['audit', 'verification', id],
    enabled: id !== undefined,
    initialData: start.data,
    refetchInterval: (query) => (query.state.data?.state === 'running' ? 700 : false),
    queryFn: ({ signal }) => call('findAuditVerification', { path: { id: id ?? '' }, signal }),
  });
  return { start, run };
}

export type AuditFormat = 'csv' | 'jsonl' | 'proof';

export const useAuditExport = () =>
  useMutation({
    mutationFn: ({ format, filters }: { format: AuditFormat; filters: AuditFilters }) =>
      download('exportAudit', { query: { format, ...auditQuery(filters) } }, `audit.${format === 'proof' ? 'proof.jsonl' : format}`),
  });

export const useAuditProof = () =>
  useMutation({
    mutationFn: (sequence: number) =>
      download('proveAuditEntry', { path: { sequence } }, `audit-entry-${sequence}.proof.json`),
  });
