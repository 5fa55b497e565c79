import { useState } from 'react';
import type { ReadingLine } from '../api/types';
import { count, plural } from '../format/number';
import { day, shortDay } from '../format/time';
import { useWidth } from '../parts/useWidth';
import { extent, linear, path, ticks } from './scale';
import './Plot.css';
import './MetricPlot.css';
import './ReadingPlot.css';

const height = 240;
const margin = { left: 66, right: 12, top: 14, bottom: 24 };

interface Props {
  line: ReadingLine;
  name: string;
  write: (value: number | null) => string;
}

/** What one measure was window by window, beside its limit; shaded while an alert about it was open. */
export function ReadingPlot({ line, name, write }: Props) {
  const [frame, width] = useWidth<HTMLDivElement>(720);
  const [at, setAt] = useState<number>();
  const { points, alerts } = line;
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return null;
  const time = (when: string) => Date.parse(when);
  const right = width - margin.right;
  const base = height - margin.bottom;
  const x = linear([time(first.windowEnd), time(last.windowEnd)], [margin.left + 8, right - 8]);
  const domain = extent(points.flatMap((point) => [point.value, point.limit]), 0.08) ?? [0, 1];
  const y = linear(domain, [base, margin.top]);
  const places = points.map((point) => x(time(point.windowEnd)));
  const inside = (place: number) => Math.min(Math.max(place, margin.left), right);
  const chosen = at === undefined ? undefined : points[at];
  const place = at === undefined ? undefined : places[at];
  return (
    <div className="plot" ref={frame}>
      <svg
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${name} over ${plural(points.length, 'window')} until ${day(last.windowEnd)}, latest ${write(last.value)}, limit ${write(last.limit)}; ${plural(alerts.length, 'alert')}. The table below holds the latest value.`}
        onPointerLeave={() => setAt(undefined)}
        onPointerMove={(event) => {
          const left = event.clientX - event.currentTarget.getBoundingClientRect().left;
          setAt(nearest(places, left));
        }}
      >
        {alerts.map((alert) => {
          const from = inside(points.length > 1 ? x(time(alert.openedAt)) : margin.left);
          const until = alert.resolvedAt && points.length > 1 ? inside(x(time(alert.resolvedAt))) : right;
          return (
            <g key={alert.id} className={`reading-alert reading-${alert.severity}`}>
              <title>{`${alert.title}: ${alert.severity}, opened ${day(alert.openedAt)}${alert.resolvedAt ? `, resolved ${day(alert.resolvedAt)}` : ''}`}</title>
              <rect x={from} width={Math.max(2, until - from)} y={margin.top} height={base - margin.top} />
              <line x1={from} x2={from} y1={margin.top} y2={base} />
              <path d={`M${from.toFixed(1)} ${margin.top}l9 4l-9 4z`} />
            </g>
          );
        })}
        {ticks(domain[0], domain[1], 5).map((mark) => (
          <g key={mark}>
            <line className="plot-grid" x1={margin.left} x2={right} y1={y(mark)} y2={y(mark)} />
            <text x={margin.left - 8} y={y(mark) + 4} textAnchor="end">
              {write(mark)}
            </text>
          </g>
        ))}
        {place !== undefined ? <line className="plot-axis" x1={place} x2={place} y1={margin.top} y2={base} /> : null}
        <path className="plot-line-reference" d={limitPath(points, places, y)} />
        <path className="plot-line" d={path(points.map((point, index) => (point.value === null ? undefined : [places[index] ?? 0, y(point.value)])))} />
        {points.map((point, index) => (
          <circle
            key={point.windowEnd}
            className={point.value === null ? 'metric-dot metric-young' : 'metric-dot'}
            cx={places[index]}
            cy={point.value === null ? base : y(point.value)}
            r={point.value === null ? 2.5 : 3.5}
          />
        ))}
        <line className="plot-axis" x1={margin.left} x2={right} y1={base} y2={base} />
        <text x={margin.left} y={height - 6}>
          {shortDay(first.windowEnd)}
        </text>
        {points.length > 1 ? (
          <text x={right} y={height - 6} textAnchor="end">
            {shortDay(last.windowEnd)}
          </text>
        ) : null}
      </svg>
      {chosen && place !== undefined ? (
        <div className="plot-tip reading-tip" style={{ top: 0, ...(place > width / 2 ? { right: width - place + 10 } : { left: place + 10 }) }}>
          <b>Window until {day(chosen.windowEnd)}</b>
          <br />
          {write(chosen.value)}, limit {write(chosen.limit)}, {count(chosen.answers)} answers
          <br />
          {chosen.note}
        </div>
      ) : null}
    </div>
  );
}

type Points = ReadingLine['points'];

/** Where the pointer's window is; the last of several that are equally near. */
function nearest(places: number[], left: number): number {
  return places.reduce((best, place, index) => (Math.abs(place - left) <= Math.abs((places[best] ?? 0) - left) ? index : best), 0);
}

/** A limit holds for its window, so it is drawn level around it; short strokes where it stands alone. */
function limitPath(points: Points, places: number[], y: (value: number) => number): string {
  return points
    .flatMap((point, index) => {
      const place = places[index];
      if (point.limit === null || place === undefined) return [];
      const before = places[index - 1];
      const after = places[index + 1];
      const from = before === undefined ? place - 8 : (before + place) / 2;
      const until = after === undefined ? place + 8 : (place + after) / 2;
      const joins = index > 0 && points[index - 1]?.limit !== null;
      return `${joins ? 'L' : 'M'}${from.toFixed(1)} ${y(point.limit).toFixed(1)}L${until.toFixed(1)} ${y(point.limit).toFixed(1)}`;
    })
    .join('');
}

/** What lines and shades of the plot mean. */
export function ReadingKey({ alerts }: { alerts: boolean }) {
  return (
    <p className="legend">
      <span>
        <svg width="18" height="8" aria-hidden="true">
          <line className="plot-line" x1={1} x2={17} y1={4} y2={4} />
        </svg>
        measured; hollow on the axis where it is not known
      </span>
      <span>
        <svg width="18" height="8" aria-hidden="true">
          <line className="plot-line-reference" x1={1} x2={17} y1={4} y2={4} />
        </svg>
        limit
      </span>
      {alerts ? (
        <span>
          <svg width="18" height="10" aria-hidden="true" className="reading-alert reading-warning">
            <rect x={1} width={16} y={0} height={10} />
            <line x1={1} x2={1} y1={0} y2={10} />
          </svg>
          an alert was open
        </span>
      ) : null}
    </p>
  );
}
