import { useState } from 'react';
import { useAttachDocument, type ModelDocument } from '../../../api/evidenceQueries';
import { Button } from '../../../parts/Button';
import { Dialog } from '../../../parts/Dialog';
import { Field, Input, Select } from '../../../parts/Field';
import { ProblemPanel } from '../../../parts/States';

const kinds: [ModelDocument['kind'], string][] = [
  ['validation', 'Independent validation report'],
  ['development', 'Development documentation'],
  ['dataSheet', 'Data sheet'],
  ['monitoringPlan', 'Monitoring plan'],
  ['riskManagement', 'Risk management file'],
  ['impactAssessment', 'Impact assessment on people'],
  ['oversight', 'Human oversight'],
  ['instructions', 'Instructions for use'],
  ['security', 'Security review'],
  ['standards', 'Standards applied'],
  ['conformity', 'Declaration of conformity'],
  ['other', 'Other document'],
];

/** Markdown has no type in many browsers; what a file is called says it. */
const typed = (file: File) =>
  file.type === '' && file.name.endsWith('.md') ? file.slice(0, file.size, 'text/markdown') : file;

/** Asks for a document and attaches it. */
export function AttachDialog({ model, version, close }: { model: string; version: number; close: () => void }) {
  const [file, setFile] = useState<File>();
  const [kind, setKind] = useState<ModelDocument['kind']>('validation');
  const [title, setTitle] = useState('');
  const [whole, setWhole] = useState(false);
  const attach = useAttachDocument(model);
  const send = () => {
    if (file) attach.mutate({ file: typed(file), kind, title: title.trim() || file.name, version: whole ? undefined : version }, { onSuccess: close });
  };
  return (
    <Dialog
      title="Attach a document"
      onClose={close}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button kind="primary" busy={attach.isPending} disabled={!file} onClick={send}>
            Attach
          </Button>
        </>
      }
    >
      {attach.error ? <ProblemPanel problem={attach.error} /> : null}
      <Field label="File" hint="PDF, Markdown, text, CSV, JSON or an office document, 10 MB at most">
        {(control) => <Input {...control} type="file" onChange={(event) => setFile(event.target.files?.[0])} />}
      </Field>
      <Field label="Kind">
        {(control) => (
          <Select {...control} value={kind} onChange={(event) => setKind(event.target.value as ModelDocument['kind'])}>
            {kinds.map(([name, words]) => (
              <option key={name} value={name}>
                {words}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Title" hint="The file's name when empty">
        {(control) => <Input {...control} value={title} maxLength={200} onChange={(event) => setTitle(event.target.value)} />}
      </Field>
      <Field label="Holds for">
        {(control) => (
          <Select {...control} value={whole ? 'all' : 'one'} onChange={(event) => setWhole(event.target.value === 'all')}>
            <option value="one">Version {version}</option>
            <option value="all">All versions</option>
          </Select>
        )}
      </Field>
    </Dialog>
  );
}
