import { useState } from 'react';
import { useMay } from '../../../api/accountQueries';
import { useOpenChangeRequest } from '../../../api/approvalQueries';
import { useStopTrial } from '../../../api/deploymentQueries';
import type { TrialReport } from '../../../api/types';
import { Button } from '../../../parts/Button';
import { Dialog } from '../../../parts/Dialog';
import { Field, TextArea } from '../../../parts/Field';
import { ProblemPanel } from '../../../parts/States';

type Decision = 'ship' | 'stop';

/** How a trial ends: its version goes to production by a change request, or is sent back. */
export function Decide({ report }: { report: TrialReport }) {
  const [decision, setDecision] = useState<Decision>();
  const mayStop = useMay('model.kill');
  const mayShip = useMay('change.request');
  return (
    <>
      <Button small disabled={!mayShip} onClick={() => setDecision('ship')}>
        Ask for production
      </Button>
      <Button small kind="danger" disabled={!mayStop} onClick={() => setDecision('stop')}>
        Stop trial
      </Button>
      {decision ? <Confirmation report={report} decision={decision} close={() => setDecision(undefined)} /> : null}
    </>
  );
}

function Confirmation({ report, decision, close }: { report: TrialReport; decision: Decision; close: () => void }) {
  const [reason, setReason] = useState('');
  const ship = useOpenChangeRequest();
  const stop = useStopTrial(report.model, report.id);
  const command = decision === 'ship' ? ship : stop;
  const { control, treatment } = report;
  const confirm = () =>
    decision === 'ship'
      ? ship.mutate({ model: report.model, version: treatment.version, stage: 'PRODUCTION', reason: reason.trim() }, { onSuccess: close })
      : stop.mutate(reason.trim(), { onSuccess: close });
  const consequences =
    decision === 'ship'
      ? [`A change request brings version ${treatment.version} to production; others must approve it.`, 'The trial goes on until then.']
      : [
          `Within a second version ${control.version} answers for all entities; version ${treatment.version} is retired.`,
          'What the trial has found so far stays, and its figures go into the audit trail.',
        ];
  return (
    <Dialog
      title={decision === 'ship' ? `Bring version ${treatment.version} to production?` : 'Stop the trial?'}
      onClose={close}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button kind={decision === 'ship' ? 'primary' : 'danger'} disabled={reason.trim() === ''} busy={command.isPending} onClick={confirm}>
            {decision === 'ship' ? 'Open the change request' : 'Stop the trial'}
          </Button>
        </>
      }
    >
      <ul className="consequences">
        {consequences.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <Field label="Reason" required>
        {(field) => <TextArea {...field} value={reason} maxLength={1000} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      {command.error ? <ProblemPanel problem={command.error} /> : null}
    </Dialog>
  );
}
