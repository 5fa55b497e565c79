import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { GroupFairness } from '../../api/types';
import { faults } from '../../testing/axe';
import { MitigationPanel } from './MitigationPanel';

const interval = (value: number) => ({ value, low: value - 0.05, high: value + 0.05 });
const fairness = (disparity: number): GroupFairness => ({ attributes: ['sex'], groups: [], hidden: 0, disparity: interval(disparity), ratio: 0.5, opportunity: 0.1, mistaken: null });

describe('mitigation', () => {
  it('shows both sides, the cost and the thresholds', async () => {
    const { container } = render(
      <MitigationPanel
        mitigation={{
          attributes: ['sex'],
          reweighed: true,
          thresholds: { goal: 'EQUAL_OPPORTUNITY', tolerance: 0.02, common: 0.5, byGroup: { f: 0.31, m: 0.52 }, rows: 1200 },
          costs: [{ measure: 'accuracy', before: interval(0.85), after: interval(0.8), difference: interval(-0.05) }],
          before: fairness(0.3),
          after: fairness(0.06),
        }}
      />,
    );

    expect(screen.getByText(/weighed so that.*threshold of its own for equal opportunity/)).toBeTruthy();
    expect(screen.getByText(/25\.0.% – 35\.0.%/)).toBeTruthy();
    expect(screen.getByText(/−24\.0.%/)).toBeTruthy();
    expect(screen.getByText('0.3100')).toBeTruthy();
    expect(screen.getByText('Accuracy')).toBeTruthy();
    expect(await faults(container)).toEqual([]);
  });
});
