import { useState } from 'react';
import { Link } from 'react-router';
import { useMay } from '../../api/accountQueries';
import { useDescribe, useHandOver, useKeepOn, useRemoveTag, useSetTag, useSunset } from '../../api/modelQueries';
import type { ModelDetail } from '../../api/types';
import { tierWord } from '../../format/words';
import { Badge } from '../../parts/Badge';
import { Button } from '../../parts/Button';
import { Dialog } from '../../parts/Dialog';
import { Field, Input, Select, TextArea } from '../../parts/Field';
import { Facts, Panel } from '../../parts/Panel';
import { ProblemPanel } from '../../parts/States';
import { Time } from '../../parts/Time';

type Asked = 'facts' | 'owner' | 'tag' | 'end' | undefined;

/** What people say of a model: who answers for it, what it is for, how it is rated, what it is called. */
export function AboutPanel({ model }: { model: ModelDetail }) {
  const [asked, setAsked] = useState<Asked>();
  const may = useMay('model.write');
  const close = () => setAsked(undefined);
  const tier = tierWord(model.tier);
  return (
    <Panel
      title="About"
      actions={
        may ? (
          <Button small kind="quiet" onClick={() => setAsked('facts')}>
            Edit…
          </Button>
        ) : null
      }
    >
      <Facts
        items={[
          [
            'Owner',
            <span className="row" key="owner">
              {model.owner}
              {may ? (
                <Button small kind="quiet" onClick={() => setAsked('owner')}>
                  Hand over…
                </Button>
              ) : null}
            </span>,
          ],
          ['Risk tier', <Badge key="tier" tone={tier.tone}>{tier.text}</Badge>],
          ['Intended use', model.intendedUse || <span className="muted">Nobody has said</span>],
          ['Limits', model.limits || <span className="muted">Nobody has said</span>],
          ['Aliases', <Aliases key="aliases" model={model} />],
          ['Tags', <Tags key="tags" model={model} may={may} add={() => setAsked('tag')} />],
          ...(model.sunset
            ? []
            : may
              ? [
                  [
                    'End',
                    <Button key="end" small kind="quiet" onClick={() => setAsked('end')}>
                      Announce…
                    </Button>,
                  ] as [string, React.ReactNode],
                ]
              : []),
        ]}
      />
      {asked === 'facts' ? <FactsDialog model={model} close={close} /> : null}
      {asked === 'owner' ? <OwnerDialog model={model} close={close} /> : null}
      {asked === 'tag' ? <TagDialog model={model} close={close} /> : null}
      {asked === 'end' ? <EndDialog model={model.model} close={close} /> : null}
    </Panel>
  );
}

function Aliases({ model }: { model: ModelDetail }) {
  if (model.aliases.length === 0) return <span className="muted">None</span>;
  return (
    <ul className="about-list">
      {model.aliases.map((one) => (
        <li key={one.alias}>
          <code>{one.alias}</code> is <Link to={`/models/${encodeURIComponent(model.model)}/versions/${one.version}`}>v{one.version}</Link>
          {one.followsServing ? <span className="muted"> (follows what serves)</span> : null}
        </li>
      ))}
    </ul>
  );
}

function Tags({ model, may, add }: { model: ModelDetail; may: boolean; add: () => void }) {
  const remove = useRemoveTag(model.model);
  return (
    <span className="row about-tags">
      {model.tags.map((tag) => (
        <span key={tag.key} className="tag">
          {tag.key}
          {tag.value ? `: ${tag.value}` : ''}
          {may ? (
            <button type="button" aria-label={`Remove tag ${tag.key}`} onClick={() => remove.mutate({ key: tag.key })}>
              ×
            </button>
          ) : null}
        </span>
      ))}
      {model.tags.length === 0 && !may ? <span className="muted">None</span> : null}
      {may ? (
        <Button small kind="quiet" onClick={add}>
          Add…
        </Button>
      ) : null}
      {remove.error ? <ProblemPanel problem={remove.error} /> : null}
    </span>
  );
}

interface Props {
  model: ModelDetail;
  close: () => void;
}

