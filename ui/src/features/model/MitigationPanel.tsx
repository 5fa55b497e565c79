import type { GroupFairness, Interval, Mitigated } from '../../api/types';
import { count, fixed, percent } from '../../format/number';
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
      <Table
        caption="Without and with the mitigation, with 95 % intervals"
        rows={lines(mitigation)}
        rowKey={(line) => line.name}
        columns={[
          { key: 'name', title: 'Measure', cell: (line) => line.name },
          { key: 'before', title: 'Without', cell: (line) => line.before, numeric: true },
          { key: 'after', title: 'With', cell: (line) => line.after, numeric: true },
          { key: 'difference', title: 'Difference', cell: (line) => line.difference, numeric: true },
        ]}
      />
      {thresholds ? (
        <Table
          caption={`Thresholds, chosen on ${count(thresholds.rows)} rows to lie within ${percent(thresholds.tolerance)}; ${fixed(thresholds.common, 4)} for all others`}
          rows={Object.entries(thresholds.byGroup)}
          rowKey={([group]) => group}
          columns={[
            { key: 'group', title: 'Group', cell: ([group]) => group },
            { key: 'threshold', title: 'Positive from', cell: ([, threshold]) => fixed(threshold, 4), numeric: true },
          ]}
        />
      ) : null}
    </Panel>
  );
}

interface Line {
  name: string;
  before: string;
  after: string;
  difference: string;
}

const lines = ({ before, after, costs }: Mitigated): Line[] => [
  apart('Positive answers between groups', before, after, (one) => (one.disparity ? span(one.disparity) : '–')),
  apart('Found positives between groups', before, after, (one) => (one.opportunity === null ? '–' : percent(one.opportunity))),
  apart('Wrong selections between groups', before, after, (one) => (one.mistaken === null ? '–' : percent(one.mistaken))),
  ...costs.map((cost) => ({
    name: { rocAuc: 'Area under the ROC curve', accuracy: 'Accuracy', selected: 'Positive answers' }[cost.measure],
    before: span(cost.before),
    after: span(cost.after),
    difference: span(cost.difference),
  })),
];

const apart = (name: string, before: GroupFairness, after: GroupFairness, told: (one: GroupFairness) => string): Line => ({
  name,
  before: told(before),
  after: told(after),
  difference: '',
});

const span = (interval: Interval) => `${percent(interval.value)} (${percent(interval.low)} to ${percent(interval.high)})`;

const goalWord = (goal: 'DEMOGRAPHIC_PARITY' | 'EQUAL_OPPORTUNITY' | 'EQUALISED_ODDS') =>
  ({ DEMOGRAPHIC_PARITY: 'demographic parity', EQUAL_OPPORTUNITY: 'equal opportunity', EQUALISED_ODDS: 'equalised odds' })[goal];
