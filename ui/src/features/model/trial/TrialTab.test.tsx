import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ModelDetail } from '../../../api/types';
import { faults } from '../../../testing/axe';
import { me, serve, show, signIn, tokens } from '../../../testing/service';
import TrialTab from './TrialTab';

const model = { model: 'churn', latestVersion: 3, serving: [{ version: 2, stage: 'PRODUCTION' }] } as unknown as ModelDetail;
const plan = { metric: 'outcome', effect: 0.02, alpha: 0.05, power: 0.8, days: 28 };
const unknown = { value: null, low: null, high: null };
const line = { id: 't1', state: 'running', control: 2, treatment: 3, plan, share: 0.5, author: 'ana', reason: 'fewer leave', begin: '2026-11-01T00:00:00Z', end: null };
const arm = { version: 2, entities: 900, known: 800, mean: { value: 0.2, low: 0.18, high: 0.22 } };
const report = {
  ...line,
  model: 'churn',
  plannedEnd: '2026-11-29T00:00:00Z',
  endedBy: null,
  endReason: null,
  control: arm,
  treatment: { ...arm, version: 3, mean: { value: 0.15, low: 0.13, high: 0.17 } },
  difference: { value: -0.05, low: -0.08, high: -0.02 },
  pValue: 0.003,
  needed: 5000,
  powerReached: 0.7,
  split: { planned: 0.5, observed: 0.5, both: 0, pValue: 0.9, holds: true },
  adjustment: { applied: false, varianceReduction: 0, refusal: 'The metric before the trial is known of 0 and 0 entities' },
  verdict: 'LOWER',
  text: 'The treatment is lower: outcome of churn v3 less churn v2 is -0.05',
  days: [
    { day: '2026-11-01', control: 50, treatment: 50, difference: { ...unknown, value: -0.1 }, pValue: 1 },
    { day: '2026-11-02', control: 400, treatment: 390, difference: { value: -0.06, low: -0.11, high: -0.01 }, pValue: 0.02 },
    { day: '2026-11-03', control: 800, treatment: 800, difference: { value: -0.05, low: -0.08, high: -0.02 }, pValue: 0.003 },
  ],
};
const size = { metric: 'outcome', baseline: 0.2, deviation: 0.4, effect: 0.02, alpha: 0.05, power: 0.8, share: 0.5, fixed: 12000, sequential: 20000, entitiesPerMonth: 4000, labelledShare: 0.5, days: null };

async function open(items: object[], shown: object = report) {
  const calls = serve({
    'POST /api/v1/auth/login': { body: tokens('1') },
    'GET /api/v1/me': { body: me('model.read', 'model.kill', 'change.request') },
    'GET /api/v1/models/churn/trials': { body: { items } },
    'GET /api/v1/models/churn/trials/t1': { body: shown },
    'GET /api/v1/models/churn/trial-size': { body: size },
    'POST /api/v1/models/churn/trials/t1/stop': { body: { ...report, state: 'stopped' } },
    'POST /api/v1/change-requests': { body: {} },
  });
  await signIn();
  return { calls, ...show(<TrialTab model={model} />) };
}

afterEach(() => vi.unstubAllGlobals());

describe('trials', () => {
  it('tell what they found and how sure that is', async () => {
    const { container } = await open([line]);

    expect(await screen.findByText('Treatment is lower')).toBeTruthy();
    expect(screen.getByRole('img', { name: /Difference over 3 days/ })).toBeTruthy();
    expect(screen.getByText(/not used: The metric before/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Ask for the trial' })).toBeNull();
    expect(await faults(container)).toEqual([]);
  });

  it('stop with a reason, once the consequence is told', async () => {
    const { calls } = await open([line]);

    await userEvent.click(await screen.findByRole('button', { name: 'Stop trial' }));
    expect(screen.getByText(/version 2 answers for all entities/)).toBeTruthy();
    const stop = screen.getByRole('button', { name: 'Stop the trial', hidden: true });
    expect(stop.hasAttribute('disabled')).toBe(true);
    await userEvent.type(screen.getByLabelText(/Reason/), 'it matters too little');
    await userEvent.click(stop);

    await waitFor(() => expect(calls.find((call) => call.path.endsWith('/t1/stop'))?.body).toEqual({ reason: 'it matters too little' }));
  });

  it('go to production by a change request', async () => {
    const { calls } = await open([line]);

    await userEvent.click(await screen.findByRole('button', { name: 'Ask for production' }));
    await userEvent.type(screen.getByLabelText(/Reason/), 'five points fewer');
    await userEvent.click(screen.getByRole('button', { name: 'Open the change request', hidden: true }));

    await waitFor(() =>
      expect(calls.find((call) => call.path.endsWith('/change-requests'))?.body).toEqual({ model: 'churn', version: 3, stage: 'PRODUCTION', reason: 'five points fewer' }),
    );
  });

  it('are sized before they are asked for', async () => {
    const { calls, container } = await open([]);

    await userEvent.type(await screen.findByLabelText('Least effect that matters'), '0.02');
    expect(await screen.findByText(/20,000 to look whenever you like/)).toBeTruthy();
    expect(screen.getByText('the traffic does not bring so many')).toBeTruthy();
    await userEvent.type(screen.getByLabelText(/Reason/), 'fewer leave');
    await userEvent.click(screen.getByRole('button', { name: 'Ask for the trial' }));

    await waitFor(() =>
      expect(calls.find((call) => call.path.endsWith('/change-requests'))?.body).toEqual({
        model: 'churn',
        version: 3,
        stage: 'CANARY',
        reason: 'fewer leave',
        plan: { shares: [50], trial: { metric: 'outcome', effect: 0.02, days: 28 } },
      }),
    );
    expect(await faults(container)).toEqual([]);
  });
});
