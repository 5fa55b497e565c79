import './StateDiff.css';

type State = Record<string, string>;

interface Props {
  before: State;
  after: State;
  /** What the two sides are; before and after when nobody says. */
  names?: [string, string];
  /** The fields in the order of their names, or as they come. */
  sorted?: boolean;
}

/** What a change did, field by field; what stayed is left in grey. */
export function StateDiff({ before, after, names = ['Before', 'After'], sorted = true }: Props) {
  const all = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const fields = sorted ? all.sort() : all;
  if (fields.length === 0) return null;
  return (
    <table className="diff">
      <caption className="diff-caption">{`${names[0]} and ${names[1]}`.replace(' and After', ' and after')}</caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">{names[0]}</th>
          <th scope="col">{names[1]}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => {
          const [old, now] = [before[field], after[field]];
          return (
            <tr key={field} className={old === now ? 'diff-same' : undefined}>
              <th scope="row">{field}</th>
              <td>{old === undefined ? <Absent /> : old === now ? old : <del>{old || '(empty)'}</del>}</td>
              <td>{now === undefined ? <Absent /> : old === now ? now : <ins>{now || '(empty)'}</ins>}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const Absent = () => (
  <span className="muted">
    <span aria-hidden="true">–</span>
    <span className="visually-hidden">absent</span>
  </span>
);
