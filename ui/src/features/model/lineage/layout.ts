import type { LineageGraph, LineageNode } from '../../../api/types';

export interface Box {
  node: LineageNode;
  x: number;
  y: number;
}

export interface Line {
  from: Box;
  to: Box;
  path: string;
}

export interface Layout {
  boxes: Box[];
  lines: Line[];
  width: number;
  height: number;
}

export const box = { width: 188, height: 60, gapX: 44, gapY: 18, margin: 4 };

const key = (ref: { kind: string; id: string }) => `${ref.kind} ${ref.id}`;

/**
 * A layered drawing: one column a step from the root. Each layer is ordered by the mean place of its
 * neighbours, left to right and back again, which leaves few crossings in graphs of this size.
 */
export function layout(graph: LineageGraph): Layout {
  const depths = [...new Set(graph.nodes.map((node) => node.depth))].sort((one, other) => one - other);
  const columns = depths.map((depth) => graph.nodes.filter((node) => node.depth === depth).sort((one, other) => one.at.localeCompare(other.at)));
  const neighbours = new Map<string, string[]>();
  const tie = (one: string, other: string) => neighbours.set(one, [...(neighbours.get(one) ?? []), other]);
  for (const { from, to } of graph.edges) {
    tie(key(from), key(to));
    tie(key(to), key(from));
  }
  for (const order of [columns.slice(1), columns.slice(0, -1).reverse()]) {
    for (const column of order) arrange(column, columns, neighbours);
  }
  const tallest = Math.max(0, ...columns.map((column) => column.length));
  const height = tallest * (box.height + box.gapY) - box.gapY + 2 * box.margin;
  const places = new Map<string, Box>();
  columns.forEach((column, index) => {
    const start = (height - (column.length * (box.height + box.gapY) - box.gapY)) / 2;
    column.forEach((node, row) =>
      places.set(key(node), { node, x: box.margin + index * (box.width + box.gapX), y: start + row * (box.height + box.gapY) }),
    );
  });
  const lines = graph.edges.flatMap(({ from, to }) => {
    const left = places.get(key(from));
    const right = places.get(key(to));
    return left && right ? [{ from: left, to: right, path: curve(left, right) }] : [];
  });
  return {
    boxes: [...places.values()],
    lines,
    width: Math.max(0, columns.length * (box.width + box.gapX) - box.gapX) + 2 * box.margin,
    height: Math.max(0, height),
  };
}

function arrange(column: LineageNode[], columns: LineageNode[][], neighbours: Map<string, string[]>) {
  const rows = new Map<string, number>();
  for (const other of columns) other.forEach((node, row) => rows.set(key(node), other.length === 1 ? 0.5 : row / (other.length - 1)));
  const weight = (node: LineageNode) => {
    const near = (neighbours.get(key(node)) ?? []).flatMap((name) => rows.get(name) ?? []);
    return near.length === 0 ? (rows.get(key(node)) ?? 0) : near.reduce((sum, row) => sum + row, 0) / near.length;
  };
  const weights = new Map(column.map((node) => [node, weight(node)]));
  column.sort((one, other) => (weights.get(one) ?? 0) - (weights.get(other) ?? 0));
}

function curve(left: Box, right: Box): string {
  const x1 = left.x + box.width;
  const y1 = left.y + box.height / 2;
  const x2 = right.x - 5;
  const y2 = right.y + box.height / 2;
  const bend = (x1 + x2) / 2;
  return `M${x1},${y1} C${bend},${y1} ${bend},${y2} ${x2},${y2}`;
}
