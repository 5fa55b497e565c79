import { fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ModelDetail } from '../../api/types';
import { faults } from '../../testing/axe';
import { me, serve, show, signIn, tokens } from '../../testing/service';
import { ChangeRequestDialog } from './ChangeRequestDialog';

const interval = (value: number) => ({ value, low: value - 0.05, high: value + 0.05 });
const fairness = (disparity: number) => ({ attributes: ['sex'], groups: [], hidden: 0, disparity: interval(disparity), ratio: 0.5, opportunity: 0.1, mistaken: null });
const mitigation = {
  attributes: ['sex'],
  reweighed: false,
  thresholds: { goal: 'EQUAL_OPPORTUNITY', tolerance: 0.02, common: 0.5, byGroup: { f: 0.31, m: 0.52 }, rows: 1200 },
  costs: [{ measure: 'accuracy', before: interval(0.85), after: interval(0.83), difference: interval(-0.02) }],
  before: fairness(0.3),
  after: fairness(0.06),
};

async function open(mitigated: object | null) {
  const calls = serve({
    'POST /api/v1/auth/login': { body: tokens('1') },
    'GET /api/v1/me': { body: me('change.request') },
    'GET /api/v1/models/churn/versions/2': { body: { model: 'churn', version: 2, scorecard: { mitigation: mitigated } } },
    'POST /api/v1/change-requests': { body: { id: 'c1', state: 'open', verdict: 'APPROVED', requiredApprovals: 2, refusals: [] } },
  });
  await signIn();
  const model = { model: 'churn', serving: [{ version: 2, stage: 'PRODUCTION' }] } as unknown as ModelDetail;
  const shown = show(<ChangeRequestDialog model={model} version={2} stage="PRODUCTION" verdict="APPROVED" close={() => undefined} />);
  return { calls, ...shown };
}

afterEach(() => vi.unstubAllGlobals());

describe('change of a stage', () => {
  it('lets a version in production decide by group, beside what it costs and with a ground', async () => {
    const { calls, container } = await open(mitigation);
    await vi.waitFor(() => expect(container.querySelector('option[value=PRODUCTION]')?.hasAttribute('disabled')).toBe(false));
    fireEvent.change(screen.getByLabelText('Move to'), { target: { value: 'PRODUCTION' } });
    expect(screen.getByText(/decides by one threshold for all/)).toBeTruthy();
    fireEvent.click(screen.getByLabelText(/Decide by the thresholds of groups/));

    expect(screen.getByText(/decides by the thresholds of groups/)).toBeTruthy();
    expect(screen.getByText('Accuracy')).toBeTruthy();
    expect(await faults(container)).toEqual([]);
    // A dialog of the test's document is never open, so that it has no roles.
    const send = screen.getByText('Request the change');
    fireEvent.change(screen.getByLabelText(/Reason/), { target: { value: 'because' } });
    expect(send.hasAttribute('disabled')).toBe(true);
    fireEvent.change(screen.getByLabelText(/Reason/), { target: { value: 'Counsel allows it, opinion 17.' } });
    fireEvent.click(send);

    expect(await screen.findByText(/2 approvals/)).toBeTruthy();
    expect(calls.find((one) => one.method === 'POST' && one.path.includes('change-requests'))?.body).toEqual({
      model: 'churn',
      version: 2,
      stage: 'PRODUCTION',
      reason: 'Counsel allows it, opinion 17.',
      groupThresholds: true,
    });
  });

  it('offers nothing of the kind where training chose no thresholds', async () => {
    await open(null);

    expect(await screen.findByLabelText('Move to')).toBeTruthy();
    expect(screen.queryByLabelText(/Decide by the thresholds of groups/)).toBeNull();
  });
});
