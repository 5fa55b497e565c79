import { useState } from 'react';
import { useKeepOn, useRemoveAlias, useSetAlias, useSetTag } from '../../api/modelQueries';
import type { ModelDetail, VersionRow } from '../../api/types';
import { Button } from '../../parts/Button';
import { Dialog } from '../../parts/Dialog';
import { Field, Input } from '../../parts/Field';
import { ProblemPanel } from '../../parts/States';
import { Time } from '../../parts/Time';
import { EndDialog } from './AboutPanel';

interface Props {
  model: ModelDetail;
  version: VersionRow;
  close: () => void;
}

/** Aliases, tags and the announced end of one version. */
export function NamingDialog({ model, version, close }: Props) {
  const setAlias = useSetAlias(model.model);
  const removeAlias = useRemoveAlias(model.model);
  const setTag = useSetTag(model.model);
  const keepOn = useKeepOn(model.model);
  const [alias, setAliasText] = useState('');
  const [key, setKey] = useState('');
  const [value, setValue] = useState('');
  const [ending, setEnding] = useState(false);
  const own = model.aliases.filter((one) => one.version === version.version);
  const problem = setAlias.error ?? removeAlias.error ?? setTag.error ?? keepOn.error;
  const elsewhere = model.aliases.find((one) => one.alias === alias && one.version !== version.version);

  if (ending) return <EndDialog model={model.model} version={version.version} close={close} />;
  return (
    <Dialog title={`Names of version ${version.version}`} onClose={close} footer={<Button onClick={close}>Close</Button>}>
      <ul className="about-list">
        {own.map((one) => (
          <li key={one.alias} className="row">
            <code>{one.alias}</code>
            {one.followsServing ? (
              <span className="muted">follows what serves; a change request moves it</span>
            ) : (
              <Button small kind="quiet" busy={removeAlias.isPending} onClick={() => removeAlias.mutate(one.alias)}>
                Remove
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Field label="New alias" hint={elsewhere ? `It names version ${elsewhere.version} now and would move here` : 'Small letters, digits, . _ -'}>
        {(control) => (
          <span className="row">
            <Input {...control} value={alias} maxLength={100} onChange={(event) => setAliasText(event.target.value)} />
            <Button
              disabled={alias === ''}
              busy={setAlias.isPending}
              onClick={() => setAlias.mutate({ alias, version: version.version }, { onSuccess: () => setAliasText('') })}
            >
              Give
            </Button>
          </span>
        )}
      </Field>
      <Field label="Tag" hint="Key, and a value if you like">
        {(control) => (
          <span className="row">
            <Input {...control} value={key} maxLength={250} onChange={(event) => setKey(event.target.value)} />
            <Input aria-label="Value of the tag" value={value} maxLength={5000} onChange={(event) => setValue(event.target.value)} />
            <Button
              disabled={key.trim() === ''}
              busy={setTag.isPending}
              onClick={() => setTag.mutate({ key, value, version: version.version }, { onSuccess: close })}
            >
              Set
            </Button>
          </span>
        )}
      </Field>
      <p className="row">
        {version.sunset ? (
          <>
            Ends <Time at={version.sunset.at} both />: “{version.sunset.reason}”
            <Button
              small
              kind="quiet"
              busy={keepOn.isPending}
              onClick={() => keepOn.mutate({ version: version.version, reason: 'Taken back on the versions page' }, { onSuccess: close })}
            >
              Take back
            </Button>
          </>
        ) : (
          <Button small onClick={() => setEnding(true)}>
            Announce its end…
          </Button>
        )}
      </p>
      {problem ? <ProblemPanel problem={problem} /> : null}
    </Dialog>
  );
}
