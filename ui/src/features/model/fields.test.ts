import { describe, expect, it } from 'vitest';
import type { ContractColumn } from '../../api/types';
import { beyond, features, rowOf, seen, textsOf } from './fields';

const column = (name: string, type: ContractColumn['type'], more: Partial<ContractColumn> = {}): ContractColumn => ({
  name,
  type,
  role: 'FEATURE',
  required: true,
  min: null,
  max: null,
  categories: [],
  description: '',
  ...more,
});
const columns = [
  column('tenure', 'INTEGER', { min: 0, max: 72 }),
  column('charges', 'NUMBER'),
  column('partner', 'BOOLEAN'),
  column('contract', 'CATEGORY', { categories: ['1', '2'] }),
  column('since', 'DATE', { min: 18262, max: 20000 }),
  column('seenAt', 'TIMESTAMP'),
];

describe('form of a prediction', () => {
  it('sends each type as the contract asks for it', () => {
    const row = rowOf(columns, { tenure: ' 12 ', charges: '1e2', partner: 'true', contract: '2', since: '2026-01-31', seenAt: '2026-01-31T10:30' });

    expect(row).toEqual({ tenure: 12, charges: 100, partner: true, contract: '2', since: '2026-01-31', seenAt: '2026-01-31T10:30:00Z' });
  });

  it('leaves out what is empty and passes on what is wrong, so that the service names it', () => {
    expect(rowOf(columns, { tenure: '', charges: 'many', partner: '' })).toEqual({ charges: 'many' });
    expect(rowOf(columns, { tenure: 'NaN', charges: 'Infinity' })).toEqual({ tenure: 'NaN', charges: 'Infinity' });
  });

  it('brings an example row there and back', () => {
    const example = { tenure: 2, charges: 84.5, partner: false, contract: '1', since: '2020-02-29', seenAt: '2026-01-31T10:30:15Z' };

    expect(rowOf(columns, textsOf(columns, example))).toEqual(example);
    expect(textsOf(columns, { charges: null })['charges']).toBe('');
  });

  it('asks only for features', () => {
    expect(features([...columns, column('id', 'IDENTIFIER', { role: 'ID' })])).toHaveLength(columns.length);
  });

  it('says what was seen, and warns beyond it', () => {
    expect(columns.map(seen)).toEqual(['seen 0 to 72', '', '', '', 'seen 2020-01-01 to 2024-10-04', '']);
    expect(beyond(columns[0]!, '73')).toContain('seen 0 to 72');
    expect(beyond(columns[0]!, '72')).toBeUndefined();
    expect(beyond(columns[1]!, '1e9')).toBeUndefined();
  });
});
