/** Numbers for people: one place decides digits, signs, units. Absent and non-finite values are a dash. */
export const dash = '–';

type Maybe = number | null | undefined;

const known = (value: Maybe): value is number => typeof value === 'number' && Number.isFinite(value);

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const compactFormat = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });

/** Non-breaking, so that a value never parts from its unit. */
const space = '\u00a0';

/** A true minus, as wide as a plus. */
const minus = (text: string) => text.replace('-', '\u2212');

export function count(value: Maybe): string {
  return known(value) ? minus(whole.format(value)) : dash;
}

/** 1,234 stays; from ten thousand on 12.3K, 4.56M. */
export function compact(value: Maybe): string {
  if (!known(value)) return dash;
  return Math.abs(value) < 10_000 ? count(Math.round(value)) : minus(compactFormat.format(value));
}

export function fixed(value: Maybe, digits = 3): string {
  if (!known(value)) return dash;
  const text = value.toFixed(digits);
  return minus(Number(text) === 0 ? text.replace('-', '') : text);
}

export function signed(value: Maybe, digits = 3): string {
  if (!known(value)) return dash;
  const text = fixed(value, digits);
  return Number(value.toFixed(digits)) > 0 ? `+${text}` : text;
}

export function percent(share: Maybe, digits = 1): string {
  return known(share) ? `${fixed(share * 100, digits)}${space}%` : dash;
}

/** Any measure of unknown size: about four significant digits, grouped, without a tail of noise. */
export function measure(value: Maybe): string {
  if (!known(value)) return dash;
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.001 || size >= 1e9)) return minus(value.toExponential(2));
  const digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 4;
  return minus(new Intl.NumberFormat('en', { maximumFractionDigits: digits }).format(value));
}

/** A p-value below the last digit shown is said to be below it, never to be zero. */
export function pValue(value: Maybe): string {
  if (!known(value)) return dash;
  return value < 0.001 ? `<${space}0.001` : fixed(value, 3);
}

export function plural(amount: number, one: string, many = `${one}s`): string {
  return `${count(amount)} ${amount === 1 ? one : many}`;
}

/** The logistic function: what share a log-odds stands for. */
export function sigmoid(margin: number): number {
  return margin >= 0 ? 1 / (1 + Math.exp(-margin)) : Math.exp(margin) / (1 + Math.exp(margin));
}
