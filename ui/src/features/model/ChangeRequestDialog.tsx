import { useState } from 'react';
import { Link } from 'react-router';
import { useMay } from '../../api/accountQueries';
import { useOpenChangeRequest } from '../../api/approvalQueries';
import { useVersion } from '../../api/modelQueries';
import type { Mitigated, ModelDetail, Stage } from '../../api/types';
import { plural } from '../../format/number';
import { stageWord } from '../../format/words';
import { StateBadge, VerdictBadge } from '../../parts/Badge';
import { Button } from '../../parts/Button';
import { Dialog } from '../../parts/Dialog';
import { Field, Select, TextArea } from '../../parts/Field';
import { ProblemPanel } from '../../parts/States';
import { MitigationCost } from './MitigationPanel';

interface Props {
  model: ModelDetail;
  version: number;
  stage: Stage | null;
  verdict: string;
  close: () => void;
}

const stages: Stage[] = ['SHADOW', 'CANARY', 'PRODUCTION', 'RETIRED'];

/** Asks to move a version to a stage; it moves when others have approved. */
export function ChangeRequestDialog({ model, version, stage, verdict, close }: Props) {
  const open = useOpenChangeRequest();
  const may = useMay('change.request');
  const [target, setTarget] = useState<Stage>(stage === 'PRODUCTION' ? 'RETIRED' : 'PRODUCTION');
  const [reason, setReason] = useState('');
  const [byGroup, setByGroup] = useState(false);
  const mitigation = useVersion(model.model, version).data?.scorecard.mitigation;
  const offered = mitigation?.thresholds ? mitigation : null;
  const decides = byGroup && offered !== null && target !== 'RETIRED';
  // The service decides; this only spares a refusal that is sure to come.
  const least = decides ? 20 : 1;
  // What is in production stays there and only decides otherwise.
  const closed = (one: Stage) => one === stage && !(one === 'PRODUCTION' && offered);
  const now = model.serving.find((one) => one.stage === 'PRODUCTION');

  if (open.data) {
    return (
      <Dialog title="Change request opened" onClose={close} footer={<Button kind="primary" onClick={close}>Close</Button>}>
        <p className="row">
          <StateBadge state={open.data.state} /> <VerdictBadge verdict={open.data.verdict} />
        </p>
        <p>
          {open.data.requiredApprovals > 0
            ? `It needs ${plural(open.data.requiredApprovals, 'approval')} from others with the right to approve; never your own.`
            : 'It needs no further approval.'}
        </p>
        <Refusals refusals={open.data.refusals} />
        <p>
          <Link to="/approvals">See it among the approvals</Link>
        </p>
      </Dialog>
    );
  }
  return (
    <Dialog
      title={`Change the stage of version ${version}`}
      onClose={close}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            kind="primary"
            disabled={!may || reason.trim().length < least || closed(target)}
            title={may ? undefined : 'Your role does not include change requests (change.request)'}
            busy={open.isPending}
            onClick={() => open.mutate({ model: model.model, version, stage: target, reason: reason.trim(), ...(decides ? { groupThresholds: true } : {}) })}
          >
            Request the change
          </Button>
        </>
      }
    >
      <p className="row">
        <b>{model.model}</b> v{version} is now: {stageWord(stage).text} <VerdictBadge verdict={verdict} />
      </p>
      <Field label="Move to">
        {(control) => (
          <Select {...control} value={target} onChange={(event) => setTarget(event.target.value as Stage)}>
            {stages.map((one) => (
              <option key={one} value={one} disabled={closed(one)}>
                {stageWord(one).text}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <p>{consequence(target, version, now?.version, decides)}</p>
      {offered && target !== 'RETIRED' ? <ByGroup mitigation={offered} chosen={byGroup} choose={setByGroup} /> : null}
      <Field
        label="Reason"
        required
        hint={
          decides
            ? `On which ground people may be treated by their group, in at least ${least} characters; approvers and auditors read it.`
            : 'Why now, on which evidence; approvers and auditors read it.'
        }
      >
        {(control) => <TextArea {...control} value={reason} maxLength={2000} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      {open.error ? <ProblemPanel problem={open.error} /> : null}
    </Dialog>
  );
}

interface ByGroupProps {
  mitigation: Mitigated;
  chosen: boolean;
  choose: (chosen: boolean) => void;
}

/** Off unless somebody asks; what it does and costs stands beside the choice. */
function ByGroup({ mitigation, chosen, choose }: ByGroupProps) {
  return (
    <div className="stack-tight">
      <label className="row">
        <input type="checkbox" checked={chosen} onChange={(event) => choose(event.target.checked)} /> Decide by the thresholds of groups ({mitigation.attributes.join(' × ')})
      </label>
      <p className="muted">Whose group a request does not tell follows the common threshold. Many laws forbid to treat people by group; a policy has to allow it.</p>
      {chosen ? <MitigationCost mitigation={mitigation} /> : null}
    </div>
  );
}

function consequence(target: Stage, version: number, production: number | undefined, byGroup: boolean): string {
  switch (target) {
    case 'PRODUCTION':
      return production === undefined
        ? `Once approved, version ${version} answers all requests.`
        : production === version
          ? `Once approved, version ${version} stays in production and decides ${byGroup ? 'by the thresholds of groups' : 'by one threshold for all'}.`
          : `Once approved, version ${version} answers instead of version ${production}.`;
    case 'CANARY':
      return `Once approved, version ${version} answers a share of the requests beside production.`;
    case 'SHADOW':
      return `Once approved, version ${version} scores copies of the requests; no caller sees its answers.`;
    case 'RETIRED':
      return production === version
        ? `Once approved, version ${version} stops and no version is in production.`
        : `Once approved, version ${version} no longer serves. It stays registered.`;
  }
}

export function Refusals({ refusals }: { refusals: string[] }) {
  if (refusals.length === 0) return null;
  return (
    <div className="refusals">
      <b>What stands against it</b>
      <ul>
        {refusals.map((refusal) => (
          <li key={refusal}>{refusal}</li>
        ))}
      </ul>
    </div>
  );
}
