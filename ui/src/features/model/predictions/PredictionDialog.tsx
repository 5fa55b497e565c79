import { usePrediction, useReplay } from '../../../api/predictionQueries';
import type { ReadPrediction, Replay } from '../../../api/types';
import { measure, signed } from '../../../format/number';
import { exact } from '../../../format/time';
import { safeguardAction } from '../../../format/words';
import { Badge, StageBadge } from '../../../parts/Badge';
import { Button } from '../../../parts/Button';
import { Dialog } from '../../../parts/Dialog';
import { Facts } from '../../../parts/Panel';
import { Answered, ProblemPanel } from '../../../parts/States';
import { Table } from '../../../parts/Table';

interface Props {
  model: string;
  id: string;
  close: () => void;
}

/** One answer with its inputs; looking at it is entered in the audit trail. */
export function PredictionDialog({ model, id, close }: Props) {
  const query = usePrediction(model, id);
  const replay = useReplay(model);
  return (
    <Dialog
      title="Prediction"
      onClose={close}
      footer={
        <>
          <Button busy={replay.isPending} onClick={() => replay.mutate(id)}>
            Replay
          </Button>
          <Button onClick={close}>Close</Button>
        </>
      }
    >
      <Answered query={query}>{(found) => <Told found={found} />}</Answered>
      {replay.data ? <Replayed replay={replay.data} /> : null}
      {replay.error ? <ProblemPanel problem={replay.error} /> : null}
      <p className="muted">That you looked at these inputs is entered in the audit trail.</p>
    </Dialog>
  );
}

function Told({ found }: { found: ReadPrediction }) {
  return (
    <>
      <Facts
        items={[
          ['Id', <code key="id">{found.id}</code>],
          ['When', exact(found.predictedAt)],
          ['About', found.entity ?? '–'],
          ['Score', String(found.score)],
          ...(found.safeguard ? [['Safeguard', `${safeguardAction[found.safeguard.action]}: ${found.safeguard.detail}`] as [string, string]] : []),
          ['Version', `v${found.version}`],
          ['Stage', found.stage ? <StageBadge key="stage" stage={found.stage} /> : 'asked for by number'],
          ...found.labels.map((label): [string, string] => [
            label.replacedAt === null ? 'Truly happened' : 'Said before',
            `${label.value}, observed ${exact(label.observedAt)}${label.replacedAt === null ? '' : `, corrected ${exact(label.replacedAt)}`}`,
          ]),
        ]}
      />
      <Table
        caption="Inputs"
        rows={found.inputs}
        rowKey={(input) => input.name}
        columns={[
          { key: 'name', title: 'Input', cell: (input) => input.name },
          {
            key: 'value',
            title: 'Value',
            cell: (input) => (input.unknown ? <i className="muted">not in the contract</i> : (input.value ?? <i className="muted">missing</i>)),
          },
          { key: 'reason', title: 'Moved the score by', numeric: true, cell: (input) => signed(found.reasons.find((one) => one.feature === input.name)?.contribution, 3) },
        ]}
      />
    </>
  );
}

function Replayed({ replay }: { replay: Replay }) {
  const different = [
    ...(replay.score.same ? [] : [`score ${measure(replay.score.replayed)} (bits ${replay.score.replayedBits}, logged ${replay.score.loggedBits})`]),
    ...replay.reasons.filter((reason) => !reason.contribution.same).map((reason) => `reason ${reason.feature}`),
  ];
  return (
    <p role="status">
      <Badge tone={replay.same ? 'good' : 'critical'}>{replay.same ? 'Same to the last bit' : 'Different'}</Badge>{' '}
      {replay.same
        ? `Version ${replay.version} was loaded, verified and gave the same score${replay.reasons.length > 0 ? ' and reasons' : ''} again.`
        : `Version ${replay.version} gives now: ${different.join(', ')}.`}
    </p>
  );
}
