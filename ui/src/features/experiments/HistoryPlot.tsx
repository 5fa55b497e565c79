import { useState } from 'react';
import { useHistories } from '../../api/runQueries';
import type { MetricHistory } from '../../api/types';
import { extent, linear, path, ticks } from '../../charts/scale';
import { count } from '../../format/number';
import { ProblemPanel, Skeleton } from '../../parts/States';
import { useWidth } from '../../parts/useWidth';
import { figures, pointText } from './fields';
import { seriesClass, seriesDash } from '../../charts/series';
import '../../charts/Plot.css';

const height = 280;
const margin = { left: 64, right: 14, top: 12, bottom: 36 };

interface Props {
  runs: { id: string; name: string }[];
  metric: string;
}

/** A metric by its steps, one line for each run. */
export function HistoryPlot({ runs, metric }: Props) {
  const [frame, width] = useWidth<HTMLDivElement>(640);
  const [step, setStep] = useState<number>();
  const histories = useHistories(
    runs.map((run) => run.id),
    metric,
    1000,
  );
  const failed = histories.find((one) => one.error);
  if (failed) return <ProblemPanel problem={failed.error} retry={() => void failed.refetch()} />;
  const known = histories.map((one) => one.data);
  if (known.some((one) => one === undefined)) return <Skeleton lines={6} />;
  const series = known.filter((one) => one !== undefined);
  const points = series.flatMap((one) => one.items);
  const domainX = extent(points.map((point) => point.step)) ?? [0, 1];
  const domainY = extent(points.flatMap((point) => [point.value, point.low, point.high]), 0.06) ?? [0, 1];
  const x = linear(domainX, [margin.left, width - margin.right]);
  const y = linear(domainY, [height - margin.bottom, margin.top]);
  const thinned = series.filter((one) => one.thinnedBy !== null);

  return (
    <div>
      <div className="plot" ref={frame}>
        <svg
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={`${metric} by step of ${runs.map((run) => run.name).join(', ')}`}
          onPointerLeave={() => setStep(undefined)}
          onPointerMove={(event) => {
            const box = event.currentTarget.getBoundingClientRect();
            const left = ((event.clientX - box.left) / box.width) * width;
            const share = (left - margin.left) / (width - margin.left - margin.right);
            setStep(share < 0 || share > 1 ? undefined : Math.round(domainX[0] + share * (domainX[1] - domainX[0])));
          }}
        >
          {ticks(domainY[0], domainY[1], 5).map((mark) => (
            <g key={mark}>
              <line className="plot-grid" x1={margin.left} x2={width - margin.right} y1={y(mark)} y2={y(mark)} />
              <text x={margin.left - 8} y={y(mark) + 4} textAnchor="end">
                {figures(mark)}
              </text>
            </g>
          ))}
          {ticks(domainX[0], domainX[1], 6)
            .filter(Number.isInteger)
            .map((mark) => (
              <text key={mark} x={x(mark)} y={height - margin.bottom + 16} textAnchor="middle">
                {count(mark)}
              </text>
            ))}
          <line className="plot-axis" x1={margin.left} x2={width - margin.right} y1={height - margin.bottom} y2={height - margin.bottom} />
          {step !== undefined ? <line className="plot-axis" x1={x(step)} x2={x(step)} y1={margin.top} y2={height - margin.bottom} /> : null}
          {series.map((one, index) => (
            <g key={runs[index]?.id} className={seriesClass(index)}>
              <path
                className="history-line"
                strokeDasharray={seriesDash(index)}
                d={path(one.items.map((point) => (point.value === null ? undefined : [x(point.step), y(point.value)])))}
              />
              {one.items.length <= 40
                ? one.items.map((point, at) =>
                    point.value === null ? null : <circle key={at} className="history-dot" cx={x(point.step)} cy={y(point.value)} r={2.5} />,
                  )
                : null}
            </g>
          ))}
          <text className="plot-strong" x={(margin.left + width - margin.right) / 2} y={height - 4} textAnchor="middle">
            step
          </text>
        </svg>
        {step !== undefined ? (
          <div className="plot-tip" style={x(step) > width / 2 ? { top: 0, left: margin.left } : { top: 0, right: 0 }}>
            <b>Step {count(step)}</b>
            {series.slice(0, 12).map((one, index) => (
              <div key={runs[index]?.id}>
                {runs[index]?.name} {pointText(nearest(one, step))}
              </div>
            ))}
          </div>
        ) : null}
      </div>
      {runs.length > 1 ? (
        <div className="legend">
          {runs.map((run, index) => (
            <span key={run.id} className={seriesClass(index)}>
              <svg width="22" height="8" aria-hidden="true">
                <line className="history-line" strokeDasharray={seriesDash(index)} x1="0" x2="22" y1="4" y2="4" />
              </svg>
              {run.name}
            </span>
          ))}
        </div>
      ) : null}
      {thinned.length > 0 ? (
        <p className="muted">
          Thinned from {count(Math.max(...thinned.map((one) => one.total)))} points: the first, last, least and greatest of equal parts stay.
        </p>
      ) : null}
    </div>
  );
}

export function nearest(history: MetricHistory, step: number) {
  let best = history.items[0];
  for (const point of history.items) {
    if (best && Math.abs(point.step - step) < Math.abs(best.step - step)) best = point;
  }
  return best;
}
