import { useState } from 'react';
import { Button } from '../../parts/Button';
import { Dialog } from '../../parts/Dialog';
import { fieldText, type FieldName } from './fields';

interface Props {
  fields: FieldName[];
  chosen: string[];
  onChoose: (columns: string[]) => void;
}

const titles = { metrics: 'Metrics', params: 'Parameters', tags: 'Tags' } as const;

/** Which fields the table shows. */
export function ColumnChoice({ fields, chosen, onChoose }: Props) {
  const [open, setOpen] = useState(false);
  const known = new Set(fields.map(fieldText));
  const kept = chosen.filter((text) => !known.has(text));
  return (
    <>
      <Button small onClick={() => setOpen(true)}>
        Columns
      </Button>
      {open ? (
        <Dialog title="Columns" onClose={() => setOpen(false)} footer={<Button onClick={() => setOpen(false)}>Done</Button>}>
          {(['metrics', 'params', 'tags'] as const).map((kind) => {
            const those = fields.filter((field) => field.kind === kind);
            if (those.length === 0) return null;
            return (
              <fieldset key={kind} className="column-group">
                <legend>{titles[kind]}</legend>
                {those.slice(0, 200).map((field) => {
                  const text = fieldText(field);
                  const on = chosen.includes(text);
                  return (
                    <label key={text}>
                      <input
                        type="checkbox"
                        checked={on}
                        onChange={() => onChoose(on ? chosen.filter((one) => one !== text) : [...chosen, text])}
                      />
                      {field.key}
                    </label>
                  );
                })}
              </fieldset>
            );
          })}
          {kept.length > 0 ? <p className="muted">Also chosen, but in none of the runs shown: {kept.join(', ')}</p> : null}
        </Dialog>
      ) : null}
    </>
  );
}
