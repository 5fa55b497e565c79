import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useChangeRequests, useDecide, useMay, useMe } from '../../api/queries';
import type { ChangeRequest } from '../../api/types';
import { count } from '../../format/number';
import { stageWord } from '../../format/words';
import { StageBadge, StateBadge, VerdictBadge } from '../../parts/Badge';
import { Button } from '../../parts/Button';
import { Choice, Field, TextArea } from '../../parts/Field';
import { Icon } from '../../parts/Icon';
import { MoreButton } from '../../parts/MoreButton';
import { Panel } from '../../parts/Panel';
import { Answered, Empty, ProblemPanel } from '../../parts/States';
import { Time } from '../../parts/Time';
import { usePageTitle } from '../../parts/usePageTitle';
import { Refusals } from '../model/ChangeRequestDialog';
import './ApprovalsPage.css';

export default function ApprovalsPage() {
  usePageTitle('Approvals');
  const [address, setAddress] = useSearchParams();
  const state = address.get('state') ?? 'open';
  const query = useChangeRequests({ state: state === 'all' ? '' : state, model: address.get('model') ?? undefined });
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Approvals</h1>
          <p>Requests to move a version to another stage. Nobody approves their own.</p>
        </div>
        <Choice
          label="State"
          value={state}
          onChange={(next) => setAddress(next === 'open' ? {} : { state: next }, { replace: true })}
          options={[
            ['open', 'Open'],
            ['applied', 'Applied'],
            ['rejected', 'Rejected'],
            ['refused', 'Refused by policy'],
            ['all', 'All'],
          ]}
        />
      </div>
      <Answered query={query}>
        {(data) => {
          const items = data.pages.flatMap((page) => page.items);
          if (items.length === 0) {
            return (
              <Panel>
                <Empty title={state === 'open' ? 'No request waits for a decision' : 'No such request'}>
                  <p>A request is opened from a model’s Versions tab with “Change stage…”.</p>
                </Empty>
              </Panel>
            );
          }
          return (
            <div className="stack">
              {items.map((request) => (
                <Request key={request.id} request={request} />
              ))}
              <MoreButton query={query} shown={items.length} />
            </div>
          );
        }}
      </Answered>
    </>
  );
}

function Request({ request }: { request: ChangeRequest }) {
  const given = request.approvals.filter((one) => one.decision === 'approve').length;
  const base = `/models/${encodeURIComponent(request.model)}`;
  return (
    <Panel>
      <article className="request" aria-label={`${request.model} version ${request.version} to ${stageWord(request.stage).text}`}>
        <header className="spread">
          <h2 className="row">
            <span>
              <Link to={base}>{request.model}</Link> <Link to={`${base}/versions/${request.version}`}>v{request.version}</Link>
            </span>
            <span className="muted" aria-hidden="true">
              →
            </span>
            <span className="visually-hidden">to</span>
            <StageBadge stage={request.stage} />
          </h2>
          <span className="row">
            <StateBadge state={request.state} />
            <VerdictBadge verdict={request.verdict} />
          </span>
        </header>
        <p className="request-reason">{request.reason}</p>
        <p className="muted">
          Requested by {request.author} <Time at={request.createdAt} both />
        </p>
        <Refusals refusals={request.refusals} />
        <div>
          <b>
            {count(given)} of {count(request.requiredApprovals)} approvals
          </b>
          <ul className="request-approvals">
            {request.approvals.map((one, index) => (
              <li key={index}>
                <span className={one.decision === 'approve' ? 'request-yes' : 'request-no'}>
                  <Icon name={one.decision === 'approve' ? 'check' : 'cross'} size={14} />
                  {one.decision === 'approve' ? 'approved' : 'rejected'}
                </span>
                by <b>{one.by}</b> <Time at={one.at} />
                {one.comment ? <span className="muted">“{one.comment}”</span> : null}
              </li>
            ))}
          </ul>
        </div>
        {request.state.toLowerCase() === 'open' ? <Decision request={request} /> : null}
      </article>
    </Panel>
  );
}

function Decision({ request }: { request: ChangeRequest }) {
  const decide = useDecide();
  const me = useMe().data;
  const may = useMay('change.approve');
  const [comment, setComment] = useState('');
  const own = me?.username === request.author;
  const already = request.approvals.some((one) => one.by === me?.username);
  if (!me) return null;
  if (own) return <p className="request-note">You opened this request: somebody else must decide.</p>;
  if (already) return <p className="request-note">You have decided. It waits for others.</p>;
  if (!may) return <p className="request-note">Your role does not include decisions on change requests (change.approve).</p>;
  const send = (decision: 'approve' | 'reject') => decide.mutate({ id: request.id, decision, comment: comment.trim() });
  return (
    <div className="stack-tight">
      <Field label="Comment" required hint="What you looked at; it goes into the audit trail.">
        {(control) => <TextArea {...control} rows={2} value={comment} maxLength={2000} onChange={(event) => setComment(event.target.value)} />}
      </Field>
      <div className="row">
        <Button kind="primary" disabled={comment.trim() === ''} busy={decide.isPending} onClick={() => send('approve')}>
          <Icon name="check" size={14} /> Approve
        </Button>
        <Button kind="danger" disabled={comment.trim() === ''} busy={decide.isPending} onClick={() => send('reject')}>
          <Icon name="cross" size={14} /> Reject
        </Button>
      </div>
      {decide.error ? <ProblemPanel problem={decide.error} /> : null}
    </div>
  );
}
