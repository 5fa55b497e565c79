import type { Interval, Mitigated } from '../../api/types';
import { fixed, percent, plural } from '../../format/number';
import { IntervalCell } from '../../parts/IntervalCell';
import { Panel } from '../../parts/Panel';
import { Table } from '../../parts/Table';

/** What was done so that groups fare alike, beside the same training without it. */
export function MitigationPanel({ mitigation }: { mitigation: Mitigated }) {
  const { thresholds } = mitigation;
  const done = [mitigation.reweighed ? 'rows were weighed so that group and label are independent' : '', thresholds ? `each group has a threshold of its own for ${goalWord(thresholds.goal)}` : '']
    .filter(Boolean)
    .join(', and ');
  return (
    <Panel title={`Mitigation: ${mitigation.attributes.join(' and ')}`} note={`So that groups fare alike, ${done}; on the same rows`} flush>
      <MitigationCost mitigation={mitigation} />
      {thresholds ? (
        <>
          <p className="panel-line">
            Thresholds chosen on {plural(thresholds.rows, 'row')} to lie within {percent(thresholds.tolerance)} of each other. The service keeps{' '}
            {fixed(thresholds.common, 4)} for everybody unless an approved change request says that it decides by group.
          </p>
          <Table
            caption="Thresholds by group"
            rows={Object.entries(thresholds.byGroup)}
            rowKey={([group]) => group}
            columns={[
              { key: 'group', title: 'Group', cell: ([group]) => group },
              { key: 'threshold', title: 'Positive from', cell: ([, threshold]) => fixed(threshold, 4), numeric: true },
            ]}
          />
        </>
      ) : null}
    </Panel>
  );
}

/** What decides whether it is worth it: how far groups lie apart without and with it, and what it costs. */
export function MitigationCost({ mitigation }: { mitigation: Mitigated }) {
  return (
    <Table
      caption="Without and with the mitigation, with 95 % intervals"
      rows={lines(mitigation)}
      rowKey={(line) => line.name}
      columns={[
        { key: 'name', title: 'Measure', cell: (line) => line.name },
        { key: 'before', title: 'Without', cell: (line) => <IntervalCell name={line.unit} interval={line.before} />, numeric: true },
        { key: 'after', title: 'With', cell: (line) => <IntervalCell name={line.unit} interval={line.after} />, numeric: true },
        { key: 'difference', title: 'Difference', cell: (line) => <IntervalCell name={line.unit} interval={line.difference} />, numeric: true },
      ]}
    />
  );
}

interface Line {
  name: string;
  unit: 'rate' | 'rocAuc';
  before: Interval | null;
  after: Interval | null;
  difference: Interval | null;
}

const costWords = { rocAuc: 'Area under the ROC curve', accuracy: 'Accuracy', selected: 'Positive answers' };

const lines = ({ before, after, costs }: Mitigated): Line[] => [
  apart('Positive answers apart', before.disparity, after.disparity),
  apart('Found positives apart', point(before.opportunity), point(after.opportunity)),
  apart('Wrong selections apart', point(before.mistaken), point(after.mistaken)),
  ...costs.map((cost): Line => ({ ...cost, name: costWords[cost.measure], unit: cost.measure === 'rocAuc' ? 'rocAuc' : 'rate' })),
];

/** How far the groups lie apart; of the change no interval is known. */
const apart = (name: string, before: Interval | null, after: Interval | null): Line => ({
  name,
  unit: 'rate',
  before,
  after,
  difference: before?.value == null || after?.value == null ? null : point(after.value - before.value),
});

const point = (value: number | null): Interval | null => (value === null ? null : { value, low: null, high: null });

const goalWord = (goal: 'DEMOGRAPHIC_PARITY' | 'EQUAL_OPPORTUNITY' | 'EQUALISED_ODDS') =>
  ({ DEMOGRAPHIC_PARITY: 'demographic parity', EQUAL_OPPORTUNITY: 'equal opportunity', EQUALISED_ODDS: 'equalised odds' })[goal];
