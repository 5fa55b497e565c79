import type { AuditFilters } from '../../api/auditQueries';
import { Button } from '../../parts/Button';
import { Field, Input, Select } from '../../parts/Field';

interface Props {
  filters: AuditFilters;
  filtered: boolean;
  choose: (filters: AuditFilters) => void;
}

const none: AuditFilters = { actor: '', action: '', object: '', outcome: '', text: '', from: '', to: '' };

const outcomes: [string, string][] = [
  ['', 'Any'],
  ['done', 'Done'],
  ['refused', 'Refused, for any reason'],
  ['forbidden', 'Refused: forbidden'],
  ['killed', 'Refused: kill switch is on'],
  ['conflict', 'Refused: conflict'],
  ['unauthenticated', 'Refused: not signed in'],
  ['too-many-requests', 'Refused: too many'],
];

/** Filters are applied together and live in the address, so that a view can be sent to somebody. */
export function FilterForm({ filters, filtered, choose }: Props) {
  return (
    <form
      className="audit-filters"
      role="search"
      aria-label="Filter entries"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        choose(Object.fromEntries(Object.keys(none).map((name) => [name, String(form.get(name) ?? '').trim()])) as unknown as AuditFilters);
      }}
    >
      <Field label="Person">{(control) => <Input {...control} name="actor" defaultValue={filters.actor} />}</Field>
      <Field label="Action">{(control) => <Input {...control} name="action" placeholder="model.kill" defaultValue={filters.action} />}</Field>
      <Field label="Object">{(control) => <Input {...control} name="object" placeholder="kind or id" defaultValue={filters.object} />}</Field>
      <Field label="Outcome">
        {(control) => (
          <Select {...control} name="outcome" defaultValue={filters.outcome}>
            {outcomes.map(([value, text]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Words">{(control) => <Input {...control} name="text" type="search" defaultValue={filters.text} />}</Field>
      <Field label="From (UTC)">{(control) => <Input {...control} name="from" type="date" defaultValue={filters.from} />}</Field>
      <Field label="To (UTC)">{(control) => <Input {...control} name="to" type="date" defaultValue={filters.to} />}</Field>
      <div className="row audit-filter-actions">
        <Button type="submit" kind="primary">
          Filter
        </Button>
        {filtered ? <Button onClick={() => choose(none)}>Clear</Button> : null}
      </div>
    </form>
  );
}
