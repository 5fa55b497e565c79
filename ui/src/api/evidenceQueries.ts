import { useMutation, useQuery } from '@tanstack/react-query';
import { call, download, upload } from './client';
import { useCommand } from './query';
import type { Operations } from './schema';

export type VersionEvidence = Operations['versionEvidence']['answer'];
export type RuleBookReport = VersionEvidence['books'][number];
export type ModelDocument = Operations['listDocuments']['answer']['items'][number];
export type EvidenceChange = Operations['compareEvidence']['answer']['changes'][number];
export type CardFormat = 'markdown' | 'html' | 'pdf' | 'json';

export const useEvidence = (model: string, version: number) =>
  useQuery({
    queryKey: ['evidence', model, version],
    queryFn: ({ signal }) => call('versionEvidence', { path: { model, version }, signal }),
  });

export const useEvidenceDiff = (model: string, version: number, against: number | null) =>
  useQuery({
    queryKey: ['evidence-diff', model, version, against],
    queryFn: ({ signal }) => call('compareEvidence', { path: { model, version }, query: { against: against ?? 0 }, signal }),
    enabled: against !== null,
  });

export const useDocuments = (model: string) =>
  useQuery({
    queryKey: ['documents', model],
    queryFn: ({ signal }) => call('listDocuments', { path: { model }, signal }),
  });

const suffixes: Record<CardFormat, string> = { markdown: 'md', html: 'html', pdf: 'pdf', json: 'json' };

export const useCardFile = (model: string, version: number) =>
  useMutation({
    mutationFn: (format: CardFormat) =>
      download('modelCard', { path: { model, version }, query: { format } }, `${model}-v${version}.${suffixes[format]}`),
  });

export const usePackFile = (model: string, version: number) =>
  useMutation({
    mutationFn: (book: 'sr-11-7' | 'eu-ai-act') =>
      download('exportEvidence', { path: { model, version }, query: { book } }, `${model}-v${version}-${book}.zip`),
  });

export const useDocumentFile = (model: string) =>
  useMutation({
    mutationFn: (document: ModelDocument) => download('downloadDocument', { path: { model, document: document.id } }, document.title),
  });

export interface DocumentDraft {
  kind: ModelDocument['kind'];
  title: string;
  version: number | undefined;
  file: Blob;
}

export const useAttachDocument = (model: string) =>
  useCommand(({ file, ...query }: DocumentDraft) => upload('attachDocument', { path: { model }, query }, file));
