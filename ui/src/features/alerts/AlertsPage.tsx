import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useMay } from '../../api/accountQueries';
import { useAcknowledge, useAlerts } from '../../api/alertQueries';
import type { Alert } from '../../api/types';
import { plain } from '../../format/words';
import { SeverityBadge, StateBadge } from '../../parts/Badge';
import { Button } from '../../parts/Button';
import { Dialog } from '../../parts/Dialog';
import { Choice, Field, TextArea } from '../../parts/Field';
import { MoreButton } from '../../parts/MoreButton';
import { Panel } from '../../parts/Panel';
import { Answered, Empty, ProblemPanel } from '../../parts/States';
import { Table } from '../../parts/Table';
import { Time } from '../../parts/Time';
import { usePageTitle } from '../../parts/usePageTitle';
import { AlertTabs } from './AlertTabs';
import './AlertsPage.css';

export default function AlertsPage() {
  usePageTitle('Alerts');
  const [address, setAddress] = useSearchParams();
  const state = address.get('state') ?? '';
  const model = address.get('model') ?? undefined;
  const query = useAlerts({ state, model });
  const [acknowledging, setAcknowledging] = useState<Alert>();
  const may = useMay('alert.acknowledge');

  const set = (name: string, value: string | undefined) =>
    setAddress(
      (present) => {
        const next = new URLSearchParams(present);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );

  return (
    <>
      <div className="page-head">
        <div>
          <h1>Alerts</h1>
          <p>One alert for one cause; it closes itself when the cause has gone.</p>
        </div>
        <div className="row">
          {model ? (
            <Button small kind="quiet" onClick={() => set('model', undefined)}>
              Only {model} ✕<span className="visually-hidden"> show all models</span>
            </Button>
          ) : null}
          <Choice
            label="State"
            value={state}
            onChange={(next) => set('state', next)}
            options={[
              ['', 'All'],
              ['open', 'Open'],
              ['acknowledged', 'Acknowledged'],
              ['resolved', 'Resolved'],
            ]}
          />
        </div>
      </div>
      <AlertTabs />
      <Answered query={query}>
        {(data) => {
          const items = data.pages.flatMap((page) => page.items);
          if (items.length === 0) {
            return (
              <Panel>
                <Empty title={state === '' ? 'No alert' : `No ${state} alert`}>
                  <p>Alerts open when a served model drifts, loses performance, misses values or is no longer asked.</p>
                </Empty>
              </Panel>
            );
          }
          return (
            <>
              <Panel flush>
                <Table
                  caption="Alerts"
                  rows={items}
                  rowKey={(alert) => alert.id}
                  columns={[
                    {
                      key: 'title',
                      title: 'Alert',
                      cell: (alert) => (
                        <div className="alert-text">
                          <Link to={destination(alert)}>{alert.title}</Link>
                          <span>{alert.detail}</span>
                          <span className="muted">{alert.recommendation}</span>
                        </div>
                      ),
                    },
                    { key: 'severity', title: 'Severity', cell: (alert) => <SeverityBadge severity={alert.severity} /> },
                    { key: 'kind', title: 'Kind', minor: true, cell: (alert) => plain(alert.kind) },
                    {
                      key: 'model',
                      title: 'Model',
                      minor: true,
                      cell: (alert) => (
                        <Link to={`/models/${encodeURIComponent(alert.model)}`} className="nowrap">
                          {alert.model}
                          {alert.version != null ? ` v${alert.version}` : ''}
                        </Link>
                      ),
                    },
                    { key: 'opened', title: 'Opened', minor: true, cell: (alert) => <Time at={alert.openedAt} /> },
                    {
                      key: 'state',
                      title: 'State',
                      cell: (alert) => (
                        <span className="alert-state">
                          <StateBadge state={alert.state} />
                          {alert.state === 'resolved' ? (
                            <span className="muted">
                              <Time at={alert.resolvedAt} />
                            </span>
                          ) : alert.acknowledgedBy ? (
                            <span className="muted">by {alert.acknowledgedBy}</span>
                          ) : null}
                        </span>
                      ),
                    },
                    {
                      key: 'action',
                      title: <span className="visually-hidden">Actions</span>,
                      cell: (alert) =>
                        alert.state === 'open' ? (
                          <Button
                            small
                            disabled={!may}
                            title={may ? undefined : 'Your role does not include acknowledging alerts (alert.acknowledge)'}
                            onClick={() => setAcknowledging(alert)}
                          >
                            Acknowledge
                          </Button>
                        ) : null,
                    },
                  ]}
                />
              </Panel>
              <MoreButton query={query} shown={items.length} />
            </>
          );
        }}
      </Answered>
      {acknowledging ? <Acknowledge alert={acknowledging} close={() => setAcknowledging(undefined)} /> : null}
    </>
  );
}

function destination(alert: Alert): string {
  const base = `/models/${encodeURIComponent(alert.model)}`;
  if (alert.column) return `${base}/drift?column=${encodeURIComponent(alert.column)}`;
  if (/drift/i.test(alert.kind)) return `${base}/drift`;
  if (/performance|volume/i.test(alert.kind)) return `${base}/performance`;
  return base;
}

function Acknowledge({ alert, close }: { alert: Alert; close: () => void }) {
  const acknowledge = useAcknowledge();
  const [comment, setComment] = useState('');
  return (
    <Dialog
      title="Acknowledge this alert"
      onClose={close}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            kind="primary"
            disabled={comment.trim() === ''}
            busy={acknowledge.isPending}
            onClick={() => acknowledge.mutate({ id: alert.id, comment: comment.trim() }, { onSuccess: close })}
          >
            Acknowledge
          </Button>
        </>
      }
    >
      <p>
        <b>{alert.title}</b>
      </p>
      <p>It says that you look after it. The alert stays until its cause has gone; nothing about the model changes.</p>
      <Field label="Comment" required hint="What will be done, by whom.">
        {(control) => <TextArea {...control} value={comment} maxLength={2000} onChange={(event) => setComment(event.target.value)} />}
      </Field>
      {acknowledge.error ? <ProblemPanel problem={acknowledge.error} /> : null}
    </Dialog>
  );
}
