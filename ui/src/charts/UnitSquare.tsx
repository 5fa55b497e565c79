import type { SVGProps } from 'react';
import { percent } from '../format/number';
import { linear, type Scale } from './scale';
import './Plot.css';

export const margin = { left: 44, right: 10, top: 8, bottom: 36 };
const quarters = [0, 0.25, 0.5, 0.75, 1];

export interface Square {
  width: number;
  height: number;
  x: Scale;
  y: Scale;
}

/** Both axes from 0 to 1, as high as wide but not higher than `most`. */
export function square(width: number, most: number): Square {
  const height = Math.min(width, most);
  return {
    width,
    height,
    x: linear([0, 1], [margin.left, width - margin.right]),
    y: linear([0, 1], [height - margin.bottom, margin.top]),
  };
}

interface Props extends SVGProps<SVGSVGElement> {
  square: Square;
  label: string;
  xName: string;
  diagonal: boolean;
}

/** The picture of shares against shares: grid, percentages, perhaps the diagonal, and what is drawn into it. */
export function UnitSquare({ square: { width, height, x, y }, label, xName, diagonal, children, ...events }: Props) {
  return (
    <svg height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} {...events}>
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
      {diagonal ? <line className="plot-line-reference" x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} /> : null}
      {children}
    </svg>
  );
}

/** What the diagonal stands for, in the legend. */
export function DiagonalKey({ name }: { name: string }) {
  return (
    <span>
      <svg width="18" height="8" aria-hidden="true">
        <line className="plot-line-reference" x1={1} x2={17} y1={4} y2={4} />
      </svg>
      {name}
    </span>
  );
}
