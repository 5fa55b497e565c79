import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { DriftWall as Wall, ModelDetail } from '../../api/types';
import { faults } from '../../testing/axe';
import { me, serve, show, signIn, tokens } from '../../testing/service';
import DriftWall from './DriftWall';
import MonitorsTab from './MonitorsTab';
import { read, strips } from './wall';

const model = { model: 'churn', latestVersion: 2, serving: [] } as unknown as ModelDetail;
const start = '2026-11-20T00:00:00Z';
const span = { start, end: '2026-11-21T00:00:00Z', rows: 100 };
const bytes = (...values: number[]) => btoa(String.fromCharCode(...values));
const wall: Wall = {
  model: 'churn',
  version: 2,
  window: 'day',
  windows: [span, span],
  columns: [
    { column: 'tenure', importance: 1, weight: 0.3, cells: bytes(0, 60 + 18) },
    { column: 'plan', importance: 0.1, weight: 0, cells: bytes(255, 254) },
  ],
};
const plan = {
  off: [],
  ignored: [],
  windowDays: 7,
  leastRows: 50,
  falseAlarmRate: 0.01,
  learned: false,
  slight: 0.06,
  moderate: 0.134,
  severe: 0.212,
  missingRise: 0.1,
  unseenShare: 0.01,
  hysteresis: { opensAfter: 1, of: 1, resolvesAfter: 2 },
  pace: { p50Millis: null, p95Millis: null, p99Millis: 50, rowHours: null, staleShare: 0.05, snapshotHours: null, rise: 2 },
  segments: [],
  schedule: { everyMinutes: 0, jointDays: 7 },
};
const point = { windowEnd: start, value: 12.5, limit: 50, answers: 1000, note: 'Set by the plan' };
const reading = { measure: 'latencyP99', unit: 'milliseconds', kind: 'slowAnswers', subject: null, points: [{ ...point, value: 1 }, point] };
const unknown = { ...reading, measure: 'staleShare', unit: 'share', points: [{ ...point, value: null, limit: null, note: 'No row told its time' }] };
const current = { number: 0, plan, by: null, at: null, reason: null };
const finding = { kind: 'featureDrift', column: 'tenure', severity: 'high', title: 'tenure drifts', detail: 'PSI 0.4', effect: 0.3, importance: 1, weight: 0.3, windowEnd: start };

async function open(page: React.ReactNode) {
  const calls = serve({
    'POST /api/v1/auth/login': { body: tokens('1') },
    'GET /api/v1/me': { body: me('model.read', 'alert.configure') },
    'GET /api/v1/models/churn/drift-wall': { body: wall },
    'GET /api/v1/models/churn/findings': { body: { model: 'churn', version: 2, items: [finding] } },
    'GET /api/v1/models/churn/readings': { body: { model: 'churn', version: 2, items: [reading, unknown] } },
    'GET /api/v1/models/churn/monitors': { body: { current, history: [] } },
    'PUT /api/v1/models/churn/monitors': { body: { ...current, number: 1 } },
  });
  await signIn();
  return { calls, ...show(page) };
}

afterEach(() => vi.unstubAllGlobals());

describe('the drift wall', () => {
  it('reads a byte a cell', () => {
    expect(strips(wall, 'TEN').map((one) => [one.column, one.newest.tone])).toEqual([['tenure', 'slight']]);
    expect(strips(wall, 'plan')[0]?.newest).toEqual({ tone: 'few', effect: null });
    expect([0, 59, 60, 120, 239, 254, 255].map((byte) => read(byte).tone)).toEqual(['none', 'none', 'slight', 'moderate', 'severe', 'few', 'unseen']);
    expect([0, 59, 119, 239].map((byte) => read(byte).effect)).toEqual([0, 1, 1, 1]);
  });

  it('lists the weightiest columns beside the picture', async () => {
    const { container } = await open(<DriftWall model={model} />);

    expect((await screen.findByRole('link', { name: 'tenure' })).getAttribute('href')).toBe('/models/churn/drift?column=tenure');
    expect(screen.getByRole('img', { name: /2 columns, 1 of them drift/ })).toBeTruthy();
    expect(await faults(container)).toEqual([]);
  });
});

describe('the monitors of a model', () => {
  it('tell what was found, and are set with a reason', async () => {
    const { container, calls } = await open(<MonitorsTab model={model} />);

    expect(await screen.findByText('tenure drifts')).toBeTruthy();
    expect(await screen.findByText('99 % of the requests answered within')).toBeTruthy();
    expect(screen.getByText(/12\.5\sms/)).toBeTruthy();
    expect(screen.getByText('No row told its time')).toBeTruthy();
    expect(await faults(container)).toEqual([]);
    await userEvent.click(await screen.findByRole('button', { name: 'Change…' }));
    await userEvent.click(screen.getByLabelText(/Learn the least/));
    await userEvent.type(screen.getByLabelText(/Rows are stale after/), '6');
    await userEvent.clear(screen.getByLabelText(/99 % of the requests/));
    await userEvent.type(screen.getByLabelText(/Reason/), 'many small models');
    await userEvent.click(screen.getByText('Set monitors'));

    await waitFor(() =>
      expect(calls.find((one) => one.method === 'PUT')?.body).toMatchObject({ revision: 0, plan: { learned: true, pace: { rowHours: 6, p99Millis: null } }, reason: 'many small models' }),
    );
  });
});
