import type { ReactNode } from 'react';
import { bandWord, severityWord, stageWord, stateWord, verdictWord, type Tone, type Word } from '../format/words';
import './Badge.css';

/** A status: shape and word carry it, colour only repeats it. */
const marks: Record<Tone, string> = {
  neutral: 'M4.4 5h1.2',
  good: 'M2 5.3l2.1 2.1L8 3',
  info: 'M5 2a3 3 0 1 1 0 6a3 3 0 1 1 0-6',
  accent: 'M2.5 2.5h5v5h-5z',
  warning: 'M5 1.8 8.6 8H1.4z',
  high: 'M5 1.2 8.8 5 5 8.8 1.2 5z',
  critical: 'M2.2 2.2l5.6 5.6M7.8 2.2l-5.6 5.6',
};

export function Badge({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={`badge badge-${tone}`}>
      <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
        <path d={marks[tone]} fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
      {children}
    </span>
  );
}

const of = (word: Word) => <Badge tone={word.tone}>{word.text}</Badge>;

export const StageBadge = ({ stage }: { stage: string | null | undefined }) => of(stageWord(stage));
export const SeverityBadge = ({ severity }: { severity: string | null | undefined }) => of(severityWord(severity));
export const VerdictBadge = ({ verdict }: { verdict: string | null | undefined }) => of(verdictWord(verdict));
export const StateBadge = ({ state }: { state: string | null | undefined }) => of(stateWord(state));

export function RiskBadge({ risk }: { risk: { index: number; band: string } | null | undefined }) {
  const word = bandWord(risk?.band);
  return (
    <Badge tone={word.tone}>
      {risk ? <b className="badge-number">{Math.round(risk.index)}</b> : null}
      {word.text}
    </Badge>
  );
}
