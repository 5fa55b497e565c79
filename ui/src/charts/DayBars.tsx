import { count } from '../format/number';
import { day, shortDay } from '../format/time';
import { useWidth } from '../parts/useWidth';
import { linear, ticks } from './scale';
import './Plot.css';

const height = 150;
const margin = { left: 34, right: 8, top: 8, bottom: 20 };

export interface DayBar {
  day: string;
  value: number;
  detail: string;
}

/** One column a day; the title of a column tells it in words. */
export function DayBars({ days, name }: { days: DayBar[]; name: string }) {
  const [frame, width] = useWidth<HTMLDivElement>(420);
  const highest = Math.max(1, ...days.map((one) => one.value));
  const y = linear([0, highest], [height - margin.bottom, margin.top]);
  const step = (width - margin.left - margin.right) / Math.max(1, days.length);
  const total = days.reduce((sum, one) => sum + one.value, 0);
  return (
    <div className="plot" ref={frame}>
      <svg height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${name} over ${days.length} days: ${count(total)} in all, at most ${count(highest)} on one day`}>
        {ticks(0, highest, 3)
          .filter((mark) => Number.isInteger(mark))
          .map((mark) => (
            <g key={mark}>
              <line className="plot-grid" x1={margin.left} x2={width - margin.right} y1={y(mark)} y2={y(mark)} />
              <text x={margin.left - 6} y={y(mark) + 4} textAnchor="end">
                {count(mark)}
              </text>
            </g>
          ))}
        {days.map((one, index) => (
          <rect key={one.day} className="plot-current plot-bar" x={margin.left + index * step + 1} width={Math.max(1, step - 2)} y={y(one.value)} height={Math.max(0, y(0) - y(one.value))}>
            <title>{`${day(one.day)}: ${one.detail}`}</title>
          </rect>
        ))}
        {days.length > 0 ? (
          <>
            <text x={margin.left} y={height - 4}>
              {shortDay(days[0]?.day)}
            </text>
            <text x={width - margin.right} y={height - 4} textAnchor="end">
              {shortDay(days.at(-1)?.day)}
            </text>
          </>
        ) : null}
      </svg>
    </div>
  );
}
