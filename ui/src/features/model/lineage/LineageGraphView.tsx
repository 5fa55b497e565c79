import { useId } from 'react';
import { Link } from 'react-router';
import type { LineageGraph } from '../../../api/types';
import { Scroller } from '../../../parts/Scroller';
import { box, layout, type Box } from './layout';
import { address, detail, kindWords, title } from './words';
import './LineageTab.css';

/** The graph from left to right. The same is said in the list below it, so this is one picture to a screen reader. */
export function LineageGraphView({ graph, label }: { graph: LineageGraph; label: string }) {
  const { boxes, lines, width, height } = layout(graph);
  const arrow = useId();
  const isRoot = ({ node }: Box) => node.kind === graph.root.kind && node.id === graph.root.id;
  return (
    <Scroller className="lineage-frame" label={label}>
      <svg className="lineage" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        <defs>
          <marker id={arrow} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto" markerUnits="userSpaceOnUse">
            <path d="M0,0 L8,4 L0,8 Z" className="lineage-arrow" />
          </marker>
        </defs>
        {lines.map((line) => (
          <path key={line.path} d={line.path} className="lineage-line" markerEnd={`url(#${arrow})`} />
        ))}
        {boxes.map((one) => (
          <g key={`${one.node.kind} ${one.node.id}`} transform={`translate(${one.x} ${one.y})`} className={`lineage-${one.node.kind}${isRoot(one) ? ' lineage-root' : ''}`}>
            <Way to={address(one.node)}>
              <title>{`${kindWords[one.node.kind]}: ${title(one.node)}. ${detail(one.node)}`}</title>
              <rect className="lineage-box" width={box.width} height={box.height} rx={6} />
              <rect className="lineage-edge" width={4} height={box.height} rx={2} />
              <text className="lineage-kind" x={14} y={17}>
                {kindWords[one.node.kind]}
              </text>
              <text className="lineage-name" x={14} y={34}>
                {cut(title(one.node), 20)}
              </text>
              <text className="lineage-detail" x={14} y={50}>
                {cut(detail(one.node), 27)}
              </text>
            </Way>
          </g>
        ))}
      </svg>
    </Scroller>
  );
}

/** A mouse may follow a box; the keyboard has the links of the list. */
function Way({ to, children }: { to: string | undefined; children: React.ReactNode }) {
  return to === undefined ? (
    <g>{children}</g>
  ) : (
    <Link to={to} tabIndex={-1}>
      {children}
    </Link>
  );
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
