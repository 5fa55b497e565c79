import { Link, useSearchParams } from 'react-router';
import { useMay } from '../../api/accountQueries';
import { useOverrides, usePolicies, usePolicyLibrary } from '../../api/policyQueries';
import type { PolicyAttachment, PolicyOverride, PolicyShelf, PolicyVersion } from '../../api/types';
import { count } from '../../format/number';
import { StageBadge } from '../../parts/Badge';
import { Panel } from '../../parts/Panel';
import { Answered, Empty } from '../../parts/States';
import { Table } from '../../parts/Table';
import { Time } from '../../parts/Time';
import { usePageTitle } from '../../parts/usePageTitle';
import { PolicyEditor } from './PolicyEditor';
import { SimulationPanel } from './SimulationPanel';
import './PoliciesPage.css';

export default function PoliciesPage() {
  usePageTitle('Policies');
  const [address] = useSearchParams();
  const maySimulate = useMay('policy.simulate');
  const shelf = usePolicies();
  const library = usePolicyLibrary();
  const name = address.get('policy');
  const ready = address.get('from');
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Policies</h1>
          <p>Rules that decide what may go out. A published version never changes; another person puts it in force.</p>
        </div>
      </div>
      <div className="stack">
        <Answered query={shelf}>{(found) => <Shelf shelf={found} />}</Answered>
        <Answered query={library}>
          {(found) => (
            <>
              <Panel title="Ready rules" note="Begin with one of these; each brings its own tests">
                <ul className="row">
                  {found.policies.map((one) => (
                    <li key={one.name}>
                      <Link className="button button-plain button-small" to={`/policies?from=${one.name}`}>
                        {one.name}
                      </Link>
                    </li>
                  ))}
                </ul>
              </Panel>
              {name || ready ? (
                <PolicyEditor
                  key={`${name ?? ''} ${address.get('number') ?? ''} ${ready ?? ''}`}
                  name={name}
                  number={Number(address.get('number')) || undefined}
                  draft={found.policies.find((one) => one.name === ready)?.text}
                  facts={found.facts}
                />
              ) : maySimulate ? (
                <SimulationPanel />
              ) : null}
            </>
          )}
        </Answered>
        <Overrides />
      </div>
    </>
  );
}

const scopeWord = (scope: string) =>
  scope === 'everywhere' ? 'all models' : scope.startsWith('tier:') ? `models of tier ${scope.slice(5)}` : `model ${scope.slice(6)}`;

function Shelf({ shelf }: { shelf: PolicyShelf }) {
  return (
    <>
      <Panel title="In force" note="All that hold for a model are asked; the worst verdict counts" flush>
        <Table<PolicyAttachment>
          caption="Policies in force"
          rows={shelf.attached}
          rowKey={(one) => `${one.scope} ${one.policy}`}
          columns={[
            { key: 'scope', title: 'For', cell: (one) => scopeWord(one.scope) },
            { key: 'policy', title: 'Policy', cell: (one) => <Link to={`/policies?policy=${one.policy}&number=${one.number}`}>{`${one.policy} ${one.number}`}</Link> },
            { key: 'by', title: 'By', minor: true, cell: (one) => one.by },
            { key: 'reason', title: 'Why', cell: (one) => one.reason },
          ]}
        />
      </Panel>
      <Panel title="Policies" note="The newest version of each" flush>
        <Table<PolicyVersion>
          caption="Policies"
          rows={shelf.items}
          rowKey={(one) => one.name}
          columns={[
            { key: 'name', title: 'Name', cell: (one) => <Link to={`/policies?policy=${one.name}`}>{`${one.name} ${one.number}`}</Link> },
            { key: 'description', title: 'What it asks', cell: (one) => one.description },
            { key: 'rules', title: 'Rules', cell: (one) => count(one.rules), numeric: true },
            { key: 'tests', title: 'Tests', minor: true, cell: (one) => count(one.tests), numeric: true },
            { key: 'author', title: 'Published by', minor: true, cell: (one) => one.author },
          ]}
        />
      </Panel>
    </>
  );
}

function Overrides() {
  const query = useOverrides();
  return (
    <Panel title="Overrides" note="What went out although a policy called it at risk" flush>
      <Answered query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="Nothing was overridden" />
          ) : (
            <Table<PolicyOverride>
              caption="Overrides, newest first"
              rows={items}
              rowKey={(one) => one.changeRequest}
              columns={[
                { key: 'version', title: 'Version', cell: (one) => <Link to={`/models/${encodeURIComponent(one.model)}/versions/${one.version}`}>{`${one.model} v${one.version}`}</Link> },
                { key: 'stage', title: 'Stage', minor: true, cell: (one) => <StageBadge stage={one.stage} /> },
                { key: 'objections', title: 'Objections', cell: (one) => one.objections.join('; ') },
                { key: 'why', title: 'Justified by', cell: (one) => one.approvals.map((vote) => `${vote.by}: ${vote.text}`).join('; ') },
                { key: 'serving', title: 'Serves', minor: true, cell: (one) => (one.serving ? 'now' : 'no longer') },
                { key: 'at', title: 'When', minor: true, cell: (one) => <Time at={one.at} /> },
              ]}
            />
          )
        }
      </Answered>
    </Panel>
  );
}