function FactsDialog({ model, close }: Props) {
  const change = useDescribe(model.model);
  const [description, setDescription] = useState(model.description);
  const [intendedUse, setIntendedUse] = useState(model.intendedUse);
  const [limits, setLimits] = useState(model.limits);
  const [tier, setTier] = useState(model.tier);
  const save = () =>
    change.mutate(
      { revision: model.revision, description, intendedUse, limits, tier: tier.toLowerCase() as Lowercase<typeof tier> },
      { onSuccess: close },
    );
  return (
    <Dialog
      title={`What is said of ${model.model}`}
      onClose={close}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button kind="primary" busy={change.isPending} onClick={save}>
            Save
          </Button>
        </>
      }
    >
      <Field label="Description" hint="One line, as lists show it">
        {(control) => <Input {...control} value={description} maxLength={1000} onChange={(event) => setDescription(event.target.value)} />}
      </Field>
      <Field label="Risk tier" hint="How much harm it does when it is wrong">
        {(control) => (
          <Select {...control} value={tier} onChange={(event) => setTier(event.target.value as typeof tier)}>
            {(['UNRATED', 'LOW', 'MEDIUM', 'HIGH'] as const).map((one) => (
              <option key={one} value={one}>
                {tierWord(one).text}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Intended use">
        {(control) => <TextArea {...control} value={intendedUse} maxLength={10000} onChange={(event) => setIntendedUse(event.target.value)} />}
      </Field>
      <Field label="Limits" hint="What it must not be used for, and where it is known to fail">
        {(control) => <TextArea {...control} value={limits} maxLength={10000} onChange={(event) => setLimits(event.target.value)} />}
      </Field>
      {change.error ? <ProblemPanel problem={change.error} /> : null}
    </Dialog>
  );
}

function OwnerDialog({ model, close }: Props) {
  const change = useHandOver(model.model);
  const [owner, setOwner] = useState('');
  const [reason, setReason] = useState('');
  return (
    <Dialog
      title={`Hand ${model.model} over`}
      onClose={close}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            kind="primary"
            disabled={owner.trim() === '' || reason.trim() === ''}
            busy={change.isPending}
            onClick={() => change.mutate({ owner: owner.trim(), reason: reason.trim() }, { onSuccess: close })}
          >
            Hand over
          </Button>
        </>
      }
    >
      <p>
        Now <b>{model.owner}</b> answers for this model. Both names and the reason go into the audit trail.
      </p>
      <Field label="New owner" required hint="A person or a team">
        {(control) => <Input {...control} value={owner} maxLength={200} onChange={(event) => setOwner(event.target.value)} />}
      </Field>
      <Field label="Reason" required>
        {(control) => <TextArea {...control} value={reason} maxLength={1000} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      {change.error ? <ProblemPanel problem={change.error} /> : null}
    </Dialog>
  );
}

function TagDialog({ model, close }: Props) {
  const change = useSetTag(model.model);
  const [key, setKey] = useState('');
  const [value, setValue] = useState('');
  return (
    <Dialog
      title={`Tag ${model.model}`}
      onClose={close}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button kind="primary" disabled={key.trim() === ''} busy={change.isPending} onClick={() => change.mutate({ key, value }, { onSuccess: close })}>
            Set
          </Button>
        </>
      }
    >
      <Field label="Key" required>
        {(control) => <Input {...control} value={key} maxLength={250} onChange={(event) => setKey(event.target.value)} />}
      </Field>
      <Field label="Value">
        {(control) => <Input {...control} value={value} maxLength={5000} onChange={(event) => setValue(event.target.value)} />}
      </Field>
      {change.error ? <ProblemPanel problem={change.error} /> : null}
    </Dialog>
  );
}

/** Announces the end of a model, or of one version of it. */
export function EndDialog({ model, version, close }: { model: string; version?: number; close: () => void }) {
  const change = useSunset(model);
  const [day, setDay] = useState('');
  const [reason, setReason] = useState('');
  const [successor, setSuccessor] = useState('');
  const what = version ? `version ${version}` : model;
  const announce = () =>
    change.mutate(
      {
        at: `${day}T00:00:00Z`,
        reason: reason.trim(),
        ...(version ? { version } : {}),
        ...(successor ? { successor: Number(successor) } : {}),
      },
      { onSuccess: close },
    );
  return (
    <Dialog
      title={`Announce the end of ${what}`}
      onClose={close}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button kind="primary" disabled={day === '' || reason.trim() === ''} busy={change.isPending} onClick={announce}>
            Announce
          </Button>
        </>
      }
    >
      <p>
        From now on {version ? `version ${version}` : 'none of its versions'} {version ? 'goes' : 'go'} to{version ? ' no' : ' a'} further stage. What
        serves goes on until somebody retires it, and a rollback stays possible until the day.
      </p>
      <Field label="Last day" required hint="It ends at midnight UTC as this day begins">
        {(control) => <Input {...control} type="date" value={day} onChange={(event) => setDay(event.target.value)} />}
      </Field>
      <Field label="Reason" required>
        {(control) => <TextArea {...control} value={reason} maxLength={1000} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      <Field label="Version to use instead">
        {(control) => <Input {...control} type="number" min={1} value={successor} onChange={(event) => setSuccessor(event.target.value)} />}
      </Field>
      {change.error ? <ProblemPanel problem={change.error} /> : null}
    </Dialog>
  );
}

/** Says that the model ends, on top of its pages; lets those who may take it back. */
export function SunsetNotice({ model }: { model: ModelDetail }) {
  const may = useMay('model.write');
  const keep = useKeepOn(model.model);
  const { sunset } = model;
  if (!sunset) return null;
  return (
    <div className="model-ending" role="status">
      <b>
        Ends <Time at={sunset.at} both />.
      </b>{' '}
      {sunset.announcedBy} announced it <Time at={sunset.announcedAt} />: “{sunset.reason}”
      {sunset.successor ? ` Use version ${sunset.successor} instead.` : ''}{' '}
      {may ? (
        <Button small kind="quiet" busy={keep.isPending} onClick={() => keep.mutate({ reason: 'Taken back on the model page' })}>
          Take back
        </Button>
      ) : null}
      {keep.error ? <ProblemPanel problem={keep.error} /> : null}
    </div>
  );
}
