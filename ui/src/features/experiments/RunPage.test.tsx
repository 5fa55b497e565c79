import { fireEvent, screen } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { faults } from '../../testing/axe';
import { serve, show, signIn, tokens } from '../../testing/service';
import RunPage from './RunPage';

const id = '1'.repeat(32);
const run = {
  id,
  experiment: '1',
  name: 'run-1',
  status: 'finished',
  author: 'ana',
  startedAt: '2026-03-01T12:00:00Z',
  endedAt: '2026-03-01T12:01:00Z',
  lifecycle: 'active',
  parent: null,
  version: null,
  params: {},
  tags: {},
  metrics: {},
};
const file = { path: 'model/model.ubj', bytes: 12_345, hash: 'ab'.repeat(32) };

async function open(found: object) {
  const calls = serve({
    'POST /api/v1/auth/login': { body: tokens('1') },
    [`GET /api/v1/runs/${id}`]: { body: { run, inputs: [], artifacts: [file] } },
    'GET /api/v1/runs/search': { body: { items: [], next: null } },
    ...found,
  });
  await signIn();
  const page = show(
    <Routes>
      <Route path="/experiments/runs/:run" element={<RunPage />} />
    </Routes>,
    `/experiments/runs/${id}`,
  );
  return { calls, ...page };
}

afterEach(() => vi.unstubAllGlobals());

describe('a run', () => {
  it('saves a file under its own name', async () => {
    URL.createObjectURL = vi.fn(() => 'blob:kept');
    URL.revokeObjectURL = vi.fn();
    const saved = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      names.push(this.download);
    });
    const names: string[] = [];
    const { calls, container } = await open({ [`GET /api/v1/runs/${id}/artifacts/content`]: { body: {} } });

    fireEvent.click(await screen.findByRole('button', { name: 'Download model/model.ubj' }));

    await vi.waitFor(() => expect(names).toEqual(['model.ubj']));
    expect(calls.at(-1)?.path).toBe(`/api/v1/runs/${id}/artifacts/content?path=model%2Fmodel.ubj`);
    expect(await faults(container)).toEqual([]);
    saved.mockRestore();
  });

  it('leads to its version and to where both come from', async () => {
    const made = { ...run, version: { model: 'churn', version: 4 } };
    await open({ [`GET /api/v1/runs/${id}`]: { body: { run: made, inputs: [], artifacts: [] } } });

    expect((await screen.findByRole('link', { name: 'churn v4' })).getAttribute('href')).toBe('/models/churn/versions/4');
    expect(screen.getByRole('link', { name: 'its lineage' }).getAttribute('href')).toBe('/models/churn/lineage?version=4');
  });

  it('says why a file cannot be had', async () => {
    await open({
      [`GET /api/v1/runs/${id}/artifacts/content`]: {
        status: 503,
        body: { title: 'Unavailable', status: 503, code: 'unavailable', detail: 'The bucket does not answer: ask again in a minute' },
      },
    });

    fireEvent.click(await screen.findByRole('button', { name: 'Download model/model.ubj' }));

    expect(await screen.findByText(/The bucket does not answer/)).toBeTruthy();
  });
});
