import { useForeignVersions } from '../../api/modelQueries';
import type { ModelDetail } from '../../api/types';
import { MoreButton } from '../../parts/MoreButton';
import { Panel } from '../../parts/Panel';
import { Table } from '../../parts/Table';
import { Time } from '../../parts/Time';

/** Versions that others made, of which only the files are kept; nothing while there are none. */
export function ForeignPanel({ model }: { model: ModelDetail }) {
  const query = useForeignVersions(model.model);
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (rows.length === 0) return null;
  return (
    <Panel title="Foreign versions" note="Registered by other tools. The files that came with them are kept and signed; none of them can serve" flush>
      <Table
        caption={`Foreign versions of ${model.model}`}
        rows={rows}
        rowKey={(row) => row.version}
        columns={[
          {
            key: 'version',
            title: 'Version',
            cell: (row) => (
              <div className="stack-tight">
                <b>v{row.version}</b>
                <span className="row version-names foreign-names">
                  {row.aliases.map((alias) => (
                    <span key={alias} className="tag" title="Alias">
                      {alias}
                    </span>
                  ))}
                  {row.tags.map((one) => (
                    <span key={one.key} className="tag muted" title="Tag">
                      {one.key}
                      {one.value ? `: ${one.value}` : ''}
                    </span>
                  ))}
                </span>
              </div>
            ),
          },
          { key: 'unserved', title: 'Why it cannot serve', cell: (row) => row.unserved },
          { key: 'source', title: 'Source', minor: true, cell: (row) => <code>{row.source}</code> },
          { key: 'description', title: 'Description', minor: true, cell: (row) => row.description },
          {
            key: 'created',
            title: 'Registered',
            minor: true,
            cell: (row) => (
              <>
                <Time at={row.createdAt} />
                <div className="muted nowrap">by {row.author}</div>
              </>
            ),
          },
        ]}
      />
      <div className="panel-body">
        <MoreButton query={query} shown={rows.length} />
      </div>
    </Panel>
  );
}
