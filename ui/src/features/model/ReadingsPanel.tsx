import { useReadings } from '../../api/monitoringQueries';
import type { ReadingLine } from '../../api/types';
import { count, dash, fixed, measure, percent } from '../../format/number';
import { plain } from '../../format/words';
import { Panel } from '../../parts/Panel';
import { Answered, Empty } from '../../parts/States';
import { Table } from '../../parts/Table';
import { Time } from '../../parts/Time';

const units: Record<ReadingLine['unit'], (value: number | null) => string> = {
  milliseconds: (value) => (value === null ? dash : `${measure(value)}\u00a0ms`),
  hours: (value) => (value === null ? dash : `${measure(value)}\u00a0h`),
  share: (value) => percent(value),
  effect: (value) => fixed(value),
  area: (value) => fixed(value),
  metric: (value) => fixed(value),
};

const names: Record<string, string> = {
  latencyP50: 'Half of the requests answered within',
  latencyP95: '95 % of the requests answered within',
  latencyP99: '99 % of the requests answered within',
  rowAgeP95: '95 % of the rows no older than',
  staleShare: 'Answers on stale rows',
  snapshotAge: 'Age of the newest snapshot',
  reasonEffect: 'Drift of first reasons',
  reasonVariation: 'Answers with another first reason',
  jointAuc: 'Area by which rows are told from the reference',
  segmentEffect: 'Largest drift of an input',
  segmentMetric: 'Primary metric',
};

/** What the latest looks have measured, so that "nothing was found" is not taken for "nothing could be measured". */
export function ReadingsPanel({ model }: { model: string }) {
  const query = useReadings(model);
  return (
    <Panel title="What was measured" note="By the latest look, found or not; a dash is not known, which is neither good nor bad." flush>
      <Answered query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="Nothing was measured yet" />
          ) : (
            <Table
              caption="Measures"
              rows={items.flatMap((one) => one.points.slice(-1).map((point) => ({ ...one, point })))}
              rowKey={(one) => `${one.measure} ${one.subject ?? ''}`}
              columns={[
                {
                  key: 'measure',
                  title: 'Measure',
                  cell: (one) => (
                    <div>
                      <b>{names[one.measure] ?? plain(one.measure)}</b>
                      {one.subject ? ` where ${one.subject}` : null}
                      <br />
                      <span className="muted">{one.point.note}</span>
                    </div>
                  ),
                },
                { key: 'value', title: 'Value', numeric: true, cell: (one) => units[one.unit](one.point.value) },
                { key: 'limit', title: 'Limit', numeric: true, cell: (one) => units[one.unit](one.point.limit) },
                { key: 'answers', title: 'Answers', numeric: true, minor: true, cell: (one) => count(one.point.answers) },
                { key: 'window', title: 'Window until', minor: true, cell: (one) => <Time at={one.point.windowEnd} /> },
              ]}
            />
          )
        }
      </Answered>
    </Panel>
  );
}
