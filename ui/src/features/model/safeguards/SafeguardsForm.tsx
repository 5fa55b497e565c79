import { useState, type ReactNode } from 'react';
import { useMay } from '../../../api/accountQueries';
import { useSetSafeguards } from '../../../api/deploymentQueries';
import type { SafeguardsRevision } from '../../../api/types';
import { Button } from '../../../parts/Button';
import { Field, Input, Select, TextArea } from '../../../parts/Field';
import { ProblemPanel } from '../../../parts/States';
import { draftOf, safeguardsOf, type Draft } from './draft';

const off: [string, string] = ['', 'Off'];
const ofInput: [string, string][] = [off, ['MARK', 'Answer and mark'], ['FALL_BACK', 'Fall back'], ['REFUSE', 'Refuse']];
const ofOutput: [string, string][] = [off, ['CLIP', 'Clip to the bound'], ...ofInput.slice(1)];
const withoutScore = ofInput.slice(2);

/** All safeguards of a model at once: they are replaced as a whole, with a reason. */
export function SafeguardsForm({ model, held, features }: { model: string; held: SafeguardsRevision; features: string[] }) {
  const may = useMay('model.kill');
  const change = useSetSafeguards(model);
  const [draft, setDraft] = useState(() => draftOf(held.safeguards));
  const [reason, setReason] = useState('');
  const put = <K extends keyof Draft>(key: K, part: Partial<Draft[K]> | Draft[K]) =>
    setDraft((before) => ({ ...before, [key]: typeof part === 'object' ? { ...(before[key] as object), ...part } : part }));
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate(
          { revision: held.revision, safeguards: safeguardsOf(draft), reason: reason.trim() },
          { onSuccess: () => setReason('') },
        );
      }}
    >
      <Guard legend="Score" says="Where the score of an answer must lie, both ends included.">
        <Text label="Lowest" value={draft.output.min} set={(min) => put('output', { min })} />
        <Text label="Highest" value={draft.output.max} set={(max) => put('output', { max })} />
        <Pick label="Outside" value={draft.output.reaction} options={ofOutput} set={(reaction) => put('output', { reaction })} />
      </Guard>
      <Guard legend="Ranges of features" says="Listed features by hand, one a line such as “tenure 0..72”; the others by the source.">
        <Pick
          label="Others"
          value={draft.ranges.source}
          options={[
            ['CONTRACT', 'As the contract says'],
            ['REFERENCE', 'As in the reference profile'],
            ['GIVEN', 'Not guarded'],
          ]}
          set={(source) => put('ranges', { source })}
        />
        <Area label="By hand" value={draft.ranges.limits} set={(limits) => put('ranges', { limits })} />
        <Pick label="Outside" value={draft.ranges.reaction} options={ofInput} set={(reaction) => put('ranges', { reaction })} />
      </Guard>
      <Guard legend="Missing values" says="The largest share of features without a value, 0 to 1.">
        <Text label="Accepted share" value={draft.missing.most} set={(most) => put('missing', { most })} />
        <Pick label="Beyond" value={draft.missing.reaction} options={ofInput} set={(reaction) => put('missing', { reaction })} />
      </Guard>
      <Guard legend="Age of a row" says="By the contract’s time column, such as PT24H; a row that gives no time is not judged.">
        <Text label="Accepted age" value={draft.staleness.most} set={(most) => put('staleness', { most })} />
        <Pick label="Older" value={draft.staleness.reaction} options={ofInput} set={(reaction) => put('staleness', { reaction })} />
      </Guard>
      <Guard legend="Unusual row" says="The share of features outside of the reference without its tails, or of categories it never saw.">
        <Text label="Tail at each end" value={draft.unusual.tail} set={(tail) => put('unusual', { tail })} />
        <Text label="Accepted share" value={draft.unusual.most} set={(most) => put('unusual', { most })} />
        <Pick label="Beyond" value={draft.unusual.reaction} options={ofInput} set={(reaction) => put('unusual', { reaction })} />
      </Guard>
      <Guard legend="No score" says="A switch of the whole model or of everything always refuses.">
        <Pick label="The model fails" value={draft.failure} options={withoutScore} set={(failure) => put('failure', failure)} />
        <Pick label="Version or segment stopped" value={draft.kill} options={withoutScore} set={(kill) => put('kill', kill)} />
      </Guard>
      <Guard legend="Fallbacks" says="Asked in this order; when none can answer, the request is refused.">
        <label className="row guard-check fallback">
          <input type="checkbox" checked={draft.previous} onChange={(event) => put('previous', event.target.checked)} />
          1. The version that was in production before
        </label>
        <div className="guard-fields fallback">
          <Pick
            label="2. A rule on one feature"
            value={draft.baseline.feature}
            options={[['', 'None'], ...features.map((name): [string, string] => [name, name])]}
            set={(feature) => put('baseline', { feature })}
          />
          {draft.baseline.feature ? (
            <>
              <Area label="Cases such as “gold 0.05” or “0..12 0.3”" value={draft.baseline.cases} set={(cases) => put('baseline', { cases })} />
              <Text label="Score otherwise" value={draft.baseline.score} set={(score) => put('baseline', { score })} />
            </>
          ) : null}
        </div>
        <Text label="3. A constant score" value={draft.constant} set={(constant) => put('constant', constant)} />
      </Guard>
      <Field label="Reason" required hint="Goes into the audit trail with what held before and what holds then.">
        {(control) => <TextArea {...control} value={reason} maxLength={1000} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      {change.error ? <ProblemPanel problem={change.error} /> : null}
      {change.isSuccess && reason === '' ? <p role="status">Revision {held.revision} holds on every server within a second.</p> : null}
      <div className="row">
        <Button
          kind="primary"
          type="submit"
          disabled={!may || reason.trim() === ''}
          busy={change.isPending}
          title={may ? undefined : 'Your role does not include safeguards (model.kill)'}
        >
          Set safeguards
        </Button>
        <Button onClick={() => setDraft(draftOf(held.safeguards))}>Undo changes</Button>
      </div>
    </form>
  );
}

function Guard({ legend, says, children }: { legend: string; says: string; children: ReactNode }) {
  return (
    <fieldset className="guard">
      <legend>{legend}</legend>
      <p className="muted">{says}</p>
      <div className="guard-fields">{children}</div>
    </fieldset>
  );
}

interface Typed {
  label: string;
  value: string;
  set: (value: string) => void;
}

const Text = ({ label, value, set }: Typed) => (
  <Field label={label}>
    {(control) => <Input {...control} value={value} autoComplete="off" spellCheck={false} onChange={(event) => set(event.target.value)} />}
  </Field>
);

const Area = ({ label, value, set }: Typed) => (
  <Field label={label}>
    {(control) => <TextArea {...control} rows={2} value={value} spellCheck={false} onChange={(event) => set(event.target.value)} />}
  </Field>
);

const Pick = ({ label, value, options, set }: Typed & { options: [string, string][] }) => (
  <Field label={label}>
    {(control) => (
      <Select {...control} value={value} onChange={(event) => set(event.target.value)}>
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </Select>
    )}
  </Field>
);
