import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { useColumnDrift, useDrift, type Window } from '../../api/monitoringQueries';
import type { ColumnDrift, ColumnSummary, Drift, DriftDetail, DriftMeasure, ModelDetail } from '../../api/types';
import { DriftBins } from '../../charts/DriftBins';
import { byWeight, look } from '../../charts/heat';
import { HeatLegend, HeatStrip, type Cell } from '../../charts/HeatStrip';
import { count, dash, fixed, measure, percent, plural, pValue } from '../../format/number';
import { day } from '../../format/time';
import { plain, type Tone } from '../../format/words';
import { Badge } from '../../parts/Badge';
import { Choice } from '../../parts/Field';
import { Panel } from '../../parts/Panel';
import { Answered, Empty, Skeleton } from '../../parts/States';
import { ScoreShiftPanel } from './ScoreShiftPanel';
import './DriftTab.css';

export default function DriftTab({ model }: { model: ModelDetail }) {
  const [address, setAddress] = useSearchParams();
  const window: Window = address.get('window') === 'week' ? 'week' : 'day';
  const version = Number(address.get('version')) || undefined;
  const query = useDrift(model.model, window, version);

  const change = (changes: Record<string, string | undefined>) =>
    setAddress(
      (present) => {
        const next = new URLSearchParams(present);
        for (const [name, value] of Object.entries(changes)) {
          if (value === undefined) next.delete(name);
          else next.set(name, value);
        }
        return next;
      },
      { replace: true },
    );

  return (
    <Answered
      query={query}
      skeleton={
        <Panel>
          <Skeleton lines={10} tall />
        </Panel>
      }
    >
      {(drift) =>
        drift.windows.length === 0 ? (
          <Panel>
            <Empty title="No traffic to compare yet" command={`./plumbline drift --reference A --current B`}>
              <p>
                Windows appear here once version {drift.version} has answered logged predictions: serve it and call its predictions route, or
                use “Try it”. To compare two files instead, run the command below.
              </p>
            </Empty>
          </Panel>
        ) : (
          <Strip
            model={model}
            drift={drift}
            window={window}
            version={version}
            chosen={chosenCell(drift, address)}
            onWindow={(next) => change({ window: next, start: undefined, column: address.get('column') ?? undefined })}
            onChoose={(cell) => change({ column: cell.column, start: cell.start })}
          />
        )
      }
    </Answered>
  );
}

/** The cell the address names, as far as it exists; else the weightiest drift in the newest window. */
function chosenCell(drift: Drift, address: URLSearchParams): Cell | undefined {
  const named = drift.columns.find((column) => column.column === address.get('column'));
  const column = named ?? byWeight(drift.columns)[0];
  if (!column) return undefined;
  const start = address.get('start');
  const at = drift.windows.findIndex((one) => one.start === start);
  if (at >= 0 && column.cells[at]) return { column: column.column, start: drift.windows[at]?.start ?? '' };
  const newest = column.cells.findLastIndex((cell) => cell !== null);
  const window = drift.windows[newest];
  return window ? { column: column.column, start: window.start } : undefined;
}

interface StripProps {
  model: ModelDetail;
  drift: Drift;
  window: Window;
  version: number | undefined;
  chosen: Cell | undefined;
  onWindow: (window: Window) => void;
  onChoose: (cell: Cell) => void;
}

function Strip({ model, drift, window, version, chosen, onWindow, onChoose }: StripProps) {
  const columns = useMemo(() => byWeight(drift.columns), [drift]);
  const first = drift.windows[0];
  const last = drift.windows.at(-1);
  const looked = drift.windows.find((one) => one.start === chosen?.start) ?? last;
  return (
    <div className="stack">
      <Panel
        title="Drift against the training data"
        note={`Version ${drift.version}, reference of ${count(drift.referenceRows)} rows; ${plural(drift.windows.length, window)} from ${day(first?.start)} to ${day(last?.start)}. Weightiest drift on top: importance × latest PSI.`}
        actions={
          <Choice
            label="Window"
            value={window}
            onChange={onWindow}
            options={[
              ['day', 'Day'],
              ['week', 'Week'],
            ]}
          />
        }
      >
        <div className="stack-tight">
          <HeatStrip columns={columns} windows={drift.windows} chosen={chosen} onChoose={onChoose} />
          <HeatLegend />
        </div>
      </Panel>
      {chosen ? <Detail model={model.model} cell={chosen} window={window} version={version} /> : null}
      {looked ? <ScoreShiftPanel model={model.model} version={drift.version} window={looked} /> : null}
    </div>
  );
}

const tones: Record<ColumnDrift['verdict'], Tone> = {
  NONE: 'good',
  SLIGHT: 'info',
  MODERATE: 'warning',
  SEVERE: 'critical',
  TOO_FEW_ROWS: 'neutral',
};

