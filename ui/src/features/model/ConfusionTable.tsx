import type { Confusion } from '../../api/types';
import { count, fixed, percent } from '../../format/number';
import './ConfusionTable.css';

/** Right and wrong at the chosen threshold, and what that means in words. */
export function ConfusionTable({ confusion, label, positive }: { confusion: Confusion; label: string; positive: string | null }) {
  const { truePositive: tp, falsePositive: fp, trueNegative: tn, falseNegative: fn } = confusion;
  const yes = `${label} = ${positive ?? 'positive'}`;
  const share = (part: number, of: number) => (of > 0 ? percent(part / of) : '–');
  const cell = (amount: number, of: number, right: boolean) => (
    <td className={right ? 'confusion-right' : 'confusion-wrong'}>
      <b>{count(amount)}</b>
      <span>
        {right ? '✓' : '✗'} {share(amount, of)}
      </span>
    </td>
  );
  return (
    <div className="confusion-frame">
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
            <th scope="row">{yes}</th>
            {cell(tp, tp + fn, true)}
            {cell(fn, tp + fn, false)}
            <td className="num">{count(tp + fn)}</td>
          </tr>
          <tr>
            <th scope="row">Other</th>
            {cell(fp, fp + tn, false)}
            {cell(tn, fp + tn, true)}
            <td className="num">{count(fp + tn)}</td>
          </tr>
        </tbody>
      </table>
      <dl className="confusion-words">
        <div>
          <dt>Precision</dt>
          <dd>
            <b>{share(tp, tp + fp)}</b> of the {count(tp + fp)} flagged are {yes}
          </dd>
        </div>
        <div>
          <dt>Recall</dt>
          <dd>
            <b>{share(tp, tp + fn)}</b> of the {count(tp + fn)} with {yes} are flagged
          </dd>
        </div>
        <div>
          <dt>Workload</dt>
          <dd>
            <b>{share(tp + fp, tp + fp + tn + fn)}</b> of all {count(tp + fp + tn + fn)} rows are flagged
          </dd>
        </div>
      </dl>
    </div>
  );
}
