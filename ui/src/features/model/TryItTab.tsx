import { useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useMay } from '../../api/accountQueries';
import { useVersion } from '../../api/modelQueries';
import { usePredict } from '../../api/predictionQueries';
import { asProblem } from '../../api/problem';
import type { ContractColumn, CounterfactualWay, ModelDetail, Prediction, Row, VersionDetail } from '../../api/types';
import { fixed, measure, percent, plural } from '../../format/number';
import { StageBadge } from '../../parts/Badge';
import { Button } from '../../parts/Button';
import { Copy } from '../../parts/Copy';
import { Field, Input, Select } from '../../parts/Field';
import { Icon } from '../../parts/Icon';
import { Panel } from '../../parts/Panel';
import { Answered, Empty, ProblemPanel, Skeleton } from '../../parts/States';
import { Waterfall } from '../../charts/Waterfall';
import { waterfall } from '../../charts/waterfall';
import { beyond, features, rowOf, seen, textsOf, type Texts } from './fields';
import { versionInView } from './versionInView';
import { WhatIf } from './WhatIf';
import './TryItTab.css';

const explained = 8;

export default function TryItTab({ model }: { model: ModelDetail }) {
  const [address] = useSearchParams();
  const number = Number(address.get('version')) || versionInView(model);
  const query = useVersion(model.model, number || undefined);
  if (model.versions === 0) {
    return (
      <Panel>
        <Empty title="There is no version to ask" command={`./plumbline train --data FILE --label ${model.label || 'COLUMN'} --name ${model.model}`} />
      </Panel>
    );
  }
  return (
    <Answered
      query={query}
      skeleton={
        <Panel>
          <Skeleton lines={10} />
        </Panel>
      }
    >
      {(version) => <TryIt key={version.version} model={model} version={version} />}
    </Answered>
  );
}

function TryIt({ model, version }: { model: ModelDetail; version: VersionDetail }) {
  const columns = useMemo(() => features(version.contract.columns), [version]);
  const first = version.examples[0];
  const [texts, setTexts] = useState<Texts>(() => textsOf(columns, first?.row ?? {}));
  const [example, setExample] = useState(first ? 0 : -1);
  const [find, setFind] = useState('');
  const predict = usePredict(model.model);
  const may = useMay('prediction.create');
  const form = useRef<HTMLFormElement>(null);

  // Naming a version asks for a comparison, which needs a further permission: what production answers needs no name.
  const production = model.serving.find((one) => one.stage === 'PRODUCTION')?.version;
  const body: { rows: Row[]; explain: number; version?: number } = {
    rows: [rowOf(columns, texts)],
    explain: explained,
    ...(version.version === production ? {} : { version: version.version }),
  };
  const problem = predict.error ? asProblem(predict.error) : undefined;
  const refused = problem?.byField() ?? new Map<string, string>();
  const answer = predict.data?.predictions[0];
  const shown = columns.filter((column) => column.name.toLowerCase().includes(find.trim().toLowerCase()));

  // After a refusal the first field that is wrong takes the focus, once its error stands beside it.
  const toFirstFault = () =>
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());

  const fill = (index: number) => {
    const chosen = version.examples[index];
    setExample(index);
    setTexts(textsOf(columns, chosen?.row ?? {}));
    predict.reset();
  };

  const take = (changes: CounterfactualWay['changes']) => {
    const changed = Object.fromEntries(changes.map((change) => [change.feature, change.value]));
    const answered = predict.variables?.rows[0] ?? {};
    setExample(-1);
    setTexts(textsOf(columns, { ...answered, ...changed }));
    form.current?.querySelector<HTMLElement>('button[type="submit"]')?.focus();
  };

  return (
    <div className="try">
      <Panel
        title="Features"
        note={`${plural(columns.length, 'feature')} of version ${version.version}; * required`}
        actions={
          columns.length > 16 ? (
            <Input type="search" aria-label="Find a feature" placeholder="Find a feature" value={find} onChange={(event) => setFind(event.target.value)} />
          ) : null
        }
      >
        <form
          ref={form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setFind('');
            predict.mutate(body, { onError: toFirstFault });
          }}
        >
          <div className="try-examples" role="group" aria-label="Example rows">
            {version.examples.length > 0 ? <span className="muted">Examples</span> : <span className="muted">This version keeps no example rows.</span>}
            {version.examples.slice(0, 6).map((one, index) => (
              <button key={index} type="button" className="try-example" aria-pressed={example === index} onClick={() => fill(index)}>
                {index + 1} <span className="muted">{model.task === 'REGRESSION' ? measure(one.score) : percent(one.score, 0)}</span>
              </button>
            ))}
            <button type="button" className="try-example" aria-pressed={false} onClick={() => fill(-1)}>
              Empty
            </button>
          </div>
          <div className="try-fields">
            {shown.map((column) => (
              <FeatureField
                key={column.name}
                column={column}
                text={texts[column.name] ?? ''}
                error={refused.get(column.name)}
                onChange={(text) => {
                  setExample(-1);
                  setTexts((present) => ({ ...present, [column.name]: text }));
                }}
              />
            ))}
          </div>
          {shown.length === 0 ? <p className="muted">No feature has “{find}” in its name.</p> : null}
          <div className="try-submit">
            <Button kind="primary" type="submit" busy={predict.isPending} disabled={!may} title={may ? undefined : 'Your role does not include predictions (prediction.create)'}>
              <Icon name="play" size={14} /> Score
            </Button>
            <span className="muted">Answered and logged like any other request; it counts in traffic and drift.</span>
          </div>
        </form>
      </Panel>
      <div className="stack try-answer">
        {problem ? <ProblemPanel problem={problem} retry={() => predict.mutate(body)} besides={new Set(columns.map((column) => column.name))} /> : null}
        <Panel title="Answer">
          {answer ? (
            <Answer prediction={answer} model={model} version={version} />
          ) : (
            <Empty title={problem ? 'Not scored' : 'Not scored yet'}>
              <p>{problem ? 'Nothing of a refused request is logged.' : 'Fill the form, or take an example row, then press Score (Enter).'}</p>
            </Empty>
          )}
        </Panel>
        {answer && predict.variables && model.task !== 'MULTICLASS' ? (
          <WhatIf
            key={answer.id}
            model={model}
            version={version}
            columns={columns}
            row={predict.variables.rows[0] ?? {}}
            prediction={answer}
            asked={body.version}
            onTake={take}
          />
        ) : null}
        <Panel title="As a request" actions={<CopyRequest model={model.model} body={body} />}>
          <pre className="try-json" tabIndex={0} aria-label="Request body">
            {JSON.stringify(body, null, 2)}
          </pre>
        </Panel>
      </div>
    </div>
  );
}

