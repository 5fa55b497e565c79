import { percent } from '../format/number';
import { useWidth } from '../parts/useWidth';
import { linear, path } from './scale';
import { seriesClass, seriesDash } from './series';
import './Plot.css';
import './series.css';

const margin = { left: 44, right: 10, top: 8, bottom: 36 };
const quarters = [0, 0.25, 0.5, 0.75, 1];

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
  const height = Math.min(width, 280);
  const x = linear([0, 1], [margin.left, width - margin.right]);
  const y = linear([0, 1], [height - margin.bottom, margin.top]);
  return (
    <figure className="stack-tight overlay">
      <figcaption>{title}</figcaption>
      <div className="plot" ref={frame}>
        <svg height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${title}: ${series.map(said).join('; ')}`}>
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
          {diagonalName ? <line className="plot-line-reference" x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} /> : null}
          {series.map((one, index) => (
            <g key={one.name} className={seriesClass(index)}>
              <path className="overlay-line" strokeDasharray={seriesDash(index)} d={path(one.points.map((point) => [x(point.x), y(point.y)]))} />
              {dots
                ? one.points.map((point, at) => <circle key={at} className="overlay-dot" cx={x(point.x)} cy={y(point.y)} r={3} />)
                : null}
            </g>
          ))}
        </svg>
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
        {diagonalName ? (
          <span>
            <svg width="18" height="8" aria-hidden="true">
              <line className="plot-line-reference" x1={1} x2={17} y1={4} y2={4} />
            </svg>
            {diagonalName}
          </span>
        ) : null}
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
