import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ModelDetail } from '../../../api/types';
import { faults } from '../../../testing/axe';
import { me, serve, show, signIn, tokens } from '../../../testing/service';
import ChallengersTab from './ChallengersTab';

const model = { model: 'churn', latestVersion: 3, serving: [{ version: 2, stage: 'PRODUCTION' }] } as unknown as ModelDetail;
const contest = {
  id: 'c1', model: 'churn', champion: 2, challenger: 3, at: '2026-11-20T00:00:00Z', from: '2026-11-01T00:00:00Z', until: '2026-11-19T00:00:00Z', rows: 1200, entities: 900, won: false, by: 'ana',
  measures: [{ metric: 'prAuc', lowerIsBetter: false, champion: 0.6, challenger: 0.62, difference: 0.02, low: -0.01, high: 0.05, gain: 0.0333 }],
  gates: [{ name: 'sample', passed: true, reason: '1200 labelled answers' }, { name: 'certain', passed: false, reason: 'which chance may explain' }],
};
const held = { plan: { compareDays: 7, retrainDays: 0, trigger: 'HIGH', cooldownDays: 14, learnDays: 180 }, by: 'ana', at: '2026-11-01T00:00:00Z', reason: 'agreed', comparedAt: null, retrainedAt: null, outcome: null, outcomeAt: null, waiting: null };

async function open(contests: object, plan: object = held) {
  const calls = serve({
    'POST /api/v1/auth/login': { body: tokens('1') },
    'GET /api/v1/me': { body: me('model.read', 'change.request', 'alert.configure') },
    'GET /api/v1/models/churn/contests': { body: contests },
    'POST /api/v1/models/churn/contests': { body: contest },
    'GET /api/v1/models/churn/challengers': { body: plan },
    'PUT /api/v1/models/churn/challengers': { body: held },
  });
  await signIn();
  return { calls, ...show(<ChallengersTab model={model} />) };
}

afterEach(() => vi.unstubAllGlobals());

describe('champion and challenger', () => {
  it('shows both versions with the reason of each gate', async () => {
    const { container } = await open({ champion: 2, challenger: 3, items: [contest] });

    expect(await screen.findByText('Version 3 against version 2', { selector: 'h2' })).toBeTruthy();
    expect(screen.getByText(/^\+0\.0200 \[/)).toBeTruthy();
    expect(screen.getByText('which chance may explain')).toBeTruthy();
    expect(await screen.findByText(/severity high or more/)).toBeTruthy();
    expect(await faults(container)).toEqual([]);
  });

  it('compares on demand', async () => {
    const { calls } = await open({ champion: 2, challenger: 3, items: [] });

    await userEvent.click(await screen.findByRole('button', { name: 'Compare now' }));

    await waitFor(() => expect(calls.some((one) => one.method === 'POST' && one.path.includes('/contests'))).toBe(true));
  });

  it('says that there is nobody to be beaten', async () => {
    await open({ champion: null, challenger: 1, items: [] });

    expect(await screen.findByText('No version is in production')).toBeTruthy();
    expect((screen.getByRole('button', { name: 'Compare now' }) as HTMLButtonElement).disabled).toBe(true);
  });

  it('says what a training that is due waits for', async () => {
    const at = '2026-11-21T00:00:00Z';
    await open({ champion: 2, challenger: 3, items: [] }, { ...held, waiting: { since: at, cause: 'Alert 7 (high)', lacking: 'churn v2 has 12 labelled answers and 200 are needed', lookedAt: at } });

    expect(await screen.findByText(/12 labelled answers and 200 are needed/)).toBeTruthy();
    expect(screen.getByText(/Alert 7/)).toBeTruthy();
  });

  it('sets a plan with a reason', async () => {
    const { calls } = await open({ champion: 2, challenger: 3, items: [] });

    await userEvent.click(await screen.findByRole('button', { name: 'Change…' }));
    await userEvent.type(screen.getByLabelText(/Reason/), 'weekly is enough');
    await userEvent.click(screen.getByText('Set plan'));

    await waitFor(() => expect(calls.find((one) => one.method === 'PUT')?.body).toEqual({ plan: held.plan, reason: 'weekly is enough' }));
  });
});
