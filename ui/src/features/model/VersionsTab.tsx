import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useMay } from '../../api/accountQueries';
import { useVersions } from '../../api/modelQueries';
import type { ModelDetail, VersionRow } from '../../api/types';
import { headlineMetrics, metricWords } from '../../format/metric';
import { learnerWord } from '../../format/words';
import { Badge, StageBadge, VerdictBadge } from '../../parts/Badge';
import { Button, ButtonLink } from '../../parts/Button';
import { IntervalCell } from '../../parts/IntervalCell';
import { MoreButton } from '../../parts/MoreButton';
import { Panel } from '../../parts/Panel';
import { Answered, Empty, Skeleton } from '../../parts/States';
import { Table } from '../../parts/Table';
import { Time } from '../../parts/Time';
import { OverrideBadge } from '../policies/OverrideBadge';
import { ChangeRequestDialog } from './ChangeRequestDialog';
import { Comparison } from './Comparison';
import { ForeignPanel } from './ForeignPanel';
import { NamingDialog } from './NamingDialog';
import { ServedPanel } from './ServedPanel';

const mostCompared = 5;

export default function VersionsTab({ model }: { model: ModelDetail }) {
  const query = useVersions(model.model);
  return (
    <Answered
      query={query}
      skeleton={
        <Panel>
          <Skeleton lines={8} />
        </Panel>
      }
    >
      {(data) => {
        const rows = data.pages.flatMap((page) => page.items);
        if (rows.length === 0) {
          return (
            <div className="stack">
              <Panel>
                <Empty title="No version yet" command={`./plumbline train --data FILE --label ${model.label || 'COLUMN'} --name ${model.model}`} />
              </Panel>
              <ForeignPanel model={model} />
            </div>
          );
        }
        return (
          <div className="stack">
            <Present model={model} rows={rows} />
            <MoreButton query={query} shown={rows.length} total={model.versions} />
            <ForeignPanel model={model} />
          </div>
        );
      }}
    </Answered>
  );
}

function Present({ model, rows }: { model: ModelDetail; rows: VersionRow[] }) {
  const [address, setAddress] = useSearchParams();
  const [moving, setMoving] = useState<VersionRow>();
  const [naming, setNaming] = useState<VersionRow>();
  const mayWrite = useMay('model.write');
  const pair = (address.get('compare') ?? '').split(',').map(Number).filter((number) => number > 0);
  const names = headlineMetrics(model.task, rows[0]?.metrics ?? {});
  const base = `/models/${encodeURIComponent(model.model)}`;

  // The oldest choice makes room for one more than fit beside each other.
  const toggle = (version: number) => {
    const next = pair.includes(version) ? pair.filter((one) => one !== version) : [...pair, version].slice(-mostCompared);
    setAddress(next.length > 0 ? { compare: next.join(',') } : {}, { replace: true });
  };
  const chosen = [...pair].sort((one, other) => one - other);
  const aliases = (version: number) => model.aliases.filter((one) => one.version === version);

  return (
    <>
      <Panel
        title="Versions"
        note={pair.length === 1 ? 'Tick a second version to compare the two' : 'Immutable and content-hashed; tick some to compare them'}
        flush
        actions={
          pair.length > 0 ? (
            <Button small kind="quiet" onClick={() => setAddress({}, { replace: true })}>
              Clear choice
            </Button>
          ) : null
        }
      >
        <Table
          caption={`Versions of ${model.model}`}
          rows={rows}
          rowKey={(row) => row.version}
          columns={[
            {
              key: 'version',
              title: 'Version',
              cell: (row) => (
                <>
                  <span className="row version-name">
                    <input
                      type="checkbox"
                      aria-label={`Compare version ${row.version}`}
                      checked={pair.includes(row.version)}
                      onChange={() => toggle(row.version)}
                    />
                    <Link to={`${base}/versions/${row.version}`}>
                      <b>v{row.version}</b>
                    </Link>
                  </span>
                  <span className="row version-names">
                    {aliases(row.version).map((one) => (
                      <span key={one.alias} className="tag" title={one.followsServing ? 'Follows what serves' : `Given by ${one.by}`}>
                        {one.alias}
                      </span>
                    ))}
                    {row.tags.map((one) => (
                      <span key={one.key} className="tag muted" title="Tag">
                        {one.key}
                        {one.value ? `: ${one.value}` : ''}
                      </span>
                    ))}
                    {row.sunset ? (
                      <Badge tone="warning">
                        Ends <Time at={row.sunset.at} />
                      </Badge>
                    ) : null}
                  </span>
                </>
              ),
            },
            { key: 'stage', title: 'Stage', cell: (row) => <StageBadge stage={row.stage} /> },
            {
              key: 'verdict',
              title: 'Policy',
              cell: (row) => (
                <span className="row">
                  <VerdictBadge verdict={row.verdict} />
                  <OverrideBadge model={model.model} version={row.version} />
                </span>
              ),
            },
            ...names.map((name) => ({
              key: name,
              title: metricWords(name).name,
              numeric: true,
              minor: name !== names[0],
              cell: (row: VersionRow) => <IntervalCell name={name} interval={row.metrics[name]} />,
            })),
            {
              key: 'created',
              title: 'Trained',
              minor: true,
              cell: (row) => (
                <>
                  <Time at={row.createdAt} />
                  <div className="muted">
                    {learnerWord(row.learner)}
                    {row.author ? ` by ${row.author}` : ''}
                  </div>
                </>
              ),
            },
            {
              key: 'actions',
              title: <span className="visually-hidden">Actions</span>,
              cell: (row) => (
                <span className="row version-actions">
                  <ButtonLink small to={`${base}/try?version=${row.version}`}>
                    Try
                  </ButtonLink>
                  <Button small onClick={() => setMoving(row)}>
                    Change stage…
                  </Button>
                  {mayWrite ? (
                    <Button small kind="quiet" onClick={() => setNaming(row)}>
                      Name or end…
                    </Button>
                  ) : null}
                </span>
              ),
            },
          ]}
        />
      </Panel>
      {chosen.length > 1 ? <Comparison model={model} versions={chosen} /> : null}
      <ServedPanel model={model} />
      {naming ? <NamingDialog model={model} version={naming} close={() => setNaming(undefined)} /> : null}
      {moving ? (
        <ChangeRequestDialog model={model} version={moving.version} stage={moving.stage} verdict={moving.verdict} close={() => setMoving(undefined)} />
      ) : null}
    </>
  );
}
