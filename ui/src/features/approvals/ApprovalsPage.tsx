import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useChangeRequests, useDecide, useDelegations } from '../../api/approvalQueries';
import { useMay, useMe } from '../../api/accountQueries';
import { useVersion } from '../../api/modelQueries';
import type { ChangeRequest } from '../../api/types';
import { count } from '../../format/number';
import { stageWord } from '../../format/words';
import { Badge, StageBadge, StateBadge, VerdictBadge } from '../../parts/Badge';
import { Button } from '../../parts/Button';
import { Choice, Field, TextArea } from '../../parts/Field';
import { Icon } from '../../parts/Icon';
import { MoreButton } from '../../parts/MoreButton';
import { Panel } from '../../parts/Panel';
import { Answered, Empty, ProblemPanel } from '../../parts/States';
import { Time } from '../../parts/Time';
import { usePageTitle } from '../../parts/usePageTitle';
import { Refusals } from '../model/ChangeRequestDialog';
import { MitigationCost } from '../model/MitigationPanel';
import { Background } from './Background';
import { Delegations } from './Delegations';
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
          <p>Requests to move a version to another stage. Neither author nor owner decides.</p>
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
            ['expired', 'Expired'],
            ['all', 'All'],
          ]}
        />
      </div>
      <Delegations />
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
            {request.groupThresholds ? <Badge tone="warning">Decides by group</Badge> : null}
            {request.override ? <Badge tone="warning">Override</Badge> : null}
          </span>
        </header>
        <p className="request-reason">{request.reason}</p>
        <p className="muted">
          Requested by {request.author} <Time at={request.createdAt} both />
          {request.state === 'open' ? (
            <>
              ; expires <Time at={request.expiresAt} />
            </>
          ) : null}
        </p>
        {request.groupThresholds ? <GroupCost request={request} /> : null}
        <Refusals refusals={request.refusals} />
        <div>
          <b>
            {count(given)} of {count(request.requiredApprovals)} approvals
          </b>
          {request.waitsFor.map((who) => (
            <p key={who} className="muted">
              Still needs {who}
            </p>
          ))}
          {request.demands.map((demand) => (
            <p key={demand} className="muted">
              {demand}
            </p>
          ))}
          <ul className="request-approvals">
            {request.approvals.map((one, index) => (
              <li key={index}>
                <span className={one.decision === 'approve' ? 'request-yes' : 'request-no'}>
                  <Icon name={one.decision === 'approve' ? 'check' : 'cross'} size={14} />
                  {one.decision === 'approve' ? 'approved' : 'rejected'}
                </span>
                by <b>{one.by}</b>
                {one.onBehalfOf ? <> for {one.onBehalfOf}</> : null} <Time at={one.at} />
                {one.comment ? <span className="muted">“{one.comment}”</span> : null}
              </li>
            ))}
          </ul>
        </div>
        {request.state.toLowerCase() === 'open' ? <Decision request={request} /> : null}
        <Background request={request} />
      </article>
    </Panel>
  );
}

/** People would be treated by their group: what that does and costs. */
function GroupCost({ request }: { request: ChangeRequest }) {
  const query = useVersion(request.model, request.version);
  return (
    <div className="stack-tight">
      <p className="request-note">Each group is to have a threshold of its own. Whether the law allows that is for the approvers to know.</p>
      <Answered query={query}>{({ scorecard }) => (scorecard.mitigation ? <MitigationCost mitigation={scorecard.mitigation} /> : <p className="muted">The scorecard does not tell what it costs.</p>)}</Answered>
    </div>
  );
}

function Decision({ request }: { request: ChangeRequest }) {
  const decide = useDecide();
  const me = useMe().data;
  const may = useMay('change.approve');
  const delegations = useDelegations().data?.items ?? [];
  const [comment, setComment] = useState('');
  const [voice, setVoice] = useState('');
  const own = me?.username === request.author;
  const already = request.approvals.some((one) => one.by === me?.username);
  if (!me) return null;
  if (own) return <p className="request-note">You opened this request: somebody else must decide.</p>;
  if (already) return <p className="request-note">You have decided. It waits for others.</p>;
  if (!may) return <p className="request-note">Your role does not include decisions on change requests (change.approve).</p>;
  const now = new Date().toISOString();
  const voices = delegations.filter((one) => one.to === me.username && one.endedAt === null && one.until > now).map((one) => one.from);
  const send = (decision: 'approve' | 'reject') =>
    decide.mutate({ id: request.id, decision, comment: comment.trim(), ...(voice ? { onBehalfOf: voice } : {}) });
  // The service decides; this only spares a refusal that is sure to come.
  const least = request.verdict === 'AT_RISK' && request.stage !== 'RETIRED' ? 20 : 1;
  return (
    <div className="stack-tight">
      <Field
        label={least > 1 ? 'Justification' : 'Comment'}
        required
        hint={
          least > 1
            ? `A policy calls it at risk: say in at least ${least} characters why you let it pass. It is shown from then on.`
            : 'What you looked at; it goes into the audit trail.'
        }
      >
        {(control) => <TextArea {...control} rows={2} value={comment} maxLength={2000} onChange={(event) => setComment(event.target.value)} />}
      </Field>
      {voices.length > 0 ? (
        <Choice label="Vote as" value={voice} onChange={setVoice} options={[['', 'myself'], ...voices.map((who): [string, string] => [who, `for ${who}`])]} />
      ) : null}
      <div className="row">
        <Button kind="primary" disabled={comment.trim().length < least} busy={decide.isPending} onClick={() => send('approve')}>
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
