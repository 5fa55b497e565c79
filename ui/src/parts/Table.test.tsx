import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { faults } from '../testing/axe';
import { Table } from './Table';

const rows = [
  { name: 'a', amount: 1 },
  { name: 'b', amount: 22 },
];
const table = (
  <Table
    caption="Things"
    rows={rows}
    rowKey={(row) => row.name}
    total={500}
    firstIndex={40}
    space={{ before: 400, after: 800 }}
    columns={[
      { key: 'name', title: 'Name', cell: (row) => row.name },
      { key: 'amount', title: 'Amount', numeric: true, cell: (row) => row.amount },
    ]}
  />
);

describe('table', () => {
  it('names each row by its first column and sets numerals to the right', () => {
    render(table);

    expect(screen.getByRole('rowheader', { name: 'b' })).toBeTruthy();
    expect(screen.getByRole('cell', { name: '22' }).className).toBe('num');
  });

  it('keeps count of rows that are not drawn', () => {
    render(table);

    expect(screen.getByRole('table', { name: 'Things' }).getAttribute('aria-rowcount')).toBe('501');
    expect(screen.getByRole('row', { name: 'a 1' }).getAttribute('aria-rowindex')).toBe('42');
    expect(document.querySelectorAll('.table-space')).toHaveLength(2);
  });

  it('passes axe', async () => {
    const { container } = render(table);

    expect(await faults(container)).toEqual([]);
  });
});
