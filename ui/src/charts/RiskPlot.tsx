import type { RiskAhead, RiskPoint } from '../api/types';
import { day, shortDay } from '../format/time';
import { useWidth } from '../parts/useWidth';
import { linear, path } from './scale';
import './Plot.css';

const height = 150;
const margin = { left: 30, right: 8, top: 8, bottom: 20 };

/** An index of 0 to 100 over time, and where it may go: the dashed line within its interval. */
export function RiskPlot({ history, forecast }: { history: RiskPoint[]; forecast: RiskAhead[] }) {
  const [frame, width] = useWidth<HTMLDivElement>(420);
  const time = (at: string) => Date.parse(at);
  const first = history[0];
  const last = history.at(-1);
  if (!first || !last) return null;
  const end = forecast.at(-1)?.at ?? last.at;
  const x = linear([time(first.at), time(end)], [margin.left, width - margin.right]);
  const y = linear([0, 100], [height - margin.bottom, margin.top]);
  const start = { at: last.at, value: last.index, low: last.index, high: last.index };
  const ahead = forecast.length > 0 ? [start, ...forecast] : [];
  const edge = (one: RiskAhead, value: number) => `${x(time(one.at)).toFixed(1)} ${y(value).toFixed(1)}`;
  return (
    <div className="plot" ref={frame}>
      <svg
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`Risk index from ${day(first.at)}, ${first.index.toFixed(0)}, to ${day(last.at)}, ${last.index.toFixed(0)}${
          forecast.length > 0 ? `; forecast for ${day(end)}: ${forecast.at(-1)?.low.toFixed(0)} to ${forecast.at(-1)?.high.toFixed(0)}` : ''
        }`}
      >
        {[0, 30, 60, 80, 100].map((mark) => (
          <g key={mark}>
            <line className="plot-grid" x1={margin.left} x2={width - margin.right} y1={y(mark)} y2={y(mark)} />
            <text x={margin.left - 6} y={y(mark) + 4} textAnchor="end">
              {mark}
            </text>
          </g>
        ))}
        {ahead.length > 0 ? (
          <>
            <path
              className="plot-band"
              d={`M${ahead.map((one) => edge(one, one.high)).join('L')}L${ahead.toReversed().map((one) => edge(one, one.low)).join('L')}Z`}
            />
            <path className="plot-line-reference" d={path(ahead.map((one) => [x(time(one.at)), y(one.value)]))} />
          </>
        ) : null}
        <path className="plot-line" d={path(history.map((one) => [x(time(one.at)), y(one.index)]))} />
        <circle className="plot-current" cx={x(time(last.at))} cy={y(last.index)} r={3.5} />
        <text x={margin.left} y={height - 4}>
          {shortDay(first.at)}
        </text>
        <text x={width - margin.right} y={height - 4} textAnchor="end">
          {shortDay(end)}
        </text>
      </svg>
    </div>
  );
}
