import { useState } from 'react';
import type { Candidate, Metrics, Scorecard, Segment, Task, VersionDetail } from '../../api/types';
import { Calibration, Gain } from '../../charts/Curve';
import { Ranges } from '../../charts/Ranges';
import { headlineMetrics, metricNames, metricWords, writeInterval } from '../../format/metric';
import { count, fixed, percent, signed } from '../../format/number';
import { learnerWord, plain } from '../../format/words';
import { Badge } from '../../parts/Badge';
import { Choice } from '../../parts/Field';
import { IntervalCell } from '../../parts/IntervalCell';
import { Panel } from '../../parts/Panel';
import { Table } from '../../parts/Table';
import { ConfusionTable } from './ConfusionTable';
import { FairnessPanel } from './FairnessPanel';
import { MitigationPanel } from './MitigationPanel';

/** What was measured when a version was trained. */
export function ScorecardView({ version, label, positive }: { version: VersionDetail; label: string; positive: string | null }) {
  const card = version.scorecard;
  return (
    <>
      <Panel title="Scorecard" note={splitText(card)}>
        <Ranges
          caption={`Metrics of version ${version.version} with 95 % intervals`}
          metrics={card.metrics}
          baseline={card.baseline ? { name: learnerWord(card.baseline.learner), metrics: card.baseline.metrics } : null}
        />
        {card.crossValidation ? <CrossValidation card={card} /> : null}
      </Panel>
      {card.calibration.length > 0 || card.gain.length > 0 ? (
        <div className="columns">
          {card.calibration.length > 0 ? (
            <Panel title="Calibration" note="Do the probabilities mean what they say?">
              <Calibration bins={card.calibration} />
              {card.calibrated ? (
                <p className="scorecard-cv">
                  <b>{calibrationWord(card.calibrated.method)}</b>, chosen on {count(card.calibrated.rows)} rows: expected calibration error{' '}
                  {fixed(card.calibrated.eceBefore, 4)} before, {fixed(card.calibrated.eceAfter, 4)} after
                </p>
              ) : null}
            </Panel>
          ) : null}
          {card.gain.length > 0 ? (
            <Panel title="Gain" note="How many positives the highest scores hold">
              <Gain points={card.gain} />
            </Panel>
          ) : null}
        </div>
      ) : null}
      {card.confusion ? (
        <Panel title="At the threshold">
          <ConfusionTable confusion={card.confusion} label={label} positive={positive} />
        </Panel>
      ) : null}
      {card.candidates.length > 0 ? <Candidates candidates={card.candidates} task={version.task} /> : null}
      {card.mitigation ? <MitigationPanel mitigation={card.mitigation} /> : null}
      {(card.fairness ?? []).map((one) => (
        <FairnessPanel key={one.attributes.join()} fairness={one} />
      ))}
      {card.segments.length > 0 ? <Segments segments={card.segments} overall={card.metrics} task={version.task} /> : null}
    </>
  );
}

const calibrationWord = (method: NonNullable<Scorecard['calibrated']>['method']) =>
  ({ platt: 'Platt’s line', beta: 'Beta curve', isotonic: 'Isotonic line' })[method];

const splitText = ({ split }: Scorecard) =>
  `${plain(split.kind)} split: trained on ${count(split.trainRows)} rows, measured on ${count(split.testRows)} held out${split.detail ? `. ${split.detail}` : ''}`;

function CrossValidation({ card }: { card: Scorecard }) {
  const validation = card.crossValidation;
  if (!validation) return null;
  return (
    <p className="scorecard-cv">
      <b>{validation.folds}-fold cross-validation:</b>{' '}
      {metricNames(validation.metrics)
        .slice(0, 4)
        .map((name) => {
          const spread = validation.metrics[name];
          return `${metricWords(name).name} ${writeInterval(name, spread ? { value: spread.mean, low: spread.low, high: spread.high } : null)}`;
        })
        .join(' · ')}
    </p>
  );
}

