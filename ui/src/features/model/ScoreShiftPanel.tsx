import { useScoreShift } from '../../api/monitoringQueries';
import type { ScoreShift, ShiftPart, WindowSpan } from '../../api/types';
import { count, percent, plural, signed } from '../../format/number';
import { day } from '../../format/time';
import { Panel } from '../../parts/Panel';
import { Answered, Empty } from '../../parts/States';
import { Table } from '../../parts/Table';

const shown = 10;

/** From fewer answers the service tells nothing, so it is not asked. */
const least = 100;

/** Which features and which segments moved the score since the first days of the version. */
export function ScoreShiftPanel({ model, version, window }: { model: string; version: number; window: WindowSpan }) {
  return (
    <Panel
      title="What moved the score"
      note={`Mean contributions from ${day(window.start)} to ${day(window.end)} against the first seven days of the version. Features add up to the whole, and so do the segments of each column. Scores lie on the scale of the margin: log odds, or the value itself.`}
    >
      {window.rows < least ? (
        <Empty title={`This window has ${plural(window.rows, 'answer')}; ${least} are needed to tell what moved the score`} />
      ) : (
        <Told model={model} version={version} from={window.start} until={window.end} />
      )}
    </Panel>
  );
}

function Told({ model, version, from, until }: { model: string; version: number; from: string; until: string }) {
  const query = useScoreShift(model, version, from, until);
  // A model without a margin of its own, or a span of its first days: that is said, and is no failure of the page.
  const refused = query.error && !query.data ? query.error.message : undefined;
  return refused ? <Empty title={refused} /> : <Answered query={query}>{(shift) => <Shift shift={shift} />}</Answered>;
}

const part = (one: ShiftPart) => (one.low === null ? signed(one.value, 3) : `${signed(one.value, 3)} [${signed(one.low, 3)}, ${signed(one.high, 3)}]`);

function Shift({ shift }: { shift: ScoreShift }) {
  return (
    <div className="stack">
      <p>
        The mean score moved by <b>{part(shift.shift)}</b>, from {signed(shift.before, 3)} to {signed(shift.after, 3)}: {count(shift.current.answers)} answers against{' '}
        {count(shift.reference.answers)}, of which {count(shift.current.sampled)} and {count(shift.reference.sampled)} were explained.
      </p>
      <Table
        caption="Features by how much they moved the score"
        rows={shift.features.slice(0, shown)}
        rowKey={(one) => one.feature}
        columns={[
          { key: 'feature', title: 'Feature', cell: (one) => one.feature },
          { key: 'shift', title: 'Shift', numeric: true, cell: (one) => part(one.shift) },
        ]}
      />
      {shift.segments.length > 0 ? (
        <Table
          caption="Segments by how much they moved the score"
          rows={shift.segments.slice(0, shown)}
          rowKey={(one) => `${one.column} ${one.value}`}
          columns={[
            { key: 'segment', title: 'Segment', cell: (one) => `${one.column} = ${one.value}` },
            { key: 'share', title: 'Share of answers', numeric: true, cell: (one) => `${percent(one.shareBefore, 1)} → ${percent(one.shareAfter, 1)}` },
            { key: 'mix', title: 'More or fewer of them', numeric: true, cell: (one) => signed(one.mix, 3) },
            { key: 'within', title: 'Scored otherwise', numeric: true, cell: (one) => signed(one.within, 3) },
            { key: 'by', title: 'Mostly by', minor: true, cell: (one) => one.drivenBy ?? '–' },
          ]}
        />
      ) : null}
    </div>
  );
}
