import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ModelDetail } from '../../api/types';
import { faults } from '../../testing/axe';
import { me, serve, show, signIn, tokens } from '../../testing/service';
import FeaturesTab from './FeaturesTab';

const address = '/api/v1/models/churn/features';
const snapshot = { id: 's1', model: 'churn', asOf: '2026-11-20T00:00:00Z', rows: 2000, taken: 1500, by: 'ana', at: '2026-11-20T02:00:00Z' };
const known = { entity: 'C/7', asOf: '2026-11-20T00:00:00Z', ageSeconds: 7200, features: { tenure: '12', plan: '' } };

async function open(items: object[], answers: object = {}, permissions = ['model.read', 'model.write', 'prediction.read']) {
  const calls = serve({
    'POST /api/v1/auth/login': { body: tokens('1') },
    'GET /api/v1/me': { body: me(...permissions) },
    [`GET ${address}`]: { body: { items } },
    ...answers,
  });
  await signIn();
  return { calls, ...show(<FeaturesTab model={{ model: 'churn' } as ModelDetail} />) };
}

afterEach(() => vi.unstubAllGlobals());

describe('features of entities', () => {
  it('tell which snapshots came and how much of each counted', async () => {
    const { container } = await open([snapshot]);

    await screen.findByRole('table', { name: 'Snapshots of features of churn' });
    expect(screen.getByText(/^\(75.%\)$/)).toBeTruthy();
    expect(await faults(container)).toEqual([]);
  });

  it('are looked up only when asked, under the name as it is', async () => {
    const { calls } = await open([snapshot], { [`GET ${address}/C%2F7`]: { body: known } });
    const asked = () => calls.filter((one) => one.path.startsWith(`${address}/`));

    await userEvent.type(await screen.findByLabelText('Entity'), ' C/7 ');
    expect(asked()).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Look up' }));

    await screen.findByRole('table', { name: 'Features of C/7' });
    expect(screen.getByText('missing')).toBeTruthy();
    expect(asked()).toHaveLength(1);
  });

  it('are published with the time that all rows share', async () => {
    const { calls } = await open([], { [`POST ${address}`]: { status: 201, body: snapshot } });

    await userEvent.upload(await screen.findByLabelText('Rows'), new File(['id,tenure\nC-1,3\n'], 'today.csv'));
    await userEvent.type(screen.getByLabelText('All as of (UTC)'), '2026-11-20T00:00');
    await userEvent.click(screen.getByRole('button', { name: 'Publish' }));

    await screen.findByText(/2,000 rows were published; 1,500 of them/);
    await waitFor(() => expect(calls.some((one) => one.path === `${address}?asOf=2026-11-20T00%3A00%3A00Z`)).toBe(true));
  });

  it('show no person to whoever may only read models', async () => {
    await open([], {}, ['model.read']);

    await screen.findByText('No snapshot yet');
    expect(screen.queryByLabelText('Entity')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Publish' })).toBeNull();
  });
});
