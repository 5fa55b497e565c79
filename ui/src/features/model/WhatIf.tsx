import { useState } from 'react';
import { useMay } from '../../api/accountQueries';
import { useCounterfactuals } from '../../api/predictionQueries';
import { asProblem } from '../../api/problem';
import type { ContractColumn, Counterfactuals, CounterfactualWay, FeatureBounds, ModelDetail, Prediction, Row, VersionDetail } from '../../api/types';
import { measure, percent, plural } from '../../format/number';
import { Button } from '../../parts/Button';
import { Field, Input, Select } from '../../parts/Field';
import { Icon } from '../../parts/Icon';
import { Panel } from '../../parts/Panel';
import { Empty, ProblemPanel } from '../../parts/States';
import './WhatIf.css';

type Direction = NonNullable<FeatureBounds['direction']>;

const moves: [Direction, string][] = [
  ['BOTH', 'may change'],
  ['UP', 'may only grow'],
  ['DOWN', 'may only fall'],
  ['NONE', 'stays'],
];

interface Props {
  model: ModelDetail;
  version: VersionDetail;
  columns: ContractColumn[];
  /** The row that was answered, with its answer. */
  row: Row;
  prediction: Prediction;
  /** Names a version that does not answer in production. */
  asked: number | undefined;
  onTake: (changes: CounterfactualWay['changes']) => void;
}

/** Asks which smallest changes of a row would lead to another answer. */
export function WhatIf({ model, version, columns, row, prediction, asked, onTake }: Props) {
  const number = model.task === 'REGRESSION';
  const [below, setBelow] = useState(() => number || prediction.score >= (version.scorecard.threshold ?? 0.5));
  const [target, setTarget] = useState(() => firstTarget(prediction.score, version.scorecard.threshold, number));
  const [directions, setDirections] = useState<Record<string, Direction>>({});
  const search = useCounterfactuals(model.model);
  const may = useMay('prediction.create');
  const wanted = Number(target) / (number ? 1 : 100);
  const readable = target.trim() !== '' && Number.isFinite(wanted);
  const bound = Object.entries(directions).filter(([, direction]) => direction !== 'BOTH');

  const find = () =>
    search.mutate({
      row,
      ...(below ? { atMost: wanted } : { atLeast: wanted }),
      ways: 4,
      changes: 3,
      features: Object.fromEntries(bound.map(([name, direction]) => [name, { direction }])),
      ...(asked === undefined ? {} : { version: asked }),
    });

  return (
    <Panel title="What would change the answer?" note="The smallest changes that the model itself answers otherwise. What helps the score need not help the matter: this shows the model, not causes.">
      <form
        className="whatif"
        onSubmit={(event) => {
          event.preventDefault();
          find();
        }}
      >
        <div className="whatif-target">
          <Field label="Wanted">
            {(control) => (
              <Select {...control} value={below ? 'below' : 'above'} onChange={(event) => setBelow(event.target.value === 'below')}>
                <option value="below">at most</option>
                <option value="above">at least</option>
              </Select>
            )}
          </Field>
          <Field label={number ? model.label || 'Value' : 'Probability in %'} error={readable ? undefined : 'A number is needed.'}>
            {(control) => <Input {...control} inputMode="decimal" value={target} onChange={(event) => setTarget(event.target.value)} />}
          </Field>
          <Button kind="primary" type="submit" busy={search.isPending} disabled={!may || !readable}>
            <Icon name="search" size={14} /> Find changes
          </Button>
        </div>
        <details className="whatif-bounds">
          <summary>
            What a person could change {bound.length > 0 ? <span className="muted">({plural(bound.length, 'feature')} held)</span> : <span className="muted">(everything)</span>}
          </summary>
          <div className="whatif-features">
            {columns.map((column) => (
              <label key={column.name}>
                <span>{column.name}</span>
                <Select
                  value={directions[column.name] ?? 'BOTH'}
                  onChange={(event) => setDirections((present) => ({ ...present, [column.name]: event.target.value as Direction }))}
                >
                  {moves
                    .filter(([direction]) => ordered(column) || direction === 'BOTH' || direction === 'NONE')
                    .map(([direction, text]) => (
                      <option key={direction} value={direction}>
                        {text}
                      </option>
                    ))}
                </Select>
              </label>
            ))}
          </div>
        </details>
      </form>
      {search.error ? <ProblemPanel problem={asProblem(search.error)} retry={find} /> : null}
      {search.data ? <Ways answer={search.data} number={number} onTake={onTake} /> : null}
    </Panel>
  );
}

const ordered = (column: ContractColumn) => column.type !== 'CATEGORY' && column.type !== 'BOOLEAN';

/** The threshold between the answers; without one a tenth below the score. */
function firstTarget(score: number, threshold: number | null | undefined, number: boolean): string {
  if (number) return String(Number((score - Math.abs(score) / 10).toPrecision(4)));
  const share = threshold ?? 0.5;
  // Just below the threshold, since a score at the threshold counts as positive.
  return String(Number(((score >= share ? share - 0.001 : share) * 100).toFixed(1)));
}

/** A number with the digits that a person reads; any other text as it is. */
const short = (text: string) => (text.length > 8 && Number.isFinite(Number(text)) ? measure(Number(text)) : text);

function Ways({ answer, number, onTake }: { answer: Counterfactuals; number: boolean; onTake: Props['onTake'] }) {
  const shown = (score: number) => (number ? measure(score) : percent(score));
  if (answer.met) return <p className="muted">The row has such a score already: {shown(answer.score)}.</p>;
  if (answer.ways.length === 0) {
    return (
      <Empty title="No way found">
        <p>Within what may change, no change of up to three features leads there. Allow more to change, or want less.</p>
      </Empty>
    );
  }
  return (
    <ol className="whatif-ways" aria-label="Ways to another answer">
      {answer.ways.map((way) => (
        <li key={way.changes.map((change) => change.feature).join()}>
          <ul>
            {way.changes.map((change) => (
              <li key={change.feature}>
                <span className="whatif-feature">{change.feature}</span> <span className="muted">{change.from === '' ? 'missing' : short(change.from)}</span>{' '}
                <span aria-label="to">→</span> <strong>{short(change.to)}</strong>
              </li>
            ))}
          </ul>
          <span className="whatif-score num">{shown(way.score)}</span>
          <Button small onClick={() => onTake(way.changes)} title="Fill the form with these changes">
            Fill in
          </Button>
        </li>
      ))}
    </ol>
  );
}
