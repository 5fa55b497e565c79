import { useState } from 'react';
import type { CalibrationPoint, GainPoint } from '../api/types';
import { count, percent } from '../format/number';
import { useWidth } from '../parts/useWidth';
import { path } from './scale';
import { DiagonalKey, margin, square, UnitSquare } from './UnitSquare';

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
  const plane = square(width, 300);
  const { x, y } = plane;
  const chosen = at === undefined ? undefined : points[at];
  return (
    <div className="stack-tight">
      <div className="plot" ref={frame}>
        <UnitSquare
          square={plane}
          label={label}
          xName={xName}
          diagonal
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
          <path className="plot-line" d={path(points.map((point) => [x(point.x), y(point.y)]))} />
          {dots
            ? points.map((point, index) => (
                <circle key={index} className="plot-current" cx={x(point.x)} cy={y(point.y)} r={point.size ?? 3} />
              ))
            : null}
          {chosen ? (
            <circle className="plot-current" cx={x(chosen.x)} cy={y(chosen.y)} r={5} stroke="var(--surface)" strokeWidth={2} />
          ) : null}
        </UnitSquare>
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
        <DiagonalKey name={diagonalName} />
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
