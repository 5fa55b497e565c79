import type { LineageNode } from '../../../api/types';
import { count } from '../../../format/number';

export const kindWords: Record<LineageNode['kind'], string> = {
  dataset: 'Data set',
  source: 'Source file',
  run: 'Run',
  version: 'Version',
  deployment: 'Deployment',
  predictions: 'Predictions',
};

/** The name that a node bears in the drawing. */
export function title(node: LineageNode): string {
  switch (node.kind) {
    case 'version':
      return `${node.model ?? ''} v${node.version ?? ''}`;
    case 'deployment':
      return node.facts.stage ?? node.name;
    case 'predictions':
      return node.facts.answers === undefined ? 'No answer yet' : `${count(Number(node.facts.answers))} answers`;
    case 'dataset':
    case 'source':
    case 'run':
      return node.name;
  }
}

/** One line below the name: what a reader wants to know of it first. */
export function detail(node: LineageNode): string {
  const { facts } = node;
  switch (node.kind) {
    case 'source':
      return [facts.rows === undefined ? '' : `${count(Number(facts.rows))} rows`, `#${node.id.slice(0, 8)}`].filter(Boolean).join(' · ');
    case 'dataset':
      return facts.namespace ?? '';
    case 'run':
      return [facts.learner, facts.author].filter(Boolean).join(' · ');
    case 'version':
      return facts.tier === undefined || facts.tier === 'unrated' ? 'not rated' : `${facts.tier} risk tier`;
    case 'deployment':
      return `${day(facts.from)} – ${facts.until === undefined ? 'now' : day(facts.until)}`;
    case 'predictions':
      return facts.firstDay === undefined ? '' : `${facts.firstDay} – ${facts.lastDay ?? ''}`;
  }
}

/** Where a node has a page of its own. */
export function address(node: LineageNode): string | undefined {
  if (!node.model) return undefined;
  const model = `/models/${encodeURIComponent(node.model)}`;
  switch (node.kind) {
    case 'run':
      return node.facts.run === undefined ? `${model}/versions/${node.version ?? ''}` : `/experiments/runs/${node.facts.run}`;
    case 'version':
      return `${model}/versions/${node.version ?? ''}`;
    case 'deployment':
      return `${model}/versions`;
    case 'predictions':
      return `${model}/drift?version=${node.version ?? ''}`;
    case 'dataset':
    case 'source':
      return undefined;
  }
}

const day = (instant: string | undefined) => instant?.slice(0, 10) ?? '';
