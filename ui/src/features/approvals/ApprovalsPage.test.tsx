import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { faults } from '../../testing/axe';
import { me, serve, show, signIn, tokens } from '../../testing/service';
import ApprovalsPage from './ApprovalsPage';

const request = (id: string, author: string) => ({
  id,
  model: 'churn',
  version: 2,
  stage: 'PRODUCTION',
  reason: 'Canary holds.',
  author,
  state: 'open',
  verdict: 'APPROVED',
  requiredApprovals: 2,
  demands: [],
  waitsFor: ['1 of rosa, ravi'],
  override: false,
  expiresAt: '2026-12-04T00:00:00Z',
  approvals: [],
  refusals: ['Needs 2 approvals, has 0'],
  createdAt: '2026-11-20T00:00:00Z',
});

async function open(author: string, permissions: string[], decided: object = {}) {
  const calls = serve({
    'POST /api/v1/auth/login': { body: tokens('1') },
    'GET /api/v1/me': { body: me(...permissions) },
    'GET /api/v1/approvals/delegations': { body: { items: [] } },
    'GET /api/v1/change-requests': { body: { items: [request('c1', author)], next: null } },
    ...decided,
  });
  await signIn();
  const page = show(<ApprovalsPage />);
  return { calls, card: await screen.findByRole('article'), ...page };
}

afterEach(() => vi.unstubAllGlobals());

describe('approvals', () => {
  it('sends a decision with its comment and shows why it was refused', async () => {
    const { calls, card } = await open('bob', ['change.approve'], {
      'POST /api/v1/change-requests/c1/approvals': {
        status: 409,
        body: { code: 'approver-permission', title: 'Decision refused', detail: 'Ana is no approver of tier HIGH.', status: 409, requestId: 'r' },
      },
    });
    expect(card.textContent).toContain('Needs 2 approvals, has 0');
    expect((await within(card).findByRole('button', { name: 'Approve' })).hasAttribute('disabled')).toBe(true);

    fireEvent.change(within(card).getByLabelText(/Comment/), { target: { value: 'Looked at the canary.' } });
    fireEvent.click(within(card).getByRole('button', { name: 'Approve' }));

    expect(await within(card).findByText('Ana is no approver of tier HIGH.')).toBeTruthy();
    expect(calls.find((one) => one.method === 'POST' && one.path.includes('approvals'))?.body).toEqual({ decision: 'approve', comment: 'Looked at the canary.' });
  });

  it('says that people would be treated by group, and what that costs', async () => {
    const rate = (value: number) => ({ value, low: value - 0.01, high: value + 0.01 });
    const groups = (value: number) => ({ attributes: ['sex'], groups: [], hidden: 0, disparity: rate(value), ratio: null, opportunity: null, mistaken: null });
    const { card } = await open('ana', ['change.approve'], {
      'GET /api/v1/change-requests': { body: { items: [{ ...request('c1', 'bob'), groupThresholds: true }], next: null } },
      'GET /api/v1/models/churn/versions/2': {
        body: {
          scorecard: {
            mitigation: { attributes: ['sex'], reweighed: false, thresholds: null, costs: [{ measure: 'accuracy', before: rate(0.85), after: rate(0.83), difference: rate(-0.02) }], before: groups(0.2), after: groups(0.05) },
          },
        },
      },
    });

    expect(within(card).getByText('Decides by group')).toBeTruthy();
    expect(await within(card).findByText('Accuracy')).toBeTruthy();
  });

  it('lets nobody decide on an own request', async () => {
    const { card, container } = await open('ana', ['change.approve']);

    expect(await within(card).findByText(/somebody else must decide/)).toBeTruthy();
    expect(within(card).queryByRole('button', { name: 'Approve' })).toBeNull();
    expect(await faults(container)).toEqual([]);
  });

  it('lets an approver vote for who delegated, with a justification where a policy objects', async () => {
    const { calls, card } = await open('bob', ['change.approve'], {
      'GET /api/v1/change-requests': { body: { items: [{ ...request('c1', 'bob'), verdict: 'AT_RISK' }], next: null } },
      'GET /api/v1/approvals/delegations': {
        body: { items: [{ id: 'd1', from: 'rosa', to: 'ana', since: '2026-11-01T00:00:00Z', until: '2999-01-01T00:00:00Z', reason: 'away', endedAt: null }] },
      },
      'POST /api/v1/change-requests/c1/approvals': { body: { ...request('c1', 'bob'), state: 'applied' } },
    });
    fireEvent.change(await within(card).findByLabelText('Vote as'), { target: { value: 'rosa' } });
    fireEvent.change(within(card).getByLabelText(/Justification/), { target: { value: 'Too short.' } });
    expect(within(card).getByRole('button', { name: 'Approve' }).hasAttribute('disabled')).toBe(true);

    fireEvent.change(within(card).getByLabelText(/Justification/), { target: { value: 'The drift is seasonal, see the canary.' } });
    fireEvent.click(within(card).getByRole('button', { name: 'Approve' }));

    await vi.waitFor(() =>
      expect(calls.find((one) => one.method === 'POST' && one.path.includes('approvals'))?.body).toEqual({
        decision: 'approve',
        comment: 'The drift is seasonal, see the canary.',
        onBehalfOf: 'rosa',
      }),
    );
  });

  it('shows remarks and what the votes rested on when asked', async () => {
    const { card } = await open('bob', ['change.approve', 'change.request'], {
      'GET /api/v1/change-requests/c1/comments': { body: { items: [{ by: 'rosa', text: 'Wait for the labels.', at: '2026-11-20T00:00:00Z' }] } },
      'GET /api/v1/change-requests/c1/evidence': {
        body: { items: [{ hash: 'ab12cd34ef', intact: true, policy: 'default 0', verdict: 'APPROVED', rules: [{ policy: 'default 0', rule: 'fair', verdict: 'APPROVED', reason: '' }], facts: {}, at: '2026-11-20T00:00:00Z' }] },
      },
    });
    fireEvent.click(within(card).getByText('Remarks and evidence'));

    expect(await within(card).findByText(/Wait for the labels/)).toBeTruthy();
    expect(await within(card).findByText(/default 0/)).toBeTruthy();
  });

  it('says which permission is missing', async () => {
    const { card } = await open('bob', ['model.read']);

    expect(await within(card).findByText(/change\.approve/)).toBeTruthy();
  });
});
