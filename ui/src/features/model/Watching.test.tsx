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
const reading = { measure: 'latencyP99', unit: 'milliseconds', kind: 'slowAnswers', subject: null, points: [{ ...point, value: 1 }, { ...point, windowEnd: '2026-11-21T00:00:00Z' }],
  alerts: [{ id: 'a1', severity: 'high', title: 'The version answers more slowly than it may', openedAt: '2026-11-20T12:00:00Z', resolvedAt: null }] };
const unknown = { ...reading, measure: 'staleShare', unit: 'share', points: [{ ...point, value: null, limit: null, note: 'No row told its time' }], alerts: [] };
const current = { number: 0, plan, by: null, at: null, reason: null };
const finding = { kind: 'featureDrift', column: 'tenure', severity: 'high', title: 'tenure drifts', detail: 'PSI 0.4', effect: 0.3, importance: 1, weight: 0.3, windowEnd: start };

async function open(page: React.ReactNode, readings: object[] = [reading, unknown]) {
  const calls = serve({
    'POST /api/v1/auth/login': { body: tokens('1') },
    'GET /api/v1/me': { body: me('model.read', 'alert.configure') },
    'GET /api/v1/models/churn/drift-wall': { body: wall },
    'GET /api/v1/models/churn/findings': { body: { model: 'churn', version: 2, items: [finding] } },
    'GET /api/v1/models/churn/readings': { body: { model: 'churn', version: 2, items: readings } },
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
    expect(await screen.findByText('99 % of the requests answered within', { selector: 'b' })).toBeTruthy();
    expect(screen.getByText(/12\.5\sms/, { selector: 'td' })).toBeTruthy();
    expect(screen.getByText('No row told its time')).toBeTruthy();
    expect(await faults(container)).toEqual([]);
    await userEvent.click(await screen.findByRole('button', { name: 'Change…' }));
    await userEvent.click(screen.getByLabelText(/Learn the least/));
    await userEvent.type(screen.getByLabelText(/Rows are stale after/), '6');
    await userEvent.clear(screen.getByLabelText(/99 % of the requests within/));
    await userEvent.clear(screen.getByLabelText(/Times of what was usual/));
    await userEvent.type(screen.getByLabelText(/Times of what was usual/), '3');
    await userEvent.type(screen.getByLabelText(/Reason/), 'many small models');
    await userEvent.click(screen.getByText('Set monitors'));

    await waitFor(() =>
      expect(calls.find((one) => one.method === 'PUT')?.body).toMatchObject({ revision: 0, plan: { learned: true, pace: { rowHours: 6, p99Millis: null, rise: 3 } }, reason: 'many small models' }),
    );
  });

  it('draw the course of a measure with its limit and alerts', async () => {
    const { container } = await open(<MonitorsTab model={model} />);

    expect(await screen.findByRole('img', { name: /99 % of the requests answered within over 2 windows.*12\.5\sms, limit 50\sms; 1 alert\./ })).toBeTruthy();
    expect(screen.getByText(/answers more slowly than it may: high, opened/)).toBeTruthy();
    expect(container.querySelectorAll('.plot-line-reference')[0]?.getAttribute('d')).toContain('L');

    await userEvent.selectOptions(screen.getByLabelText('Course of'), 'Answers on stale rows');

    expect(screen.getByRole('img', { name: /Answers on stale rows over 1 window / })).toBeTruthy();
    expect(container.querySelectorAll('.metric-young')).toHaveLength(1);
    expect(container.querySelectorAll('.reading-alert')).toHaveLength(0);
    expect(await faults(container)).toEqual([]);
  });

  it('draw nothing where nothing was measured', async () => {
    await open(<MonitorsTab model={model} />, []);

    expect(await screen.findByText('Nothing was measured yet')).toBeTruthy();
    expect(screen.queryByText('How it went')).toBeNull();
  });
});
