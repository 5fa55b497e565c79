import { Link, useParams, useSearchParams } from 'react-router';
import { useParts, useRun, useRunFile } from '../../api/runQueries';
import type { Run, RunDetail } from '../../api/types';
import { count } from '../../format/number';
import { Button, ButtonLink } from '../../parts/Button';
import { Copy } from '../../parts/Copy';
import { Choice } from '../../parts/Field';
import { Facts, Panel } from '../../parts/Panel';
import { Answered, ProblemPanel, Skeleton } from '../../parts/States';
import { Table } from '../../parts/Table';
import { Time } from '../../parts/Time';
import { usePageTitle } from '../../parts/usePageTitle';
import { pointText, took } from './fields';
import { HistoryPlot } from './HistoryPlot';
import { RunStatus } from './RunStatus';
import '../../charts/series.css';
import '../../parts/IntervalCell.css';
import './ComparePage.css';

/** All that one run logged. */
export default function RunPage() {
  const { run: id = '' } = useParams();
  const query = useRun(id);
  usePageTitle(query.data?.run.name ?? 'Run');
  return (
    <Answered query={query} skeleton={<Skeleton lines={10} tall />}>
      {(detail) => <Present detail={detail} />}
    </Answered>
  );
}

function Present({ detail }: { detail: RunDetail }) {
  const { run } = detail;
  const [address, setAddress] = useSearchParams();
  const metrics = Object.entries(run.metrics);
  const metric = address.get('metric') ?? metrics.find(([, point]) => point.step > 1)?.[0];
  const note = run.tags['mlflow.note.content'];
  const failure = run.tags['plumbline.failure'];
  const tags = Object.entries(run.tags).filter(([key]) => !/^(mlflow|plumbline)\./.test(key));

  return (
    <>
      <div className="page-head">
        <div>
          <p className="compare-back">
            <Link to={`/experiments?experiment=${run.experiment}`}>Experiments</Link>
            {run.parent ? (
              <>
                {' '}
                · part of <Link to={`/experiments/runs/${run.parent}`}>another run</Link>
              </>
            ) : null}
          </p>
          <h1>{run.name}</h1>
          <p className="row">
            <RunStatus status={run.status} />
            {run.lifecycle === 'deleted' ? <b>Deleted</b> : null}
            <span>
              {run.author}, <Time at={run.startedAt} />, took {took(run)}
            </span>
          </p>
        </div>
      </div>
      <div className="stack">
        {failure ? (
          <div className="problem" role="note">
            <p className="problem-title">{run.status === 'killed' ? 'The run was stopped' : 'The run failed'}</p>
            <p>{failure}</p>
          </div>
        ) : null}
        {note ? (
          <Panel title="Note">
            <p>{note}</p>
          </Panel>
        ) : null}
        <div className="compare-two">
          <Panel title="Metrics" flush>
            <Table
              caption="Metrics"
              rows={metrics}
              rowKey={([key]) => key}
              columns={[
                { key: 'name', title: 'Metric', cell: ([key]) => key },
                {
                  key: 'value',
                  title: 'Latest',
                  numeric: true,
                  cell: ([, point]) => (
                    <span className="interval">
                      {pointText(point)}
                      {point.low != null && point.high != null ? (
                        <span>
                          <span className="visually-hidden">95 % interval </span>
                          {pointText({ ...point, value: point.low })} – {pointText({ ...point, value: point.high })}
                        </span>
                      ) : null}
                    </span>
                  ),
                },
                { key: 'step', title: 'Step', numeric: true, minor: true, cell: ([, point]) => count(point.step) },
              ]}
            />
          </Panel>
          <Panel title="Parameters" flush>
            <Table
              caption="Parameters"
              rows={Object.entries(run.params)}
              rowKey={([key]) => key}
              columns={[
                { key: 'name', title: 'Parameter', cell: ([key]) => key },
                { key: 'value', title: 'Value', cell: ([, value]) => <span className="run-value">{value}</span> },
              ]}
            />
          </Panel>
        </div>
        {metric ? (
          <Panel
            title="By step"
            actions={
              <Choice
                label="Metric"
                value={metric}
                options={metrics.map(([key]): [string, string] => [key, key])}
                onChange={(value) => setAddress({ metric: value }, { replace: true })}
              />
            }
          >
            <HistoryPlot runs={[run]} metric={metric} />
          </Panel>
        ) : null}
        <Parts run={run} />
        <Panel title="Where it comes from">
          <Facts
            items={[
              ['Run', <Whole key="id" value={run.id} />],
              ['Started', <Time key="start" at={run.startedAt} both />],
              ['Ended', <Time key="end" at={run.endedAt} both />],
              [
                'Version',
                run.version ? (
                  <span key="version">
                    <Link to={`/models/${encodeURIComponent(run.version.model)}/versions/${run.version.version}`}>
                      {run.version.model} v{run.version.version}
                    </Link>{' '}
                    · <Link to={`/models/${encodeURIComponent(run.version.model)}/lineage?version=${run.version.version}`}>its lineage</Link>
                  </span>
                ) : (
                  '–'
                ),
              ],
              ...detail.inputs.map((input): [string, React.ReactNode] => [
                input.context ? `Data for ${input.context}` : 'Data',
                <span key={input.digest}>
                  {input.name} <Whole value={input.digest} />
                </span>,
              ]),
              ...tags.map(([key, value]): [string, React.ReactNode] => [key, value]),
            ]}
          />
        </Panel>
        {detail.artifacts.length > 0 ? <Files detail={detail} /> : null}
      </div>
    </>
  );
}