function FeatureField({ column, text, error, onChange }: { column: ContractColumn; text: string; error: string | undefined; onChange: (text: string) => void }) {
  const warning = beyond(column, text);
  const hint = warning ?? [column.description, seen(column)].filter(Boolean).join(' · ');
  return (
    <Field label={column.name} required={column.required} error={error} hint={hint ? <span className={warning ? 'try-beyond' : ''}>{hint}</span> : null}>
      {(control) => <Control control={control} column={column} text={text} onChange={onChange} />}
    </Field>
  );
}

/** Up to this many categories a list is chosen from; beyond it is typed with suggestions. */
const mostOptions = 60;

function Control({ control, column, text, onChange }: { control: { id: string }; column: ContractColumn; text: string; onChange: (text: string) => void }) {
  const shared = { ...control, value: text, 'aria-required': column.required, name: column.name };
  const missing = column.required ? 'Choose…' : 'Missing';
  switch (column.type) {
    case 'BOOLEAN':
      return (
        <Select {...shared} onChange={(event) => onChange(event.target.value)}>
          <option value="">{missing}</option>
          <option value="true">Yes (true)</option>
          <option value="false">No (false)</option>
        </Select>
      );
    case 'CATEGORY': {
      if (column.categories.length > mostOptions) {
        const list = `${control.id}-list`;
        return (
          <>
            <Input {...shared} list={list} autoComplete="off" onChange={(event) => onChange(event.target.value)} />
            <datalist id={list}>
              {column.categories.slice(0, 500).map((category) => (
                <option key={category} value={category} />
              ))}
            </datalist>
          </>
        );
      }
      const unknown = text !== '' && !column.categories.includes(text);
      return (
        <Select {...shared} onChange={(event) => onChange(event.target.value)}>
          <option value="">{missing}</option>
          {unknown ? <option value={text}>{text} (not seen in training)</option> : null}
          {column.categories.map((category) => (
            <option key={category} value={category}>
              {category}
            </option>
          ))}
        </Select>
      );
    }
    case 'DATE':
      return <Input {...shared} type="date" onChange={(event) => onChange(event.target.value)} />;
    case 'TIMESTAMP':
      return <Input {...shared} type="datetime-local" step={1} onChange={(event) => onChange(event.target.value)} />;
    case 'NUMBER':
    case 'INTEGER':
      return (
        <Input
          {...shared}
          inputMode={column.type === 'INTEGER' ? 'numeric' : 'decimal'}
          autoComplete="off"
          placeholder={column.required ? '' : 'missing'}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case 'TEXT':
    case 'IDENTIFIER':
      return <Input {...shared} autoComplete="off" onChange={(event) => onChange(event.target.value)} />;
  }
}

function Answer({ prediction, model, version }: { prediction: Prediction; model: ModelDetail; version: VersionDetail }) {
  const steps = waterfall(prediction);
  const threshold = version.scorecard.threshold;
  const number = model.task === 'REGRESSION';
  return (
    <div className="stack" aria-live="polite">
      <div className="try-score">
        <div>
          <span className="muted">{number ? model.label : model.task === 'BINARY' ? `Probability of ${model.label} = ${model.positive ?? 'positive'}` : 'Probability of the answer'}</span>
          <output>{number ? measure(prediction.score) : percent(prediction.score)}</output>
        </div>
        {prediction.label != null ? (
          <div>
            <span className="muted">Answer</span>
            <output className="try-label">{prediction.label}</output>
          </div>
        ) : null}
      </div>
      {model.task === 'BINARY' ? <Gauge score={prediction.score} threshold={threshold} /> : null}
      {model.task === 'MULTICLASS' && prediction.probabilities ? <Classes probabilities={prediction.probabilities} /> : null}
      {steps ? <Waterfall steps={steps} task={model.task} /> : <p className="muted">The service gave no explanation for this row.</p>}
      {prediction.reasons.length > 0 ? (
        <ol className="try-reasons">
          {prediction.reasons.slice(0, 3).map((reason) => (
            <li key={reason.feature}>{reason.text}</li>
          ))}
        </ol>
      ) : null}
      <p className="row muted try-id">
        <StageBadge stage={prediction.stage} /> v{prediction.version} · prediction <code>{prediction.id}</code>
        <Copy text={prediction.id} label="Copy the prediction id" />
      </p>
    </div>
  );
}

function Gauge({ score, threshold }: { score: number; threshold: number | null }) {
  return (
    <div className="gauge" role="img" aria-label={`Score ${percent(score)}${threshold == null ? '' : `, threshold ${percent(threshold)}`}`}>
      <span className="gauge-fill" style={{ width: `${Math.max(0, Math.min(1, score)) * 100}%` }} />
      {threshold == null ? null : (
        <span className="gauge-threshold" style={{ left: `${threshold * 100}%` }}>
          <span className={threshold > 0.7 ? 'gauge-left' : ''}>threshold {fixed(threshold, 2)}</span>
        </span>
      )}
    </div>
  );
}

function Classes({ probabilities }: { probabilities: Record<string, number> }) {
  const sorted = Object.entries(probabilities).sort(([, one], [, other]) => other - one);
  return (
    <ul className="try-classes">
      {sorted.slice(0, 8).map(([name, share]) => (
        <li key={name}>
          <span>{name}</span>
          <span className="try-class-track" aria-hidden="true">
            <span style={{ width: `${share * 100}%` }} />
          </span>
          <span className="num">{percent(share)}</span>
        </li>
      ))}
    </ul>
  );
}

function CopyRequest({ model, body }: { model: string; body: unknown }) {
  const address = `${window.location.origin}/api/v1/models/${encodeURIComponent(model)}/predictions`;
  // The caller's own token stays out of what may be pasted elsewhere.
  const curl = `curl -s '${address}' \\\n  -H "Authorization: Bearer $PLUMBLINE_TOKEN" \\\n  -H 'Content-Type: application/json' \\\n  -d '${JSON.stringify(body).replaceAll("'", String.raw`'\''`)}'`;
  return (
    <>
      <Copy text={JSON.stringify(body, null, 2)} label="Copy the body as JSON">
        JSON
      </Copy>
      <Copy text={curl} label="Copy as a cURL command; set PLUMBLINE_TOKEN to an access token first">
        cURL
      </Copy>
    </>
  );
}
