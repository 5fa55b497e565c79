import { useState } from 'react';
import { useMay } from '../../api/accountQueries';
import { isOpen, useBatches, useBatchFile, useCancelBatch, useSubmitBatch } from '../../api/predictionQueries';
import type { Batch, ModelDetail } from '../../api/types';
import { count, percent } from '../../format/number';
import { plain, type Tone } from '../../format/words';
import { Badge } from '../../parts/Badge';
import { Button } from '../../parts/Button';
import { Field, Input, Select } from '../../parts/Field';
import { Panel } from '../../parts/Panel';
import { Answered, ProblemPanel, Skeleton } from '../../parts/States';
import { Table } from '../../parts/Table';
import { Time } from '../../parts/Time';
import './BatchesTab.css';

const types: Record<Batch['input'], string> = {
  csv: 'text/csv',
  jsonl: 'application/x-ndjson',
  parquet: 'application/vnd.apache.parquet',
  arrows: 'application/vnd.apache.arrow.stream',
};

const tones: Record<Batch['state'], Tone> = { queued: 'neutral', running: 'info', done: 'good', failed: 'critical', cancelled: 'neutral' };

/** Files that the server scores: submitted here, watched while they run, saved when they are done. */
export default function BatchesTab({ model }: { model: ModelDetail }) {
  const may = useMay('prediction.create');
  const query = useBatches(model.model);
  return (
    <div className="stack">
      {may ? <SubmitPanel model={model.model} serves={model.serving.length > 0} /> : null}
      <Panel title="Batches" note="Files are removed seven days after the end" flush>
        <Answered query={query} skeleton={<Skeleton lines={4} />}>
          {(page) =>
            page.items.length === 0 ? (
              <p className="muted batches-none">No file has been scored in the last days.</p>
            ) : (
              <BatchTable model={model.model} batches={page.items} may={may} />
            )
          }
        </Answered>
      </Panel>
    </div>
  );
}

function SubmitPanel({ model, serves }: { model: string; serves: boolean }) {
  const [file, setFile] = useState<File>();
  const [output, setOutput] = useState<Batch['output']>();
  const [explain, setExplain] = useState('0');
  const [log, setLog] = useState(false);
  const submit = useSubmitBatch(model);
  const form = file && formOf(file.name);
  const send = () => {
    if (!file || !form) return;
    submit.mutate({ file: file.slice(0, file.size, types[form]), output: output ?? form, explain: Number(explain), log });
  };
  return (
    <Panel title="Score a file" note={serves ? 'By what serves, behind its safeguards' : 'No version serves: the file would be refused'}>
      <div className="batches-submit">
        <Field label="Rows" hint="CSV, JSON lines, Parquet or Arrow" error={file && !form ? `${file.name} is none of these` : undefined}>
          {(control) => (
            <Input
              {...control}
              type="file"
              accept=".csv,.jsonl,.ndjson,.parquet,.arrows,.arrow"
              onChange={(event) => setFile(event.target.files?.[0])}
            />
          )}
        </Field>
        <Field label="Answer as">
          {(control) => (
            <Select {...control} value={output ?? form ?? 'csv'} onChange={(event) => setOutput(event.target.value as Batch['output'])}>
              <option value="csv">CSV</option>
              <option value="jsonl">JSON lines</option>
              <option value="parquet">Parquet</option>
              <option value="arrows">Arrow stream</option>
            </Select>
          )}
        </Field>
        <Field label="Reasons per row">
          {(control) => (
            <Select {...control} value={explain} onChange={(event) => setExplain(event.target.value)}>
              {['0', '1', '3', '5'].map((number) => (
                <option key={number}>{number}</option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Prediction log" hint="For drift, labels and search">
          {(control) => (
            <Select {...control} value={String(log)} onChange={(event) => setLog(event.target.value === 'true')}>
              <option value="false">Leave out</option>
              <option value="true">Write into it</option>
            </Select>
          )}
        </Field>
        <Button kind="primary" busy={submit.isPending} disabled={!form} onClick={send}>
          Submit
        </Button>
      </div>
      {submit.error ? <ProblemPanel problem={submit.error} /> : null}
    </Panel>
  );
}

function BatchTable({ model, batches, may }: { model: string; batches: Batch[]; may: boolean }) {
  const cancel = useCancelBatch(model);
  const save = useBatchFile(model);
  const problem = cancel.error ?? save.error;
  return (
    <>
      {problem ? <ProblemPanel problem={problem} /> : null}
      <Table
        caption={`Batches of ${model}`}
        rows={batches}
        rowKey={(batch) => batch.id}
        columns={[
          {
            key: 'submitted',
            title: 'Submitted',
            cell: (batch) => (
              <>
                <Time at={batch.submittedAt} />
                <div className="muted nowrap">by {batch.author}</div>
              </>
            ),
          },
          { key: 'rows', title: 'Rows of', minor: true, cell: (batch) => <RowsOf batch={batch} /> },
          { key: 'state', title: 'State', cell: (batch) => <State batch={batch} /> },
          { key: 'scored', title: 'Scored', numeric: true, cell: (batch) => count(batch.scored) },
          { key: 'refused', title: 'Refused', numeric: true, cell: (batch) => count(batch.rejected) },
          {
            key: 'rate',
            title: 'Rows/s',
            numeric: true,
            minor: true,
            cell: (batch) => (batch.rowsPerSecond > 0 ? count(Math.round(batch.rowsPerSecond)) : '–'),
          },
          {
            key: 'act',
            title: <span className="visually-hidden">Act</span>,
            cell: (batch) =>
              may ? (
                <span className="row">
                  {isOpen(batch) ? (
                    <Button small kind="quiet" busy={cancel.isPending && cancel.variables === batch.id} onClick={() => cancel.mutate(batch.id)}>
                      Cancel
                    </Button>
                  ) : null}
                  {batch.state === 'done' ? (
                    <Button small kind="quiet" onClick={() => save.mutate({ batch, refused: false })}>
                      Download
                    </Button>
                  ) : null}
                  {batch.state === 'done' && batch.rejected > 0 ? (
                    <Button small kind="quiet" onClick={() => save.mutate({ batch, refused: true })}>
                      Refused rows
                    </Button>
                  ) : null}
                </span>
              ) : null,
          },
        ]}
      />
    </>
  );
}

function RowsOf({ batch }: { batch: Batch }) {
  return (
    <>
      {batch.path ? <code>{batch.path}</code> : 'an upload'}
      <div className="muted">
        v{batch.version}
        {batch.canary ? ` and canary v${batch.canary}` : ''}, {batch.input} to {batch.output}
        {batch.explain > 0 ? `, ${batch.explain} ${batch.explain === 1 ? 'reason' : 'reasons'}` : ''}
        {batch.log ? ', logged' : ''}
      </div>
    </>
  );
}

function State({ batch }: { batch: Batch }) {
  return (
    <>
      <Badge tone={tones[batch.state]}>{plain(batch.state)}</Badge>
      {batch.state === 'running' ? (
        <div className="row nowrap">
          <progress className="batches-progress" value={batch.share} aria-label="Share that has been read" /> {percent(batch.share, 0)}
        </div>
      ) : null}
      {batch.failure ? <div className="batches-failure">{batch.failure}</div> : null}
    </>
  );
}

/** The form that a file's name tells. */
export function formOf(name: string): Batch['input'] | undefined {
  const suffix = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  if (suffix === 'ndjson') return 'jsonl';
  if (suffix === 'arrow') return 'arrows';
  return Object.hasOwn(types, suffix) ? (suffix as Batch['input']) : undefined;
}