function Files({ detail }: { detail: RunDetail }) {
  const save = useRunFile(detail.run.id);
  return (
    <Panel title="Files" flush>
      {save.error ? <ProblemPanel problem={save.error} /> : null}
      <Table
        caption="Files"
        rows={detail.artifacts}
        rowKey={(file) => file.path}
        columns={[
          { key: 'path', title: 'Path', cell: (file) => <span className="run-value">{file.path}</span> },
          { key: 'bytes', title: 'Bytes', numeric: true, cell: (file) => count(file.bytes) },
          { key: 'hash', title: 'SHA-256', minor: true, cell: (file) => <Whole value={file.hash} /> },
          {
            key: 'save',
            title: <span className="visually-hidden">Save</span>,
            cell: (file) => (
              <Button
                small
                kind="quiet"
                aria-label={`Download ${file.path}`}
                busy={save.isPending && save.variables === file.path}
                onClick={() => save.mutate(file.path)}
              >
                Download
              </Button>
            ),
          },
        ]}
      />
    </Panel>
  );
}

/** The runs below this one, such as the settings that a search tried. */
function Parts({ run }: { run: Run }) {
  const parts = useParts(run.id, run.experiment).data?.items ?? [];
  if (parts.length === 0) return null;
  const best = Object.keys(parts[0]?.metrics ?? {}).find((key) => key.startsWith('best.')) ?? Object.keys(parts[0]?.metrics ?? {})[0];
  return (
    <Panel
      title={`Parts (${parts.length})`}
      note="Runs below this one, such as the settings that a search tried"
      flush
      actions={
        <ButtonLink small to={`/experiments/compare?runs=${parts.map((part) => part.id).join(',')}`}>
          Compare them
        </ButtonLink>
      }
    >
      <Table
        caption="Parts of the run"
        rows={parts}
        rowKey={(part) => part.id}
        columns={[
          { key: 'name', title: 'Run', cell: (part) => <Link to={`/experiments/runs/${part.id}`}>{part.name}</Link> },
          { key: 'status', title: 'Status', cell: (part) => <RunStatus status={part.status} /> },
          ...(best ? [{ key: 'best', title: best, numeric: true, cell: (part: Run) => pointText(part.metrics[best]) }] : []),
        ]}
      />
    </Panel>
  );
}

function Whole({ value }: { value: string }) {
  return (
    <span className="nowrap">
      <code title={value}>{value.slice(0, 12)}…</code> <Copy text={value} label="Copy the whole" />
    </span>
  );
}
