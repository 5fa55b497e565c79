import type { Confusion } from '../../api/types';
import { count, fixed, percent } from '../../format/number';
import './ConfusionTable.css';

/** Right and wrong at the chosen threshold, with each row's shares. */
export function ConfusionTable({ confusion, label, positive }: { confusion: Confusion; label: string; positive: string | null }) {
  const { truePositive: tp, falsePositive: fp, trueNegative: tn, falseNegative: fn } = confusion;
  const yes = positive ?? 'positive';
  const cell = (amount: number, of: number, right: boolean) => (
    <td className={right ? 'confusion-right' : 'confusion-wrong'}>
      <b>{count(amount)}</b>
      <span>
        {right ? '✓' : '✗'} {of > 0 ? percent(amount / of) : '–'}
      </span>
    </td>
  );
  return (
    <table className="confusion">
      <caption>
        Flagged when the score is at least <b>{fixed(confusion.threshold, 3)}</b>
      </caption>
      <thead>
        <tr>
          <td />
          <th scope="col">Flagged</th>
          <th scope="col">Not flagged</th>
          <th scope="col" className="num">
            Rows
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">
            {label} = {yes}
          </th>
          {cell(tp, tp + fn, true)}
          {cell(fn, tp + fn, false)}
          <td className="num">{count(tp + fn)}</td>
        </tr>
        <tr>
          <th scope="row">other</th>
          {cell(fp, fp + tn, false)}
          {cell(tn, fp + tn, true)}
          <td className="num">{count(fp + tn)}</td>
        </tr>
      </tbody>
    </table>
  );
}
