import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ModelDetail } from '../../api/types';
import { faults } from '../../testing/axe';
import { me, serve, show, signIn, tokens } from '../../testing/service';
import BatchesTab, { formOf } from './BatchesTab';

const model = { model: 'churn', serving: [{ version: 2 }] } as unknown as ModelDetail;

const batch = {
  id: 'b1',
  model: 'churn',
  version: 2,
  canary: null,
  state: 'running',
  input: 'csv',
  output: 'csv',
  path: null,
  explain: 0,
  log: false,
  share: 0.42,
  scored: 420,
  rejected: 2,
  rowsPerSecond: 1000,
  author: 'ana',
  submittedAt: '2026-11-01T00:00:00Z',
  startedAt: '2026-11-01T00:00:01Z',
  endedAt: null,
  expiresAt: null,
  failure: null,
};

async function open(items: object[], permissions = ['model.read', 'prediction.create']) {
  const calls = serve({
    'POST /api/v1/auth/login': { body: tokens('1') },
    'GET /api/v1/me': { body: me(...permissions) },
    'GET /api/v1/models/churn/batches': { body: { items, next: null } },
    'POST /api/v1/models/churn/batches/b1/cancellation': { body: { ...batch, state: 'cancelled' } },
  });
  await signIn();
  return { calls, ...show(<BatchesTab model={model} />) };
}

afterEach(() => vi.unstubAllGlobals());

describe('batches', () => {
  it('tell how far they are and can be cancelled', async () => {
    const { calls, container } = await open([batch]);

    expect(await screen.findByText(/^42.%$/)).toBeTruthy();
    expect(await faults(container)).toEqual([]);
    await userEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(calls.some((call) => call.path.endsWith('/b1/cancellation'))).toBe(true));
  });

  it('tell of a canary and of the log', async () => {
    await open([{ ...batch, canary: 3, log: true }]);

    expect(await screen.findByText(/v2 and canary v3, csv to csv, logged/)).toBeTruthy();
  });

  it('tell why they failed', async () => {
    await open([{ ...batch, state: 'failed', failure: "no column 'age'" }]);

    expect(await screen.findByText("no column 'age'")).toBeTruthy();
  });

  it('offer the refused rows only where there are some', async () => {
    await open([
      { ...batch, state: 'done' },
      { ...batch, id: 'b2', state: 'done', rejected: 0 },
    ]);

    expect(await screen.findAllByRole('button', { name: 'Download' })).toHaveLength(2);
    expect(screen.getAllByRole('button', { name: 'Refused rows' })).toHaveLength(1);
  });

  it('are only shown to whoever may not predict', async () => {
    await open([batch], ['model.read']);

    expect(await screen.findByText('420')).toBeTruthy();
    expect(screen.queryByText('Score a file')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Cancel' })).toBeNull();
  });

  it('know the form of a file by its name', () => {
    expect(formOf('a.CSV')).toBe('csv');
    expect(formOf('a.ndjson')).toBe('jsonl');
    expect(formOf('a.arrow')).toBe('arrows');
    expect(formOf('a.arrows')).toBe('arrows');
    expect(formOf('a.constructor')).toBeUndefined();
    expect(formOf('a.xlsx')).toBeUndefined();
  });
});
