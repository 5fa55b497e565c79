import { useEffect, useMemo, useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useDriftWall } from '../../api/monitoringQueries';
import type { DriftWall as Wall, ModelDetail } from '../../api/types';
import { fixed, percent, plural } from '../../format/number';
import { day } from '../../format/time';
import { Input } from '../../parts/Field';
import { Panel } from '../../parts/Panel';
import { Answered, Empty } from '../../parts/States';
import { Table } from '../../parts/Table';
import { paint, read, strips, type Cell, type Painted } from './wall';
import './DriftWall.css';

const listed = 20;

/** Every column over a quarter on one canvas: a thousand strips are one picture, not 91,000 elements. */
export default function DriftWall({ model }: { model: ModelDetail }) {
  const query = useDriftWall(model.model);
  return (
    <Answered query={query}>
      {(wall) =>
        wall.windows.length === 0 ? (
          <Panel>
            <Empty title="No traffic to compare yet">
              <p>Strips appear once version {wall.version} has answered logged predictions.</p>
            </Empty>
          </Panel>
        ) : (
          <Shown model={model.model} wall={wall} />
        )
      }
    </Answered>
  );
}

const feature = (model: string, column: string) =>
  `/models/${encodeURIComponent(model)}/drift?column=${encodeURIComponent(column)}`;

function Shown({ model, wall }: { model: string; wall: Wall }) {
  const [text, setText] = useState('');
  const shown = useMemo(() => strips(wall, text), [wall, text]);
  return (
    <div className="stack">
      <Panel
        title="Drift wall"
        note={`Version ${wall.version}: ${plural(wall.columns.length, 'column')} over ${plural(wall.windows.length, wall.window)} from ${day(wall.windows[0]?.start)} to ${day(wall.windows.at(-1)?.start)}. What moves the score most now is on top: effect × importance. Coloured is what is real by the test of the drift report.`}
        actions={<Input aria-label="Columns with" placeholder="Columns with…" value={text} onChange={(event) => setText(event.target.value)} />}
      >
        <Canvas model={model} wall={wall} shown={shown} />
      </Panel>
      <Panel title="Weightiest columns" flush>
        <Table
          caption="Weightiest columns"
          rows={shown.slice(0, listed)}
          rowKey={(strip) => strip.column}
          columns={[
            { key: 'column', title: 'Column', cell: (strip) => <Link to={feature(model, strip.column)}>{strip.column}</Link> },
            { key: 'effect', title: 'Newest window', cell: (strip) => said(strip.newest) },
            { key: 'importance', title: 'Importance', numeric: true, cell: (strip) => percent(strip.importance, 0) },
            { key: 'weight', title: 'Weight', numeric: true, minor: true, cell: (strip) => fixed(strip.weight, 3) },
          ]}
        />
      </Panel>
    </div>
  );
}

function Canvas({ model, wall, shown }: { model: string; wall: Wall; shown: Painted[] }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const navigate = useNavigate();
  const [over, setOver] = useState('');
  const height = Math.max(1, shown.length) * stripHeight(shown.length);
  useEffect(() => {
    if (canvas.current) paint(canvas.current, shown, wall.windows.length, stripHeight(shown.length));
  }, [shown, wall.windows.length]);
  const at = (event: React.MouseEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return {
      strip: shown[Math.floor(((event.clientY - box.top) / box.height) * shown.length)],
      window: Math.floor(((event.clientX - box.left) / box.width) * wall.windows.length),
    };
  };
  const drifting = shown.filter((strip) => drift.includes(strip.newest.tone)).length;
  return (
    <div className="wall">
      <div className="wall-frame" tabIndex={0} role="group" aria-label="All columns over time">
        {stripHeight(shown.length) === named && (
          <ol className="wall-names" aria-hidden="true">
            {shown.map((strip) => (
              <li key={strip.column}>{strip.column}</li>
            ))}
          </ol>
        )}
        <canvas
          ref={canvas}
          className="wall-canvas"
          style={{ height }}
          role="img"
          aria-label={`${plural(shown.length, 'column')}, ${drifting} of them drift in the newest window; the table below lists the weightiest`}
          onMouseMove={(event) => {
            const { strip, window } = at(event);
            setOver(strip ? `${strip.column}, ${day(wall.windows[window]?.start)}: ${said(read(strip.cells[window]))}` : '');
          }}
          onMouseLeave={() => setOver('')}
          onClick={(event) => {
            const { strip } = at(event);
            if (strip) void navigate(feature(model, strip.column));
          }}
        />
      </div>
      <p className="spread muted wall-days" aria-hidden="true">
        <span>{day(wall.windows[0]?.start)}</span>
        <span>{day(wall.windows.at(-1)?.start)}</span>
      </p>
      <p className="muted wall-over">{over || 'Point at a strip to read it; click to see the feature.'}</p>
      <ul className="wall-legend">
        {(['none', 'slight', 'moderate', 'severe'] as const).map((tone) => (
          <li key={tone}>
            <span className={`wall-mark wall-${tone}`} /> {tone}
          </li>
        ))}
      </ul>
    </div>
  );
}

const drift: Cell['tone'][] = ['slight', 'moderate', 'severe'];

function said({ tone, effect }: Cell) {
  if (tone === 'unseen') return 'not seen';
  return tone === 'few' ? 'too few answers to tell' : `${tone === 'none' ? 'no' : tone} drift, effect ${fixed(effect, 2)}`;
}

/** A strip so high has room for its name. */
const named = 16;
const stripHeight = (count: number) => (count > 300 ? 3 : count > 60 ? 8 : named);
