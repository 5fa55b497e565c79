import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { faults } from '../../testing/axe';
import { me, serve, show, signIn, tokens } from '../../testing/service';
import IncidentPage from './IncidentPage';
import RoutesPage from './RoutesPage';

const at = '2026-11-21T10:00:00Z';
const match = { model: 'credit-*', kinds: ['featureDrift'], column: null, severity: 'high' };
const hook = { name: 'ops', form: 'webhook', address: 'https://ops.example.org/hook', match, afterMinutes: 30, enabled: true, secret: null };
const notice = {
  id: 'n1',
  route: 'ops',
  event: 'opened',
  alert: 'a1',
  model: 'credit-risk',
  title: 'income drifts',
  state: 'dead',
  attempts: 84,
  writtenAt: at,
  nextAt: null,
  deliveredAt: null,
  failure: 'It answered 500',
};

async function open() {
  const calls = serve({
    'POST /api/v1/auth/login': { body: tokens('1') },
    'GET /api/v1/me': { body: me('model.read', 'alert.acknowledge', 'alert.configure') },
    'GET /api/v1/alert-routes': { body: { items: [hook] } },
    'PUT /api/v1/alert-routes/desk': { body: { ...hook, name: 'desk', secret: 'whsec_shown_once' } },
    'POST /api/v1/alert-routes/ops/test': { body: { delivered: false, failure: 'It answered 404' } },
    'GET /api/v1/silences': { body: { items: [] } },
    'POST /api/v1/silences': { body: { id: 's1', match, from: at, until: at, reason: 'moving', by: 'ana' } },
    'GET /api/v1/notices': { body: { items: [notice], next: null } },
    'POST /api/v1/notices/n1/retry': { body: { retried: 'n1' } },
  });
  await signIn();
  return { calls, ...show(<RoutesPage />) };
}

afterEach(() => vi.unstubAllGlobals());

describe('who is told of alerts', () => {
  it('tells routes, what did not arrive, and sends it again', async () => {
    const { container, calls } = await open();

    expect(await screen.findByText('credit-*, Feature drift, high and louder')).toBeTruthy();
    expect(screen.getByText('Unacknowledged for 30 min')).toBeTruthy();
    expect(await faults(container)).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Send again' }));
    await waitFor(() => expect(calls.some((one) => one.path.endsWith('/retry'))).toBe(true));
  });

  it('says whether a test arrived', async () => {
    await open();

    await userEvent.click(await screen.findByRole('button', { name: /Send a test/ }));

    expect(await screen.findByText('The test did not arrive: It answered 404')).toBeTruthy();
  });

  it('shows a made secret once', async () => {
    const { calls } = await open();

    await userEvent.click(await screen.findByRole('button', { name: 'Add a route…' }));
    const dialog = within(document.querySelector('dialog') as HTMLElement);
    await userEvent.type(dialog.getByLabelText(/Name/), 'desk');
    await userEvent.type(dialog.getByLabelText('Address'), 'https://x.example.org');
    await userEvent.click(dialog.getByText('Add'));

    expect(await screen.findByText('whsec_shown_once')).toBeTruthy();
    expect(calls.find((one) => one.method === 'PUT')?.body).toMatchObject({ form: 'webhook', address: 'https://x.example.org', enabled: true });
  });

  it('silences with an end and a reason', async () => {
    const { calls } = await open();

    await userEvent.click(await screen.findByRole('button', { name: 'Silence…' }));
    await userEvent.type(screen.getByLabelText(/Reason/), 'moving the feed');
    await userEvent.click(within(document.querySelector('dialog') as HTMLElement).getByText('Silence'));

    await waitFor(() => expect(calls.find((one) => one.path === '/api/v1/silences' && one.method === 'POST')?.body).toMatchObject({ reason: 'moving the feed' }));
  });
});

describe('an incident', () => {
  it('tells its alerts and steps, and is acknowledged as a whole', async () => {
    const incident = { id: 'i1', model: 'credit-risk', title: 'income is missing', severity: 'high', state: 'open', openedAt: at, acknowledgedBy: null, resolvedAt: null };
    const detail = {
      incident,
      alerts: [{ id: 'a1', model: 'credit-risk', version: 3, kind: 'missingValues', severity: 'high', state: 'open', title: 'income is missing', detail: 'in 40 %', recommendation: 'Look at the feed', fingerprint: 'f', column: 'income', openedAt: at, acknowledgedBy: null, resolvedAt: null }],
      entries: [{ at, kind: 'notNotified', actor: 'system:dispatcher', detail: 'ops: opened did not arrive' }],
    };
    const calls = serve({
      'POST /api/v1/auth/login': { body: tokens('1') },
      'GET /api/v1/me': { body: me('model.read', 'alert.acknowledge') },
      'GET /api/v1/incidents/i1': { body: detail },
      'POST /api/v1/incidents/i1/acknowledgement': { body: detail },
    });
    await signIn();
    const { container } = show(
      <Routes>
        <Route path="/incidents/:id" element={<IncidentPage />} />
      </Routes>,
      '/incidents/i1',
    );

    expect(await screen.findByText('Not notified')).toBeTruthy();
    expect(await faults(container)).toEqual([]);
    await userEvent.type(screen.getByLabelText(/What was seen/), 'on it');
    await userEvent.click(screen.getByRole('button', { name: 'Acknowledge all' }));

    await waitFor(() => expect(calls.find((one) => one.path.endsWith('/acknowledgement'))?.body).toEqual({ comment: 'on it' }));
  });
});
