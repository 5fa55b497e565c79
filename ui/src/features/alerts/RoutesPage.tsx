import { useState } from 'react';
import { useMay } from '../../api/accountQueries';
import { useAlertRoutes, useEndSilence, useNotices, useRemoveAlertRoute, useRetryNotice, useSilences, useTestAlertRoute } from '../../api/alertQueries';
import type { AlertMatch, AlertRoute } from '../../api/types';
import { plain } from '../../format/words';
import { Badge } from '../../parts/Badge';
import { Button } from '../../parts/Button';
import { MoreButton } from '../../parts/MoreButton';
import { Panel } from '../../parts/Panel';
import { Answered, Empty } from '../../parts/States';
import { Table } from '../../parts/Table';
import { Time } from '../../parts/Time';
import { usePageTitle } from '../../parts/usePageTitle';
import { AlertTabs } from './AlertTabs';
import { RouteDialog } from './RouteDialog';
import { SilenceDialog } from './SilenceDialog';
import './AlertsPage.css';

const noticeTones = { waiting: 'warning', delivered: 'good', dead: 'critical' } as const;

export default function RoutesPage() {
  usePageTitle('Who is told of alerts');
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Who is told</h1>
          <p>Each alert goes to every route that it matches; nothing is lost while a receiver is away.</p>
        </div>
      </div>
      <AlertTabs />
      <div className="stack">
        <Routes />
        <Silences />
        <Notices />
      </div>
    </>
  );
}

const matched = (match: AlertMatch) =>
  [
    match.model ?? 'all models',
    ...(match.kinds ?? []).map(plain),
    match.column ?? '',
    match.severity && match.severity !== 'info' ? `${match.severity} and louder` : '',
  ]
    .filter(Boolean)
    .join(', ');

function Routes() {
  const query = useAlertRoutes();
  const may = useMay('alert.configure');
  const [editing, setEditing] = useState<AlertRoute | 'new'>();
  return (
    <Panel
      title="Routes"
      flush
      actions={
        <Button small disabled={!may} onClick={() => setEditing('new')}>
          Add a route…
        </Button>
      }
    >
      <Answered query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="Nobody is told of alerts">
              <p>A route sends them by webhook, e-mail, or to Slack, Alertmanager or PagerDuty.</p>
            </Empty>
          ) : (
            <Table
              caption="Routes"
              rows={items}
              rowKey={(route) => route.name}
              columns={[
                {
                  key: 'name',
                  title: 'Route',
                  cell: (route) => (
                    <div className="alert-text">
                      <b>{route.name}</b>
                      <span>
                        {plain(route.form)} to {route.address}
                      </span>
                    </div>
                  ),
                },
                { key: 'match', title: 'Alerts', cell: (route) => matched(route.match) },
                {
                  key: 'after',
                  title: 'When',
                  minor: true,
                  cell: (route) =>
                    !route.enabled ? (
                      <Badge tone="neutral">Off</Badge>
                    ) : route.afterMinutes === 0 ? (
                      'At once'
                    ) : (
                      `Unacknowledged for ${route.afterMinutes} min`
                    ),
                },
                {
                  key: 'actions',
                  title: <span className="visually-hidden">Actions</span>,
                  cell: (route) => (may ? <RouteActions route={route} edit={() => setEditing(route)} /> : null),
                },
              ]}
            />
          )
        }
      </Answered>
      {editing ? <RouteDialog route={editing === 'new' ? undefined : editing} close={() => setEditing(undefined)} /> : null}
    </Panel>
  );
}

function RouteActions({ route, edit }: { route: AlertRoute; edit: () => void }) {
  const test = useTestAlertRoute();
  const remove = useRemoveAlertRoute();
  return (
    <div className="alert-state">
      <span className="row">
        <Button small busy={test.isPending} onClick={() => test.mutate(route.name)}>
          Send a test<span className="visually-hidden"> to {route.name}</span>
        </Button>
        <Button small kind="quiet" onClick={edit}>
          Change<span className="visually-hidden"> {route.name}</span>
        </Button>
        <Button small kind="quiet" busy={remove.isPending} onClick={() => remove.mutate(route.name)}>
          Remove<span className="visually-hidden"> {route.name}</span>
        </Button>
      </span>
      <span role="status" className="muted">
        {test.data ? (test.data.delivered ? 'The test arrived' : `The test did not arrive: ${test.data.failure}`) : ''}
      </span>
    </div>
  );
}

function Silences() {
  const query = useSilences();
  const may = useMay('alert.acknowledge');
  const end = useEndSilence();
  const [adding, setAdding] = useState(false);
  return (
    <Panel
      title="Silences"
      note="Silenced alerts open and resolve as ever; what is still open at the end is told then."
      flush
      actions={
        <Button small disabled={!may} onClick={() => setAdding(true)}>
          Silence…
        </Button>
      }
    >
      <Answered query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="Nothing is silenced" />
          ) : (
            <Table
              caption="Silences"
              rows={items}
              rowKey={(silence) => silence.id}
              columns={[
                { key: 'match', title: 'Alerts', cell: (silence) => matched(silence.match) },
                { key: 'reason', title: 'Reason', cell: (silence) => `${silence.reason} (${silence.by})` },
                { key: 'until', title: 'Until', cell: (silence) => <Time at={silence.until} /> },
                {
                  key: 'end',
                  title: <span className="visually-hidden">Actions</span>,
                  cell: (silence) =>
                    may ? (
                      <Button small kind="quiet" busy={end.isPending} onClick={() => end.mutate(silence.id)}>
                        End now
                      </Button>
                    ) : null,
                },
              ]}
            />
          )
        }
      </Answered>
      {adding ? <SilenceDialog close={() => setAdding(false)} /> : null}
    </Panel>
  );
}

function Notices() {
  const query = useNotices();
  const may = useMay('alert.configure');
  const retry = useRetryNotice();
  return (
    <Panel title="What was told" flush>
      <Answered query={query}>
        {(data) => {
          const items = data.pages.flatMap((page) => page.items);
          if (items.length === 0) return <Empty title="Nothing was told yet" />;
          return (
            <>
              <Table
                caption="Notices"
                rows={items}
                rowKey={(notice) => notice.id}
                columns={[
                  {
                    key: 'title',
                    title: 'Notice',
                    cell: (notice) => (
                      <div className="alert-text">
                        <b>
                          {plain(notice.event)}: {notice.title}
                        </b>
                        <span>
                          {notice.model} to {notice.route}
                          {notice.failure ? `, ${notice.failure}` : ''}
                        </span>
                      </div>
                    ),
                  },
                  { key: 'written', title: 'Written', minor: true, cell: (notice) => <Time at={notice.writtenAt} /> },
                  {
                    key: 'state',
                    title: 'State',
                    cell: (notice) => (
                      <span className="alert-state">
                        <Badge tone={noticeTones[notice.state]}>{plain(notice.state)}</Badge>
                        {notice.attempts > 1 ? <span className="muted">{notice.attempts} attempts</span> : null}
                      </span>
                    ),
                  },
                  {
                    key: 'retry',
                    title: <span className="visually-hidden">Actions</span>,
                    cell: (notice) =>
                      may && notice.state !== 'delivered' ? (
                        <Button small busy={retry.isPending} onClick={() => retry.mutate(notice.id)}>
                          Send again
                        </Button>
                      ) : null,
                  },
                ]}
              />
              <MoreButton query={query} shown={items.length} />
            </>
          );
        }}
      </Answered>
    </Panel>
  );
}
