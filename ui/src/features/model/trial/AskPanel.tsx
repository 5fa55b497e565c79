import { useState } from 'react';
import { useMay } from '../../../api/accountQueries';
import { useOpenChangeRequest } from '../../../api/approvalQueries';
import { useTrialSize } from '../../../api/deploymentQueries';
import type { ModelDetail, TrialSize } from '../../../api/types';
import { count, measure, percent } from '../../../format/number';
import { Button } from '../../../parts/Button';
import { Field, Input, TextArea } from '../../../parts/Field';
import { Facts, Panel } from '../../../parts/Panel';
import { ProblemPanel } from '../../../parts/States';
import './AskPanel.css';

/** Plans a trial and asks for it by a change request. */
export function AskPanel({ model }: { model: ModelDetail }) {
  const may = useMay('change.request');
  const champion = model.serving.find((one) => one.stage === 'PRODUCTION')?.version;
  const [version, setVersion] = useState(String(model.latestVersion));
  const [metric, setMetric] = useState('outcome');
  const [effect, setEffect] = useState('');
  const [share, setShare] = useState('50');
  const [days, setDays] = useState('28');
  const [reason, setReason] = useState('');
  const least = Number(effect);
  const given = effect !== '' && Number.isFinite(least) && least > 0;
  const size = useTrialSize(model.model, given && champion !== undefined ? { metric, effect: least, share: Number(share) } : null);
  const request = useOpenChangeRequest();
  if (champion === undefined)
    return (
      <Panel title="Plan a trial">
        <p className="muted">A trial compares with the version in production, and none is; bring one there first.</p>
      </Panel>
    );
  const ask = () =>
    request.mutate({
      model: model.model,
      version: Number(version),
      stage: 'CANARY',
      reason: reason.trim(),
      plan: { shares: [Number(share)], trial: { metric, effect: least, days: Number(days) } },
    });
  return (
    <Panel title="Plan a trial" note={`Against version ${champion}, which is in production; entities stay with the version that they meet first`}>
      <div className="stack">
        <div className="trial-ask">
          <Field label="Version to try">
            {(control) => <Input {...control} type="number" min={1} max={model.latestVersion} value={version} onChange={(event) => setVersion(event.target.value)} />}
          </Field>
          <Field label="Metric" hint="outcome: what truly happened; squared-error: distance of score and truth; or a business value of labels">
            {(control) => (
              <>
                <Input {...control} list="trial-metrics" value={metric} onChange={(event) => setMetric(event.target.value)} />
                <datalist id="trial-metrics">
                  <option value="outcome" />
                  <option value="squared-error" />
                </datalist>
              </>
            )}
          </Field>
          <Field label="Least effect that matters" hint="In units of the metric, such as 0.02">
            {(control) => <Input {...control} inputMode="decimal" value={effect} onChange={(event) => setEffect(event.target.value)} />}
          </Field>
          <Field label="Share of the entities, %">
            {(control) => <Input {...control} type="number" min={1} max={99} value={share} onChange={(event) => setShare(event.target.value)} />}
          </Field>
          <Field label="Days">
            {(control) => <Input {...control} type="number" min={1} max={365} value={days} onChange={(event) => setDays(event.target.value)} />}
          </Field>
        </div>
        {size.data ? <Size size={size.data} planned={Number(days)} /> : null}
        {size.error ? <ProblemPanel problem={size.error} /> : null}
        <Field label="Reason" required>
          {(control) => <TextArea {...control} value={reason} maxLength={1000} onChange={(event) => setReason(event.target.value)} />}
        </Field>
        <div>
          <Button kind="primary" disabled={!may || !given || reason.trim() === '' || Number(version) === champion} busy={request.isPending} onClick={ask}>
            Ask for the trial
          </Button>
        </div>
        {request.isSuccess ? <p role="status">The change request is open; the trial begins once others have approved it.</p> : null}
        {request.error ? <ProblemPanel problem={request.error} /> : null}
      </div>
    </Panel>
  );
}

function Size({ size, planned }: { size: TrialSize; planned: number }) {
  const { days } = size;
  const duration = days === null ? 'the traffic does not bring so many' : `about ${days} days of the present traffic${days > planned ? ', longer than planned' : ''}`;
  return (
    <Facts
      items={[
        ['Baseline', `${measure(size.baseline)}, standard deviation ${measure(size.deviation)}`],
        ['Entities needed', `${count(size.sequential)} to look whenever you like; ${count(size.fixed)} for a single look at the end`],
        ['Takes', duration],
        ['Traffic', `${count(size.entitiesPerMonth)} entities in 28 days, ${percent(size.labelledShare, 0)} of them known`],
      ]}
    />
  );
}
