import { percent } from '../format/number';
import { useWidth } from '../parts/useWidth';
import { path } from './scale';
import { seriesClass, seriesDash } from './series';
import { DiagonalKey, square, UnitSquare } from './UnitSquare';
import './series.css';

export interface Series {
  name: string;
  points: { x: number; y: number }[];
}

interface Props {
  title: string;
  xName: string;
  yName: string;
  series: Series[];
  dots?: boolean;
  /** What the diagonal stands for; without it none is drawn. */
  diagonalName?: string;
}

/** Curves of several versions in one unit square, told apart by colour and dash. */
export function Overlay({ title, xName, yName, series, dots = false, diagonalName }: Props) {
  const [frame, width] = useWidth<HTMLDivElement>(320);
  const plane = square(width, 280);
  const { x, y } = plane;
  return (
    <figure className="stack-tight overlay">
      <figcaption>{title}</figcaption>
      <div className="plot" ref={frame}>
        <UnitSquare square={plane} label={`${title}: ${series.map(said).join('; ')}`} xName={xName} diagonal={Boolean(diagonalName)}>
          {series.map((one, index) => (
            <g key={one.name} className={seriesClass(index)}>
              <path className="overlay-line" strokeDasharray={seriesDash(index)} d={path(one.points.map((point) => [x(point.x), y(point.y)]))} />
              {dots
                ? one.points.map((point, at) => <circle key={at} className="overlay-dot" cx={x(point.x)} cy={y(point.y)} r={3} />)
                : null}
            </g>
          ))}
        </UnitSquare>
      </div>
      <p className="legend">
        {series.map((one, index) => (
          <span key={one.name} className={seriesClass(index)}>
            <svg width="18" height="8" aria-hidden="true">
              <line className="overlay-line" strokeDasharray={seriesDash(index)} x1={1} x2={17} y1={4} y2={4} />
            </svg>
            {one.name}
          </span>
        ))}
        {diagonalName ? <DiagonalKey name={diagonalName} /> : null}
        <span className="muted">vertical: {yName}</span>
      </p>
    </figure>
  );
}

/** The middle of a curve, for who cannot see it. */
function said({ name, points }: Series): string {
  const middle = points.reduce<{ x: number; y: number } | undefined>(
    (best, point) => (best === undefined || Math.abs(point.x - 0.5) < Math.abs(best.x - 0.5) ? point : best),
    undefined,
  );
  return middle ? `${name} has ${percent(middle.y, 0)} at ${percent(middle.x, 0)}` : `${name} has none`;
}
