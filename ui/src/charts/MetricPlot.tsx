import { useState } from 'react';
import type { PerformanceWindow } from '../api/types';
import { metricWords, writeInterval } from '../format/metric';
import { compact, count, percent } from '../format/number';
import { day, shortDay } from '../format/time';
import { useWidth } from '../parts/useWidth';
import { extent, linear, path, ticks } from './scale';
import './Plot.css';
import './MetricPlot.css';

const top = { top: 10, height: 230 };
const lower = { gap: 30, height: 70 };
const margin = { left: 56, right: 10, bottom: 22 };
const height = top.height + lower.gap + lower.height + margin.bottom;

interface Props {
  windows: PerformanceWindow[];
  metric: string;
  reference: number | null | undefined;
  /** Below this share of known labels a window is drawn hollow: its metric may still move. */
  mature: number;
}

/** A metric with its interval over time; below, how many predictions there were and how many labels are known. */
export function MetricPlot({ windows, metric, reference, mature }: Props) {
  const [frame, width] = useWidth<HTMLDivElement>(720);
  const [at, setAt] = useState<number>();
  const words = metricWords(metric);
  const intervals = windows.map((window) => window.metrics[metric]);
  const domain = extent([...intervals.flatMap((one) => [one?.value, one?.low, one?.high]), reference], 0.08) ?? [0, 1];
  const y = linear(domain, [top.height, top.top]);
  const step = (width - margin.left - margin.right) / Math.max(1, windows.length);
  const x = (index: number) => margin.left + (index + 0.5) * step;
  const most = Math.max(1, ...windows.map((window) => window.predictions));
  const base = top.height + lower.gap + lower.height;
  const amount = linear([0, most], [base, base - lower.height]);
  const every = Math.max(1, Math.ceil(64 / step));
  const chosen = at === undefined ? undefined : windows[at];

  return (
    <div className="plot" ref={frame}>
      <svg
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${words.name} over ${windows.length} windows. The table below holds the values.`}
        onPointerLeave={() => setAt(undefined)}
        onPointerMove={(event) => {
          const left = event.clientX - event.currentTarget.getBoundingClientRect().left - margin.left;
          const index = Math.floor(left / step);
          setAt(index >= 0 && index < windows.length ? index : undefined);
        }}
      >
        {ticks(domain[0], domain[1], 5).map((mark) => (
          <g key={mark}>
            <line className="plot-grid" x1={margin.left} x2={width - margin.right} y1={y(mark)} y2={y(mark)} />
            <text x={margin.left - 8} y={y(mark) + 4} textAnchor="end">
              {words.write(mark)}
            </text>
          </g>
        ))}
        {chosen && at !== undefined ? <line className="plot-axis" x1={x(at)} x2={x(at)} y1={top.top} y2={base} /> : null}
        {bands(intervals).map((run) => (
          <path
            key={run[0]?.index}
            className="plot-band"
            d={`${path(run.map((one) => [x(one.index), y(one.high)]))}L${run
              .toReversed()
              .map((one) => `${x(one.index).toFixed(1)} ${y(one.low).toFixed(1)}`)
              .join('L')}Z`}
          />
        ))}
        {reference != null ? (
          <line className="plot-line-reference" x1={margin.left} x2={width - margin.right} y1={y(reference)} y2={y(reference)} />
        ) : null}
        <path className="plot-line" d={path(intervals.map((one, index) => (one?.value == null ? undefined : [x(index), y(one.value)])))} />
        {intervals.map((one, index) => {
          if (one?.value == null) return null;
          const whole = (windows[index]?.maturity ?? 0) >= mature;
          return <circle key={index} className={whole ? 'metric-dot' : 'metric-dot metric-young'} cx={x(index)} cy={y(one.value)} r={3.5} />;
        })}
        <text x={margin.left} y={top.height + lower.gap - 8}>
          Predictions (pale) and those whose label is known (full)
        </text>
        <text x={margin.left - 8} y={amount(most) + 4} textAnchor="end">
          {compact(most)}
        </text>
        <text x={margin.left - 8} y={base + 4} textAnchor="end">
          0
        </text>
        {windows.map((window, index) => (
          <g key={window.start}>
            <rect className="metric-predictions" x={x(index) - step * 0.38} width={step * 0.76} y={amount(window.predictions)} height={base - amount(window.predictions)} />
            <rect className="plot-current" x={x(index) - step * 0.38} width={step * 0.76} y={amount(window.labelled)} height={base - amount(window.labelled)} />
            {(windows.length - 1 - index) % every === 0 ? (
              <text x={x(index)} y={height - 6} textAnchor="middle">
                {shortDay(window.start)}
              </text>
            ) : null}
          </g>
        ))}
        <line className="plot-axis" x1={margin.left} x2={width - margin.right} y1={base} y2={base} />
      </svg>
      {chosen && at !== undefined ? (
        <div className="plot-tip" style={{ top: 0, ...(at > windows.length / 2 ? { right: width - x(at) + 10 } : { left: x(at) + 10 }) }}>
          <b>{day(chosen.start)}</b>
          <br />
          {words.name} {writeInterval(metric, chosen.metrics[metric])}
          <br />
          {count(chosen.labelled)} of {count(chosen.predictions)} labels known ({percent(chosen.maturity, 0)})
        </div>
      ) : null}
    </div>
  );
}

interface Bound {
  index: number;
  low: number;
  high: number;
}

/** Unbroken runs of windows that have an interval. */
function bands(intervals: ({ low: number | null; high: number | null } | undefined)[]): Bound[][] {
  const runs: Bound[][] = [];
  let run: Bound[] | undefined;
  intervals.forEach((one, index) => {
    if (one?.low == null || one.high == null) {
      run = undefined;
      return;
    }
    if (!run) runs.push((run = []));
    run.push({ index, low: one.low, high: one.high });
  });
  return runs.filter((found) => found.length > 1);
}
