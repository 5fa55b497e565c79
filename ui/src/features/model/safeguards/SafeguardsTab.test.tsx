import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ModelDetail } from '../../../api/types';
import { faults } from '../../../testing/axe';
import { me, serve, show, signIn, tokens } from '../../../testing/service';
import SafeguardsTab from './SafeguardsTab';

const model = { model: 'churn', serving: [{ version: 2, stage: 'PRODUCTION', since: '2026-11-01T00:00:00Z', share: 1 }], latestVersion: 2 } as unknown as ModelDetail;
const at = '2026-11-21T10:00:00Z';
const stopped = { scope: 'segment', model: 'churn', version: null, feature: 'plan', value: 'gold', from: null, to: null, stops: 'churn where plan is gold', on: true, reason: 'wrong prices', by: 'bob', at, until: null };
const current = { revision: 2, safeguards: { output: { min: null, max: 0.9, reaction: 'CLIP' }, failure: 'REFUSE', kill: 'REFUSE', fallbacks: [] }, by: 'rita', at, reason: 'first' };

async function open(permissions: string[]) {
  const calls = serve({
    'POST /api/v1/auth/login': { body: tokens('1') },
    'GET /api/v1/me': { body: me(...permissions) },
    'GET /api/v1/models/churn/versions/2': { body: { contract: { columns: [{ name: 'plan', role: 'FEATURE' }] } } },
    'GET /api/v1/kill-switches': { body: { items: [stopped, { ...stopped, model: 'other', stops: 'other' }] } },
    'GET /api/v1/kill-switches/history': { body: { items: [stopped], next: null } },
    'PUT /api/v1/kill-switches': { body: stopped },
    'GET /api/v1/models/churn/safeguards': { body: { current, last7Days: [{ action: 'CLIPPED', cause: 'OUTPUT', answers: 12 }], history: [current] } },
    'PUT /api/v1/models/churn/safeguards': { body: { ...current, revision: 3 } },
  });
  await signIn();
  return { calls, ...show(<SafeguardsTab model={model} />) };
}

afterEach(() => vi.unstubAllGlobals());

describe('the safeguards of a model', () => {
  it('tell what is stopped, what was touched and what holds', async () => {
    const { container } = await open(['model.read', 'model.kill']);

    expect(await screen.findByText('Clipped to the bound')).toBeTruthy();
    expect((await screen.findAllByText('churn where plan is gold')).length).toBeGreaterThan(0);
    expect(screen.queryByText('other')).toBeNull();
    expect(screen.getByLabelText('Highest')).toHaveProperty('value', '0.9');
    expect(await faults(container)).toEqual([]);
  });

  it('are set as a whole with a reason and the revision they replace', async () => {
    const { calls } = await open(['model.read', 'model.kill']);
    const highest = await screen.findByLabelText('Highest');

    await userEvent.clear(highest);
    await userEvent.type(highest, '0.8');
    await userEvent.type(screen.getByLabelText(/Reason/), 'lower');
    await userEvent.click(screen.getByRole('button', { name: 'Set safeguards' }));

    await waitFor(() => expect(calls.some((one) => one.method === 'PUT')).toBe(true));
    expect(calls.find((one) => one.method === 'PUT')?.body).toMatchObject({
      revision: 2,
      reason: 'lower',
      safeguards: { output: { min: null, max: 0.8, reaction: 'CLIP' }, ranges: null },
    });
  });

  it('stop a segment after its consequence was read and the name was typed', async () => {
    const { calls } = await open(['model.read', 'model.kill']);

    await userEvent.click(await screen.findByRole('button', { name: 'Stop…' }));
    await userEvent.type(await screen.findByLabelText('is'), 'gold');
    await userEvent.type(screen.getAllByLabelText(/Reason/)[0]!, 'wrong prices');
    expect(screen.getByText(/refused as a whole and names it/)).toBeTruthy();
    await userEvent.type(screen.getByLabelText(/Type churn to confirm/), 'churn');
    await userEvent.click(screen.getByRole('button', { name: 'Stop', hidden: true }));

    await waitFor(() => expect(calls.some((one) => one.method === 'PUT')).toBe(true));
    expect(calls.find((one) => one.method === 'PUT')?.body).toMatchObject({ scope: 'segment', model: 'churn', feature: 'plan', value: 'gold', on: true });
  });

  it('are read-only without the permission', async () => {
    await open(['model.read']);

    expect(await screen.findByRole('button', { name: 'Stop…' })).toHaveProperty('disabled', true);
    expect(await screen.findByRole('button', { name: 'Set safeguards' })).toHaveProperty('disabled', true);
  });
});
