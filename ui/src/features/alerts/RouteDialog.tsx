import { useState } from 'react';
import { useSetAlertRoute } from '../../api/alertQueries';
import type { AlertRoute } from '../../api/types';
import { Button } from '../../parts/Button';
import { Dialog } from '../../parts/Dialog';
import { Field, Input, Select } from '../../parts/Field';
import { ProblemPanel } from '../../parts/States';

const forms: [AlertRoute['form'], string, string][] = [
  ['webhook', 'Webhook', 'Signed JSON to a URL of yours.'],
  ['mail', 'E-mail', 'Addresses parted by commas.'],
  ['slack', 'Slack', 'The address of an incoming webhook; it is kept as a secret.'],
  ['alertmanager', 'Alertmanager', 'Such as http://alertmanager:9093/api/v2/alerts.'],
  ['pagerduty', 'PagerDuty', 'Leave the address empty, and give the routing key as the secret.'],
];

/** Makes a route, or changes one; the secret is shown once, when it was made. */
export function RouteDialog({ route, close }: { route: AlertRoute | undefined; close: () => void }) {
  const set = useSetAlertRoute();
  const [name, setName] = useState(route?.name ?? '');
  const [form, setForm] = useState<AlertRoute['form']>(route?.form ?? 'webhook');
  const [address, setAddress] = useState(route?.address ?? '');
  const [model, setModel] = useState(route?.match.model ?? '');
  const [severity, setSeverity] = useState(route?.match.severity ?? 'info');
  const [after, setAfter] = useState(String(route?.afterMinutes ?? 0));
  const [enabled, setEnabled] = useState(route?.enabled ?? true);
  const [secret, setSecret] = useState('');
  const made = set.data?.secret;
  const save = () =>
    set.mutate(
      {
        name,
        form,
        ...(address.trim() ? { address: address.trim() } : {}),
        match: { ...route?.match, model: model.trim() || null, severity },
        afterMinutes: Number(after) || 0,
        enabled,
        ...(secret.trim() ? { secret: secret.trim() } : {}),
      },
      { onSuccess: (answer) => (answer.secret ? undefined : close()) },
    );
  return (
    <Dialog
      title={route ? `Change ${route.name}` : 'Add a route'}
      onClose={close}
      footer={
        made ? (
          <Button kind="primary" onClick={close}>
            I have kept it
          </Button>
        ) : (
          <>
            <Button onClick={close}>Cancel</Button>
            <Button kind="primary" disabled={name.trim() === ''} busy={set.isPending} onClick={save}>
              {route ? 'Change' : 'Add'}
            </Button>
          </>
        )
      }
    >
      {made ? (
        <>
          <p>Receivers check the signature with this secret. It is shown this once:</p>
          <p>
            <code className="alert-secret">{made}</code>
          </p>
        </>
      ) : (
        <>
          <Field label="Name" required hint="a-z, 0-9 and -">
            {(control) => <Input {...control} value={name} disabled={route !== undefined} onChange={(event) => setName(event.target.value)} />}
          </Field>
          <Field label="Form" hint={forms.find(([value]) => value === form)?.[2]}>
            {(control) => (
              <Select {...control} value={form} onChange={(event) => setForm(event.target.value as AlertRoute['form'])}>
                {forms.map(([value, text]) => (
                  <option key={value} value={value}>
                    {text}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label="Address">{(control) => <Input {...control} value={address} onChange={(event) => setAddress(event.target.value)} />}</Field>
          <Field label="Model" hint="A name, or the beginning of names with * after it; empty for all.">
            {(control) => <Input {...control} value={model} onChange={(event) => setModel(event.target.value)} />}
          </Field>
          <Field label="Quietest severity">
            {(control) => (
              <Select {...control} value={severity} onChange={(event) => setSeverity(event.target.value as typeof severity)}>
                {['info', 'warning', 'high', 'critical'].map((one) => (
                  <option key={one}>{one}</option>
                ))}
              </Select>
            )}
          </Field>
          <Field label="Minutes without acknowledgement" hint="0 tells at once; more makes it the next in line.">
            {(control) => <Input {...control} type="number" min={0} max={10080} value={after} onChange={(event) => setAfter(event.target.value)} />}
          </Field>
          <Field label="Secret" hint="Empty keeps the one there is, or makes one for a webhook.">
            {(control) => <Input {...control} type="password" autoComplete="off" value={secret} onChange={(event) => setSecret(event.target.value)} />}
          </Field>
          <label className="row">
            <input type="checkbox" checked={enabled} onChange={(event) => setEnabled(event.target.checked)} /> Tell alerts by this route
          </label>
        </>
      )}
      {set.error ? <ProblemPanel problem={set.error} /> : null}
    </Dialog>
  );
}
