import { useState } from 'react';
import { useReadings } from '../../api/monitoringQueries';
import type { ReadingLine } from '../../api/types';
import { ReadingKey, ReadingPlot } from '../../charts/ReadingPlot';
import { count, dash, fixed, measure, percent } from '../../format/number';
import { plain } from '../../format/words';
import { Choice } from '../../parts/Field';
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

const title = (one: ReadingLine) => `${names[one.measure] ?? plain(one.measure)}${one.subject ? ` where ${one.subject}` : ''}`;
const key = (one: ReadingLine) => `${one.measure} ${one.subject ?? ''}`;

/** What looks have measured: the course of one measure, and the latest of all. */
export function ReadingsPanel({ model }: { model: string }) {
  return (
    <>
      <Course model={model} />
      <Latest model={model} />
    </>
  );
}

/** Unless one is chosen, what an alert is open about, else what was measured in most windows. */
const loudest = (lines: ReadingLine[]): ReadingLine | undefined =>
  lines.toSorted((left, right) => open(right) - open(left) || known(right) - known(left))[0];
const open = (one: ReadingLine) => Number(one.alerts.some((alert) => alert.resolvedAt === null));
const known = (one: ReadingLine) => one.points.filter((point) => point.value !== null).length;

function Course({ model }: { model: string }) {
  const query = useReadings(model);
  const [chosen, setChosen] = useState<string>();
  const lines = query.data?.items ?? [];
  const line = lines.find((one) => key(one) === chosen) ?? loudest(lines);
  if (!line) return null;
  return (
    <Panel
      title="How it went"
      note="Window by window, over a quarter at most."
      actions={<Choice label="Course of" value={key(line)} onChange={setChosen} options={lines.map((one): [string, string] => [key(one), title(one)])} />}
    >
      <div className="stack-tight">
        <ReadingPlot line={line} name={title(line)} write={units[line.unit]} />
        <ReadingKey alerts={line.alerts.length > 0} />
      </div>
    </Panel>
  );
}

/** By the latest looks, so that "nothing was found" is not taken for "nothing could be measured". */
function Latest({ model }: { model: string }) {
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
              rowKey={key}
              columns={[
                {
                  key: 'measure',
                  title: 'Measure',
                  cell: (one) => (
                    <div>
                      <b>{title(one)}</b>
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
