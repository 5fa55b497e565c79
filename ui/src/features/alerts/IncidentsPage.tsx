import { Link, useSearchParams } from 'react-router';
import { useIncidents } from '../../api/alertQueries';
import { SeverityBadge, StateBadge } from '../../parts/Badge';
import { Choice } from '../../parts/Field';
import { MoreButton } from '../../parts/MoreButton';
import { Panel } from '../../parts/Panel';
import { Answered, Empty } from '../../parts/States';
import { Table } from '../../parts/Table';
import { Time } from '../../parts/Time';
import { usePageTitle } from '../../parts/usePageTitle';
import { AlertTabs } from './AlertTabs';
import './AlertsPage.css';

export default function IncidentsPage() {
  usePageTitle('Incidents');
  const [address, setAddress] = useSearchParams();
  const state = address.get('state') ?? '';
  const query = useIncidents({ state });
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Incidents</h1>
          <p>The alerts of one model that belong together, from the first to the last.</p>
        </div>
        <Choice
          label="State"
          value={state}
          onChange={(next) => setAddress(next ? { state: next } : {}, { replace: true })}
          options={[
            ['', 'All'],
            ['open', 'Open'],
            ['acknowledged', 'Acknowledged'],
            ['resolved', 'Resolved'],
          ]}
        />
      </div>
      <AlertTabs />
      <Answered query={query}>
        {(data) => {
          const items = data.pages.flatMap((page) => page.items);
          if (items.length === 0) {
            return (
              <Panel>
                <Empty title={state === '' ? 'No incident' : `No ${state} incident`}>
                  <p>An incident opens with the first alert of a model and ends with its last.</p>
                </Empty>
              </Panel>
            );
          }
          return (
            <>
              <Panel flush>
                <Table
                  caption="Incidents"
                  rows={items}
                  rowKey={(incident) => incident.id}
                  columns={[
                    {
                      key: 'title',
                      title: 'Incident',
                      cell: (incident) => (
                        <div className="alert-text">
                          <Link to={`/incidents/${incident.id}`}>{incident.model}</Link>
                          <span>{incident.title}</span>
                        </div>
                      ),
                    },
                    { key: 'severity', title: 'Severity', cell: (incident) => <SeverityBadge severity={incident.severity} /> },
                    { key: 'opened', title: 'Opened', minor: true, cell: (incident) => <Time at={incident.openedAt} /> },
                    {
                      key: 'state',
                      title: 'State',
                      cell: (incident) => (
                        <span className="alert-state">
                          <StateBadge state={incident.state} />
                          {incident.acknowledgedBy ? <span className="muted">by {incident.acknowledgedBy}</span> : null}
                        </span>
                      ),
                    },
                  ]}
                />
              </Panel>
              <MoreButton query={query} shown={items.length} />
            </>
          );
        }}
      </Answered>
    </>
  );
}
