import { useState } from 'react';
import { useSilence } from '../../api/alertQueries';
import { Button } from '../../parts/Button';
import { Dialog } from '../../parts/Dialog';
import { Field, Input, Select, TextArea } from '../../parts/Field';
import { ProblemPanel } from '../../parts/States';

const spans: [string, string][] = [
  ['1', 'An hour'],
  ['8', 'Eight hours'],
  ['24', 'A day'],
  ['168', 'A week'],
];

export function SilenceDialog({ close }: { close: () => void }) {
  const silence = useSilence();
  const [model, setModel] = useState('');
  const [column, setColumn] = useState('');
  const [hours, setHours] = useState('8');
  const [reason, setReason] = useState('');
  const save = () =>
    silence.mutate(
      {
        match: { model: model.trim() || null, column: column.trim() || null },
        until: new Date(Date.now() + Number(hours) * 3_600_000).toISOString(),
        reason: reason.trim(),
      },
      { onSuccess: close },
    );
  return (
    <Dialog
      title="Silence alerts"
      onClose={close}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button kind="primary" disabled={reason.trim() === ''} busy={silence.isPending} onClick={save}>
            Silence
          </Button>
        </>
      }
    >
      <Field label="Model" hint="A name, or the beginning of names with * after it; empty for all.">
        {(control) => <Input {...control} value={model} onChange={(event) => setModel(event.target.value)} />}
      </Field>
      <Field label="Input" hint="Alerts about this column alone; empty for all.">
        {(control) => <Input {...control} value={column} onChange={(event) => setColumn(event.target.value)} />}
      </Field>
      <Field label="For">
        {(control) => (
          <Select {...control} value={hours} onChange={(event) => setHours(event.target.value)}>
            {spans.map(([value, text]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Reason" required>
        {(control) => <TextArea {...control} value={reason} maxLength={2000} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      {silence.error ? <ProblemPanel problem={silence.error} /> : null}
    </Dialog>
  );
}
