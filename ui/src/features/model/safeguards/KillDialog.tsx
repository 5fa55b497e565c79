import { useState } from 'react';
import { useTurnKillSwitch } from '../../../api/deploymentQueries';
import type { KillChange, ModelDetail } from '../../../api/types';
import { Button } from '../../../parts/Button';
import { Dialog } from '../../../parts/Dialog';
import { Field, Input, Select, TextArea } from '../../../parts/Field';
import { ProblemPanel } from '../../../parts/States';

type Scope = KillChange['scope'];

const ends: [string, string][] = [
  ['', 'When somebody revives it'],
  ['15', 'After 15 minutes'],
  ['120', 'After 2 hours'],
  ['1440', 'After a day'],
];

/** Stops a scope, after saying what that does. */
export function KillDialog({ model, features, close }: { model: ModelDetail; features: string[]; close: () => void }) {
  const turn = useTurnKillSwitch();
  const [scope, setScope] = useState<Scope>('segment');
  const [version, setVersion] = useState(String(model.serving[0]?.version ?? model.latestVersion ?? ''));
  const [feature, setFeature] = useState(features[0] ?? '');
  const [value, setValue] = useState('');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [minutes, setMinutes] = useState('');
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const word = scope === 'everything' ? 'everything' : model.model;
  const change = (): KillChange => ({
    scope,
    model: scope === 'everything' ? null : model.model,
    version: scope === 'version' ? Number(version) : null,
    feature: scope === 'segment' ? feature : null,
    value: scope === 'segment' && value !== '' ? value : null,
    from: scope === 'segment' && from !== '' ? Number(from) : null,
    to: scope === 'segment' && to !== '' ? Number(to) : null,
    on: true,
    reason: reason.trim(),
    until: minutes ? new Date(Date.now() + Number(minutes) * 60_000).toISOString() : null,
  });
  return (
    <Dialog
      title="Stop answers?"
      onClose={close}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            kind="danger"
            disabled={reason.trim() === '' || typed.trim() !== word}
            busy={turn.isPending}
            onClick={() => turn.mutate(change(), { onSuccess: close })}
          >
            Stop
          </Button>
        </>
      }
    >
      <Field label="What to stop">
        {(control) => (
          <Select {...control} value={scope} onChange={(event) => setScope(event.target.value as Scope)}>
            <option value="segment">Some rows of {model.model}</option>
            <option value="version">One version of {model.model}</option>
            <option value="model">All of {model.model}</option>
            <option value="everything">Every model of this installation</option>
          </Select>
        )}
      </Field>
      {scope === 'version' ? (
        <Field label="Version" required>
          {(control) => <Input {...control} inputMode="numeric" value={version} onChange={(event) => setVersion(event.target.value)} />}
        </Field>
      ) : null}
      {scope === 'segment' ? (
        <>
          <Field label="Rows whose">
            {(control) => (
              <Select {...control} value={feature} onChange={(event) => setFeature(event.target.value)}>
                {features.map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </Select>
            )}
          </Field>
          <Field label="is" hint="Or leave it empty and give a range.">
            {(control) => <Input {...control} value={value} onChange={(event) => setValue(event.target.value)} />}
          </Field>
          {value === '' ? (
            <div className="guard-fields">
              <Field label="is at least">
                {(control) => <Input {...control} value={from} onChange={(event) => setFrom(event.target.value)} />}
              </Field>
              <Field label="and at most">
                {(control) => <Input {...control} value={to} onChange={(event) => setTo(event.target.value)} />}
              </Field>
            </div>
          ) : null}
        </>
      ) : null}
      <ul className="consequences">
        {consequences[scope].map((line) => (
          <li key={line}>{line}</li>
        ))}
        <li>Nothing is deleted. Your name, the time and the reason go into the audit trail.</li>
      </ul>
      <Field label="It ends">
        {(control) => (
          <Select {...control} value={minutes} onChange={(event) => setMinutes(event.target.value)}>
            {ends.map(([option, text]) => (
              <option key={option} value={option}>
                {text}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Reason" required>
        {(control) => <TextArea {...control} value={reason} maxLength={1000} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      <Field label={<>Type {word} to confirm</>} required>
        {(control) => <Input {...control} autoComplete="off" spellCheck={false} value={typed} onChange={(event) => setTyped(event.target.value)} />}
      </Field>
      {turn.error ? <ProblemPanel problem={turn.error} /> : null}
    </Dialog>
  );
}

const consequences: Record<Scope, string[]> = {
  everything: [
    'Within a second every request for a prediction of every model is refused, on every server.',
    'No fallback answers: callers must have their own.',
  ],
  model: ['Within a second every request for a prediction of this model is refused.', 'No fallback answers: callers must have their own.'],
  version: [
    'Within a second this version answers nobody. A canary leaves its share to production.',
    'If it is in production, requests are refused, or a fallback answers where the safeguards say so.',
  ],
  segment: [
    'Within a second rows of this segment are refused, or a fallback answers where the safeguards say so.',
    'A request that holds one such row is refused as a whole and names it; all other rows are answered as before.',
  ],
};
