import { describe, expect, it } from 'vitest';
import type { ModelDocument } from '../../api/evidenceQueries';
import type { VersionDetail } from '../../api/types';
import { documentLines, fairnessLines } from './compareLines';

const version = (disparity: number | null, reweighed: boolean) =>
  ({
    scorecard: {
      fairness: disparity === null ? [] : [{ attributes: ['sex'], disparity: { value: disparity, low: disparity - 0.01, high: disparity + 0.01 } }],
      mitigation: reweighed ? { reweighed } : null,
    },
  }) as unknown as VersionDetail;

const document = (kindTitle: string, title: string, of: number | null) => ({ kindTitle, title, version: of }) as ModelDocument;

describe('what stands beside metrics when versions are compared', () => {
  it('tells how far groups lie apart and what was done about it', () => {
    const lines = fairnessLines([version(0.2, false), version(null, false), version(0.1, true), undefined]);

    expect(lines.map((line) => line.name)).toEqual(['Positive answers apart, by sex', 'Mitigation']);
    expect(lines[0]?.values[0]).toMatch(/^20\.0.% \(19\.0.% to 21\.0.%\)$/);
    expect(lines[0]?.values[1]).toBe('not measured');
    expect(lines[1]?.values).toEqual(['none', 'none', 'reweighed', '–']);
    expect(fairnessLines([version(null, false)])).toEqual([]);
  });

  it('tells which documents are missing', () => {
    const lines = documentLines([1, 2], [document('Validation report', 'v1.pdf', 1), document('Model documentation', 'all.md', null)]);

    expect(lines).toEqual([
      { key: 'document Validation report', name: 'Validation report', values: ['v1.pdf', 'missing'] },
      { key: 'document Model documentation', name: 'Model documentation', values: ['all.md', 'all.md'] },
    ]);
  });
});
