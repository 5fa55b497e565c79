type State = Record<string, string>;

/** What a change did, field by field; what stayed is left in grey. */
export function StateDiff({ before, after }: { before: State; after: State }) {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  if (fields.length === 0) return null;
  return (
    <table className="diff">
      <caption className="diff-caption">Before and after</caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
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
