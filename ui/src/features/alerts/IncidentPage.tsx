import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useMay } from '../../api/accountQueries';
import { useAcknowledgeIncident, useCommentIncident, useIncident } from '../../api/alertQueries';
import type { Alert, IncidentEntry } from '../../api/types';
import { plain, type Tone } from '../../format/words';
import { SeverityBadge, StateBadge } from '../../parts/Badge';
import { Button } from '../../parts/Button';
import { Field, TextArea } from '../../parts/Field';
import { Panel } from '../../parts/Panel';
import { Answered, ProblemPanel } from '../../parts/States';
import { Table } from '../../parts/Table';
import { Time } from '../../parts/Time';
import { Timeline } from '../../parts/Timeline';
import { usePageTitle } from '../../parts/usePageTitle';
import './AlertsPage.css';

const tones: Record<string, Tone> = {
  opened: 'high',
  alertOpened: 'warning',
  alertRaised: 'high',
  alertResolved: 'good',
  acknowledged: 'info',
  commented: 'neutral',
  notified: 'accent',
  notNotified: 'critical',
  resolved: 'good',
};

export default function IncidentPage() {
  const { id = '' } = useParams();
  usePageTitle('Incident');
  const query = useIncident(id);
  return (
    <Answered query={query}>
      {({ incident, alerts, entries }) => (
        <>
          <p className="crumbs">
            <Link to="/incidents">Incidents</Link> <span aria-hidden="true">/</span>
          </p>
          <div className="page-head">
            <div>
              <h1>{incident.title}</h1>
              <p className="row">
                <SeverityBadge severity={incident.severity} />
                <StateBadge state={incident.state} />
                <Link to={`/models/${encodeURIComponent(incident.model)}`}>{incident.model}</Link>
                <span className="muted">
                  opened <Time at={incident.openedAt} />
                </span>
              </p>
            </div>
          </div>
          <div className="stack">
            <Panel title="Alerts" flush>
              <Table
                caption="Alerts of the incident"
                rows={alerts}
                rowKey={(alert) => alert.id}
                columns={[
                  { key: 'title', title: 'Alert', cell: (alert) => <AlertText alert={alert} /> },
                  { key: 'severity', title: 'Severity', cell: (alert) => <SeverityBadge severity={alert.severity} /> },
                  { key: 'state', title: 'State', cell: (alert) => <StateBadge state={alert.state} /> },
                ]}
              />
            </Panel>
            <Care id={id} open={incident.state === 'open'} />
            <Panel title="What happened">
              <Timeline items={entries.map(item)} />
            </Panel>
          </div>
        </>
      )}
    </Answered>
  );
}

function item(entry: IncidentEntry, index: number) {
  return {
    key: String(index),
    at: entry.at,
    title: plain(entry.kind),
    detail: entry.actor.startsWith('system:') ? entry.detail : `${entry.actor}: ${entry.detail}`,
    tone: tones[entry.kind] ?? 'neutral',
  };
}

function AlertText({ alert }: { alert: Alert }) {
  return (
    <div className="alert-text">
      <b>{alert.title}</b>
      <span>{alert.detail}</span>
      <span>{alert.recommendation}</span>
    </div>
  );
}

/** One field for both: what is written is either the care that is taken or a comment. */
function Care({ id, open }: { id: string; open: boolean }) {
  const may = useMay('alert.acknowledge');
  const acknowledge = useAcknowledgeIncident();
  const comment = useCommentIncident();
  const [text, setText] = useState('');
  const run = (command: typeof acknowledge) =>
    command.mutate({ id, comment: text.trim() }, { onSuccess: () => setText('') });
  const problem = acknowledge.error ?? comment.error;
  if (!may) return null;
  return (
    <Panel title="Take care">
      <Field label="What was seen, or will be done" hint="It stays in the history of the incident.">
        {(control) => <TextArea {...control} value={text} maxLength={2000} onChange={(event) => setText(event.target.value)} />}
      </Field>
      <div className="row">
        {open ? (
          <Button kind="primary" disabled={text.trim() === ''} busy={acknowledge.isPending} onClick={() => run(acknowledge)}>
            Acknowledge all
          </Button>
        ) : null}
        <Button disabled={text.trim() === ''} busy={comment.isPending} onClick={() => run(comment)}>
          Comment
        </Button>
      </div>
      {problem ? <ProblemPanel problem={problem} /> : null}
    </Panel>
  );
}
