import { screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { faults } from '../../testing/axe';
import { serve, show, signIn, tokens } from '../../testing/service';
import ExecutivePage from './ExecutivePage';

const figures = {
  generatedAt: '2026-11-21T00:00:00Z',
  days: 30,
  models: { total: 12, serving: 5, scored: 8, unscored: 4, atRisk: 2, blocked: 1, overridden: 1, averageRisk: 31.4, averageCompliance: 78.2, compliance: { excellent: 2, good: 3, fair: 2, atRisk: 1, blocked: 0 } },
  narrative: 'Compliance is good: 78.2 on average over 8 of 12 models.',
  risk: [
    { day: '2026-11-19', models: 8, average: 30, max: 80, min: 2, fairness: null, compliance: 79 },
    { day: '2026-11-20', models: 8, average: 31.4, max: 82, min: 2, fairness: null, compliance: 78.2 },
  ],
  deployments: [{ day: '2026-11-20', attempts: 3, successes: 2, blocked: 1, overrides: 1 }],
  overdue: [{ model: 'churn', tier: 'high', last: '2026-01-01T00:00:00Z', due: '2026-04-01T00:00:00Z' }],
  calendar: [{ at: '2026-12-01T00:00:00Z', kind: 'end', what: 'End of spam v2', model: 'spam' }],
};

async function open(body: object, history: object[] = []) {
  serve({
    'POST /api/v1/auth/login': { body: tokens('1') },
    'GET /api/v1/executive': { body },
    'GET /api/v1/deployments': { body: { items: history, next: null } },
  });
  await signIn();
  return show(<ExecutivePage />);
}

afterEach(() => vi.unstubAllGlobals());

describe('executive overview', () => {
  it('shows the figures, what is due and what was deployed', async () => {
    const { container } = await open(figures, [
      { position: 7, model: 'churn', version: 2, stage: 'PRODUCTION', from: '2026-11-20T00:00:00Z', until: null, by: 'ana', reason: 'better', override: true },
    ]);

    expect(await screen.findByText(/Compliance is good/)).toBeTruthy();
    expect(screen.getByText('78.2')).toBeTruthy();
    expect(screen.getByText('End of spam v2')).toBeTruthy();
    expect(await screen.findByText('Override')).toBeTruthy();
    expect(screen.getByText('churn v2')).toBeTruthy();
    expect(await faults(container)).toEqual([]);
  });

  it('invents nothing where nothing is known', async () => {
    await open({ ...figures, models: { ...figures.models, averageRisk: null, averageCompliance: null, compliance: {} }, risk: [], deployments: [], overdue: [], calendar: [] });

    expect(await screen.findByText('No figures were kept in this time')).toBeTruthy();
    expect(screen.getAllByText('–').length).toBeGreaterThan(1);
    expect(await screen.findByText('Nothing was deployed yet')).toBeTruthy();
  });
});
