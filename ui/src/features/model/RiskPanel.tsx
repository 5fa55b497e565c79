import { useRisk } from '../../api/modelQueries';
import type { RiskDetail } from '../../api/types';
import { RiskPlot } from '../../charts/RiskPlot';
import { fixed, percent, signed } from '../../format/number';
import { bandWord, plain } from '../../format/words';
import { Badge } from '../../parts/Badge';
import { Panel } from '../../parts/Panel';
import { Answered } from '../../parts/States';
import './SummaryTab.css';

/** The risk index: what it is, what it is made of, where it has been and may go. */
export function RiskPanel({ model }: { model: string }) {
  const query = useRisk(model);
  return (
    <Panel title="Risk" note="Model risk index: 0 (none) to 100">
      <Answered query={query}>
        {(risk) => (
          <div className="stack-tight">
            <div className="risk-index">
              <b>{risk.index === null ? '–' : Math.round(risk.index)}</b>
              <Badge tone={bandWord(risk.band).tone}>{bandWord(risk.band).text}</Badge>
            </div>
            {risk.missing.length > 0 ? (
              <p className="muted">Not known: {risk.missing.join('; ')}. What is not known is no low risk.</p>
            ) : null}
            <Course risk={risk} />
            <ul className="risk-parts">
              {[...risk.components]
                .sort((one, other) => other.score * other.weight - one.score * one.weight)
                .map((part) => (
                  <li key={part.name}>
                    <div className="spread">
                      <b>{plain(part.name)}</b>
                      <span className="muted">
                        {fixed(part.score, 0)} × weight {fixed(part.weight, 2)}
                      </span>
                    </div>
                    <div className="risk-track" aria-hidden="true">
                      <span style={{ width: `${Math.max(0, Math.min(100, part.score))}%` }} />
                    </div>
                    <span className="muted">{part.detail}</span>
                  </li>
                ))}
            </ul>
            <First risk={risk} />
          </div>
        )}
      </Answered>
    </Panel>
  );
}

const directions = { rising: 'Rising', falling: 'Falling', steady: 'Steady' };

function Course({ risk }: { risk: RiskDetail }) {
  const comparable = risk.history.filter((point) => point.formula === risk.formula);
  const course = risk.course;
  const end = course?.forecast.at(-1);
  if (comparable.length < 2) return null;
  return (
    <>
      <RiskPlot history={comparable} forecast={course?.forecast ?? []} />
      {course && end ? (
        <p className="muted">
          {directions[course.direction]}, {signed(course.weekly.value, 1)} a week by {course.points} days; in five weeks {fixed(end.low, 0)} to{' '}
          {fixed(end.high, 0)} with {percent(course.confidence, 0)} confidence.
        </p>
      ) : null}
    </>
  );
}

/** The index that older reports show, so that nobody compares two different numbers. */
function First({ risk: { first } }: { risk: RiskDetail }) {
  return (
    <p className="muted">
      By the first formula (mri-v1):{' '}
      {first.index === null ? `unevaluated, since ${first.missing.join(' and ')}` : `${fixed(first.index, 2)}, of drift ${fixed(first.drift, 1)} and fairness ${fixed(first.fairness, 1)}`}.
    </p>
  );
}
