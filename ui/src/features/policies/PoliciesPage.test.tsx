import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { faults } from '../../testing/axe';
import { me, serve, show, signIn, tokens } from '../../testing/service';
import PoliciesPage from './PoliciesPage';

const version = { name: 'default', number: 0, description: 'What ships.', rules: 8, tests: 0, author: 'plumbline', note: 'ships with the program', at: '1970-01-01T00:00:00Z' };
const attached = { scope: 'tier:high', policy: 'default', number: 0, on: true, by: 'rita', reason: 'agreed', at: '2026-11-01T00:00:00Z' };

async function open(at: string, answers: object = {}) {
  const calls = serve({
    'POST /api/v1/auth/login': { body: tokens('1') },
    'GET /api/v1/me': { body: me('policy.write', 'policy.simulate') },
    'GET /api/v1/policies': { body: { items: [version], attached: [attached], history: [] } },
    'GET /api/v1/policy-library': {
      body: { facts: [{ path: 'risk.index', kind: 'number', meaning: 'Risk index' }], policies: [{ name: 'drift', text: '{"name":"drift"}' }] },
    },
    'GET /api/v1/policies/default': { body: { version, text: '{"name":"default"}', versions: [version] } },
    'GET /api/v1/overrides': { body: { items: [] } },
    ...answers,
  });
  await signIn();
  return { calls, ...show(<PoliciesPage />, at) };
}

afterEach(() => vi.unstubAllGlobals());

describe('policies', () => {
  it('shows what holds where', async () => {
    const { container } = await open('/policies');

    expect(await screen.findByText('models of tier high')).toBeTruthy();
    expect(await screen.findByText('Nothing was overridden')).toBeTruthy();
    expect(await screen.findByRole('link', { name: 'drift' })).toBeTruthy();
    expect(await faults(container)).toEqual([]);
  });

  it('completes facts, runs tests and publishes', async () => {
    const { calls, container } = await open('/policies?policy=default', {
      'POST /api/v1/policy-checks': {
        body: { name: 'default', rules: 1, passed: false, tests: [{ name: 'eighty', passed: false, expected: 'BLOCKED', actual: 'APPROVED', expectedObjections: ['r'], objections: [] }] },
      },
      'POST /api/v1/policies': { status: 201, body: { ...version, number: 1 } },
    });
    const area = (await screen.findByLabelText('Policy')) as HTMLTextAreaElement;

    fireEvent.change(area, { target: { value: 'ris', selectionEnd: 3 } });
    expect(within(screen.getByRole('listbox')).getByText('risk.index')).toBeTruthy();
    fireEvent.keyDown(area, { key: 'Enter' });
    expect(area.value).toBe('risk.index');
    expect(await faults(container)).toEqual([]);

    fireEvent.click(screen.getByRole('button', { name: 'Check and run tests' }));
    expect(await screen.findByText('A test fails')).toBeTruthy();
    fireEvent.change(screen.getByLabelText(/Why it is published/), { target: { value: 'tighter' } });
    fireEvent.click(screen.getByRole('button', { name: 'Publish the next version' }));
    expect(await screen.findByText('default 1')).toBeTruthy();
    expect(calls.find((one) => one.method === 'POST' && one.path === '/api/v1/policies')?.body).toEqual({ policy: 'risk.index', note: 'tighter' });
  });

  it('replays a draft over past decisions', async () => {
    await open('/policies?from=drift', {
      'POST /api/v1/simulations/replay': {
        body: {
          since: '2025-11-20T00:00:00Z',
          decisions: 3,
          truncated: false,
          matrix: { APPROVED: { APPROVED: 2, AT_RISK: 1 } },
          simulation: true,
          changed: [{ changeRequest: 'c', model: 'churn', version: 2, stage: 'PRODUCTION', state: 'applied', at: '2026-01-01T00:00:00Z', then: 'APPROVED', now: 'AT_RISK', reasons: ['More than a quarter of the columns have drifted'] }],
        },
      },
    });
    fireEvent.click(await screen.findByRole('button', { name: 'What would it have blocked?' }));

    expect(await screen.findByText(/something else to 1 of 3 decisions/)).toBeTruthy();
    expect(screen.getByText('1 approved then, at risk by this draft.')).toBeTruthy();
    expect(screen.getByText('churn v2')).toBeTruthy();
    expect(screen.getByText(/More than a quarter/)).toBeTruthy();
  });

  it('judges facts as they might be', async () => {
    const outcome = (name: string | null, verdict: string, grade: string, reasons: string[]) => ({
      name,
      verdict,
      grade,
      wouldPass: grade !== 'F',
      reasons,
      rules: [{ policy: 'default 0', rule: 'risk-bearable', verdict, reason: reasons[0] ?? '' }],
      simulation: true,
    });
    const { calls, container } = await open('/policies', {
      'POST /api/v1/simulations': { body: outcome(null, 'BLOCKED', 'F', ['The risk index is above 80']) },
      'POST /api/v1/simulations/batch': {
        body: { scenarios: 2, passed: 1, passRate: 50, results: [outcome('1', 'APPROVED', 'A', []), outcome('2', 'BLOCKED', 'F', ['Too risky'])] },
      },
    });

    fireEvent.change(await screen.findByLabelText('Risk index'), { target: { value: '90' } });
    fireEvent.click(screen.getByRole('button', { name: 'What would be said?' }));
    expect(await screen.findByText('does not pass')).toBeTruthy();
    expect(screen.getByText('The risk index is above 80')).toBeTruthy();
    expect(await faults(container)).toEqual([]);

    fireEvent.change(screen.getByLabelText('Other facts'), { target: { value: '[{' } });
    fireEvent.click(screen.getByRole('button', { name: 'What would be said?' }));
    expect(await screen.findByText(/No JSON/)).toBeTruthy();

    fireEvent.change(screen.getByLabelText('Other facts'), { target: { value: '[{"task": "BINARY"}, {}]' } });
    fireEvent.click(screen.getByRole('button', { name: 'What would be said?' }));
    expect(await screen.findByText('1 of 2 cases would pass')).toBeTruthy();
    const sent = calls.filter((one) => one.path.startsWith('/api/v1/simulations')).map((one) => one.body);
    expect(sent[0]).toMatchObject({ policy: null, riskScore: 90, model: null, facts: {} });
    expect(sent).toHaveLength(2);
  });
});
