import { describe, expect, it } from 'vitest';
import { waterfall } from './waterfall';

const reason = (feature: string, contribution: number, value: string | null = '1') => ({ feature, value, contribution, text: `${feature} moves the score` });

describe('waterfall', () => {
  it('leads from the baseline through reasons and the rest to the margin', () => {
    const steps = waterfall({ baseline: -1, margin: 0.5, reasons: [reason('tenure', 0.9), reason('charges', 0.4)] });

    expect(steps?.map((step) => [step.kind, step.amount])).toEqual([
      ['baseline', -1],
      ['reason', 0.9],
      ['reason', 0.4],
      ['other', expect.closeTo(0.2, 12)],
      ['margin', 0.5],
    ]);
    const moving = steps?.slice(1, -1) ?? [];
    expect(moving.at(-1)?.to).toBe(0.5);
    moving.slice(1).forEach((step, index) => expect(step.from).toBe(moving[index]?.to));
  });

  it('adds up to the margin whatever the numbers', () => {
    for (let seed = 1; seed < 200; seed++) {
      const noise = (place: number) => Math.sin(seed * 12.9898 + place * 78.233) * 5;
      const given = { baseline: noise(0), margin: noise(1), reasons: [2, 3, 4].map((place) => reason(`f${place}`, noise(place))) };
      const steps = waterfall(given) ?? [];
      const sum = steps.filter((step) => step.kind !== 'margin').reduce((total, step) => total + step.amount, 0);
      expect(sum).toBeCloseTo(given.margin, 9);
    }
  });

  it('draws no step for rounding', () => {
    const steps = waterfall({ baseline: 0.1, margin: 0.1 + 0.2, reasons: [reason('a', 0.2)] });

    expect(steps?.map((step) => step.kind)).toEqual(['baseline', 'reason', 'margin']);
  });

  it('keeps two reasons of one feature apart and names a reason without a value by its feature', () => {
    const steps = waterfall({ baseline: 0, margin: 2, reasons: [reason('a', 1), reason('a', 1, null)] }) ?? [];

    expect(new Set(steps.map((step) => step.key)).size).toBe(steps.length);
    expect(steps.map((step) => step.label)).toEqual(['Baseline', 'a = 1', 'a', 'Result']);
  });

  it('says nothing when the answer has no explanation', () => {
    expect(waterfall({ baseline: null, margin: 0.3, reasons: [] })).toBeUndefined();
    expect(waterfall({ baseline: 0, margin: Number.NaN, reasons: [] })).toBeUndefined();
  });
});
