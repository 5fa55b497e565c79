import { describe, expect, it } from 'vitest';
import { metricNames, metricWords, writeInterval } from './metric';
import { compact, count, fixed, measure, percent, plural, pValue, sigmoid, signed } from './number';
import { duration, exact, relative } from './time';
import { plain, stageWord, verdictWord } from './words';

describe('numbers', () => {
  it('groups counts and shortens large ones', () => {
    expect(count(1234567)).toBe('1,234,567');
    expect(compact(9999)).toBe('9,999');
    expect(compact(12_345)).toBe('12.3K');
    expect(compact(4_560_000)).toBe('4.56M');
  });

  it('shows what is absent or not finite as a dash, never as zero', () => {
    for (const value of [undefined, null, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect([count(value), fixed(value), percent(value), measure(value), signed(value), pValue(value)]).toEqual(
        Array(6).fill('–'),
      );
    }
  });

  it('writes a true minus and no negative zero', () => {
    expect(fixed(-0.25, 2)).toBe('\u22120.25');
    expect(fixed(-0.0001, 2)).toBe('0.00');
    expect(signed(0.5, 1)).toBe('+0.5');
    expect(signed(-0.5, 1)).toBe('\u22120.5');
    expect(signed(0, 1)).toBe('0.0');
  });

  it('keeps units with their values', () => {
    expect(percent(0.1234)).toBe('12.3\u00a0%');
    expect(duration(61_500)).toBe('1\u00a0min 2\u00a0s');
  });

  it('never calls a p-value zero', () => {
    expect(pValue(0)).toBe('<\u00a00.001');
    expect(pValue(0.0421)).toBe('0.042');
  });

  it('chooses digits by size', () => {
    expect(measure(12345.678)).toBe('12,346');
    expect(measure(3.14159)).toBe('3.14');
    expect(measure(0.01234)).toBe('0.0123');
    expect(measure(0.00001)).toBe('1.00e\u22125');
  });

  it('counts things', () => {
    expect(plural(1, 'model')).toBe('1 model');
    expect(plural(2000, 'entry', 'entries')).toBe('2,000 entries');
  });

  it('keeps the logistic function inside its bounds', () => {
    expect(sigmoid(0)).toBe(0.5);
    expect(sigmoid(-800)).toBe(0);
    expect(sigmoid(800)).toBe(1);
  });
});

describe('times', () => {
  const now = Date.parse('2026-11-21T12:00:00Z');

  it('says how long ago', () => {
    expect(relative('2026-11-21T11:59:58Z', now)).toBe('just now');
    expect(relative('2026-11-21T11:15:00Z', now)).toBe('45 minutes ago');
    expect(relative('2026-11-20T11:00:00Z', now)).toBe('yesterday');
    expect(relative('2026-08-01T00:00:00Z', now)).toBe('3 months ago');
  });

  it('quotes the exact time in UTC', () => {
    expect(exact('2026-11-21T03:04:05Z')).toBe('21 Nov 2026, 03:04:05 UTC');
    expect(exact(null)).toBe('–');
    expect(exact('no time')).toBe('–');
  });
});

describe('metrics', () => {
  it('names listed, patterned and unknown metrics', () => {
    expect(metricWords('rocAuc').name).toBe('ROC-AUC');
    expect(metricWords('liftAt10').name).toBe('Lift at 10\u00a0%');
    expect(metricWords('somethingNew').name).toBe('somethingNew');
  });

  it('writes intervals only when there are bounds', () => {
    expect(writeInterval('rocAuc', { value: 0.8471, low: 0.829, high: 0.8642 })).toBe('0.847 (0.829 to 0.864)');
    expect(writeInterval('rocAuc', { value: 0.8471, low: null, high: null })).toBe('0.847');
    expect(writeInterval('rocAuc', null)).toBe('–');
  });

  it('puts the metrics people read first in front', () => {
    expect(metricNames({ zeta: 1, ece: 1, rocAuc: 1 })).toEqual(['rocAuc', 'ece', 'zeta']);
  });
});

describe('words', () => {
  it('reads any case of a word and passes unknown ones through', () => {
    expect(stageWord('PRODUCTION').text).toBe('Production');
    expect(verdictWord('AT_RISK')).toEqual({ text: 'At risk', tone: 'warning' });
    expect(verdictWord(null).text).toBe('Unevaluated');
    expect(plain('changeRequested')).toBe('Change requested');
  });
});
