import { fireEvent, screen, waitFor } from '@testing-library/react';
import { useLocation } from 'react-router';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { faults } from '../../testing/axe';
import { serve, show, signIn, tokens } from '../../testing/service';
import ComparePage from './ComparePage';
import ExperimentsPage from './ExperimentsPage';

const id = (index: number) => index.toString(16).padStart(32, '0');
const point = (value: number) => ({ value, special: null, low: value - 0.01, high: value + 0.01, step: 0, at: '2026-03-01T12:00:00Z' });
const run = (index: number) => ({
  id: id(index),
  experiment: '1',
  name: `run-${index}`,
  status: 'finished',
  author: 'ana',
  startedAt: '2026-03-01T12:00:00Z',
  endedAt: '2026-03-01T12:01:00Z',
  lifecycle: 'active',
  parent: null,
  version: null,
  params: { depth: String(index % 3) },
  tags: {},
  metrics: { auc: point(0.5 + (index % 40) / 100) },
});
const experiments = {
  items: ['churn', 'Default'].map((name, index) => ({
    id: String(1 - index),
    name,
    lifecycle: 'active',
    artifactLocation: null,
    tags: {},
    createdAt: '2026-03-01T12:00:00Z',
    updatedAt: '2026-03-01T12:00:00Z',
  })),
  next: null,
};
const answers = {
  'POST /api/v1/auth/login': { body: tokens('1') },
  'GET /api/v1/experiments': { body: experiments },
};
const search = 'GET /api/v1/runs/search';

function Address() {
  return <output data-testid="address">{decodeURIComponent(useLocation().search)}</output>;
}

async function open(found: object, at = '/experiments') {
  const calls = serve({ ...answers, ...found });
  await signIn();
  const page = show(
    <>
      <ExperimentsPage />
      <Address />
    </>,
    at,
  );
  return { calls, ...page };
}

afterEach(() => vi.unstubAllGlobals());

describe('experiments', () => {
  it('asks for what the address says', async () => {
    const { calls } = await open(
      { [search]: { body: { items: [run(1)], next: null } } },
      `/experiments?experiment=1&filter=${encodeURIComponent('metrics.auc > 0.5')}&order=metrics.auc+DESC`,
    );
    await screen.findByRole('link', { name: 'run-1' });

    const asked = new URLSearchParams(calls.at(-1)?.path.split('?')[1]);
    expect(asked.get('experiments')).toBe('1');
    expect(asked.get('filter')).toBe('metrics.auc > 0.5');
    expect(asked.get('order')).toBe('metrics.`auc` DESC');
    expect(screen.getByRole('columnheader', { name: /auc/ }).getAttribute('aria-sort')).toBe('descending');
  });

  it('points at the sign of a query that cannot be read, and keeps the table', async () => {
    const detail = "Cannot read the filter at position 15: metrics.`auc` is a number; 'x' is not one";
    const { container } = await open({
      [search]: {
        status: 422,
        body: { title: 'A field has an invalid value', detail, code: 'invalid-field', status: 422, errors: [{ row: null, field: 'filter', code: 'invalid-field', detail, position: 14 }] },
      },
    }, `/experiments?filter=${encodeURIComponent("metrics.auc > 'x'")}`);

    expect(await screen.findByText(detail)).toBeTruthy();
    expect(container.querySelector('mark')?.textContent).toBe("'");
    expect(screen.getByLabelText('Query').getAttribute('aria-invalid')).toBe('true');
    expect(await faults(container)).toEqual([]);
  });

  it('sorts by a column and keeps the choice in the address', async () => {
    await open({ [search]: { body: { items: [run(1), run(2)], next: null } } });
    await screen.findByRole('link', { name: 'run-1' });

    fireEvent.click(screen.getByRole('button', { name: 'auc' }));
    expect(screen.getByTestId('address').textContent).toContain('order=metrics.auc+DESC');

    fireEvent.click(screen.getByLabelText('Choose run-2'));
    expect(screen.getByTestId('address').textContent).toContain(`runs=${id(2)}`);
    expect(screen.getByRole('link', { name: 'Compare' }).getAttribute('href')).toBe(`/experiments/compare?runs=${id(2)}`);
  });

  it('draws only the rows near the window of ten thousand, and asks for the next page by its key', async () => {
    const many = Array.from({ length: 10_000 }, (_, index) => run(index));
    const { calls } = await open({ [search]: { body: { items: many, next: 'key' } } });
    await screen.findByRole('link', { name: 'run-0' });
    expect(screen.getAllByRole('row').length).toBeLessThan(200);

    fireEvent.click(screen.getByRole('button', { name: 'Load more' }));

    await waitFor(() => expect(calls.at(-1)?.path).toContain('after=key'));
  });

  it('says which command makes the first run', async () => {
    const { container } = await open({ [search]: { body: { items: [], next: null } } });

    expect(await screen.findByText(/plumbline train --data FILE/)).toBeTruthy();
    expect(await faults(container)).toEqual([]);
  });
});

describe('comparing runs', () => {
  it('shows what differs, and the rest on request', async () => {
    const runs = [run(1), run(2)];
    serve({
      ...answers,
      'GET /api/v1/runs/compare': {
        body: {
          runs,
          params: [
            { key: 'depth', differs: true, values: ['1', '2'] },
            { key: 'seed', differs: false, values: ['42', '42'] },
          ],
          metrics: [{ key: 'auc', differs: true, values: [point(0.51), point(0.52)] }],
          tags: [],
        },
      },
      [`GET /api/v1/runs/${id(1)}/metrics/auc`]: { body: { key: 'auc', items: [point(0.51)], total: 1, thinnedBy: null } },
      [`GET /api/v1/runs/${id(2)}/metrics/auc`]: { body: { key: 'auc', items: [point(0.52)], total: 1, thinnedBy: null } },
    });
    await signIn();
    const { container } = show(<ComparePage />, `/experiments/compare?runs=${id(1)},${id(2)}`);

    expect(await screen.findByRole('rowheader', { name: /depth/ })).toBeTruthy();
    expect(screen.queryByRole('rowheader', { name: /seed/ })).toBeNull();
    expect(await screen.findByRole('img', { name: /auc by step of run-1, run-2/ })).toBeTruthy();

    fireEvent.click(screen.getByLabelText(/Also what is equal/));

    expect(screen.getByRole('rowheader', { name: /seed/ })).toBeTruthy();
    expect(await faults(container)).toEqual([]);
  });
});
