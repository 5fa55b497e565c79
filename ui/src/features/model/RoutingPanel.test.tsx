import { describe, expect, it } from 'vitest';
import type { Routing } from '../../api/types';
import { consequences } from './RoutingPanel';

const routing = {
  champion: { version: 2, share: 0.75, since: '2026-11-21T12:00:00Z' },
  canary: {
    changeRequest: '00000000-0000-0000-0000-000000000001',
    version: 3,
    state: 'running',
    step: 1,
    share: 25,
    since: '2026-11-21T12:00:00Z',
    plan: { shares: [5, 25, 50] },
    waitsFor: [],
    by: null,
    reason: null,
    at: null,
    comparison: null,
  },
  shadow: null,
  former: 1,
} satisfies Routing;

describe('what steering does', () => {
  it('is told before a rollback, with the canary that ends', () => {
    expect(consequences('former', routing).join(' ')).toContain('version 1 answers instead of version 2');
    expect(consequences('former', routing).join(' ')).toContain('the canary of version 3 ends');
  });

  it('names both shares of the next step', () => {
    expect(consequences('promote', routing)[0]).toContain('50 % of the entities instead of 25 %');
  });

  it('says that the last step is the last', () => {
    const last = { ...routing, canary: { ...routing.canary, step: 2, share: 50 } };
    expect(consequences('promote', last)[0]).toContain('last step');
  });

  it('says who takes over the entities of a canary', () => {
    expect(consequences('rollback', routing)[0]).toBe(
      'Within a second version 2 answers for the 25 % of the entities whom version 3 answers now.',
    );
  });
});
