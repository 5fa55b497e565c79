import { Link } from 'react-router';
import type { Word } from '../format/words';
import { count, percent } from '../format/number';
import { Badge } from '../parts/Badge';
import './Shares.css';

export interface Share {
  key: string;
  word: Word;
  amount: number;
  to: string;
}

/** A small table of amounts with bars; each row leads to the list behind it. */
export function Shares({ items, total }: { items: Share[]; total: number }) {
  const highest = Math.max(1, ...items.map((item) => item.amount));
  return (
    <ul className="shares">
      {items.map((item) => (
        <li key={item.key}>
          <Link to={item.to} title={total > 0 ? `${percent(item.amount / total, 0)} of all models` : undefined}>
            <span>
              <Badge tone={item.word.tone}>{item.word.text}</Badge>
            </span>
            <span className="shares-track" aria-hidden="true">
              <span className={`shares-bar shares-${item.word.tone}`} style={{ width: `${(item.amount / highest) * 100}%` }} />
            </span>
            <span className="shares-amount">{count(item.amount)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
