/** Times for people: relative to be read, exact in UTC to be quoted. */
type Maybe = string | null | undefined;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (value: number) => String(value).padStart(2, '0');

const read = (text: Maybe): Date | undefined => {
  if (!text) return undefined;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? undefined : time;
};

export const shortDay = (text: Maybe): string => {
  const time = read(text);
  return time ? `${time.getUTCDate()} ${months[time.getUTCMonth()]}` : '–';
};

export const day = (text: Maybe): string => {
  const time = read(text);
  return time ? `${shortDay(text)} ${time.getUTCFullYear()}` : '–';
};

export const exact = (text: Maybe): string => {
  const time = read(text);
  if (!time) return '–';
  return `${day(text)}, ${two(time.getUTCHours())}:${two(time.getUTCMinutes())}:${two(time.getUTCSeconds())} UTC`;
};

// “Yesterday” is exact enough; “last week” and “last month” are not.
const named = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const counted = new Intl.RelativeTimeFormat('en', { numeric: 'always' });

/** A unit, its seconds, and from how many of it on it is used. */
const steps: [unit: Intl.RelativeTimeFormatUnit, seconds: number, from: number][] = [
  ['year', 31_557_600, 2],
  ['month', 2_629_800, 2],
  ['week', 604_800, 3],
  ['day', 86_400, 1],
  ['hour', 3_600, 1],
  ['minute', 60, 1],
];

export function relative(text: Maybe, now: number = Date.now()): string {
  const time = read(text);
  if (!time) return '–';
  const seconds = (time.getTime() - now) / 1000;
  for (const [unit, length, from] of steps) {
    const amount = Math.trunc(seconds / length);
    if (Math.abs(amount) >= from) return (unit === 'day' ? named : counted).format(amount, unit);
  }
  return Math.abs(seconds) < 10 ? 'just now' : counted.format(Math.trunc(seconds), 'second');
}

export function duration(millis: number | null | undefined): string {
  if (millis == null || !Number.isFinite(millis)) return '–';
  if (millis < 1000) return `${Math.round(millis)}\u00a0ms`;
  if (millis < 60_000) return `${(millis / 1000).toFixed(1)}\u00a0s`;
  const minutes = Math.floor(millis / 60_000);
  return `${minutes}\u00a0min ${Math.round((millis % 60_000) / 1000)}\u00a0s`;
}
