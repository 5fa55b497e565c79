import { useState } from 'react';
import type { Run } from '../../api/types';
import { extent, linear, path, type Scale } from '../../charts/scale';
import { useWidth } from '../../parts/useWidth';
import { fieldText, figures, numberOf, textOf, type FieldName } from './fields';
import { seriesClass } from '../../charts/series';
import '../../charts/Plot.css';

const height = 320;
const margin = { left: 40, right: 60, top: 44, bottom: 18 };

interface Axis {
  field: FieldName;
  place: (run: Run) => number | undefined;
  ends: [string, string];
}

/** A run is a line over the axes of its parameters and metrics; runs without a value break off there. */
export function ParallelPlot({ runs, fields, colour }: { runs: Run[]; fields: FieldName[]; colour: FieldName | undefined }) {
  const [frame, width] = useWidth<HTMLDivElement>(900);
  const [over, setOver] = useState<string>();
  const axes = fields.map((field) => axisOf(field, runs));
  const x = (index: number) => margin.left + (axes.length < 2 ? 0.5 : index / (axes.length - 1)) * (width - margin.left - margin.right);
  const shade = colour ? shades(runs, colour) : () => undefined;
  const chosen = runs.find((run) => run.id === over);
  const ordered = chosen ? [...runs.filter((run) => run.id !== over), chosen] : runs;

  return (
    <div className="plot parallel" ref={frame}>
      <svg
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${runs.length} runs over ${axes.map((axis) => axis.field.key).join(', ')}. The tables below hold the values.`}
        onPointerLeave={() => setOver(undefined)}
      >
        {ordered.map((run) => {
          const points = axes.map((axis, index): [number, number] | undefined => {
            const y = axis.place(run);
            return y === undefined ? undefined : [x(index), y];
          });
          const at = shade(run);
          return (
            <g key={run.id} className={`parallel-run${over === run.id ? ' parallel-over' : over ? ' parallel-under' : ''}`} onPointerEnter={() => setOver(run.id)}>
              <path className="parallel-hit" d={path(points)} />
              <path
                className={colour ? 'parallel-line' : `parallel-line ${seriesClass(runs.indexOf(run))}`}
                style={colour ? { stroke: at === undefined ? 'var(--data-reference)' : `color-mix(in oklab, var(--shade-high) ${Math.round(at * 100)}%, var(--shade-low))` } : undefined}
                d={path(points)}
              />
            </g>
          );
        })}
        {axes.map((axis, index) => (
          <g key={fieldText(axis.field)}>
            <line className="plot-axis" x1={x(index)} x2={x(index)} y1={margin.top} y2={height - margin.bottom} />
            <text className="plot-strong" x={x(index)} y={index % 2 === 0 ? 12 : 26} textAnchor="middle">
              {axis.field.key.length > 22 ? `${axis.field.key.slice(0, 21)}…` : axis.field.key}
              <title>{fieldText(axis.field)}</title>
            </text>
            <text x={x(index)} y={margin.top - 5} textAnchor="middle">
              {axis.ends[1]}
            </text>
            <text x={x(index)} y={height - 4} textAnchor="middle">
              {axis.ends[0]}
            </text>
          </g>
        ))}
      </svg>
      <p className="parallel-told muted" aria-hidden="true">
        {chosen ? (
          <>
            <b>{chosen.name}</b> · {axes.map((axis) => `${axis.field.key} ${textOf(chosen, axis.field) ?? '–'}`).join(' · ')}
          </>
        ) : (
          'Point at a line to read its run.'
        )}
      </p>
    </div>
  );
}

const short = (text: string) => (text.length > 12 ? `${text.slice(0, 11)}…` : text);

/** Numbers along a scale; where any run has a text, the texts in their order. */
export function axisOf(field: FieldName, runs: Run[]): Axis {
  const range: [number, number] = [height - margin.bottom, margin.top];
  const texts = runs.map((run) => textOf(run, field)).filter((text) => text !== undefined);
  const numbers = runs.map((run) => numberOf(run, field));
  if (field.kind === 'metrics' || numbers.filter((value) => value !== undefined).length === texts.length) {
    const domain = extent(numbers) ?? [0, 1];
    const y: Scale = linear(domain, range);
    return {
      field,
      place: (run) => {
        const value = numberOf(run, field);
        return value === undefined ? undefined : y(value);
      },
      ends: [figures(domain[0]), figures(domain[1])],
    };
  }
  const kinds = [...new Set(texts)].sort();
  const y = linear([0, kinds.length - 1], range);
  return {
    field,
    place: (run) => {
      const text = textOf(run, field);
      return text === undefined ? undefined : y(kinds.indexOf(text));
    },
    ends: [short(kinds[0] ?? ''), short(kinds.at(-1) ?? '')],
  };
}

/** Where a run stands between the least and the greatest value, 0 to 1. */
export function shades(runs: Run[], field: FieldName): (run: Run) => number | undefined {
  const domain = extent(runs.map((run) => numberOf(run, field)));
  if (!domain) return () => undefined;
  const scale = linear(domain, [0, 1]);
  return (run) => {
    const value = numberOf(run, field);
    return value === undefined ? undefined : scale(value);
  };
}
