import { useMutation, useQuery } from '@tanstack/react-query';
import { call, download, upload } from './client';
import { chosen, days, useCommand, usePages } from './query';
import type { Batch, CounterfactualRequest, Row } from './types';

/* Answers: asked for, logged, and given for files. */

export const usePredict = (model: string) =>
  useMutation({
    mutationFn: (body: { rows: Row[]; explain: number; version?: number }) =>
      call('predict', { path: { model }, query: {}, body }),
  });

export const useCounterfactuals = (model: string) =>
  useMutation({
    mutationFn: (body: CounterfactualRequest) => call('counterfactuals', { path: { model }, body }),
  });

export interface PredictionFilters {
  id: string;
  entity: string;
  /** Days in UTC, both included. */
  from: string;
  to: string;
  version: string;
  stage: string;
  reason: string;
  /** A class or a number; `known` and `unknown` ask whether there is one. */
  label: string;
}

const presence: Record<string, boolean> = { known: true, unknown: false };

export const usePredictionSearch = (model: string, filters: PredictionFilters, enabled: boolean) =>
  usePages(
    ['model', model, 'predictions', filters],
    (after, signal) =>
      call('searchPredictions', {
        path: { model },
        query: {
          id: chosen(filters.id),
          entity: chosen(filters.entity),
          ...days(filters),
          version: Number(filters.version) || undefined,
          stage: chosen<'canary'>(filters.stage),
          reason: chosen(filters.reason),
          ...(filters.label in presence ? { labelled: presence[filters.label] } : { label: chosen(filters.label) }),
          limit: 50,
          after,
        },
        signal,
      }),
    enabled,
  );

/** Each look is an audit entry, so it is taken once and kept while it is shown. */
export const usePrediction = (model: string, id: string) =>
  useQuery({
    queryKey: ['model', model, 'prediction', id],
    staleTime: Infinity,
    queryFn: ({ signal }) => call('readPrediction', { path: { model, id }, signal }),
  });

export const useReplay = (model: string) =>
  useMutation({ mutationFn: (id: string) => call('replayPrediction', { path: { model, id } }) });

/** Looked at each second while one of them has not ended. */
export const useBatches = (model: string) =>
  useQuery({
    queryKey: ['model', model, 'batches'],
    queryFn: ({ signal }) => call('listBatches', { path: { model }, query: { limit: 50 }, signal }),
    refetchInterval: (query) => (query.state.data?.items.some(isOpen) ? 1_000 : 30_000),
  });

export const isOpen = (batch: Batch) => batch.state === 'queued' || batch.state === 'running';

export const useSubmitBatch = (model: string) =>
  useCommand(({ file, output, explain, log }: { file: Blob; output: Batch['output']; explain: number; log: boolean }) =>
    upload('submitBatch', { path: { model }, query: { output, explain, log } }, file),
  );

export const useCancelBatch = (model: string) =>
  useCommand((batch: string) => call('cancelBatch', { path: { model, batch } }));

export const useBatchFile = (model: string) =>
  useMutation({
    mutationFn: ({ batch, refused }: { batch: Batch; refused: boolean }) =>
      refused
        ? download('downloadBatchRejects', { path: { model, batch: batch.id } }, `${model}-refused.csv`)
        : download('downloadBatch', { path: { model, batch: batch.id } }, `${model}-scores.${batch.output}`),
  });

export const useFeatureSnapshots = (model: string) =>
  useQuery({
    queryKey: ['model', model, 'features'],
    queryFn: ({ signal }) => call('listFeatureSnapshots', { path: { model }, signal }),
  });

/** Each look is an audit entry, so it is taken once and kept while it is shown. */
export const useEntityFeatures = (model: string, entity: string) =>
  useQuery({
    queryKey: ['model', model, 'entity', entity],
    staleTime: Infinity,
    queryFn: ({ signal }) => call('findFeatures', { path: { model, entity }, signal }),
  });

export const usePublishFeatures = (model: string) =>
  useCommand(({ file, asOf }: { file: Blob; asOf: string | undefined }) => upload('publishFeatures', { path: { model }, query: { asOf } }, file));
