import { useState } from 'react';
import { useMay } from '../../api/accountQueries';
import { useEntityFeatures, useFeatureSnapshots, usePublishFeatures } from '../../api/predictionQueries';
import type { FeatureSnapshot, ModelDetail } from '../../api/types';
import { count, percent } from '../../format/number';
import { Button } from '../../parts/Button';
import { Field, Input } from '../../parts/Field';
import { Facts, Panel } from '../../parts/Panel';
import { Answered, Empty, ProblemPanel, Skeleton } from '../../parts/States';
import { Table } from '../../parts/Table';
import { Time } from '../../parts/Time';
import './FeaturesTab.css';
import { instant } from './ServedPanel';

/** What the model knows of entities by itself: snapshots published here, and what holds of one of them. */
export default function FeaturesTab({ model }: { model: ModelDetail }) {
  const mayPublish = useMay('model.write');
  const mayRead = useMay('prediction.read');
  const query = useFeatureSnapshots(model.model);
  return (
    <div className="stack">
      {mayRead ? <EntityPanel model={model.model} /> : null}
      {mayPublish ? <PublishPanel model={model.model} /> : null}
      <Panel title="Snapshots" note="The last hundred; of each entity the row of the latest time holds, whichever snapshot brought it" flush>
        <Answered query={query} skeleton={<Skeleton lines={4} />}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title="No snapshot yet">
                <p>Publish the features of entities, and a caller need only name whom it asks about.</p>
              </Empty>
            ) : (
              <SnapshotTable model={model.model} items={items} />
            )
          }
        </Answered>
      </Panel>
    </div>
  );
}

function SnapshotTable({ model, items }: { model: string; items: FeatureSnapshot[] }) {
  return (
    <Table
      caption={`Snapshots of features of ${model}`}
      rows={items}
      rowKey={(snapshot) => snapshot.id}
      columns={[
        { key: 'asOf', title: 'Newest row as of', cell: (snapshot) => <Time at={snapshot.asOf} both /> },
        {
          key: 'at',
          title: 'Published',
          cell: (snapshot) => (
            <>
              <Time at={snapshot.at} />
              <div className="muted nowrap">by {snapshot.by}</div>
            </>
          ),
        },
        { key: 'rows', title: 'Rows', numeric: true, cell: (snapshot) => count(snapshot.rows) },
        { key: 'taken', title: 'Newest of their entity', numeric: true, cell: (snapshot) => <Taken snapshot={snapshot} /> },
      ]}
    />
  );
}

function Taken({ snapshot }: { snapshot: FeatureSnapshot }) {
  return (
    <>
      {count(snapshot.taken)} <span className="muted">({percent(snapshot.taken / snapshot.rows, 0)})</span>
    </>
  );
}

function EntityPanel({ model }: { model: string }) {
  const [entity, setEntity] = useState('');
  const [asked, setAsked] = useState('');
  return (
    <Panel title="What is known of an entity" note="That you looked is entered in the audit trail">
      <form
        className="features-ask"
        role="search"
        aria-label="Look up an entity"
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(entity.trim());
        }}
      >
        <Field label="Entity">{(control) => <Input {...control} value={entity} maxLength={200} onChange={(event) => setEntity(event.target.value)} />}</Field>
        <Button type="submit" disabled={entity.trim() === ''}>
          Look up
        </Button>
      </form>
      {asked ? <Known model={model} entity={asked} /> : null}
    </Panel>
  );
}

function Known({ model, entity }: { model: string; entity: string }) {
  const query = useEntityFeatures(model, entity);
  return (
    <Answered query={query} skeleton={<Skeleton lines={4} />}>
      {(known) => (
        <div className="features-known">
          <Facts
            items={[
              ['Entity', <code key="entity">{known.entity}</code>],
              ['As of', <Time key="asOf" at={known.asOf} both />],
            ]}
          />
          <Table
            caption={`Features of ${known.entity}`}
            rows={Object.entries(known.features)}
            rowKey={([name]) => name}
            columns={[
              { key: 'name', title: 'Feature', cell: ([name]) => name },
              { key: 'value', title: 'Value', cell: ([, value]) => (value === '' ? <i className="muted">missing</i> : value) },
            ]}
          />
        </div>
      )}
    </Answered>
  );
}

function PublishPanel({ model }: { model: string }) {
  const [file, setFile] = useState<File>();
  const [asOf, setAsOf] = useState('');
  const publish = usePublishFeatures(model);
  const send = () => {
    if (file) publish.mutate({ file: file.slice(0, file.size, 'application/octet-stream'), asOf: instant(asOf) });
  };
  return (
    <Panel title="Publish a snapshot" note="Whole or not at all: the first line that breaks the contract is named, and nothing is taken">
      <div className="features-publish">
        <Field label="Rows" hint="CSV, JSON lines or Parquet, at most 1 GiB, with the id of each entity">
          {(control) => <Input {...control} type="file" accept=".csv,.jsonl,.ndjson,.parquet" onChange={(event) => setFile(event.target.files?.[0])} />}
        </Field>
        <Field label="All as of (UTC)" hint="Empty when each row tells its time">
          {(control) => <Input {...control} type="datetime-local" value={asOf} onChange={(event) => setAsOf(event.target.value)} />}
        </Field>
        <Button kind="primary" busy={publish.isPending} disabled={!file} onClick={send}>
          Publish
        </Button>
      </div>
      {publish.data ? (
        <p role="status">
          {count(publish.data.rows)} rows were published; {count(publish.data.taken)} of them are now the newest of their entity.
        </p>
      ) : null}
      {publish.error ? <ProblemPanel problem={publish.error} /> : null}
    </Panel>
  );
}
