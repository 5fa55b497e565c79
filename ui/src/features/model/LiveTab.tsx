import { useEffect, useReducer, useRef, useState, useSyncExternalStore } from 'react';
import { Link } from 'react-router';
import { live, type LiveMessage, type LivePrediction, type LiveState } from '../../api/live';
import type { ModelDetail } from '../../api/types';
import { count, fixed, measure, percent, signed } from '../../format/number';
import { safeguardAction } from '../../format/words';
import { Badge, StageBadge } from '../../parts/Badge';
import { Button } from '../../parts/Button';
import { Field, Input } from '../../parts/Field';
import { Panel } from '../../parts/Panel';
import { Empty } from '../../parts/States';
import { Table } from '../../parts/Table';
import { useSettled } from '../../parts/useSettled';
import './LiveTab.css';

/** So many stand on the page; older ones are in the log. */
const kept = 100;

/** The rate is told over so many seconds. */
const span = 10;

interface Seen {
  shown: LivePrediction[];
  total: number;
  /** What came while the page holds still, the newest first; undefined while it moves. */
  held: LivePrediction[] | undefined;
  heldCount: number;
  gap: { after: string | null; missed: number | null } | undefined;
  refused: string | undefined;
}

type Step = { kind: 'message'; message: LiveMessage } | { kind: 'pause'; on: boolean } | { kind: 'filled' } | { kind: 'anew' };

const nothing: Seen = { shown: [], total: 0, held: undefined, heldCount: 0, gap: undefined, refused: undefined };

export function step(seen: Seen, next: Step): Seen {
  switch (next.kind) {
    case 'anew':
      return nothing;
    case 'pause':
      return next.on ? { ...seen, held: [], heldCount: 0 } : { ...seen, shown: newest(seen.held ?? [], seen.shown), held: undefined };
    case 'filled':
      return { ...seen, gap: undefined };
    case 'message':
      return heard(seen, next.message);
  }
}

function heard(seen: Seen, message: LiveMessage): Seen {
  if (message.type === 'error') return { ...seen, refused: message.detail };
  if (message.type === 'gap') return { ...seen, gap: { after: message.after, missed: message.missed } };
  if (message.type !== 'prediction') return { ...seen, refused: undefined };
  // After a gap an event may come a second time.
  const one = [message.prediction];
  if ([...seen.shown, ...(seen.held ?? [])].some((known) => known.id === message.prediction.id)) return seen;
  if (seen.held) return { ...seen, total: seen.total + 1, held: newest(one, seen.held), heldCount: seen.heldCount + 1 };
  return { ...seen, total: seen.total + 1, shown: newest(one, seen.shown) };
}

const newest = (added: LivePrediction[], before: LivePrediction[]) => [...added, ...before].slice(0, kept);

