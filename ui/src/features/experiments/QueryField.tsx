import { useEffect, useId, useState } from 'react';
import { asProblem } from '../../api/problem';
import { Button } from '../../parts/Button';

interface Props {
  value: string;
  problem: unknown;
  onAsk: (text: string) => void;
}

/** The query text of runs; a text that cannot be read is shown with a mark under the sign that is wrong. */
export function QueryField({ value, problem: thrown, onAsk }: Props) {
  const id = useId();
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const problem = thrown ? asProblem(thrown) : undefined;
  const fault = problem?.errors.find((error) => error.field === 'filter');
  const position = fault?.position;

  return (
    <form
      className="query"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        onAsk(text.trim());
      }}
    >
      <label htmlFor={id} className="visually-hidden">
        Query
      </label>
      <input
        id={id}
        className="control query-text"
        type="search"
        spellCheck={false}
        autoComplete="off"
        placeholder="metrics.auc > 0.9 AND params.depth = '6' AND tags.team LIKE 'ris%'"
        value={text}
        maxLength={20_000}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? `${id}-fault` : undefined}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit">Search</Button>
      {fault ? (
        <div className="query-fault" id={`${id}-fault`} role="alert">
          {position != null ? (
            <pre aria-hidden="true">
              {value.slice(0, position)}
              <mark>{value.slice(position, position + 1) || ' '}</mark>
              {value.slice(position + 1)}
            </pre>
          ) : null}
          <p>{fault.detail}</p>
        </div>
      ) : null}
    </form>
  );
}
