import { fireEvent, screen, waitFor } from '@testing-library/react';
import { useLocation } from 'react-router';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { faults } from '../../testing/axe';
import { serve, show, signIn, tokens } from '../../testing/service';
import ModelsPage from './ModelsPage';

const row = (index: number) => ({
  model: `model-${index}`,
  task: 'BINARY',
  description: '',
  owner: 'ana',
  versions: 1,
  latestVersion: 1,
  stage: 'PRODUCTION',
  servingVersion: 1,
  servingSince: '2026-11-01T00:00:00Z',
  risk: null,
  metric: null,
  predictions7d: 0,
  openAlerts: 0,
  killed: false,
  updatedAt: '2026-11-01T00:00:00Z',
});
const login = { 'POST /api/v1/auth/login': { body: tokens('1') } };
const list = 'GET /api/v1/models';

function Address() {
  return <output data-testid="address">{useLocation().search}</output>;
}

async function open(answer: object, at = '/models') {
  const calls = serve({ ...login, ...answer });
  await signIn();
  const page = show(
    <>
      <ModelsPage />
      <Address />
    </>,
    at,
  );
  return { calls, ...page };
}

afterEach(() => vi.unstubAllGlobals());

describe('models', () => {
  it('reads its filters from the address and keeps them there', async () => {
    const { calls } = await open({ [list]: { body: { items: [row(1)], next: null, total: 1, totalIsExact: true } } }, '/models?stage=production&search=mod');
    await screen.findByRole('link', { name: 'model-1' });
    expect(calls.map(({ path }) => path)).toContain('/api/v1/models?search=mod&stage=production&limit=100');

    fireEvent.change(screen.getByLabelText('Risk'), { target: { value: 'high' } });

    expect(screen.getByTestId('address').textContent).toBe('?stage=production&search=mod&risk=high');
    await waitFor(() => expect(calls.at(-1)?.path).toContain('risk=high'));
  });

  it('keeps what is typed in the address at once, and asks once after a breath', async () => {
    const { calls } = await open({ [list]: { body: { items: [row(1)], next: null, total: 1, totalIsExact: true } } });
    await screen.findByRole('link', { name: 'model-1' });
    const box = screen.getByRole('searchbox');

    fireEvent.change(box, { target: { value: 'c' } });
    fireEvent.change(box, { target: { value: 'churn' } });

    expect(screen.getByTestId('address').textContent).toBe('?search=churn');
    await waitFor(() => expect(calls.at(-1)?.path).toContain('search=churn'));
    expect(calls.filter(({ path }) => path.includes('search='))).toHaveLength(1);
  });

  it('draws only the rows near the window of ten thousand, and asks for the next page by its key', async () => {
    const many = Array.from({ length: 10_000 }, (_, index) => row(index));
    const { calls } = await open({ [list]: { body: { items: many, next: 'key', total: 20_000, totalIsExact: true } } });
    await screen.findByRole('link', { name: 'model-0' });
    expect(screen.getAllByRole('row').length).toBeLessThan(200);

    fireEvent.click(screen.getByRole('button', { name: 'Load more' }));

    await waitFor(() => expect(calls.at(-1)?.path).toContain('after=key'));
  });

  it('says so when more match than were counted', async () => {
    await open({ [list]: { body: { items: [row(1)], next: 'key', total: 1_000, totalIsExact: false } } }, '/models?tier=high');

    expect(await screen.findByText('More than 1,000 match')).toBeTruthy();
    expect(screen.getByText('1 shown')).toBeTruthy();
  });

  it('says which command makes the first model', async () => {
    const { container } = await open({ [list]: { body: { items: [], next: null, total: 0, totalIsExact: true } } });

    expect(await screen.findByText(/plumbline train --data FILE/)).toBeTruthy();
    expect(await faults(container)).toEqual([]);
  });

  it('tells a filter without a match from an empty registry', async () => {
    await open({ [list]: { body: { items: [], next: null, total: 0, totalIsExact: true } } }, '/models?search=zzz');

    expect(await screen.findByText('No model matches')).toBeTruthy();
    expect(screen.queryByText(/plumbline train/)).toBeNull();
  });
});
