import { screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { faults } from '../../testing/axe';
import { serve, show, signIn, tokens } from '../../testing/service';
import { ScoreShiftPanel } from './ScoreShiftPanel';

const span = { from: '2026-11-01T00:00:00Z', until: '2026-11-08T00:00:00Z', answers: 5000, sampled: 2000 };
const shift = {
  model: 'churn', version: 2, reference: span, current: { ...span, answers: 700, sampled: 700 }, before: -1.2, after: -0.8, shift: { value: 0.4, low: 0.3, high: 0.5 },
  features: [{ feature: 'tenure', shift: { value: 0.35, low: 0.3, high: 0.4 } }],
  segments: [{ column: 'plan', value: 'gold', shareBefore: 0.2, shareAfter: 0.5, mix: 0.3, within: 0.1, drivenBy: 'tenure' }],
};

async function open(answer: { status?: number; body: object }, rows = 700) {
  const calls = serve({ 'POST /api/v1/auth/login': { body: tokens('1') }, 'GET /api/v1/models/churn/score-shift': answer });
  await signIn();
  return { calls, ...show(<ScoreShiftPanel model="churn" version={2} window={{ start: '2026-11-19T00:00:00Z', end: '2026-11-20T00:00:00Z', rows }} />) };
}

afterEach(() => vi.unstubAllGlobals());

describe('what moved the score', () => {
  it('shows features and segments with their parts', async () => {
    const { container } = await open({ body: shift });

    expect(await screen.findByText('plan = gold')).toBeTruthy();
    expect(screen.getByText('20.0 % → 50.0 %')).toBeTruthy();
    expect(screen.getAllByText('tenure').length).toBe(2);
    expect(await faults(container)).toEqual([]);
  });

  it('does not ask about a window with too few answers', async () => {
    const { calls } = await open({ body: shift }, 99);

    expect(await screen.findByText(/99 answers; 100 are needed/)).toBeTruthy();
    expect(calls.filter(({ path }) => path.includes('score-shift'))).toEqual([]);
  });

  it('says why nothing can be told', async () => {
    await open({ status: 409, body: { type: 'about:blank', title: 'Refused', status: 409, code: 'refused', detail: 'churn v2 gave 40 answers' } });

    expect(await screen.findByText(/gave 40 answers/)).toBeTruthy();
  });
});
