import { useState } from 'react';
import { useMay } from '../../api/accountQueries';
import { useKillSwitch } from '../../api/deploymentQueries';
import type { ModelDetail } from '../../api/types';
import { Button } from '../../parts/Button';
import { Dialog } from '../../parts/Dialog';
import { Field, Input, TextArea } from '../../parts/Field';
import { Icon } from '../../parts/Icon';
import { ProblemPanel } from '../../parts/States';

/** Stops or revives all answers of a model, after saying what that does. */
export function KillSwitchControl({ model }: { model: ModelDetail }) {
  const [asking, setAsking] = useState(false);
  const may = useMay('model.kill');
  const on = model.killSwitch.on;
  return (
    <>
      <Button
        kind={on ? 'plain' : 'danger'}
        small
        disabled={!may}
        title={may ? undefined : 'Your role does not include the kill switch (model.kill)'}
        onClick={() => setAsking(true)}
      >
        <Icon name="power" size={14} />
        {on ? 'Revive model' : 'Kill switch'}
      </Button>
      {asking ? <Confirmation model={model} close={() => setAsking(false)} /> : null}
    </>
  );
}

function Confirmation({ model, close }: { model: ModelDetail; close: () => void }) {
  const stopping = !model.killSwitch.on;
  const change = useKillSwitch(model.model);
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const ready = reason.trim() !== '' && (!stopping || typed.trim() === model.model);
  return (
    <Dialog
      title={stopping ? `Stop ${model.model}?` : `Revive ${model.model}?`}
      onClose={close}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            kind={stopping ? 'danger' : 'primary'}
            disabled={!ready}
            busy={change.isPending}
            onClick={() => change.mutate({ on: stopping, reason: reason.trim() }, { onSuccess: close })}
          >
            {stopping ? 'Stop the model' : 'Revive the model'}
          </Button>
        </>
      }
    >
      {stopping ? (
        <ul className="consequences">
          <li>
            Within a second every request for a prediction of <b>{model.model}</b> is refused
            {model.serving.length > 0 ? ` (now answered by ${servingText(model)})` : ''}.
          </li>
          <li>Callers get an error that says the model is stopped; they must have their own fallback.</li>
          <li>Nothing is deleted. Logged predictions, labels and versions stay, and the model can be revived here.</li>
          <li>Your name, the time and the reason go into the audit trail.</li>
        </ul>
      ) : (
        <ul className="consequences">
          <li>
            Within a second requests are answered again{model.serving.length > 0 ? ` by ${servingText(model)}` : ', once a version serves'}.
          </li>
          <li>Stages and approvals are as they were; reviving approves nothing new.</li>
          <li>Your name, the time and the reason go into the audit trail.</li>
        </ul>
      )}
      <Field label="Reason" required>
        {(control) => <TextArea {...control} value={reason} maxLength={1000} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      {stopping ? (
        <Field label={<>Type {model.model} to confirm</>} required>
          {(control) => (
            <Input {...control} autoComplete="off" spellCheck={false} value={typed} onChange={(event) => setTyped(event.target.value)} />
          )}
        </Field>
      ) : null}
      {change.error ? <ProblemPanel problem={change.error} /> : null}
    </Dialog>
  );
}

const servingText = (model: ModelDetail) =>
  model.serving
    .filter((one) => one.stage !== 'SHADOW')
    .map((one) => `v${one.version} in ${one.stage.toLowerCase()}`)
    .join(' and ') || 'a shadow only';
