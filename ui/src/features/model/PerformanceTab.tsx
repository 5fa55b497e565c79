import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { usePerformance } from '../../api/monitoringQueries';
import type { ModelDetail, Performance, PerformanceWindow } from '../../api/types';
import { MetricPlot } from '../../charts/MetricPlot';
import { metricNames, metricWords } from '../../format/metric';
import { count, measure, percent, plural } from '../../format/number';
import { day } from '../../format/time';
import { sentence } from '../../format/words';
import { Choice } from '../../parts/Field';
import { IntervalCell } from '../../parts/IntervalCell';
import { Figure, Panel } from '../../parts/Panel';
import { Answered, Empty, Skeleton } from '../../parts/States';
import { Table } from '../../parts/Table';
import { FairnessCoursePanel } from './FairnessCourse';

/** A window is called mature when nine of ten of its labels are known. */
const mature = 0.9;

export default function PerformanceTab({ model }: { model: ModelDetail }) {
  const [address] = useSearchParams();
  const query = usePerformance(model.model, Number(address.get('version')) || undefined);
  return (
    <Answered
      query={query}
      skeleton={
        <Panel>
          <Skeleton lines={8} tall />
        </Panel>
      }
    >
      {(performance) => (performance.windows.length === 0 ? <NoTraffic model={model} /> : <Present model={model} performance={performance} />)}
    </Answered>
  );
}

function NoTraffic({ model }: { model: ModelDetail }) {
  return (
    <Panel>
      <Empty title="No prediction to measure yet" command={`POST /api/v1/models/${model.model}/labels`}>
        <p>
          Performance is measured on logged predictions whose true <code>{model.label}</code> became known. Serve a version, then send the
          labels as they arrive to the route below.
        </p>
      </Empty>
    </Panel>
  );
}

function Present({ model, performance }: { model: ModelDetail; performance: Performance }) {
  const { windows } = performance;
  const names = metricNames(Object.assign({}, ...windows.map((window) => window.metrics)) as Record<string, unknown>);
  const [metric, setMetric] = useState(names[0] ?? '');
  const predictions = windows.reduce((sum, window) => sum + window.predictions, 0);
  const labelled = windows.reduce((sum, window) => sum + window.labelled, 0);
  const reference = performance.reference.metrics[metric];
  return (
    <div className="stack">
      <Panel>
        <div className="columns performance-figures">
          <Figure name="Predictions" value={count(predictions)} note={`version ${performance.version}, ${windows.length} windows`} />
          {performance.horizonDays > 0 ? (
            <Figure
              name="Labels count after"
              value={plural(performance.horizonDays, 'day')}
              note={`${count(windows.reduce((sum, window) => sum + window.mature, 0))} predictions are old enough`}
            />
          ) : null}
          <Figure name="Labels known" value={count(labelled)} note={`${percent(predictions > 0 ? labelled / predictions : null)} of the predictions`} />
          {metric ? (
            <Figure
              name={`${metricWords(metric).name} when trained`}
              value={metricWords(metric).write(reference?.value)}
              note={reference?.low != null ? `${metricWords(metric).write(reference.low)} to ${metricWords(metric).write(reference.high)}` : 'the reference line'}
            />
          ) : null}
        </div>
      </Panel>
      {names.length === 0 ? (
        <Panel>
          <Empty title="No label is known yet" command={`POST /api/v1/models/${model.model}/labels`}>
            <p>
              {count(predictions)} predictions wait for their true <code>{model.label}</code>.
            </p>
          </Empty>
        </Panel>
      ) : (
        <Panel
          title={`${metricWords(metric).name} over time`}
          note={`${sentence(metricWords(metric).says)}; ${metricWords(metric).better} is better. Band: 95 % interval. Dashed: when trained. Hollow: fewer than 90 % of the labels are known.`}
          actions={
            <Choice label="Metric" value={metric} onChange={setMetric} options={names.map((name): [string, string] => [name, metricWords(name).name])} />
          }
        >
          <MetricPlot windows={windows} metric={metric} reference={reference?.value} mature={mature} />
        </Panel>
      )}
      {model.task === 'BINARY' ? <FairnessCoursePanel model={model.model} version={performance.version} /> : null}
      <Panel title="Windows" note="Newest first" flush>
        <Windows windows={windows} names={names.slice(0, 3)} numeric={model.task === 'REGRESSION'} />
      </Panel>
    </div>
  );
}

function Windows({ windows, names, numeric }: { windows: PerformanceWindow[]; names: string[]; numeric: boolean }) {
  const write = (value: number | null) => (numeric ? measure(value) : percent(value));
  return (
    <Table
      caption="Performance by window"
      rows={[...windows].reverse()}
      rowKey={(window) => window.start}
      columns={[
        { key: 'start', title: 'From', cell: (window) => <span className="nowrap">{day(window.start)}</span> },
        { key: 'predictions', title: 'Predictions', numeric: true, cell: (window) => count(window.predictions) },
        { key: 'mature', title: 'Old enough', numeric: true, minor: true, cell: (window) => count(window.mature) },
        { key: 'labelled', title: 'Labels known', numeric: true, minor: true, cell: (window) => count(window.labelled) },
        {
          key: 'maturity',
          title: 'Maturity',
          numeric: true,
          cell: (window) => (
            <>
              {percent(window.maturity, 0)} <span className="muted">{window.maturity >= mature ? 'mature' : 'maturing'}</span>
            </>
          ),
        },
        { key: 'score', title: 'Mean score', numeric: true, minor: true, cell: (window) => write(window.meanScore) },
        { key: 'observed', title: numeric ? 'Mean observed' : 'Observed rate', numeric: true, minor: true, cell: (window) => write(window.observedRate) },
        ...names.map((name) => ({
          key: name,
          title: metricWords(name).name,
          numeric: true,
          cell: (window: PerformanceWindow) => <IntervalCell name={name} interval={window.metrics[name]} />,
        })),
      ]}
    />
  );
}
