import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useVersion } from '../../api/modelQueries';
import type { ContractColumn, ModelDetail, VersionDetail } from '../../api/types';
import { learnerWord } from '../../format/words';
import { StageBadge, VerdictBadge } from '../../parts/Badge';
import { Button, ButtonLink } from '../../parts/Button';
import { Panel } from '../../parts/Panel';
import { Answered, Skeleton } from '../../parts/States';
import { Table } from '../../parts/Table';
import { Time } from '../../parts/Time';
import { NotFoundPage } from '../../shell/NotFoundPage';
import { OverrideBadge } from '../policies/OverrideBadge';
import { ChangeRequestDialog } from './ChangeRequestDialog';
import { EvidencePanel } from './evidence/EvidencePanel';
import { seen } from './fields';
import { ProvenancePanel } from './ProvenancePanel';
import { ImportanceList, ScorecardView } from './ScorecardView';
import { VerdictPanel } from './SummaryTab';

export default function VersionPage({ model }: { model: ModelDetail }) {
  const number = Number(useParams()['version']);
  const valid = Number.isInteger(number) && number > 0;
  const query = useVersion(model.model, valid ? number : undefined);
  if (!valid) return <NotFoundPage />;
  return (
    <Answered
      query={query}
      skeleton={
        <Panel>
          <Skeleton lines={10} tall />
        </Panel>
      }
    >
      {(version) => <Present model={model} version={version} />}
    </Answered>
  );
}

function Present({ model, version }: { model: ModelDetail; version: VersionDetail }) {
  const [moving, setMoving] = useState(false);
  const base = `/models/${encodeURIComponent(model.model)}`;
  const verdict = version.evaluation?.verdict ?? 'UNEVALUATED';
  return (
    <div className="stack">
      <div className="spread">
        <div className="row">
          <h2>Version {version.version}</h2>
          <StageBadge stage={version.stage} />
          <VerdictBadge verdict={verdict} />
          <OverrideBadge model={model.model} version={version.version} />
          <span className="muted">
            {learnerWord(version.learner)}, trained <Time at={version.createdAt} /> {version.author ? `by ${version.author}` : ''}
          </span>
        </div>
        <div className="row">
          <Link to={`${base}/versions`}>All versions</Link>
          <ButtonLink small to={`${base}/try?version=${version.version}`}>
            Try
          </ButtonLink>
          <Button small onClick={() => setMoving(true)}>
            Change stage…
          </Button>
        </div>
      </div>
      <div className="summary-grid">
        <div className="stack">
          <ScorecardView version={version} label={model.label} positive={model.positive} />
          <EvidencePanel model={version.model} version={version.version} />
          <ContractPanel columns={version.contract.columns} />
        </div>
        <div className="stack">
          <VerdictPanel version={version} />
          {version.importance.length > 0 ? (
            <Panel title="Importance" note="Share of what moves the score">
              <ImportanceList items={version.importance} limit={20} />
            </Panel>
          ) : null}
          <ProvenancePanel version={version} />
        </div>
      </div>
      {moving ? (
        <ChangeRequestDialog model={model} version={version.version} stage={version.stage} verdict={verdict} close={() => setMoving(false)} />
      ) : null}
    </div>
  );
}

function ContractPanel({ columns }: { columns: ContractColumn[] }) {
  return (
    <Panel title="Contract" note="What a row must hold to be scored" flush>
      <Table
        caption="Contract"
        rows={columns}
        rowKey={(column) => column.name}
        columns={[
          { key: 'name', title: 'Column', cell: (column) => <code>{column.name}</code> },
          { key: 'type', title: 'Type', cell: (column) => column.type.toLowerCase() },
          { key: 'role', title: 'Role', cell: (column) => column.role.toLowerCase() },
          { key: 'required', title: 'Required', cell: (column) => (column.required ? 'yes' : 'no') },
          {
            key: 'values',
            title: 'Values',
            minor: true,
            cell: (column) =>
              column.categories.length > 0
                ? `${column.categories.slice(0, 6).join(', ')}${column.categories.length > 6 ? ` and ${column.categories.length - 6} more` : ''}`
                : seen(column) || '–',
          },
          { key: 'description', title: 'Meaning', minor: true, cell: (column) => column.description || '–' },
        ]}
      />
    </Panel>
  );
}
