import type { Metrics } from '../api/types';
import { metricNames, metricWords } from '../format/metric';
import { extent, linear } from './scale';
import { Scroller } from '../parts/Scroller';
import './Ranges.css';

interface Props {
  metrics: Metrics;
  names?: string[];
  /** What the champion is to be better than; drawn as an open mark. */
  baseline?: { name: string; metrics: Metrics } | null;
  caption: string;
}

/**
 * Metrics with their 95 % intervals drawn as ranges, beside the baseline's value. Each row has its own axis, since
 * metrics have different units.
 */
export function Ranges({ metrics, names = metricNames(metrics), baseline, caption }: Props) {
  return (
    <Scroller className="ranges-frame" label={caption}>
      <table className="ranges">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Metric</th>
            <th scope="col" className="num">
              Value
            </th>
            <th scope="col" className="num">
              95 % interval
            </th>
            <th scope="col" className="ranges-plot-head">
              <span className="visually-hidden">Drawn</span>
            </th>
            {baseline ? (
              <th scope="col" className="num">
                {baseline.name}
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <RangeRow key={name} name={name} metrics={metrics} baseline={baseline} />
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

function RangeRow({ name, metrics, baseline }: { name: string; metrics: Metrics; baseline: Props['baseline'] }) {
  const words = metricWords(name);
  const interval = metrics[name];
  const reference = baseline?.metrics[name]?.value;
  return (
    <tr>
      <th scope="row" title={words.says}>
        {words.name}
        <span className="ranges-better" title={`${words.better} is better`}>
          <span aria-hidden="true">{words.better === 'higher' ? '↑' : '↓'}</span>
          <span className="visually-hidden">, {words.better} is better</span>
        </span>
      </th>
      <td className="num">
        <b>{words.write(interval?.value)}</b>
      </td>
      <td className="num muted">
        {interval?.low != null && interval.high != null ? `${words.write(interval.low)} – ${words.write(interval.high)}` : '–'}
      </td>
      <td className="ranges-plot">
        <RangeMark name={name} low={interval?.low} value={interval?.value} high={interval?.high} reference={reference} />
      </td>
      {baseline ? <td className="num muted">{words.write(reference)}</td> : null}
    </tr>
  );
}

type Maybe = number | null | undefined;

function RangeMark({ name, low, value, high, reference }: { name: string; low: Maybe; value: Maybe; high: Maybe; reference: Maybe }) {
  const { range } = metricWords(name);
  const shown = extent([low, value, high, reference], 0.12);
  if (!shown || value == null) return null;
  // A fixed axis makes metrics comparable at sight; a value outside of it widens it.
  const domain: [number, number] = range ? [Math.min(range[0], low ?? value, reference ?? value), Math.max(range[1], high ?? value)] : [Math.min(0, shown[0]), shown[1]];
  const x = linear(domain, [4, 196]);
  return (
    <svg viewBox="0 0 200 18" preserveAspectRatio="none" aria-hidden="true">
      <line className="ranges-axis" x1={4} x2={196} y1={9} y2={9} vectorEffect="non-scaling-stroke" />
      {reference != null ? <line className="ranges-reference" x1={x(reference)} x2={x(reference)} y1={2} y2={16} vectorEffect="non-scaling-stroke" /> : null}
      {low != null && high != null ? (
        <rect className="ranges-interval" x={x(low)} width={Math.max(2, x(high) - x(low))} y={5.5} height={7} rx={1.5} />
      ) : null}
      <line className="ranges-value" x1={x(value)} x2={x(value)} y1={3} y2={15} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
