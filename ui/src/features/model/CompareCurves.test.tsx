import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { faults } from '../../testing/axe';
import { show } from '../../testing/service';
import { CompareCurves } from './CompareCurves';

const curve = (version: number) => ({
  version,
  calibration: [{ from: 0, to: 1, count: 10, meanPredicted: 0.4, observedRate: 0.5 }],
  gain: [{ share: 1, captured: 1 }],
  roc: [
    { falsePositiveRate: 0, truePositiveRate: 0 },
    { falsePositiveRate: 0.5, truePositiveRate: 0.9 },
    { falsePositiveRate: 1, truePositiveRate: 1 },
  ],
  precision: [{ recall: 0.5, precision: 0.75 }],
});

describe('curves of versions', () => {
  it('lie in one square each, and are said in words', async () => {
    const { container } = await show(<CompareCurves curves={[curve(4), curve(5)]} />);

    expect(await screen.findByRole('img', { name: /^ROC: v4 has 90\s?% at 50\s?%; v5 has 90\s?% at 50\s?%$/ })).toBeTruthy();
    expect(screen.getByRole('img', { name: /^Precision and recall: v4 has 75\s?% at 50\s?%/ })).toBeTruthy();
    expect(screen.getByRole('img', { name: /^Calibration: v4 has 50\s?% at 40\s?%/ })).toBeTruthy();
    expect(await faults(container)).toEqual([]);
  });

  it('are left out where no version tells two classes apart', async () => {
    await show(<CompareCurves curves={[{ ...curve(1), roc: [], precision: [], calibration: [], gain: [] }]} />);

    expect(screen.queryByRole('img')).toBeNull();
  });
});
