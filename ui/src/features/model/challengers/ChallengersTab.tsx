import { useState } from 'react';
import { useMay } from '../../../api/accountQueries';
import { useContests, useHoldContest } from '../../../api/challengerQueries';
import type { Contest, ContestMeasure, ModelDetail } from '../../../api/types';
import { count, fixed, percent, signed } from '../../../format/number';
import { metricWords } from '../../../format/metric';
import { Badge } from '../../../parts/Badge';
import { Button } from '../../../parts/Button';
import { Panel } from '../../../parts/Panel';
import { Answered, Empty, ProblemPanel } from '../../../parts/States';
import { Table } from '../../../parts/Table';
import { Time } from '../../../parts/Time';
import { PlanPanel } from './PlanPanel';

/** The version in production beside those that want its place. */
export default function ChallengersTab({ model }: { model: ModelDetail }) {
  const query = useContests(model.model);
  const hold = useHoldContest(model.model);
  const may = useMay('change.request');
  const [chosen, setChosen] = useState<string>();
  return (
    <div className="stack">
      <Answered query={query}>
        {({ champion, challenger, items }) => {
          const shown = items.find((one) => one.id === chosen) ?? items[0];
          return (
            <>
              <Panel
                title={champion && challenger ? `Version ${challenger} against version ${champion}` : 'Champion and challenger'}
                note="Both score the same labelled answers; intervals are of the paired difference."
                actions={
                  <Button small kind="primary" disabled={!may || champion === null || challenger === null} busy={hold.isPending} onClick={() => hold.mutate({}, { onSuccess: (held) => setChosen(held.id) })}>
                    Compare now
                  </Button>
                }
              >
                {hold.error ? <ProblemPanel problem={hold.error} /> : null}
                {shown ? (
                  <Result contest={shown} />
                ) : (
                  <Empty title={champion === null ? 'No version is in production' : challenger === null ? 'There is no other version' : 'Nothing was compared yet'} />
                )}
              </Panel>
              {items.length > 0 ? <Past items={items} show={setChosen} /> : null}
            </>
          );
        }}
      </Answered>
      <PlanPanel model={model.model} />
    </div>
  );
}

const Outcome = ({ won }: { won: boolean }) => <Badge tone={won ? 'good' : 'warning'}>{won ? 'Won' : 'Not won'}</Badge>;

function difference(one: ContestMeasure) {
  return one.low === null ? signed(one.difference, 4) : `${signed(one.difference, 4)} [${signed(one.low, 4)}, ${signed(one.high, 4)}]`;
}

function Result({ contest }: { contest: Contest }) {
  return (
    <div className="stack">
      <p className="row">
        <Outcome won={contest.won} />
        <span>
          {count(contest.rows)} answers about {count(contest.entities)} entities, compared <Time at={contest.at} /> by {contest.by}
        </span>
      </p>
      {contest.measures.length > 0 ? (
        <Table
          caption={`Version ${contest.challenger} against version ${contest.champion}`}
          rows={contest.measures}
          rowKey={(one) => one.metric}
          columns={[
            { key: 'metric', title: 'Metric', cell: (one) => metricWords(one.metric).name },
            { key: 'champion', title: `v${contest.champion}`, numeric: true, cell: (one) => fixed(one.champion, 4) },
            { key: 'challenger', title: `v${contest.challenger}`, numeric: true, cell: (one) => fixed(one.challenger, 4) },
            { key: 'difference', title: 'Difference', numeric: true, cell: difference },
            { key: 'gain', title: 'Gain', numeric: true, cell: (one) => (one.gain === null ? '–' : percent(one.gain, 1)) },
          ]}
        />
      ) : null}
      <Table
        caption="Gates"
        rows={contest.gates}
        rowKey={(one) => one.name}
        columns={[
          { key: 'gate', title: 'Gate', cell: (one) => one.name },
          { key: 'passed', title: 'Passed', cell: (one) => <Badge tone={one.passed ? 'good' : 'high'}>{one.passed ? 'Yes' : 'No'}</Badge> },
          { key: 'reason', title: 'Why', cell: (one) => one.reason },
        ]}
      />
    </div>
  );
}

function Past({ items, show }: { items: Contest[]; show: (id: string) => void }) {
  return (
    <Panel title="Comparisons" note="Newest first" flush>
      <Table
        caption="Comparisons"
        rows={items}
        rowKey={(one) => one.id}
        columns={[
          { key: 'at', title: 'When', cell: (one) => <Time at={one.at} /> },
          { key: 'who', title: 'Versions', cell: (one) => `v${one.challenger} against v${one.champion}` },
          { key: 'rows', title: 'Answers', numeric: true, cell: (one) => count(one.rows) },
          { key: 'won', title: 'Outcome', cell: (one) => <Outcome won={one.won} /> },
          { key: 'by', title: 'By', minor: true, cell: (one) => one.by },
          {
            key: 'show',
            title: 'Details',
            cell: (one) => (
              <Button small onClick={() => show(one.id)}>
                Show
              </Button>
            ),
          },
        ]}
      />
    </Panel>
  );
}
