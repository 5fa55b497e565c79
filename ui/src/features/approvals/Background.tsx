import { useState } from 'react';
import { useComment, useComments, useChangeEvidence } from '../../api/approvalQueries';
import { useMay } from '../../api/accountQueries';
import { useModel } from '../../api/modelQueries';
import type { ChangeRequest, Evidence } from '../../api/types';
import { plural } from '../../format/number';
import { VerdictBadge } from '../../parts/Badge';
import { Button } from '../../parts/Button';
import { Field, TextArea } from '../../parts/Field';
import { Answered, ProblemPanel } from '../../parts/States';
import { Time } from '../../parts/Time';
import { Comparison } from '../model/Comparison';

/** What a decision needs beside the request itself, loaded once it is asked for. */
export function Background({ request }: { request: ChangeRequest }) {
  const [compared, setCompared] = useState(false);
  const [discussed, setDiscussed] = useState(false);
  return (
    <>
      <details onToggle={(event) => setCompared(event.currentTarget.open)}>
        <summary>Compare with what serves</summary>
        {compared ? <Difference request={request} /> : null}
      </details>
      <details onToggle={(event) => setDiscussed(event.currentTarget.open)}>
        <summary>Remarks and evidence</summary>
        {discussed ? <Discussion request={request} /> : null}
      </details>
    </>
  );
}

/** Metrics with intervals, features and contract of the version beside the one in production. */
function Difference({ request }: { request: ChangeRequest }) {
  const query = useModel(request.model);
  return (
    <Answered query={query}>
      {(model) => {
        const serving = model.serving.find((one) => one.version !== request.version);
        return serving ? (
          <Comparison model={model} versions={[serving.version, request.version]} />
        ) : (
          <p className="muted">No other version serves, so there is nothing to compare with.</p>
        );
      }}
    </Answered>
  );
}

function Discussion({ request }: { request: ChangeRequest }) {
  const comments = useComments(request.id, true);
  const evidence = useChangeEvidence(request.id, true);
  return (
    <div className="stack-tight">
      <Answered query={comments}>
        {({ items }) => (
          <ul className="request-approvals">
            {items.map((one, index) => (
              <li key={index}>
                <b>{one.by}</b> <Time at={one.at} /> <span>{one.text}</span>
              </li>
            ))}
          </ul>
        )}
      </Answered>
      <Remark id={request.id} />
      <Answered query={evidence}>
        {({ items }) => (
          <ul className="request-approvals">
            {items.map((one) => (
              <Rested key={one.hash} evidence={one} />
            ))}
          </ul>
        )}
      </Answered>
    </div>
  );
}

function Rested({ evidence }: { evidence: Evidence }) {
  const against = evidence.rules.filter((rule) => rule.verdict !== 'APPROVED');
  return (
    <li>
      A vote <Time at={evidence.at} /> rested on {evidence.policy}: <VerdictBadge verdict={evidence.verdict} />{' '}
      {plural(evidence.rules.length, 'rule')} asked
      {against.length > 0 ? `, ${against.map((rule) => rule.reason).join('; ')}` : ', none objected'}.{' '}
      <span className="muted">
        Evidence <code title={evidence.hash}>{evidence.hash.slice(0, 12)}</code>
        {evidence.intact ? '' : ' DOES NOT MATCH what is kept'}
      </span>
    </li>
  );
}

function Remark({ id }: { id: string }) {
  const send = useComment(id);
  const may = useMay('change.request');
  const [text, setText] = useState('');
  if (!may) return null;
  return (
    <form
      className="stack-tight"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate(text.trim(), { onSuccess: () => setText('') });
      }}
    >
      <Field label="Remark" hint="It decides nothing; everybody who reads the request sees it.">
        {(control) => <TextArea {...control} rows={2} value={text} maxLength={2000} onChange={(event) => setText(event.target.value)} />}
      </Field>
      <Button type="submit" small disabled={text.trim() === ''} busy={send.isPending}>
        Add the remark
      </Button>
      {send.error ? <ProblemPanel problem={send.error} /> : null}
    </form>
  );
}
