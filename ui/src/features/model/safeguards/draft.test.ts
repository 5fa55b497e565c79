import { describe, expect, it } from 'vitest';
import { draftOf, safeguardsOf } from './draft';

const held = {
  output: { min: 0.01, max: null, reaction: 'CLIP' as const },
  ranges: { source: 'CONTRACT' as const, limits: [{ feature: 'age of car', min: -1, max: null }], reaction: 'REFUSE' as const },
  missing: { most: 0.4, reaction: 'FALL_BACK' as const },
  staleness: { most: 'PT24H', reaction: 'MARK' as const },
  unusual: { tail: 0.005, most: 0.3, reaction: 'MARK' as const },
  failure: 'FALL_BACK' as const,
  kill: 'REFUSE' as const,
  fallbacks: [
    { kind: 'PREVIOUS_VERSION' as const },
    {
      kind: 'BASELINE' as const,
      feature: 'plan',
      score: 0.12,
      cases: [
        { value: 'gold card', from: null, to: null, score: 0.05 },
        { value: null, from: 2.5, to: null, score: 0.2 },
      ],
    },
    { kind: 'CONSTANT' as const, score: 0 },
  ],
};

describe('the form of safeguards', () => {
  it('gives back what it was given', () => {
    expect(safeguardsOf(draftOf(held))).toEqual(held);
  });

  it('sends guards that are off as null and no fallback', () => {
    expect(safeguardsOf(draftOf({}))).toEqual({
      output: null,
      ranges: null,
      missing: null,
      staleness: null,
      unusual: null,
      failure: 'REFUSE',
      kill: 'REFUSE',
      fallbacks: [],
    });
  });
});
