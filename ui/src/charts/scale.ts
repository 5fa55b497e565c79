/** From values to pixels. */
export type Scale = (value: number) => number;

/** Linear from `domain` to `range`; a domain of no width maps to the middle of the range. */
export function linear(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const [d0, d1] = domain;
  const [r0, r1] = range;
  if (!(Math.abs(d1 - d0) > 0)) return () => (r0 + r1) / 2;
  return (value) => r0 + ((value - d0) / (d1 - d0)) * (r1 - r0);
}

/** Round numbers that cover the domain: about `wanted` steps of 1, 2 or 5 times a power of ten. */
export function ticks(from: number, to: number, wanted = 4): number[] {
  const width = to - from;
  if (!Number.isFinite(width) || width <= 0) return Number.isFinite(from) ? [from] : [];
  const raw = width / Math.max(1, wanted);
  const power = 10 ** Math.floor(Math.log10(raw));
  const factor = raw / power;
  const step = power * (factor < 1.5 ? 1 : factor < 3.5 ? 2 : factor < 7.5 ? 5 : 10);
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** The least and greatest finite value, with a margin on both sides; undefined when there is none. */
export function extent(values: Iterable<number | null | undefined>, margin = 0): [number, number] | undefined {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value == null || !Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return undefined;
  const pad = (high - low || Math.abs(high) || 1) * margin;
  return [low - pad, high + pad];
}

/** An SVG path through points; a gap (undefined) lifts the pen. */
export function path(points: ([number, number] | undefined)[]): string {
  let down = false;
  return points
    .map((point) => {
      if (!point) {
        down = false;
        return '';
      }
      const command = `${down ? 'L' : 'M'}${point[0].toFixed(1)} ${point[1].toFixed(1)}`;
      down = true;
      return command;
    })
    .join('');
}
