import type { PolicyFact } from '../../api/types';

export interface Completion {
  /** Where the word that is being typed begins and ends. */
  from: number;
  to: number;
  facts: PolicyFact[];
}

const most = 8;

/** The facts that the word before the caret may become; undefined where nothing is being typed. */
export function complete(text: string, caret: number, facts: PolicyFact[]): Completion | undefined {
  const word = /[A-Za-z][\w.]*$/.exec(text.slice(0, caret))?.[0];
  if (!word || word.length < 2) return undefined;
  const typed = word.toLowerCase();
  const begins = facts.filter((fact) => fact.path.toLowerCase().startsWith(typed));
  const holds = facts.filter((fact) => !begins.includes(fact) && fact.path.toLowerCase().includes(`.${typed}`));
  const found = [...begins, ...holds].filter((fact) => fact.path !== word).slice(0, most);
  return found.length > 0 ? { from: caret - word.length, to: caret, facts: found } : undefined;
}
