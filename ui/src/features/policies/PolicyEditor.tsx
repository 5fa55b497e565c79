import { useState } from 'react';
import { Link } from 'react-router';
import { useAttachPolicy, useCheckPolicy, usePolicy, usePublishPolicy, useReplayDecisions } from '../../api/policyQueries';
import { useMay } from '../../api/accountQueries';
import type { PolicyCheck, PolicyDetail, PolicyFact, SimulationReplay } from '../../api/types';
import { count, plural } from '../../format/number';
import { verdictWord } from '../../format/words';
import { VerdictBadge } from '../../parts/Badge';
import { Button } from '../../parts/Button';
import { Field, Input } from '../../parts/Field';
import { Panel } from '../../parts/Panel';
import { Answered, ProblemPanel } from '../../parts/States';
import { Time } from '../../parts/Time';
import { CodeArea } from './CodeArea';
import { SimulationPanel } from './SimulationPanel';

interface Props {
  name: string | null;
  number: number | undefined;
  draft: string | undefined;
  facts: PolicyFact[];
}

/** A version of a policy to be read, changed, checked, replayed and published as the next one. */
export function PolicyEditor({ name, number, draft, facts }: Props) {
  return name === null ? (
    <Editor text={draft ?? ''} facts={facts} detail={undefined} />
  ) : (
    <Stored name={name} number={number} facts={facts} />
  );
}

function Stored({ name, number, facts }: { name: string; number: number | undefined; facts: PolicyFact[] }) {
  const query = usePolicy(name, number);
  return <Answered query={query}>{(detail) => <Editor text={detail.text} facts={facts} detail={detail} />}</Answered>;
}

function Editor({ text: start, facts, detail }: { text: string; facts: PolicyFact[]; detail: PolicyDetail | undefined }) {
  const [text, setText] = useState(start);
  const check = useCheckPolicy();
  const replay = useReplayDecisions();
  const may = useMay('policy.simulate');
  return (
    <>
      <Panel
        title={detail ? `${detail.version.name} ${detail.version.number}` : 'New policy'}
        note={detail ? `Published by ${detail.version.author}: ${detail.version.note}` : 'Nothing holds before it is published and attached'}
      >
        <div className="stack">
          <Field label="Policy" hint="JSON; expressions under “when” are CEL over the facts, whose names are completed as you type.">
            {(control) => <CodeArea id={control.id} value={text} facts={facts} onChange={setText} />}
          </Field>
          <div className="row">
            <Button busy={check.isPending} onClick={() => check.mutate(text)}>
              Check and run tests
            </Button>
            <Button disabled={!may} busy={replay.isPending} onClick={() => replay.mutate(text)}>
              What would it have blocked?
            </Button>
          </div>
          {check.error ? <ProblemPanel problem={check.error} /> : null}
          {check.data ? <Checked check={check.data} /> : null}
          {replay.error ? <ProblemPanel problem={replay.error} /> : null}
          {replay.data ? <Replayed replay={replay.data} /> : null}
          <Publish text={text} />
          {detail ? <Attach detail={detail} /> : null}
        </div>
      </Panel>
      {may ? <SimulationPanel policy={text} /> : null}
    </>
  );
}

function Checked({ check }: { check: PolicyCheck }) {
  return (
    <div role="status">
      <b>{check.passed ? `It compiles; ${plural(check.tests.length, 'test')} passed` : 'A test fails'}</b>
      <ul className="policy-results">
        {check.tests
          .filter((test) => !test.passed)
          .map((test) => (
            <li key={test.name}>
              {test.name}: expected <VerdictBadge verdict={test.expected} /> by {test.expectedObjections.join(', ') || 'no rule'}, got{' '}
              <VerdictBadge verdict={test.actual} /> by {test.objections.join(', ') || 'no rule'}
            </li>
          ))}
      </ul>
    </div>
  );
}

const lower = (verdict: string) => verdictWord(verdict).text.toLowerCase();

function Replayed({ replay }: { replay: SimulationReplay }) {
  const turns = Object.entries(replay.matrix)
    .flatMap(([then, draft]) => Object.entries(draft).map(([now, decisions]) => ({ then, now, decisions })))
    .filter((turn) => turn.then !== turn.now);
  const otherwise = turns.reduce((sum, turn) => sum + turn.decisions, 0);
  return (
    <div role="status">
      <b>
        {otherwise === 0
          ? `It would have said the same to all ${count(replay.decisions)} decisions`
          : `It would have said something else to ${count(otherwise)} of ${plural(replay.decisions, 'decision')}`}
      </b>{' '}
      <span className="muted">
        since <Time at={replay.since} />
        {replay.truncated ? ', the newest of more' : ''}; nothing was written
      </span>
      {otherwise > 0 ? <p>{turns.map((turn) => `${count(turn.decisions)} ${lower(turn.then)} then, ${lower(turn.now)} by this draft`).join('; ')}.</p> : null}
      {otherwise > replay.changed.length ? <p className="muted">The newest {count(replay.changed.length)} of them:</p> : null}
      <ul className="policy-results">
        {replay.changed.map((one) => (
          <li key={one.changeRequest}>
            <Link to={`/models/${encodeURIComponent(one.model)}/versions/${one.version}`}>{`${one.model} v${one.version}`}</Link>{' '}
            <VerdictBadge verdict={one.then} /> then, <VerdictBadge verdict={one.now} /> now: {one.reasons.join('; ') || 'no rule objects'}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Publish({ text }: { text: string }) {
  const publish = usePublishPolicy();
  const may = useMay('policy.write');
  const [note, setNote] = useState('');
  if (!may) return <p className="muted">Your role does not publish policies (policy.write).</p>;
  return (
    <>
      <form
        className="policy-form"
        onSubmit={(event) => {
          event.preventDefault();
          publish.mutate({ policy: text, note: note.trim() });
        }}
      >
        <Field label="Why it is published" required>
          {(control) => <Input {...control} value={note} maxLength={2000} onChange={(event) => setNote(event.target.value)} />}
        </Field>
        <Button type="submit" kind="primary" disabled={note.trim() === ''} busy={publish.isPending}>
          Publish the next version
        </Button>
      </form>
      {publish.error ? <ProblemPanel problem={publish.error} /> : null}
      {publish.data ? (
        <p role="status">
          Published as <Link to={`/policies?policy=${publish.data.name}&number=${publish.data.number}`}>{`${publish.data.name} ${publish.data.number}`}</Link>. It holds once
          somebody else attaches it.
        </p>
      ) : null}
    </>
  );
}

function Attach({ detail }: { detail: PolicyDetail }) {
  const attach = useAttachPolicy();
  const may = useMay('policy.write');
  const [scope, setScope] = useState('everywhere');
  const [reason, setReason] = useState('');
  if (!may) return null;
  return (
    <>
      <form
        className="policy-form"
        onSubmit={(event) => {
          event.preventDefault();
          attach.mutate({ name: detail.version.name, number: detail.version.number, scope: scope.trim(), reason: reason.trim() });
        }}
      >
        <Field label="For" hint="everywhere, tier:high, or model:NAME">
          {(control) => <Input {...control} value={scope} onChange={(event) => setScope(event.target.value)} />}
        </Field>
        <Field label="Why it holds from now on" required>
          {(control) => <Input {...control} value={reason} maxLength={2000} onChange={(event) => setReason(event.target.value)} />}
        </Field>
        <Button type="submit" disabled={reason.trim() === ''} busy={attach.isPending}>
          Put version {detail.version.number} in force
        </Button>
      </form>
      {attach.error ? <ProblemPanel problem={attach.error} /> : null}
    </>
  );
}
