import { screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { faults } from '../../testing/axe';
import { serve, show, signIn, tokens } from '../../testing/service';
import { RiskPanel } from './RiskPanel';

const scored = {
  model: 'churn',
  version: 1,
  state: 'scored',
  formula: 'mri-v2',
  index: 62.4,
  band: 'high',
  components: [{ name: 'dataQuality', score: 20, weight: 0.4, detail: '1.0 % of the training rows were quarantined' }],
  missing: [],
  first: { index: 15.3, drift: 17.5, fairness: 12, missing: [] },
  history: [
    { at: '2026-11-01T00:00:00Z', formula: 'mri-v2-draft', index: 5, first: null },
    { at: '2026-11-08T00:00:00Z', formula: 'mri-v2', index: 50, first: 12 },
    { at: '2026-11-15T00:00:00Z', formula: 'mri-v2', index: 62.4, first: 15.3 },
  ],
  course: {
    direction: 'rising',
    weekly: { value: 6.2, low: 1.1, high: 11.3 },
    forecast: [{ at: '2026-11-22T00:00:00Z', value: 68.6, low: 60.1, high: 77.1 }],
    confidence: 0.9,
    points: 6,
  },
};

async function open(risk: object) {
  serve({ 'POST /api/v1/auth/login': { body: tokens('1') }, 'GET /api/v1/models/churn/risk': { body: risk } });
  await signIn();
  return show(<RiskPanel model="churn" />);
}

afterEach(() => vi.unstubAllGlobals());

describe('risk', () => {
  it('shows the index, its parts and where it is going', async () => {
    const { container } = await open(scored);

    expect(await screen.findByText('62')).toBeTruthy();
    expect(screen.getByText('High')).toBeTruthy();
    expect(screen.getByText('Data quality')).toBeTruthy();
    expect(screen.getByText(/Rising, \+6.2 a week by 6 days; in five weeks 60 to 77/)).toBeTruthy();
    expect(screen.getByText(/mri-v1\): 15.30, of drift 17.5/)).toBeTruthy();
    expect(screen.getByRole('img').getAttribute('aria-label')).toContain('from 8 Nov 2026, 50');
    expect(await faults(container)).toEqual([]);
  });

  it('shows no number where a fact is missing', async () => {
    await open({ ...scored, state: 'unevaluated', index: null, band: null, components: [], missing: ['performance: no metrics'], first: { index: null, drift: null, fairness: null, missing: ['no protected attribute was measured'] }, history: [], course: null });

    expect(await screen.findByText('Unevaluated')).toBeTruthy();
    expect(screen.getByText(/Not known: performance: no metrics/)).toBeTruthy();
    expect(screen.getByText(/unevaluated, since no protected attribute was measured/)).toBeTruthy();
    expect(screen.queryByRole('img')).toBeNull();
  });
});