/** Answers as they are logged. */
export default function LiveTab({ model }: { model: ModelDetail }) {
  const [entity, setEntity] = useState('');
  const wanted = useSettled(entity.trim(), 300);
  const [seen, take] = useReducer(step, nothing);
  const [from, setFrom] = useState<{ after: string } | undefined>();
  const state = useSyncExternalStore(live.subscribe, live.state);
  const rate = useRate(seen.total);

  useEffect(() => {
    take({ kind: 'anew' });
    setFrom(undefined);
  }, [model.model, wanted]);

  useEffect(
    () =>
      live.follow(
        wanted ? { model: model.model, entity: wanted } : { model: model.model },
        (message) => take({ kind: 'message', message }),
        from?.after,
      ),
    [model.model, wanted, from],
  );

  const fill = (after: string) => {
    take({ kind: 'filled' });
    setFrom({ after });
  };

  return (
    <Panel
      title="Live predictions"
      note={`Each as soon as it is logged; the newest ${kept} are kept here`}
      actions={
        <>
          <Connection state={state} />
          <Button small onClick={() => take({ kind: 'pause', on: !seen.held })} aria-pressed={seen.held !== undefined}>
            {seen.held ? (seen.heldCount > 0 ? `Go on (${count(seen.heldCount)} came)` : 'Go on') : 'Pause'}
          </Button>
        </>
      }
    >
      <div className="live-head">
        <Field label="Only about" hint="An entity as the callers name it; empty for all">
          {(control) => <Input {...control} value={entity} maxLength={200} onChange={(event) => setEntity(event.target.value)} />}
        </Field>
        <p className="live-rate">
          <b>{fixed(rate, rate < 10 ? 1 : 0)}</b> a second, {count(seen.total)} since this page is open
        </p>
      </div>
      {seen.refused ? (
        <p className="live-gap" role="alert">
          {seen.refused}
        </p>
      ) : null}
      {seen.gap ? <Gap gap={seen.gap} fill={fill} /> : null}
      {seen.shown.length === 0 ? (
        <Empty title={seen.held ? 'Paused' : 'Nothing yet'}>
          <p>
            {model.serving.length === 0
              ? 'No version serves, so nothing answers.'
              : 'A prediction appears here as soon as somebody asks for one, from any program.'}
          </p>
        </Empty>
      ) : (
        <Table
          caption={`Live predictions of ${model.model}`}
          rows={seen.shown}
          rowKey={(one) => one.id}
          columns={[
            { key: 'at', title: 'Answered', cell: (one) => <Clock at={one.at} /> },
            { key: 'entity', title: 'About', cell: (one) => one.entity ?? <span className="muted">nobody named</span> },
            {
              key: 'score',
              title: 'Score',
              numeric: true,
              cell: (one) => (model.task === 'REGRESSION' ? measure(one.score) : percent(one.score)),
            },
            {
              key: 'version',
              title: 'By',
              cell: (one) => <Link to={`/models/${encodeURIComponent(one.model)}/versions/${one.version}`}>v{one.version}</Link>,
            },
            { key: 'stage', title: 'Stage', minor: true, cell: (one) => <StageBadge stage={one.stage} /> },
            {
              key: 'safeguard',
              title: 'Safeguard',
              minor: true,
              cell: (one) =>
                one.safeguard ? (
                  <span title={one.safeguard.detail}>
                    <Badge tone="warning">{safeguardAction[one.safeguard.action]}</Badge>
                  </span>
                ) : null,
            },
            {
              key: 'reasons',
              title: 'Strongest reason',
              minor: true,
              cell: (one) =>
                one.reasons[0] ? (
                  <>
                    <code>{one.reasons[0].feature}</code> {signed(one.reasons[0].contribution, 2)}
                  </>
                ) : (
                  <span className="muted">none asked for</span>
                ),
            },
          ]}
        />
      )}
    </Panel>
  );
}

function Connection({ state }: { state: LiveState }) {
  const [tone, text] = (
    { live: ['good', 'Live'], connecting: ['neutral', 'Connecting'], waiting: ['warning', 'Connection lost, trying again'], idle: ['neutral', 'Not connected'] } as const
  )[state];
  return (
    <span role="status">
      <Badge tone={tone}>{text}</Badge>
    </span>
  );
}

function Gap({ gap, fill }: { gap: NonNullable<Seen['gap']>; fill: (after: string) => void }) {
  const { after } = gap;
  return (
    <div className="live-gap" role="status">
      <span>
        {gap.missed === null ? 'Some predictions were' : gap.missed === 1 ? 'One prediction was' : `${count(gap.missed)} predictions were`} left out, as they
        came faster than this page takes them. They are in the log.
      </span>
      {after ? (
        <Button small onClick={() => fill(after)}>
          Read them
        </Button>
      ) : null}
    </div>
  );
}

/** To the second, as it stands in the log's own time. */
function Clock({ at }: { at: string }) {
  return (
    <time dateTime={at} title={at} className="nowrap">
      {at.slice(11, 19)} <span className="muted">UTC</span>
    </time>
  );
}

/** Events a second, over the last few seconds. */
function useRate(total: number): number {
  const newest = useRef(total);
  newest.current = total;
  const [rate, setRate] = useState(0);
  useEffect(() => {
    const counts = [newest.current];
    const timer = setInterval(() => {
      counts.push(newest.current);
      if (counts.length > span + 1) counts.shift();
      const first = counts[0] ?? 0;
      setRate(Math.max(0, newest.current - first) / (counts.length - 1));
    }, 1_000);
    return () => clearInterval(timer);
  }, []);
  return rate;
}
