import type { GroupFairness } from '../../api/types';
import { writeInterval } from '../../format/metric';
import { count, fixed, plural } from '../../format/number';
import { IntervalCell } from '../../parts/IntervalCell';
import { Panel } from '../../parts/Panel';
import { Empty } from '../../parts/States';
import { Table } from '../../parts/Table';

/** How the groups of a protected attribute fare on rows the version was not fitted on. */
export function FairnessPanel({ fairness }: { fairness: GroupFairness }) {
  const { disparity } = fairness;
  return (
    <Panel
      title={`Fairness: ${fairness.attributes.join(' and ')}`}
      note={
        disparity
          ? `Positive answers differ by ${writeInterval('rate', disparity)} between groups; the least selected reaches ${fixed(fairness.ratio, 2)} of the most selected (four fifths are usual)`
          : 'Too few groups of 30 rows or more to compare'
      }
      flush
    >
      {fairness.groups.length === 0 ? (
        <Empty title="No group is large enough to be shown" />
      ) : (
        <Table
          caption={`Rates by ${fairness.attributes.join(' and ')} with 95 % intervals`}
          rows={fairness.groups}
          rowKey={(group) => group.name}
          columns={[
            { key: 'name', title: 'Group', cell: (group) => group.name },
            { key: 'rows', title: 'Rows', cell: (group) => count(group.rows), numeric: true },
            { key: 'selected', title: 'Positive answers', cell: (group) => <IntervalCell name="rate" interval={group.selected} />, numeric: true },
            { key: 'base', title: 'Truly positive', cell: (group) => <IntervalCell name="rate" interval={group.base} />, numeric: true },
            { key: 'tpr', title: 'Found of these', cell: (group) => <IntervalCell name="rate" interval={group.truePositive} />, numeric: true },
            { key: 'fpr', title: 'Wrongly selected', cell: (group) => <IntervalCell name="rate" interval={group.falsePositive} />, numeric: true },
          ]}
        />
      )}
      {fairness.hidden > 0 ? <p className="muted">{plural(fairness.hidden, 'group')} not shown: too few rows.</p> : null}
    </Panel>
  );
}
