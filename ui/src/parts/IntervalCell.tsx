import type { Interval } from '../api/types';
import { metricWords } from '../format/metric';
import './IntervalCell.css';

/** A metric in a table: the value, and its 95 % interval below. */
export function IntervalCell({ name, interval }: { name: string; interval: Interval | null | undefined }) {
  const { write } = metricWords(name);
  if (interval?.value == null) return <span className="muted">–</span>;
  return (
    <span className="interval">
      {write(interval.value)}
      {interval.low != null && interval.high != null ? (
        <span>
          <span className="visually-hidden">95 % interval </span>
          {write(interval.low)} – {write(interval.high)}
        </span>
      ) : null}
    </span>
  );
}
