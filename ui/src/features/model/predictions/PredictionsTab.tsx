import { useSearchParams } from 'react-router';
import { useMay } from '../../../api/accountQueries';
import { usePredictionSearch, type PredictionFilters } from '../../../api/predictionQueries';
import type { LoggedPredictionLine, ModelDetail } from '../../../api/types';
import { measure, signed } from '../../../format/number';
import { StageBadge } from '../../../parts/Badge';
import { Button } from '../../../parts/Button';
import { MoreButton } from '../../../parts/MoreButton';
import { Panel } from '../../../parts/Panel';
import { Answered, Empty } from '../../../parts/States';
import { Table } from '../../../parts/Table';
import { Time } from '../../../parts/Time';
import { FilterForm } from './FilterForm';
import { PredictionDialog } from './PredictionDialog';
import './PredictionsTab.css';

const names = ['id', 'entity', 'from', 'to', 'version', 'stage', 'reason', 'label'] as const;

export default function PredictionsTab({ model }: { model: ModelDetail }) {
  const [address, setAddress] = useSearchParams();
  const may = useMay('prediction.read');
  const filters = Object.fromEntries(names.map((name) => [name, address.get(name) ?? ''])) as unknown as PredictionFilters;
  const query = usePredictionSearch(model.model, filters, may);
  const filtered = names.some((name) => filters[name] !== '');
  const shown = address.get('prediction');
  const open = (id: string | null) =>
    setAddress(
      (before) => {
        const after = new URLSearchParams(before);
        if (id === null) after.delete('prediction');
        else after.set('prediction', id);
        return after;
      },
      { replace: true },
    );
  if (!may) return <Hidden />;
  return (
    <div className="stack">
      <FilterForm
        key={names.map((name) => filters[name]).join('\n')}
        filters={filters}
        filtered={filtered}
        choose={(chosen) => setAddress(Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== '')), { replace: true })}
      />
      <Answered query={query}>
        {(data) => {
          const items = data.pages.flatMap((page) => page.items);
          return (
            <div>
              <Panel flush={items.length > 0}>
                {items.length > 0 ? <Lines items={items} open={open} /> : <Nothing filtered={filtered} goesOn={query.hasNextPage} />}
              </Panel>
              {items.length > 0 || query.hasNextPage ? <MoreButton query={query} shown={items.length} /> : null}
            </div>
          );
        }}
      </Answered>
      {shown ? <PredictionDialog model={model.model} id={shown} close={() => open(null)} /> : null}
    </div>
  );
}

function Hidden() {
  return (
    <Panel>
      <Empty title="Answers about people">
        <p>
          The log tells whom each answer is about and why. Your role does not include reading it (<code>prediction.read</code>).
        </p>
      </Empty>
    </Panel>
  );
}

function Nothing({ filtered, goesOn }: { filtered: boolean; goesOn: boolean }) {
  return (
    <Empty title={goesOn ? 'None among the newest answers' : filtered ? 'No answer' : 'No answer yet'}>
      <p>
        {goesOn
          ? 'Stage, reason and label are looked for in the newest answers first; load more to go on with older ones.'
          : filtered
            ? 'No logged answer matches these filters.'
            : 'Every answer of this model is logged here, with its reasons and, later, what truly happened.'}
      </p>
    </Empty>
  );
}

function Lines({ items, open }: { items: LoggedPredictionLine[]; open: (id: string) => void }) {
  return (
    <Table
      caption="Logged predictions"
      rows={items}
      rowKey={(line) => line.id}
      columns={[
        { key: 'at', title: 'When', cell: (line) => <Time at={line.predictedAt} /> },
        { key: 'entity', title: 'About', cell: (line) => <span className="prediction-entity">{line.entity ?? '–'}</span> },
        { key: 'score', title: 'Score', numeric: true, cell: (line) => measure(line.score) },
        { key: 'label', title: 'Truly', cell: (line) => (line.label === null ? <span className="muted">not known</span> : line.label) },
        {
          key: 'version',
          title: 'Version',
          minor: true,
          cell: (line) => (
            <span className="row prediction-version">
              v{line.version} {line.stage ? <StageBadge stage={line.stage} /> : <span className="muted">by number</span>}
            </span>
          ),
        },
        {
          key: 'reasons',
          title: 'Reasons',
          minor: true,
          cell: (line) =>
            line.reasons.length === 0 ? (
              <span className="muted">none asked for</span>
            ) : (
              line.reasons
                .slice(0, 3)
                .map((reason) => `${reason.feature} ${signed(reason.contribution, 2)}`)
                .join(', ')
            ),
        },
        {
          key: 'open',
          title: <span className="visually-hidden">Actions</span>,
          cell: (line) => (
            <Button small kind="quiet" onClick={() => open(line.id)}>
              Inputs<span className="visually-hidden"> of prediction {line.id}</span>
            </Button>
          ),
        },
      ]}
    />
  );
}
