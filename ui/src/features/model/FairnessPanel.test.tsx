import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { faults } from '../../testing/axe';
import { FairnessPanel } from './FairnessPanel';

const interval = (value: number) => ({ value, low: value - 0.05, high: value + 0.05 });
const group = (name: string, selected: number) => ({ name, rows: 400, selected: interval(selected), base: interval(0.3), truePositive: interval(0.7), falsePositive: interval(0.1) });

describe('fairness', () => {
  it('shows the groups with intervals and how far they lie apart', async () => {
    const { container } = render(
      <FairnessPanel fairness={{ attributes: ['sex'], groups: [group('f', 0.2), group('m', 0.4)], hidden: 2, disparity: interval(0.2), ratio: 0.5, opportunity: 0.1, mistaken: 0.02 }} />,
    );

    expect(screen.getByText(/differ by 20\.0.% \(15\.0.% to 25\.0.%\)/)).toBeTruthy();
    expect(screen.getByText(/2 groups not shown/)).toBeTruthy();
    expect(await faults(container)).toEqual([]);
  });

  it('claims nothing without groups', () => {
    render(<FairnessPanel fairness={{ attributes: ['sex', 'age'], groups: [], hidden: 3, disparity: null, ratio: null, opportunity: null, mistaken: null }} />);

    expect(screen.getByText(/Too few groups/)).toBeTruthy();
  });
});
