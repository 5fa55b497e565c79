import { useEffect, useRef, useState } from 'react';
import type { DriftColumn, WindowSpan } from '../api/types';
import { count, fixed, percent } from '../format/number';
import { day, shortDay } from '../format/time';
import { look, step } from './heat';
import './HeatStrip.css';

export interface Cell {
  column: string;
  start: string;
}

interface Props {
  /** In the order to be shown. */
  columns: DriftColumn[];
  windows: WindowSpan[];
  chosen: Cell | undefined;
  onChoose: (cell: Cell) => void;
}

/** Features by time windows; one stop for the tab key, arrows move inside, Enter opens a cell. */
export function HeatStrip({ columns, windows, chosen, onChoose }: Props) {
  const grid = useRef<HTMLTableElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<[number, number]>([0, Math.max(0, windows.length - 1)]);
  const row = Math.min(at[0], Math.max(0, columns.length - 1));
  const place = Math.min(at[1], Math.max(0, windows.length - 1));
  const most = Math.max(...columns.map((column) => column.importance ?? 0));
  const total = columns.reduce((sum, column) => sum + (column.importance ?? 0), 0);

  // The newest windows are what one comes for: a strip wider than its frame starts at its end.
  useEffect(() => {
    if (frame.current) frame.current.scrollLeft = frame.current.scrollWidth;
  }, [windows.length]);

  const move = (next: [number, number]) => {
    setAt(next);
    grid.current?.querySelector<HTMLElement>(`[data-at="${next[0]}:${next[1]}"]`)?.focus();
  };
  const every = Math.max(1, Math.ceil(windows.length / 12));

  return (
    <div className="heat-frame" ref={frame}>
      <table
        ref={grid}
        className="heat"
        role="grid"
        aria-label="Drift by feature and window"
        aria-rowcount={columns.length + 1}
        aria-colcount={windows.length + 1}
        onKeyDown={(event) => {
          const next = step(event.key, event.ctrlKey, row, place, columns.length, windows.length);
          if (!next) return;
          event.preventDefault();
          move(next);
        }}
      >
        <thead>
          <tr role="row">
            <th scope="col" className="heat-corner">
              <span className="heat-name">Feature</span>
              <span className="heat-importance">weight</span>
            </th>
            {windows.map((window, index) => (
              <th key={window.start} scope="col" className="heat-day">
                {(windows.length - 1 - index) % every === 0 ? (
                  <span>{shortDay(window.start)}</span>
                ) : (
                  <span className="visually-hidden">{shortDay(window.start)}</span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {columns.map((column, rowIndex) => (
            <tr key={column.column} role="row">
              <th scope="row">
                <span className="heat-name" title={column.column}>
                  {column.column}
                </span>
                <span className="heat-importance" title={column.importance == null ? 'importance not known' : `importance ${fixed(column.importance, 3)}`}>
                  <span style={{ width: `${most > 0 ? ((column.importance ?? 0) / most) * 100 : 0}%` }} />
                </span>
                <span className="visually-hidden">
                  {column.importance != null && total > 0 ? `, ${percent(column.importance / total, 0)} of the importance` : ''}
                </span>
              </th>
              {windows.map((window, index) => {
                const cell = column.cells[index];
                const seen = look(cell);
                const here = chosen?.column === column.column && chosen.start === window.start;
                const text = `${column.column}, ${day(window.start)}, ${count(window.rows)} rows: ${seen.word}${cell?.psi == null ? '' : `, PSI ${fixed(cell.psi, 3)}`}`;
                return (
                  <td key={window.start} role="gridcell" aria-selected={here}>
                    <button
                      type="button"
                      data-at={`${rowIndex}:${index}`}
                      className={`heat-cell heat-${seen.tone}`}
                      tabIndex={rowIndex === row && index === place ? 0 : -1}
                      aria-label={text}
                      title={text}
                      disabled={!cell}
                      onFocus={() => setAt([rowIndex, index])}
                      onClick={() => onChoose({ column: column.column, start: window.start })}
                    >
                      {seen.mark}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function HeatLegend() {
  const entries = [
    ['none', '', 'No drift'],
    ['slight', '·', 'Slight'],
    ['moderate', '▲', 'Moderate'],
    ['severe', '■', 'Severe'],
    ['few', '–', 'Too few rows'],
    ['absent', '', 'Not seen'],
  ] as const;
  return (
    <p className="legend" aria-label="Verdicts">
      {entries.map(([tone, mark, word]) => (
        <span key={tone}>
          <span className={`heat-cell heat-key heat-${tone}`} aria-hidden="true">
            {mark}
          </span>
          {word}
        </span>
      ))}
    </p>
  );
}