function Candidates({ candidates, task }: { candidates: Candidate[]; task: Task }) {
  const names = headlineMetrics(task, candidates[0]?.metrics ?? {});
  return (
    <Panel title="Candidates" note="The champion is chosen by paired bootstrap, not by a bare maximum" flush>
      <Table
        caption="Candidates"
        rows={candidates}
        rowKey={(candidate) => `${candidate.learner} ${JSON.stringify(candidate.settings)}`}
        columns={[
          {
            key: 'learner',
            title: 'Learner',
            cell: (candidate) => (
              <span className="row">
                <b>{learnerWord(candidate.learner)}</b>
                {candidate.champion ? <Badge tone="good">Champion</Badge> : null}
                <Settings settings={candidate.settings} />
              </span>
            ),
          },
          ...names.map((name) => ({
            key: name,
            title: metricWords(name).name,
            numeric: true,
            cell: (candidate: Candidate) => <IntervalCell name={name} interval={candidate.metrics[name]} />,
          })),
          {
            key: 'difference',
            title: 'To champion',
            numeric: true,
            cell: (candidate) => <Difference candidate={candidate} />,
          },
        ]}
      />
    </Panel>
  );
}

function Difference({ candidate: { difference } }: { candidate: Candidate }) {
  if (!difference) return <span className="muted">–</span>;
  const clear = difference.low > 0 || difference.high < 0;
  return (
    <span className="interval" title={`95 % interval of the paired difference in ${metricWords(difference.metric).name}`}>
      <b>
        {signed(difference.value, 4)} {clear ? 'clear' : 'within noise'}
      </b>
      <span>
        {fixed(difference.low, 4)} – {fixed(difference.high, 4)}
      </span>
    </span>
  );
}

function Settings({ settings }: { settings: Record<string, unknown> }) {
  const entries = Object.entries(settings);
  if (entries.length === 0) return null;
  const text = entries.map(([name, value]) => `${name} ${setting(value)}`).join(', ');
  return (
    <span className="candidate-settings" title={text}>
      {text}
    </span>
  );
}

/** Settings are kept as text with all digits; three are enough to compare by eye. */
function setting(value: unknown): string {
  const number = Number(value);
  return Number.isFinite(number) && !Number.isInteger(number) ? String(Number(number.toPrecision(3))) : String(value);
}

function Segments({ segments, overall, task }: { segments: Segment[]; overall: Metrics; task: Task }) {
  const columns = [...new Set(segments.map((segment) => segment.column))];
  const [column, setColumn] = useState('');
  const names = headlineMetrics(task, segments[0]?.metrics ?? {});
  const shown = segments.filter((segment) => column === '' || segment.column === column);
  return (
    <Panel
      title="Segments"
      note="The same metrics for parts of the held-out rows; wide intervals mean few rows"
      actions={
        columns.length > 1 ? (
          <Choice label="Column" value={column} onChange={setColumn} options={[['', 'All'], ...columns.map((name): [string, string] => [name, name])]} />
        ) : null
      }
      flush
    >
      <Table
        caption="Metrics by segment"
        rows={shown}
        rowKey={(segment) => `${segment.column}=${segment.value}`}
        columns={[
          {
            key: 'segment',
            title: 'Segment',
            cell: (segment) => (
              <>
                <span className="muted">{segment.column} =</span> <b>{segment.value}</b>
              </>
            ),
          },
          { key: 'rows', title: 'Rows', numeric: true, cell: (segment) => count(segment.rows) },
          ...names.map((name) => ({
            key: name,
            title: `${metricWords(name).name} (all ${metricWords(name).write(overall[name]?.value)})`,
            numeric: true,
            cell: (segment: Segment) => <IntervalCell name={name} interval={segment.metrics[name]} />,
          })),
        ]}
      />
    </Panel>
  );
}

/** How much each feature moves the score, as a share of all. */
export function ImportanceList({ items, limit = 12 }: { items: VersionDetail['importance']; limit?: number }) {
  const sorted = [...items].sort((one, other) => other.importance - one.importance);
  const total = sorted.reduce((sum, item) => sum + item.importance, 0);
  const highest = sorted[0]?.importance ?? 0;
  return (
    <ol className="importance">
      {sorted.slice(0, limit).map((item) => (
        <li key={item.feature}>
          <span className="importance-name" title={item.feature}>
            {item.feature}
          </span>
          <span className="importance-track" aria-hidden="true">
            <span style={{ width: `${highest > 0 ? (item.importance / highest) * 100 : 0}%` }} />
          </span>
          <span className="num">{total > 0 ? percent(item.importance / total) : '–'}</span>
        </li>
      ))}
      {sorted.length > limit ? <li className="muted importance-more">and {sorted.length - limit} more features</li> : null}
    </ol>
  );
}
