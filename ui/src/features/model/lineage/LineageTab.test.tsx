import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { LineageGraph, LineageNode, ModelDetail } from '../../../api/types';
import { faults } from '../../../testing/axe';
import { me, serve, show, signIn, tokens } from '../../../testing/service';
import { layout } from './layout';
import LineageTab from './LineageTab';
import { detail, title } from './words';

const hash = 'ab'.repeat(32);

function node(kind: LineageNode['kind'], id: string, depth: number, facts: Record<string, string> = {}, name = kind as string): LineageNode {
  return { kind, id, name, at: '2026-11-01T00:00:00Z', depth, model: kind === 'source' ? null : 'churn', version: kind === 'source' ? null : 4, facts };
}

const graph: LineageGraph = {
  root: { kind: 'version', id: 'churn:4' },
  nodes: [
    node('version', 'churn:4', 0, { tier: 'high' }),
    node('run', 'cd'.repeat(32), -1, { learner: 'boosting', author: 'ana', run: '1'.repeat(32) }, 'training'),
    node('source', hash, -2, { rows: '7043' }, 'churn.csv'),
    node('deployment', '12', 1, { stage: 'production', from: '2026-11-02T10:00:00Z' }),
    node('predictions', 'churn:4', 2, { answers: '1200', firstDay: '2026-11-02', lastDay: '2026-11-20' }),
  ],
  edges: [
    { from: { kind: 'source', id: hash }, to: { kind: 'run', id: 'cd'.repeat(32) } },
    { from: { kind: 'run', id: 'cd'.repeat(32) }, to: { kind: 'version', id: 'churn:4' } },
    { from: { kind: 'version', id: 'churn:4' }, to: { kind: 'deployment', id: '12' } },
    { from: { kind: 'deployment', id: '12' }, to: { kind: 'predictions', id: 'churn:4' } },
  ],
  truncated: false,
};

const model = { model: 'churn', latestVersion: 5 } as unknown as ModelDetail;
const affected = { model: 'churn', version: 4, tier: 'high', owner: 'Team Nord', stage: 'PRODUCTION', since: '2026-11-02T10:00:00Z', column: 'tenure', role: 'feature', predictions7d: 900 };

async function open() {
  const calls = serve({
    'POST /api/v1/auth/login': { body: tokens('1') },
    'GET /api/v1/me': { body: me('model.read') },
    'GET /api/v1/models/churn/lineage': { body: graph },
    'GET /api/v1/lineage/impact': { body: { items: [affected], next: null } },
  });
  await signIn();
  return { calls, ...show(<LineageTab model={model} shown={4} />) };
}

afterEach(() => vi.unstubAllGlobals());

describe('the lineage of a version', () => {
  it('is drawn, and said again as a list with links', async () => {
    const { container } = await open();

    expect(await screen.findByRole('link', { name: 'churn v4', hidden: false })).toBeTruthy();
    expect(container.querySelectorAll('svg.lineage .lineage-box')).toHaveLength(5);
    expect(screen.getByRole('table', { name: 'Nodes of the lineage' }).textContent).toContain('churn.csv');
    expect(await faults(container)).toEqual([]);
  });

  it('tells at once what a change of its source would reach', async () => {
    const { calls } = await open();

    expect(await screen.findByText('Team Nord')).toBeTruthy();
    fireEvent.change(screen.getByLabelText('Column'), { target: { value: 'tenure' } });

    await waitFor(() => expect(calls.filter((one) => one.path.startsWith('/api/v1/lineage/impact')).length).toBeGreaterThan(1));
  });
});

describe('the drawing', () => {
  it('places each kind right of what it came of', () => {
    const drawn = layout(graph);

    expect(drawn.lines).toHaveLength(4);
    expect(drawn.lines.every((line) => line.from.x < line.to.x)).toBe(true);
    expect(drawn.boxes.every((one) => one.y >= 0 && one.y < drawn.height && one.x < drawn.width)).toBe(true);
  });

  it('never lays one box over another', () => {
    const many = { ...graph, nodes: [...graph.nodes, ...Array.from({ length: 9 }, (_, index) => node('deployment', `d${index}`, 1))] };
    const seen = new Set(layout(many).boxes.map((one) => `${one.x} ${one.y}`));

    expect(seen.size).toBe(14);
  });

  it('of nothing is empty', () => {
    expect(layout({ ...graph, nodes: [], edges: graph.edges })).toMatchObject({ boxes: [], lines: [], height: 0 });
  });

  it('says of each kind what matters of it', () => {
    expect(graph.nodes.map(title)).toEqual(['churn v4', 'training', 'churn.csv', 'production', '1,200 answers']);
    expect(graph.nodes.map(detail)).toEqual([
      'high risk tier',
      'boosting · ana',
      '7,043 rows · #abababab',
      '2026-11-02 – now',
      '2026-11-02 – 2026-11-20',
    ]);
  });
});
