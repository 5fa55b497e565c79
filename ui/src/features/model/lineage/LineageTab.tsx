import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useImpact, useLineage } from '../../../api/modelQueries';
import type { LineageGraph, LineageNode, ModelDetail } from '../../../api/types';
import { count } from '../../../format/number';
import { StageBadge } from '../../../parts/Badge';
import { Field, Input, Select } from '../../../parts/Field';
import { MoreButton } from '../../../parts/MoreButton';
import { Panel } from '../../../parts/Panel';
import { Answered, Skeleton } from '../../../parts/States';
import { Table } from '../../../parts/Table';
import { Time } from '../../../parts/Time';
import { LineageGraphView } from './LineageGraphView';
import { address, detail, kindWords, title } from './words';
import './LineageTab.css';

/** Where a version came from, what came of it, and what a change of its data would reach. */
export default function LineageTab({ model, shown }: { model: ModelDetail; shown: number }) {
  const [place, setPlace] = useSearchParams();
  const version = Number(place.get('version')) || shown;
  const query = useLineage(model.model, version);
  const numbers = Array.from({ length: model.latestVersion }, (_, index) => model.latestVersion - index);
  return (
    <div className="stack">
      <Panel
        title="Lineage"
        note="By content hash, from the file to the answers"
        actions={
          <Field label="Version">
            {(control) => (
              <Select {...control} value={version} onChange={(event) => setPlace({ version: event.target.value }, { replace: true })}>
                {numbers.map((number) => (
                  <option key={number} value={number}>
                    v{number}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        }
      >
        <Answered query={query} skeleton={<Skeleton lines={5} />}>
          {(graph) => (
            <>
              <LineageGraphView graph={graph} label={`Lineage of version ${version}`} />
              {graph.truncated ? <p className="muted">There is more than this drawing holds.</p> : null}
            </>
          )}
        </Answered>
      </Panel>
      {query.data ? <Nodes graph={query.data} /> : null}
      <Impact source={query.data?.nodes.find((node) => node.kind === 'source' && node.depth < 0)?.name} />
    </div>
  );
}

function Nodes({ graph }: { graph: LineageGraph }) {
  const rows = [...graph.nodes].sort((one, other) => one.depth - other.depth);
  return (
    <Panel title="The same as a list" note="From what it came of to what came of it" flush>
      <Table<LineageNode>
        caption="Nodes of the lineage"
        rows={rows}
        rowKey={(node) => `${node.kind} ${node.id}`}
        columns={[
          { key: 'kind', title: 'Kind', cell: (node) => kindWords[node.kind] },
          {
            key: 'name',
            title: 'Name',
            cell: (node) => {
              const to = address(node);
              return to === undefined ? title(node) : <Link to={to}>{title(node)}</Link>;
            },
          },
          { key: 'detail', title: 'Known of it', cell: (node) => detail(node) },
          { key: 'at', title: 'Since', minor: true, cell: (node) => <Time at={node.at} /> },
          { key: 'id', title: 'Id', minor: true, cell: (node) => <code title={node.id}>{node.id.length > 24 ? `${node.id.slice(0, 12)}…` : node.id}</code> },
        ]}
      />
    </Panel>
  );
}

/** Answers whoever is about to change a file or a column: who reads it now? */
function Impact({ source: known }: { source: string | undefined }) {
  const [source, setSource] = useState<string>();
  const [column, setColumn] = useState('');
  const asked = source ?? known ?? '';
  const query = useImpact(asked, column);
  return (
    <Panel title="What would a change reach?" note="Versions in service over all models, most at stake first">
      <div className="lineage-ask">
        <Field label="Source" hint="Name or SHA-256 of a file; empty for any">
          {(control) => <Input {...control} value={asked} onChange={(event) => setSource(event.target.value)} />}
        </Field>
        <Field label="Column" hint="Exact name; empty for any">
          {(control) => <Input {...control} value={column} onChange={(event) => setColumn(event.target.value)} />}
        </Field>
      </div>
      {asked === '' && column === '' ? (
        <p className="muted">Name a source, a column or both.</p>
      ) : (
        <Answered query={query} skeleton={<Skeleton lines={2} />}>
          {(data) => {
            const rows = data.pages.flatMap((page) => page.items);
            return rows.length === 0 ? (
              <p className="muted">No version in service reads it.</p>
            ) : (
              <>
                <Table
                  caption="Versions that a change reaches"
                  rows={rows}
                  rowKey={(row) => `${row.model} ${row.version}`}
                  columns={[
                    {
                      key: 'version',
                      title: 'Version',
                      cell: (row) => (
                        <Link to={`/models/${encodeURIComponent(row.model)}/versions/${row.version}`}>
                          {row.model} v{row.version}
                        </Link>
                      ),
                    },
                    { key: 'tier', title: 'Risk tier', cell: (row) => (row.tier === 'unrated' ? <span className="muted">not rated</span> : row.tier) },
                    { key: 'stage', title: 'Stage', cell: (row) => <StageBadge stage={row.stage} /> },
                    { key: 'role', title: 'Reads it as', cell: (row) => row.role ?? <span className="muted">–</span> },
                    { key: 'answers', title: 'Answers in 7 days', numeric: true, cell: (row) => count(row.predictions7d) },
                    { key: 'owner', title: 'Owner', minor: true, cell: (row) => row.owner },
                  ]}
                />
                <MoreButton query={query} shown={rows.length} />
              </>
            );
          }}
        </Answered>
      )}
    </Panel>
  );
}
