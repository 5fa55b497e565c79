import { useState } from 'react';
import { count, measure, pValue, signed } from '../format/number';
import { day, shortDay } from '../format/time';
import { useWidth } from '../parts/useWidth';
import type { TrialReport } from '../api/types';
import { extent, linear, path, ticks } from './scale';
import './Plot.css';
import './MetricPlot.css';

type Look = TrialReport['days'][number];

const height = 260;
const margin = { left: 62, right: 10, top: 10, bottom: 24 };

/** The difference with its confidence sequence, look by look, between the two effects that matter. */
export function SequencePlot({ days, effect }: { days: Look[]; effect: number }) {
  const [frame, width] = useWidth<HTMLDivElement>(720);
  const [at, setAt] = useState<number>();
  const known = days.filter((one) => one.difference.low !== null);
  const domain = extent([...known.flatMap(({ difference }) => [difference.low, difference.high]), effect, -effect, 0], 0.06) ?? [-1, 1];
  const y = linear(domain, [height - margin.bottom, margin.top]);
  const step = (width - margin.left - margin.right) / Math.max(1, days.length);
  const x = (index: number) => margin.left + (index + 0.5) * step;
  const every = Math.max(1, Math.ceil(64 / step));
  const chosen = at === undefined ? undefined : days[at];
  const ends = (side: 'low' | 'high'): [number, number][] =>
    days.flatMap(({ difference }, index): [number, number][] => {
      const end = difference[side];
      return end === null ? [] : [[x(index), y(end)]];
    });
  return (
    <div className="plot" ref={frame}>
      <svg
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`Difference over ${days.length} days with its confidence sequence. The table below holds the values.`}
        onPointerLeave={() => setAt(undefined)}
        onPointerMove={(event) => {
          const left = event.clientX - event.currentTarget.getBoundingClientRect().left - margin.left;
          const index = Math.floor(left / step);
          setAt(index >= 0 && index < days.length ? index : undefined);
        }}
      >
        {ticks(domain[0], domain[1], 6).map((mark) => (
          <g key={mark}>
            <line className="plot-grid" x1={margin.left} x2={width - margin.right} y1={y(mark)} y2={y(mark)} />
            <text x={margin.left - 8} y={y(mark) + 4} textAnchor="end">
              {measure(mark)}
            </text>
          </g>
        ))}
        <line className="plot-axis" x1={margin.left} x2={width - margin.right} y1={y(0)} y2={y(0)} />
        {[effect, -effect].map((one) => (
          <line key={one} className="plot-line-reference" x1={margin.left} x2={width - margin.right} y1={y(one)} y2={y(one)} />
        ))}
        {chosen && at !== undefined ? <line className="plot-axis" x1={x(at)} x2={x(at)} y1={margin.top} y2={height - margin.bottom} /> : null}
        {known.length > 1 ? <path className="plot-band" d={`${path(ends('low'))}${path(ends('high').toReversed()).replace('M', 'L')}Z`} /> : null}
        <path className="plot-line" d={path(days.map(({ difference }, index) => (difference.low === null || difference.value === null ? undefined : [x(index), y(difference.value)])))} />
        {days.map((one, index) => (
          <g key={one.day}>
            {one.difference.low !== null && one.difference.value !== null ? <circle className="metric-dot" cx={x(index)} cy={y(one.difference.value)} r={3} /> : null}
            {(days.length - 1 - index) % every === 0 ? (
              <text x={x(index)} y={height - 6} textAnchor="middle">
                {shortDay(one.day)}
              </text>
            ) : null}
          </g>
        ))}
      </svg>
      {chosen && at !== undefined ? (
        <div className="plot-tip" style={{ top: 0, ...(at > days.length / 2 ? { right: width - x(at) + 10 } : { left: x(at) + 10 }) }}>
          <b>{day(chosen.day)}</b>
          <br />
          {range(chosen.difference)}, p = {pValue(chosen.pValue)}
          <br />
          {count(chosen.control)} and {count(chosen.treatment)} entities known
        </div>
      ) : null}
    </div>
  );
}

/** A signed number with its ends, as far as they are known. */
export function range({ value, low, high }: Look['difference']): string {
  return low === null || high === null ? signed(value, 4) : `${signed(value, 4)} [${signed(low, 4)}, ${signed(high, 4)}]`;
}
