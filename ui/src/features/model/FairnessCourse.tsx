import { useState } from 'react';
import { useFairnessCourse } from '../../api/monitoringQueries';
import type { ComparedGroups, FairnessWeek, Interval } from '../../api/types';
import { count, dash, percent, plural } from '../../format/number';
import { day } from '../../format/time';
import { Badge } from '../../parts/Badge';
import { Choice } from '../../parts/Field';
import { Panel } from '../../parts/Panel';
import { Answered, Empty, Skeleton } from '../../parts/States';
import { Table } from '../../parts/Table';

/** How groups of people fared week by week as labels matured; nothing where the version protects no attribute. */
export function FairnessCoursePanel({ model, version }: { model: string; version: number | undefined }) {
  const query = useFairnessCourse(model, version);
  return (
    <Answered
      query={query}
      skeleton={
        <Panel>
          <Skeleton lines={3} />
        </Panel>
      }
    >
      {(course) =>
        course.attributes.length === 0 ? null : course.weeks.length === 0 ? (
          <Panel title="Fairness over time">
            <Empty title="No group can be compared yet" command={`POST /api/v1/models/${model}/memberships`}>
              <p>
                Tell who belongs to which group of {course.attributes.join(' and ')}; it is kept apart from what the model is given, and no person is ever told again.
              </p>
            </Empty>
          </Panel>
        ) : (
          <Present weeks={course.weeks} reference={course.reference} />
        )
      }
    </Answered>
  );
}

const named = (report: ComparedGroups) => report.attributes.join(' and ');

function Present({ weeks, reference }: { weeks: FairnessWeek[]; reference: ComparedGroups[] }) {
  const names = [...new Set(weeks.flatMap((week) => week.reports.map(named)))];
  const [name, setName] = useState(names[0] ?? '');
  const birth = reference.find((report) => named(report) === name);
  const rows = weeks.flatMap((week) => week.reports.filter((report) => named(report) === name).map((report) => ({ week, report }))).reverse();
  return (
    <Panel
      title="Fairness over time"
      note={`By week of answers whose labels are mature, newest first; groups only${birth?.disparity ? `. When trained, positive answers lay ${span(birth.disparity)} apart` : ''}`}
      actions={<Choice label="Groups by" value={name} onChange={setName} options={names.map((one): [string, string] => [one, one])} />}
      flush
    >
      <Table
        caption={`How groups by ${name} fared, with 95 % intervals`}
        rows={rows}
        rowKey={({ week }) => week.start}
        columns={[
          { key: 'start', title: 'From', cell: ({ week }) => <span className="nowrap">{day(week.start)}</span> },
          { key: 'known', title: 'Labels of known groups', numeric: true, minor: true, cell: ({ week }) => count(week.known) },
          { key: 'disparity', title: 'Positive answers apart', numeric: true, cell: ({ report }) => <Apart now={report.disparity} birth={birth?.disparity ?? null} /> },
          { key: 'opportunity', title: 'Found positives apart', numeric: true, cell: ({ report }) => percent(report.opportunity) },
          { key: 'mistaken', title: 'Wrong selections apart', numeric: true, cell: ({ report }) => percent(report.mistaken) },
          { key: 'groups', title: 'Positive answers by group', cell: ({ report }) => groups(report) },
        ]}
      />
    </Panel>
  );
}

/** Marked where chance does not explain that groups lie further apart than at the version's birth. */
function Apart({ now, birth }: { now: Interval | null; birth: Interval | null }) {
  const least = now?.low ?? 0;
  return (
    <>
      {birth?.value != null && least > birth.value ? <Badge tone={least > (birth.high ?? 1) ? 'high' : 'warning'}>Wider</Badge> : null} {span(now)}
    </>
  );
}

const groups = (report: ComparedGroups) =>
  [...report.groups.map((group) => `${group.name} ${percent(group.selected?.value)}`), report.hidden > 0 ? `${plural(report.hidden, 'group')} hidden` : '']
    .filter(Boolean)
    .join(', ');

const span = (interval: Interval | null) => (interval ? `${percent(interval.value)} (${percent(interval.low)} to ${percent(interval.high)})` : dash);
