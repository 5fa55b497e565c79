import type { Safeguards } from '../../../api/types';

/** What the form holds: texts as typed, an empty reaction for a guard that is off. */
export interface Draft {
  output: { min: string; max: string; reaction: string };
  ranges: { source: string; limits: string; reaction: string };
  missing: { most: string; reaction: string };
  staleness: { most: string; reaction: string };
  unusual: { tail: string; most: string; reaction: string };
  failure: string;
  kill: string;
  previous: boolean;
  baseline: { feature: string; cases: string; score: string };
  constant: string;
}

const text = (value: number | null | undefined) => (value == null ? '' : String(value));

export function draftOf(held: Safeguards): Draft {
  const fallbacks = held.fallbacks ?? [];
  const baseline = fallbacks.find((one) => one.kind === 'BASELINE');
  return {
    output: { min: text(held.output?.min), max: text(held.output?.max), reaction: held.output?.reaction ?? '' },
    ranges: {
      source: held.ranges?.source ?? 'CONTRACT',
      limits: (held.ranges?.limits ?? []).map((one) => `${one.feature} ${text(one.min)}..${text(one.max)}`).join('\n'),
      reaction: held.ranges?.reaction ?? '',
    },
    missing: { most: text(held.missing?.most), reaction: held.missing?.reaction ?? '' },
    staleness: { most: held.staleness?.most ?? '', reaction: held.staleness?.reaction ?? '' },
    unusual: { tail: text(held.unusual?.tail), most: text(held.unusual?.most), reaction: held.unusual?.reaction ?? '' },
    failure: held.failure ?? 'REFUSE',
    kill: held.kill ?? 'REFUSE',
    previous: fallbacks.some((one) => one.kind === 'PREVIOUS_VERSION'),
    baseline: {
      feature: baseline?.feature ?? '',
      cases: (baseline?.cases ?? [])
        .map((one) => `${one.value ?? `${text(one.from)}..${text(one.to)}`} ${one.score}`)
        .join('\n'),
      score: text(baseline?.score),
    },
    constant: text(fallbacks.find((one) => one.kind === 'CONSTANT')?.score),
  };
}

/** A line ends in its last word; what comes before may hold blanks. */
function lines(typed: string): [string, string][] {
  return typed
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const at = line.lastIndexOf(' ');
      return at < 0 ? [line, ''] : [line.slice(0, at).trim(), line.slice(at + 1)];
    });
}

const number = (typed: string) => (typed.trim() === '' ? null : Number(typed));

/** `2..5`, `..5` or `2..`; null for anything else, which is a value. */
function range(typed: string): { from: number | null; to: number | null } | null {
  const found = /^(-?[\d.eE+-]*?)\.\.(-?[\d.eE+-]*)$/.exec(typed);
  return found ? { from: number(found[1] ?? ''), to: number(found[2] ?? '') } : null;
}

/** What is sent; the service checks it and names what it refuses. */
export function safeguardsOf(draft: Draft): Safeguards {
  const on = <T extends { reaction: string }, R>(guard: T, made: (guard: T) => R) => (guard.reaction ? made(guard) : null);
  const limit = ([feature, ends]: [string, string]) => {
    const found = range(ends);
    return { feature, min: found?.from ?? null, max: found?.to ?? null };
  };
  const one = ([what, score]: [string, string]) => {
    const found = range(what);
    return { value: found ? null : what, from: found?.from ?? null, to: found?.to ?? null, score: Number(score) };
  };
  const { baseline } = draft;
  return {
    output: on(draft.output, (it) => ({ min: number(it.min), max: number(it.max), reaction: it.reaction })),
    ranges: on(draft.ranges, (it) => ({ source: it.source, limits: lines(it.limits).map(limit), reaction: it.reaction })),
    missing: on(draft.missing, (it) => ({ most: Number(it.most), reaction: it.reaction })),
    staleness: on(draft.staleness, (it) => ({ most: it.most, reaction: it.reaction })),
    unusual: on(draft.unusual, (it) => ({ tail: Number(it.tail), most: Number(it.most), reaction: it.reaction })),
    failure: draft.failure,
    kill: draft.kill,
    fallbacks: [
      ...(draft.previous ? [{ kind: 'PREVIOUS_VERSION' }] : []),
      ...(baseline.feature
        ? [{ kind: 'BASELINE', feature: baseline.feature, score: number(baseline.score), cases: lines(baseline.cases).map(one) }]
        : []),
      ...(draft.constant === '' ? [] : [{ kind: 'CONSTANT', score: number(draft.constant) }]),
    ],
  } as Safeguards;
}
