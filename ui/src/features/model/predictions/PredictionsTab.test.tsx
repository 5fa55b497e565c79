import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ModelDetail } from '../../../api/types';
import { faults } from '../../../testing/axe';
import { me, serve, show, signIn, tokens } from '../../../testing/service';
import PredictionsTab from './PredictionsTab';

const id = '019aa6c5-0000-7000-8000-000000000001';
const line = { id, predictedAt: '2026-11-20T10:00:00Z', version: 2, stage: 'PRODUCTION', entity: 'C-7', score: 0.25, label: 'yes', reasons: [{ feature: 'tenure', contribution: -0.5 }] };
const read = {
  ...line,
  model: 'churn',
  inputs: [
    { name: 'tenure', type: 'integer', value: '12', unknown: false },
    { name: 'plan', type: 'category', value: null, unknown: true },
    { name: 'charges', type: 'number', value: null, unknown: false },
  ],
  labels: [{ value: 'yes', observedAt: '2026-11-21T10:00:00Z', receivedAt: '2026-11-21T10:00:00Z', replacedAt: null }],
};
const same = { logged: 0.25, replayed: 0.25, loggedBits: '3fd0', replayedBits: '3fd0', same: true };
const address = '/api/v1/models/churn/predictions';

async function open(at = '/', answers: object = {}, ...permissions: string[]) {
  const calls = serve({
    'POST /api/v1/auth/login': { body: tokens('1') },
    'GET /api/v1/me': { body: me(...(permissions.length > 0 ? permissions : ['prediction.read'])) },
    [`GET ${address}`]: { body: { items: [line], next: null } },
    [`GET ${address}/${id}`]: { body: read },
    [`POST ${address}/${id}/replay`]: { body: { id, model: 'churn', version: 2, predictedAt: line.predictedAt, contentHash: 'a', same: true, score: same, reasons: [{ feature: 'tenure', contribution: same }] } },
    ...answers,
  });
  await signIn();
  return { calls, ...show(<PredictionsTab model={{ model: 'churn' } as ModelDetail} />, at) };
}

afterEach(() => vi.unstubAllGlobals());

describe('predictions', () => {
  it('asks for what the address says, days included', async () => {
    const { calls } = await open('/?entity=C-7&label=known&stage=canary&from=2026-11-01&to=2026-11-20');
    await screen.findByRole('table', { name: 'Logged predictions' });

    const asked = calls.find((one) => one.path.startsWith(`${address}?`))?.path ?? '';
    const query = Object.fromEntries(new URLSearchParams(asked.split('?')[1]));
    expect(query).toMatchObject({ entity: 'C-7', labelled: 'true', stage: 'canary', from: '2026-11-01T00:00:00Z', to: '2026-11-21T00:00:00.000Z' });
    expect(query).not.toHaveProperty('label');
  });

  it('shows inputs only when asked, and replays', async () => {
    const { calls, container } = await open();
    fireEvent.click(await screen.findByRole('button', { name: /Inputs/ }));

    const inputs = await screen.findByRole('table', { name: 'Inputs', hidden: true });
    expect(within(inputs).getByText('not in the contract')).toBeTruthy();
    expect(within(inputs).getByText('missing')).toBeTruthy();
    fireEvent.click(screen.getByText('Replay'));
    await screen.findByText('Same to the last bit');
    expect(calls.filter((one) => one.path === `${address}/${id}`)).toHaveLength(1);
    expect(await faults(container)).toEqual([]);
  });

  it('goes on where a page found nothing', async () => {
    await open('/?reason=rare', { [`GET ${address}`]: { body: { items: [], next: 'x' } } });

    await screen.findByText('None among the newest answers');
    expect(screen.getByRole('button', { name: 'Load more' })).toBeTruthy();
  });

  it('tells a role that may not read, and asks for nothing', async () => {
    const { calls } = await open('/', {}, 'model.read');

    await screen.findByText('Answers about people');
    await waitFor(() => expect(calls.some((one) => one.path.startsWith(address))).toBe(false));
  });
});
