import type { ReactNode } from 'react';
import { Scroller } from './Scroller';
import './Table.css';

export interface Column<T> {
  key: string;
  title: ReactNode;
  cell: (row: T) => ReactNode;
  numeric?: boolean;
  /** Hidden on narrow screens; the row's own page still tells. */
  minor?: boolean;
  width?: string;
  /** How the rows are sorted by this column, if they are. */
  sorted?: 'ascending' | 'descending';
}

interface Props<T> {
  caption: string;
  columns: Column<T>[];
  rows: T[];
  rowKey: (row: T) => string | number;
  rowClass?: (row: T) => string | undefined;
  /** Rows drawn outside of the visible window, as empty space before and after. */
  space?: { before: number; after: number };
  /** The first column names the row. */
  total?: number;
  firstIndex?: number;
}

/** The one table: a caption for assistive technology, numerals to the right, a head that stays. */
export function Table<T>({ caption, columns, rows, rowKey, rowClass, space, total, firstIndex = 0 }: Props<T>) {
  return (
    <Scroller className="table-frame" label={caption}>
      <table className="table" aria-rowcount={total === undefined ? undefined : total + 1}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" aria-sort={column.sorted} className={classes(column)} style={column.width ? { width: column.width } : undefined}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Space height={space?.before} span={columns.length} />
          {rows.map((row, index) => (
            <tr key={rowKey(row)} className={rowClass?.(row)} aria-rowindex={total === undefined ? undefined : firstIndex + index + 2}>
              {columns.map((column, at) =>
                at === 0 ? (
                  <th key={column.key} scope="row" className={classes(column)}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.key} className={classes(column)}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
          <Space height={space?.after} span={columns.length} />
        </tbody>
      </table>
    </Scroller>
  );
}

function Space({ height, span }: { height: number | undefined; span: number }) {
  if (!height) return null;
  return (
    <tr aria-hidden="true" className="table-space">
      <td colSpan={span} style={{ height }} />
    </tr>
  );
}

function classes<T>(column: Column<T>): string | undefined {
  const names = [column.numeric ? 'num' : '', column.minor ? 'minor' : ''].filter(Boolean).join(' ');
  return names || undefined;
}
