import type { PredictionFilters } from '../../../api/predictionQueries';
import { stageWord } from '../../../format/words';
import { Button } from '../../../parts/Button';
import { Field, Input, Select } from '../../../parts/Field';

interface Props {
  filters: PredictionFilters;
  filtered: boolean;
  choose: (filters: PredictionFilters) => void;
}

const none: PredictionFilters = { id: '', entity: '', from: '', to: '', version: '', stage: '', reason: '', label: '' };
const stages = ['shadow', 'canary', 'production', 'retired'];

/** Filters are applied together and live in the address, so that a view can be sent to somebody. */
export function FilterForm({ filters, filtered, choose }: Props) {
  return (
    <form
      className="prediction-filters"
      role="search"
      aria-label="Filter predictions"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        choose(Object.fromEntries(Object.keys(none).map((name) => [name, String(form.get(name) ?? '').trim()])) as unknown as PredictionFilters);
      }}
    >
      <Field label="About">{(control) => <Input {...control} name="entity" defaultValue={filters.entity} />}</Field>
      <Field label="Prediction id">{(control) => <Input {...control} name="id" defaultValue={filters.id} />}</Field>
      <Field label="From (UTC)">{(control) => <Input {...control} name="from" type="date" defaultValue={filters.from} />}</Field>
      <Field label="To (UTC)">{(control) => <Input {...control} name="to" type="date" defaultValue={filters.to} />}</Field>
      <Field label="Version">{(control) => <Input {...control} name="version" type="number" min={1} defaultValue={filters.version} />}</Field>
      <Field label="Stage">
        {(control) => (
          <Select {...control} name="stage" defaultValue={filters.stage}>
            <option value="">Any</option>
            {stages.map((stage) => (
              <option key={stage} value={stage}>
                {stageWord(stage).text}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Reason">{(control) => <Input {...control} name="reason" placeholder="name of a feature" defaultValue={filters.reason} />}</Field>
      <Field label="Truly happened">{(control) => <Input {...control} name="label" placeholder="yes, known or unknown" defaultValue={filters.label} />}</Field>
      <div className="row">
        <Button type="submit" kind="primary">
          Filter
        </Button>
        {filtered ? <Button onClick={() => choose(none)}>Clear</Button> : null}
      </div>
    </form>
  );
}
