import { useState } from 'react';
import type { DriftBin } from '../api/types';
import { percent, signed } from '../format/number';
import { useWidth } from '../parts/useWidth';
import { linear, ticks } from './scale';
import './Plot.css';

const height = 240;
const margin = { left: 44, right: 4, top: 8, bottom: 62 };

/** Reference against current, bin by bin. */
export function DriftBins({ bins, name }: { bins: DriftBin[]; name: string }) {
  const [frame, width] = useWidth<HTMLDivElement>(480);
  const [at, setAt] = useState<number>();
  const highest = Math.max(0.01, ...bins.flatMap((bin) => [bin.referenceShare, bin.currentShare]));
  const marks = ticks(0, highest, 4);
  const y = linear([0, Math.max(highest, marks.at(-1) ?? 0)], [height - margin.bottom, margin.top]);
  const band = (width - margin.left - margin.right) / Math.max(1, bins.length);
  const bar = Math.max(1, Math.min(26, band * 0.38));
  const chosen = at === undefined ? undefined : bins[at];
  const letters = Math.floor(band / 6);
  const slanted = bins.some((bin) => bin.label.length > letters);
  const most = slanted ? 14 : letters;
  return (
    <div className="stack-tight">
      <div className="plot" ref={frame}>
        <svg
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={`${name}: ${bins.map((bin) => `${bin.label}: reference ${percent(bin.referenceShare)}, current ${percent(bin.currentShare)}`).join('; ')}`}
          onPointerLeave={() => setAt(undefined)}
          onPointerMove={(event) => {
            const left = event.clientX - event.currentTarget.getBoundingClientRect().left - margin.left;
            const index = Math.floor(left / band);
            setAt(index >= 0 && index < bins.length ? index : undefined);
          }}
        >
          {marks.map((mark) => (
            <g key={mark}>
              <line className="plot-grid" x1={margin.left} x2={width - margin.right} y1={y(mark)} y2={y(mark)} />
              <text x={margin.left - 6} y={y(mark) + 4} textAnchor="end">
                {percent(mark, highest < 0.05 ? 1 : 0)}
              </text>
            </g>
          ))}
          {bins.map((bin, index) => {
            const centre = margin.left + (index + 0.5) * band;
            return (
              <g key={index} className={at === index ? 'plot-bar plot-bar-on' : 'plot-bar'}>
                <rect className="plot-reference" x={centre - bar - 0.5} width={bar} y={y(bin.referenceShare)} height={y(0) - y(bin.referenceShare)} rx={1} />
                <rect style={{ fill: 'var(--data-current)' }} x={centre + 0.5} width={bar} y={y(bin.currentShare)} height={y(0) - y(bin.currentShare)} rx={1} />
                <text x={centre} y={y(0) + 14} textAnchor={slanted ? 'end' : 'middle'} transform={slanted ? `rotate(-35 ${centre} ${y(0) + 14})` : undefined}>
                  {bin.label.length > most ? `${bin.label.slice(0, most - 1)}…` : bin.label}
                </text>
              </g>
            );
          })}
          <line className="plot-axis" x1={margin.left} x2={width - margin.right} y1={y(0)} y2={y(0)} />
        </svg>
        {chosen && at !== undefined ? (
          <div className="plot-tip" style={{ top: 0, ...(at >= bins.length / 2 ? { left: margin.left + 4 } : { right: margin.right + 4 }) }}>
            <b>{chosen.label}</b>
            <br />
            reference {percent(chosen.referenceShare)}, current {percent(chosen.currentShare)} (
            {signed((chosen.currentShare - chosen.referenceShare) * 100, 1)} points)
          </div>
        ) : null}
      </div>
      <p className="legend">
        <span>
          <svg width="12" height="12" aria-hidden="true">
            <rect className="plot-reference" width="12" height="12" rx="2" />
          </svg>
          Reference (left bar)
        </span>
        <span>
          <svg width="12" height="12" aria-hidden="true">
            <rect className="plot-current" width="12" height="12" rx="2" />
          </svg>
          Current (right bar)
        </span>
      </p>
    </div>
  );
}
