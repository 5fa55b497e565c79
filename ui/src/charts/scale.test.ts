import { describe, expect, it } from 'vitest';
import { extent, linear, path, ticks } from './scale';

describe('scales', () => {
  it('map linearly, and a domain without width to the middle', () => {
    expect(linear([0, 10], [100, 200])(5)).toBe(150);
    expect(linear([3, 3], [0, 80])(3)).toBe(40);
  });

  it('put ticks on round numbers inside the domain', () => {
    expect(ticks(0, 100, 4)).toEqual([0, 20, 40, 60, 80, 100]);
    expect(ticks(0.78, 0.87, 4)).toEqual([0.78, 0.8, 0.82, 0.84, 0.86]);
    expect(ticks(5, 5)).toEqual([5]);
    expect(ticks(Number.NaN, 1)).toEqual([]);
  });

  it('find the extent of what is known', () => {
    expect(extent([3, null, Number.NaN, 1])).toEqual([1, 3]);
    expect(extent([null, undefined])).toBeUndefined();
  });

  it('lift the pen at a gap', () => {
    expect(path([[0, 0], undefined, [1, 1], [2, 2]])).toBe('M0.0 0.0M1.0 1.0L2.0 2.0');
  });
});
