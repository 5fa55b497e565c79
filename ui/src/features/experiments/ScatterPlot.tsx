import { useState } from 'react';
import type { Run } from '../../api/types';
import { extent, linear, ticks } from '../../charts/scale';
import { useWidth } from '../../parts/useWidth';
import { figures, numberOf, type FieldName } from './fields';
import { shades } from './ParallelPlot';
import '../../charts/Plot.css';

const height = 300;
const margin = { left: 64, right: 14, top: 12, bottom: 40 };

/** A run is a dot at two of its numbers; those without both are counted below. */
export function ScatterPlot({ runs, across, up, colour }: { runs: Run[]; across: FieldName; up: FieldName; colour: FieldName | undefined }) {
  const [frame, width] = useWidth<HTMLDivElement>(640);
  const [over, setOver] = useState<Run>();
  const placed = runs.filter((run) => numberOf(run, across) !== undefined && numberOf(run, up) !== undefined);
  const domainX = extent(placed.map((run) => numberOf(run, across)), 0.05) ?? [0, 1];
  const domainY = extent(placed.map((run) => numberOf(run, up)), 0.05) ?? [0, 1];
  const x = linear(domainX, [margin.left, width - margin.right]);
  const y = linear(domainY, [height - margin.bottom, margin.top]);
  const shade = colour ? shades(runs, colour) : () => undefined;

  return (
    <div className="plot" ref={frame}>
      <svg
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${up.key} against ${across.key} of ${placed.length} runs. The tables below hold the values.`}
        onPointerLeave={() => setOver(undefined)}
      >
        {ticks(domainY[0], domainY[1], 5).map((mark) => (
          <g key={mark}>
            <line className="plot-grid" x1={margin.left} x2={width - margin.right} y1={y(mark)} y2={y(mark)} />
            <text x={margin.left - 8} y={y(mark) + 4} textAnchor="end">
              {figures(mark)}
            </text>
          </g>
        ))}
        {ticks(domainX[0], domainX[1], 6).map((mark) => (
          <text key={mark} x={x(mark)} y={height - margin.bottom + 16} textAnchor="middle">
            {figures(mark)}
          </text>
        ))}
        <line className="plot-axis" x1={margin.left} x2={width - margin.right} y1={height - margin.bottom} y2={height - margin.bottom} />
        <text className="plot-strong" x={(margin.left + width - margin.right) / 2} y={height - 6} textAnchor="middle">
          {across.key}
        </text>
        {placed.map((run) => {
          const at = shade(run);
          return (
            <circle
              key={run.id}
              className="scatter-dot"
              style={colour && at !== undefined ? { fill: `color-mix(in oklab, var(--shade-high) ${Math.round(at * 100)}%, var(--shade-low))` } : undefined}
              cx={x(numberOf(run, across) ?? 0)}
              cy={y(numberOf(run, up) ?? 0)}
              r={over?.id === run.id ? 7 : 5}
              onPointerEnter={() => setOver(run)}
            />
          );
        })}
      </svg>
      {over ? (
        <div className="plot-tip" style={{ top: 0, right: 0 }}>
          <b>{over.name}</b>
          <br />
          {across.key} {figures(numberOf(over, across) ?? 0)}
          <br />
          {up.key} {figures(numberOf(over, up) ?? 0)}
        </div>
      ) : null}
      {placed.length < runs.length ? <p className="muted">{runs.length - placed.length} without both numbers</p> : null}
    </div>
  );
}
