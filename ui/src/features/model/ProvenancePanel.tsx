import { Link } from 'react-router';
import { useRunsOfVersion } from '../../api/runQueries';
import type { VersionDetail } from '../../api/types';
import { count } from '../../format/number';
import { duration } from '../../format/time';
import { learnerWord } from '../../format/words';
import { Copy } from '../../parts/Copy';
import { Facts, Panel } from '../../parts/Panel';
import { Time } from '../../parts/Time';

/** From what, with what and on what a version was made; enough to make it again. */
export function ProvenancePanel({ version }: { version: VersionDetail }) {
  const { provenance: made } = version;
  const libraries = Object.entries(made.libraries);
  const settings = Object.entries(made.settings);
  return (
    <Panel title="Provenance">
      <Facts
        items={[
          ['Version', `v${version.version} · ${learnerWord(version.learner)}`],
          ['Content hash', <Hash key="content" value={version.contentHash} />],
          ['Trained', <Time key="at" at={made.trainedAt} both />],
          ['Took', duration(made.durationMillis)],
          ['Author', version.author || '–'],
          ['Run', <Runs key="runs" version={version} />],
          ['Data', made.dataName],
          ['Data hash', <Hash key="data" value={made.dataHash} />],
          ['Rows', `${count(made.rows)}${made.quarantined > 0 ? `, ${count(made.quarantined)} quarantined` : ', none quarantined'}`],
          ['Seed', <code key="seed">{String(made.seed)}</code>],
          ...(settings.length > 0 ? [['Settings', list(settings)] as [string, string]] : []),
          ...(libraries.length > 0 ? [['Libraries', list(libraries)] as [string, string]] : []),
          ['JDK', made.jdk],
          ['System', [made.os, made.cpu].filter(Boolean).join(' · ')],
        ]}
      />
    </Panel>
  );
}

const list = (entries: [string, string][]) => entries.map(([name, value]) => `${name} ${value}`).join(', ');

export function Hash({ value }: { value: string }) {
  const bare = value.replace(/^sha256:/, '');
  return (
    <span className="nowrap">
      <code title={value}>{bare.slice(0, 12)}…</code> <Copy text={value} label="Copy the whole hash" />
    </span>
  );
}

/** The trainings that gave this version, where they were recorded. */
function Runs({ version }: { version: VersionDetail }) {
  const runs = useRunsOfVersion(version.model, version.version).data?.items ?? [];
  if (runs.length === 0) return <span className="muted">–</span>;
  return (
    <>
      {runs.map((run, index) => (
        <span key={run.id}>
          {index > 0 ? ', ' : ''}
          <Link to={`/experiments/runs/${run.id}`}>{run.name}</Link>
        </span>
      ))}
    </>
  );
}