function Detail({ model, cell, window, version }: { model: string; cell: Cell; window: Window; version: number | undefined }) {
  const query = useColumnDrift(model, cell.column, cell.start, window, version);
  return (
    <Answered
      query={query}
      skeleton={
        <Panel title={cell.column}>
          <Skeleton lines={5} tall />
        </Panel>
      }
    >
      {(detail) => (
        <Panel
          title={<span className="mono">{detail.column}</span>}
          note={`${day(detail.window.start)}${window === 'week' ? ` to ${day(detail.window.end)}` : ''}, ${count(detail.window.rows)} rows`}
          actions={<Badge tone={tones[detail.statistics.verdict]}>{plain(look({ ...detail.statistics }).word)}</Badge>}
        >
          <p className="drift-recommendation">{detail.statistics.recommendation}</p>
          <div className="drift-detail">
            {detail.bins.length > 0 ? <DriftBins bins={detail.bins} name={detail.column} /> : <p className="muted">No bins to draw.</p>}
            <div className="stack">
              <Comparison detail={detail} />
              <Statistics statistics={detail.statistics} />
              <Measures measures={detail.measures} />
            </div>
          </div>
        </Panel>
      )}
    </Answered>
  );
}

function Comparison({ detail }: { detail: DriftDetail }) {
  const numeric = detail.kind === 'NUMERIC';
  const rows: [string, (side: ColumnSummary) => string][] = [
    ['Values', (side) => count(side.count)],
    ['Missing', (side) => percent(side.missingRate)],
    ...(numeric
      ? ([
          ['Mean', (side) => measure(side.mean)],
          ['Standard deviation', (side) => measure(side.standardDeviation)],
          ['5 % to 95 %', (side) => (side.quantiles ? `${measure(side.quantiles.p05)} to ${measure(side.quantiles.p95)}` : dash)],
          ['Median', (side) => measure(side.quantiles?.p50)],
        ] as [string, (side: ColumnSummary) => string][])
      : []),
  ];
  return (
    <table className="facts-table">
      <caption className="visually-hidden">Reference against current</caption>
      <thead>
        <tr>
          <td />
          <th scope="col" className="num">
            Reference
          </th>
          <th scope="col" className="num">
            Current
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, write]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="num">{write(detail.reference)}</td>
            <td className="num">{write(detail.current)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Statistics({ statistics }: { statistics: ColumnDrift }) {
  const rows: [string, string, string][] = [
    ['PSI', fixed(statistics.psi, 4), 'population stability index: 0 when equal'],
    ['KS', fixed(statistics.ks, 4), 'largest gap of the two distributions'],
    ['Jensen-Shannon', fixed(statistics.jensenShannon, 4), 'distance of the two distributions'],
    ['Wasserstein', measure(statistics.wasserstein), 'mean shift needed to make them equal'],
    ['Chi-square', measure(statistics.chiSquare), 'for categories'],
    ['Effect', fixed(statistics.effect, 3), 'size of the shift, whatever the number of rows'],
    ['p', pValue(statistics.pValue), 'chance of such a difference without drift'],
    ['p, corrected', pValue(statistics.adjustedPValue), 'corrected over all columns (Benjamini-Hochberg)'],
  ];
  return (
    <dl className="drift-statistics">
      {rows
        .filter(([, value]) => value !== dash)
        .map(([name, value, says]) => (
          <div key={name} title={says}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/* Those that the figures above do not hold already. */
const further: Partial<Record<DriftMeasure['method'], [string, string]>> = {
  wassersteinScaled: ['Wasserstein, scaled', 'mean shift in standard deviations of the reference'],
  energy: ['Energy distance', 'in the root of the unit: 0 when equal'],
  cramerVonMises: ['Cramér–von Mises', 'squared gap of the two distributions over all values'],
  mannWhitney: ['Mann–Whitney', 'chance that a reference value is the larger one: 0.5 when nothing moved'],
  gTest: ['G test', 'likelihood ratio over the bins'],
  cramersV: ['Cramér’s V', 'association of bin and period, 0 to 1'],
  totalVariation: ['Total variation', 'share of rows that changed their bin, at least'],
  lInfinity: ['L∞', 'largest change of a bin’s share'],
  hellinger: ['Hellinger', 'distance over the bins, 0 to 1'],
  kullbackLeibler: ['Kullback–Leibler', 'of current from reference, in nats'],
};

function Measures({ measures }: { measures: DriftMeasure[] }) {
  const known = measures.filter((one) => further[one.method] && one.value !== null);
  if (known.length === 0) return null;
  return (
    <details>
      <summary>Further methods</summary>
      <dl className="drift-statistics">
        {known.map(({ method, value, pValue: p }) => (
          <div key={method} title={further[method]?.[1]}>
            <dt>{further[method]?.[0]}</dt>
            <dd>
              {measure(value)}
              {p === null ? null : <span className="muted"> p {pValue(p)}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
