import { describe, expect, it } from 'vitest';
import type { Run } from '../../api/types';
import { fieldsOf, figures, nextOrder, numberOf, orderQuery, pointText, readField, readOrder, standardColumns } from './fields';

const run = (over: Partial<Run>): Run => ({
  id: '0'.repeat(32),
  experiment: '1',
  name: 'calm-oak-1',
  status: 'finished',
  author: 'ana',
  startedAt: '2026-03-01T12:00:00Z',
  endedAt: null,
  lifecycle: 'active',
  parent: null,
  version: null,
  params: {},
  tags: {},
  metrics: {},
  ...over,
});
const point = (value: number | null, special: string | null = null) => ({ value, special, low: null, high: null, step: 0, at: '2026-03-01T12:00:00Z' });

describe('fields of runs', () => {
  it('lists metrics, then params, then tags, and leaves out what clients keep for themselves', () => {
    const fields = fieldsOf([
      run({ metrics: { auc: point(1) }, params: { depth: '6' }, tags: { team: 'x', 'mlflow.user': 'y' } }),
      run({ metrics: { auc: point(1), loss: point(2) } }),
    ]);

    expect(fields.map((field) => `${field.kind}.${field.key}`)).toEqual(['metrics.auc', 'metrics.loss', 'params.depth', 'tags.team']);
    expect(standardColumns(fields)).toEqual(['metrics.auc', 'metrics.loss', 'params.depth']);
  });

  it('places a run by numbers only', () => {
    const one = run({ params: { depth: '6', name: 'x', empty: '' }, metrics: { bad: point(null, 'NaN') } });

    expect(numberOf(one, { kind: 'params', key: 'depth' })).toBe(6);
    expect(numberOf(one, { kind: 'params', key: 'name' })).toBeUndefined();
    expect(numberOf(one, { kind: 'params', key: 'empty' })).toBeUndefined();
    expect(numberOf(one, { kind: 'metrics', key: 'bad' })).toBeUndefined();
  });

  it('writes five figures, and what is no number by its name', () => {
    expect(pointText(point(0.8421739))).toBe('0.84217');
    expect(pointText(point(null, 'NaN'))).toBe('NaN');
    expect(pointText(undefined)).toBe('–');
    expect(figures(1e-9)).toBe('1.000e-9');
    expect(figures(12000)).toBe('12,000');
  });
});

describe('the order of runs', () => {
  it('goes through falling, rising and none', () => {
    const falling = nextOrder(undefined, 'metrics.auc');
    const rising = nextOrder(falling, 'metrics.auc');

    expect(falling).toEqual({ field: 'metrics.auc', descending: true });
    expect(rising).toEqual({ field: 'metrics.auc', descending: false });
    expect(nextOrder(rising, 'metrics.auc')).toBeUndefined();
    expect(nextOrder(rising, 'start_time')).toEqual({ field: 'start_time', descending: true });
  });

  it('asks with the key in quotes', () => {
    expect(orderQuery(readOrder('metrics.a b DESC'))).toBe('metrics.`a b` DESC');
    expect(orderQuery(readOrder('start_time'))).toBe('start_time ASC');
    expect(orderQuery(undefined)).toBe('');
    expect(readField('params.a`b')).toEqual({ kind: 'params', key: 'a`b' });
  });
});
