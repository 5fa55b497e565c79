import { screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { faults } from '../../testing/axe';
import { serve, show, signIn, tokens } from '../../testing/service';
import { FairnessCoursePanel } from './FairnessCourse';

const interval = (value: number) => ({ value, low: value - 0.05, high: value + 0.05 });
const report = (disparity: number) => ({
  attributes: ['sex'],
  groups: [{ name: 'f', rows: 60, selected: interval(0.2), base: interval(0.3), truePositive: null, falsePositive: interval(0.1) }],
  hidden: 1,
  disparity: interval(disparity),
  ratio: 0.5,
  opportunity: null,
  mistaken: 0.02,
});
const course = {
  model: 'churn',
  version: 1,
  attributes: ['sex'],
  reference: [report(0.1)],
  weeks: [{ start: '2026-11-02T00:00:00Z', end: '2026-11-09T00:00:00Z', labelled: 200, known: 120, reports: [report(0.4)] }],
};

async function open(answer: object) {
  serve({ 'POST /api/v1/auth/login': { body: tokens('1') }, 'GET /api/v1/models/churn/fairness-course': { body: answer } });
  await signIn();
  return show(<FairnessCoursePanel model="churn" version={undefined} />);
}

afterEach(() => vi.unstubAllGlobals());

describe('fairness over time', () => {
  it('shows how far groups lie apart, week by week', async () => {
    const { container } = await open(course);

    expect(await screen.findByText(/40\.0.% \(35\.0.% to 45\.0.%\)/)).toBeTruthy();
    expect(screen.getByText(/When trained, positive answers lay 10\.0.%/)).toBeTruthy();
    expect(screen.getByText('Wider')).toBeTruthy();
    expect(screen.getByText(/f 20\.0.%, 1 group hidden/)).toBeTruthy();
    expect(await faults(container)).toEqual([]);
  });

  it('says what to tell when no group is known', async () => {
    await open({ ...course, weeks: [] });

    expect(await screen.findByText(/No group can be compared yet/)).toBeTruthy();
  });

  it('is absent where nothing is protected', async () => {
    const { container } = await open({ ...course, attributes: [], weeks: [] });

    await vi.waitFor(() => expect(container.querySelector('.panel')).toBeNull());
  });
});
