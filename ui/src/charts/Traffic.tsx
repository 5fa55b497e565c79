import { useState } from 'react';
import type { Traffic as TrafficDay } from '../api/types';
import { compact, count } from '../format/number';
import { day, shortDay } from '../format/time';
import { useWidth } from '../parts/useWidth';
import { linear, ticks } from './scale';
import './Plot.css';

const height = 168;
const margin = { left: 44, right: 14, top: 8, bottom: 22 };

/** Predictions per day as columns; the day under the pointer is told beside it. */
export function Traffic({ days }: { days: TrafficDay[] }) {
  const [frame, width] = useWidth<HTMLDivElement>();
  const [at, setAt] = useState<number>();
  const highest = Math.max(1, ...days.map((one) => one.predictions));
  const marks = ticks(0, highest, 3);
  const top = Math.max(highest, marks.at(-1) ?? 0);
  const y = linear([0, top], [height - margin.bottom, margin.top]);
  const step = (width - margin.left - margin.right) / Math.max(1, days.length);
  const chosen = at === undefined ? undefined : days[at];
  const total = days.reduce((sum, one) => sum + one.predictions, 0);
  const every = Math.max(1, Math.ceil(64 / step));
  return (
    <div className="plot" ref={frame}>
      <svg
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`Predictions per day over ${days.length} days: ${count(total)} in all, at most ${count(highest)} on one day.`}
        onPointerLeave={() => setAt(undefined)}
        onPointerMove={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          const index = Math.floor((event.clientX - box.left - margin.left) / step);
          setAt(index >= 0 && index < days.length ? index : undefined);
        }}
      >
        {marks.map((mark) => (
          <g key={mark}>
            <line className="plot-grid" x1={margin.left} x2={width - margin.right} y1={y(mark)} y2={y(mark)} />
            <text x={margin.left - 8} y={y(mark) + 4} textAnchor="end">
              {compact(mark)}
            </text>
          </g>
        ))}
        {days.map((one, index) => (
          <rect
            key={one.day}
            className={`plot-current${at === index ? ' plot-bar-on' : ''}`}
            x={margin.left + index * step + Math.min(2, step * 0.15)}
            width={Math.max(1, step - Math.min(4, step * 0.3))}
            y={y(one.predictions)}
            height={Math.max(0, y(0) - y(one.predictions))}
            rx={1.5}
          />
        ))}
        {days.map((one, index) =>
          (days.length - 1 - index) % every === 0 ? (
            <text key={one.day} x={margin.left + (index + 0.5) * step} y={height - 6} textAnchor="middle">
              {shortDay(one.day)}
            </text>
          ) : null,
        )}
      </svg>
      {chosen && at !== undefined ? (
        <div className="plot-tip" style={{ top: 0, ...(at > days.length / 2 ? { right: width - margin.left - at * step } : { left: margin.left + (at + 1) * step }) }}>
          <b>{count(chosen.predictions)}</b> predictions
          <br />
          {day(chosen.day)}
        </div>
      ) : null}
    </div>
  );
}
