import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { faults } from '../../testing/axe';
import { me, serve, show, signIn, tokens } from '../../testing/service';
import AuditPage from './AuditPage';

const entry = (sequence: number, more: object = {}) => ({
  sequence,
  at: '2026-11-20T10:00:00Z',
  actor: 'ana',
  onBehalfOf: null,
  action: 'model.kill',
  objectKind: 'model',
  objectId: 'churn',
  outcome: 'done',
  before: { on: 'false', owner: 'bo' },
  after: { on: 'true', owner: 'bo' },
  reason: 'Answers look wrong.',
  requestId: 'r1',
  address: '10.0.0.7',
  erased: [],
  form: 2,
  previous: 'a'.repeat(64),
  hash: 'b'.repeat(64),
  ...more,
});

const checkpoint = { number: 3, size: 2, root: 'c'.repeat(64), head: 'b'.repeat(64), at: '2026-11-20T10:01:00Z', previous: '0'.repeat(64), key: '0123456789abcdef', signature: 'x' };
const result = { valid: true, entries: 2, checkpoints: 3, fault: null, firstBroken: null, detail: 'All hold', checkedAt: '2026-11-20T10:02:00Z' };
const run = { id: 'v1', state: 'running', startedAt: '2026-11-20T10:02:00Z', done: 1, total: 2, result: null };

async function open(at = '/audit', answers: object = {}) {
  const calls = serve({
    'POST /api/v1/auth/login': { body: tokens('1') },
    'GET /api/v1/me': { body: me('audit.read') },
    'GET /api/v1/audit/entries': { body: { items: [entry(2, { outcome: 'forbidden' }), entry(1)], next: null } },
    'GET /api/v1/audit/checkpoints': { body: { items: [checkpoint], next: '3' } },
    ...answers,
  });
  await signIn();
  const page = show(<AuditPage />, at);
  await screen.findByRole('table', { name: 'Audit entries' });
  return { calls, ...page };
}

afterEach(() => vi.unstubAllGlobals());

describe('audit', () => {
  it('asks for what the address says, days included', async () => {
    const { calls } = await open('/audit?actor=ana&outcome=refused&from=2026-11-01&to=2026-11-20&text=wrong');

    const asked = calls.find((one) => one.path.startsWith('/api/v1/audit/entries'))?.path ?? '';
    const query = new URLSearchParams(asked.split('?')[1]);
    expect(Object.fromEntries(query)).toMatchObject({ actor: 'ana', outcome: 'refused', text: 'wrong', from: '2026-11-01T00:00:00Z', to: '2026-11-21T00:00:00.000Z' });
    expect(screen.getByLabelText<HTMLInputElement>('Person').value).toBe('ana');
  });

  it('filters together', async () => {
    const { calls } = await open();

    fireEvent.change(screen.getByLabelText('Object'), { target: { value: 'churn' } });
    fireEvent.change(screen.getByLabelText('Outcome'), { target: { value: 'forbidden' } });
    fireEvent.click(screen.getByRole('button', { name: 'Filter' }));

    await waitFor(() => expect(calls.some((one) => one.path.includes('object=churn') && one.path.includes('outcome=forbidden'))).toBe(true));
    expect(await screen.findByRole('button', { name: 'Clear' })).toBeTruthy();
  });

  it('shows what changed, field by field', async () => {
    await open();

    fireEvent.click(screen.getByRole('button', { name: /of entry 1$/ }));

    const diff = await screen.findByRole('table', { name: 'Before and after', hidden: true });
    const rows = within(diff).getAllByRole('row', { hidden: true });
    expect(rows.map((row) => row.textContent)).toEqual(['FieldBeforeAfter', 'onfalsetrue', 'ownerbobo']);
    expect(within(diff).getByText('true').tagName).toBe('INS');
  });

  it('opens the entry that the address names, with what was erased', async () => {
    await open('/audit?entry=77', {
      'GET /api/v1/audit/entries/77': { body: entry(77, { actor: 'erased', address: 'erased', erased: ['actor', 'address'] }) },
    });

    expect(await screen.findByText(/Erased on a person’s request: actor, address/)).toBeTruthy();
  });

  it('follows a verification to its end', async () => {
    await open('/audit', {
      'POST /api/v1/audit/verifications': { status: 202, body: run },
      'GET /api/v1/audit/verifications/v1': { body: { ...run, state: 'finished', done: 2, result } },
    });

    fireEvent.click(screen.getByRole('button', { name: 'Verify now' }));

    expect(await screen.findByText('Chain is whole')).toBeTruthy();
    expect(screen.getByText(/2 entries and 3 checkpoints hold/)).toBeTruthy();
    expect(screen.getByText(/Checkpoint 3 signs 2 entries/)).toBeTruthy();
  });

  it('names what is broken', async () => {
    await open('/audit', {
      'POST /api/v1/audit/verifications': {
        status: 202,
        body: { ...run, state: 'finished', result: { ...result, valid: false, fault: 'changed', firstBroken: 1, detail: 'The content of entry 1 does not match its hash' } },
      },
    });

    fireEvent.click(screen.getByRole('button', { name: 'Verify now' }));

    expect(await screen.findByText('Chain is broken')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Show entry 1' })).toBeTruthy();
  });

  it('has no fault that axe finds', async () => {
    const { container } = await open();

    expect(await faults(container)).toEqual([]);
  });
});
