import { useId, useRef, useState, type KeyboardEvent } from 'react';
import type { PolicyFact } from '../../api/types';
import { complete } from './completion';

interface Props {
  value: string;
  facts: PolicyFact[];
  onChange: (value: string) => void;
  id: string;
}

/** A text area for policies that completes the names of facts: arrows choose, Tab or Enter takes, Escape leaves. */
export function CodeArea({ value, facts, onChange, id }: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  const list = useId();
  const [caret, setCaret] = useState<number>();
  const [chosen, setChosen] = useState(0);
  const offered = caret === undefined ? undefined : complete(value, caret, facts);

  function take(fact: PolicyFact | undefined) {
    if (!offered || !fact) return;
    onChange(value.slice(0, offered.from) + fact.path + value.slice(offered.to));
    const end = offered.from + fact.path.length;
    setCaret(undefined);
    requestAnimationFrame(() => area.current?.setSelectionRange(end, end));
  }

  function onKeyDown(event: KeyboardEvent) {
    if (!offered) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setChosen((chosen + step + offered.facts.length) % offered.facts.length);
    } else if (event.key === 'Enter' || event.key === 'Tab') {
      take(offered.facts[chosen] ?? offered.facts[0]);
    } else if (event.key === 'Escape') {
      setCaret(undefined);
    } else {
      return;
    }
    event.preventDefault();
  }

  return (
    <div className="code">
      <textarea
        id={id}
        ref={area}
        className="control code-area"
        rows={24}
        spellCheck={false}
        value={value}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={offered ? `${list}-${chosen}` : undefined}
        onChange={(event) => {
          onChange(event.target.value);
          setCaret(event.target.selectionEnd);
          setChosen(0);
        }}
        onBlur={() => setCaret(undefined)}
        onKeyDown={onKeyDown}
      />
      <ul id={list} role="listbox" aria-label="Facts" className="code-offers" hidden={!offered}>
        {offered?.facts.map((fact, index) => (
          <li
            key={fact.path}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === chosen}
            // The area must not lose the focus before the click is taken.
            onMouseDown={(event) => {
              event.preventDefault();
              take(fact);
            }}
          >
            <code>{fact.path}</code> <span className="muted">{fact.meaning}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
