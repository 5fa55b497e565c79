import { useState } from 'react';
import type { CalibrationPoint, GainPoint } from '../api/types';
import { count, percent } from '../format/number';
import { useWidth } from '../parts/useWidth';
import { linear, path } from './scale';
import './Plot.css';

const margin = { left: 44, right: 10, top: 8, bottom: 36 };
const quarters = [0, 0.25, 0.5, 0.75, 1];

interface SquareProps {
  label: string;
  xName: string;
  yName: string;
  points: { x: number; y: number; size?: number; tip: string }[];
  dots?: boolean;
  /** The line that stands for “no better than chance” or “exactly right”. */
  diagonalName: string;
  lineName: string;
}

/** A curve in the unit square with its diagonal. */
function Square({ label, xName, yName, points, dots = false, diagonalName, lineName }: SquareProps) {
  const [frame, width] = useWidth<HTMLDivElement>(360);
  const [at, setAt] = useState<number>();
  const height = Math.min(width, 300);
  const x = linear([0, 1], [margin.left, width - margin.right]);
  const y = linear([0, 1], [height - margin.bottom, margin.top]);
  const chosen = at === undefined ? undefined : points[at];
  return (
    <div className="stack-tight">
      <div className="plot" ref={frame}>
        <svg
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={label}
          onPointerLeave={() => setAt(undefined)}
          onPointerMove={(event) => {
            const left = event.clientX - event.currentTarget.getBoundingClientRect().left;
            let nearest = 0;
            points.forEach((point, index) => {
              if (Math.abs(x(point.x) - left) < Math.abs(x(points[nearest]?.x ?? 0) - left)) nearest = index;
            });
            setAt(nearest);
          }}
        >
          {quarters.map((mark) => (
            <g key={mark}>
              <line className="plot-grid" x1={x(0)} x2={x(1)} y1={y(mark)} y2={y(mark)} />
              <line className="plot-grid" x1={x(mark)} x2={x(mark)} y1={y(0)} y2={y(1)} />
              <text x={x(0) - 6} y={y(mark) + 4} textAnchor="end">
                {percent(mark, 0)}
              </text>
              <text x={x(mark)} y={height - margin.bottom + 14} textAnchor={mark === 1 ? 'end' : 'middle'}>
                {percent(mark, 0)}
              </text>
            </g>
          ))}
          <text x={(x(0) + x(1)) / 2} y={height - 4} textAnchor="middle">
            {xName}
          </text>
          <line className="plot-line-reference" x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} />
          <path className="plot-line" d={path(points.map((point) => [x(point.x), y(point.y)]))} />
          {dots
            ? points.map((point, index) => (
                <circle key={index} className="plot-current" cx={x(point.x)} cy={y(point.y)} r={point.size ?? 3} />
              ))
            : null}
          {chosen ? (
            <circle className="plot-current" cx={x(chosen.x)} cy={y(chosen.y)} r={5} stroke="var(--surface)" strokeWidth={2} />
          ) : null}
        </svg>
        {chosen ? (
          <div className="plot-tip" style={{ top: margin.top, ...(chosen.x > 0.5 ? { left: margin.left + 4 } : { right: margin.right + 4 }) }}>
            {chosen.tip}
          </div>
        ) : null}
      </div>
      <p className="legend">
        <span>
          <svg width="18" height="8" aria-hidden="true">
            <line className="plot-line" x1={1} x2={17} y1={4} y2={4} />
          </svg>
          {lineName}
        </span>
        <span>
          <svg width="18" height="8" aria-hidden="true">
            <line className="plot-line-reference" x1={1} x2={17} y1={4} y2={4} />
          </svg>
          {diagonalName}
        </span>
        <span className="muted">vertical: {yName}</span>
      </p>
    </div>
  );
}

export function Calibration({ bins }: { bins: CalibrationPoint[] }) {
  const filled = bins.flatMap((bin) =>
    bin.count > 0 && bin.meanPredicted != null && bin.observedRate != null
      ? [{ ...bin, meanPredicted: bin.meanPredicted, observedRate: bin.observedRate }]
      : [],
  );
  const most = Math.max(1, ...filled.map((bin) => bin.count));
  return (
    <Square
      label={`Calibration: ${filled.map((bin) => `predicted ${percent(bin.meanPredicted)}, observed ${percent(bin.observedRate)}`).join('; ')}`}
      xName="mean predicted probability"
      yName="observed rate"
      lineName="This version (larger dot, more rows)"
      diagonalName="Exactly right"
      dots
      points={filled.map((bin) => ({
        x: bin.meanPredicted,
        y: bin.observedRate,
        size: 2.5 + 4 * Math.sqrt(bin.count / most),
        tip: `predicted ${percent(bin.meanPredicted)}, observed ${percent(bin.observedRate)} · ${count(bin.count)} rows`,
      }))}
    />
  );
}

export function Gain({ points }: { points: GainPoint[] }) {
  const whole = points[0]?.share === 0 ? points : [{ share: 0, captured: 0 }, ...points];
  return (
    <Square
      label={`Gain: ${points.map((point) => `top ${percent(point.share, 0)} holds ${percent(point.captured, 0)} of the positives`).join('; ')}`}
      xName="share of rows, highest scores first"
      yName="share of positives found"
      lineName="This version"
      diagonalName="Random choice"
      points={whole.map((point) => ({
        x: point.share,
        y: point.captured,
        tip: `top ${percent(point.share)} holds ${percent(point.captured)} of the positives`,
      }))}
    />
  );
}
