/** Times for people: relative to be read, exact in UTC to be quoted. */
type Maybe = string | null | undefined;

const exactFormat = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const dayFormat = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' });
const shortDayFormat = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short' });
const relativeFormat = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'long' });

const read = (text: Maybe): Date | undefined => {
  if (!text) return undefined;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? undefined : time;
};

export const exact = (text: Maybe): string => {
  const time = read(text);
  return time ? `${exactFormat.format(time)} UTC` : '–';
};

export const day = (text: Maybe): string => {
  const time = read(text);
  return time ? dayFormat.format(time) : '–';
};

export const shortDay = (text: Maybe): string => {
  const time = read(text);
  return time ? shortDayFormat.format(time) : '–';
};

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

export function relative(text: Maybe, now: number = Date.now()): string {
  const time = read(text);
  if (!time) return '–';
  const seconds = (time.getTime() - now) / 1000;
  for (const [unit, length] of steps) {
    if (Math.abs(seconds) >= length) return relativeFormat.format(Math.trunc(seconds / length), unit);
  }
  return Math.abs(seconds) < 10 ? 'just now' : relativeFormat.format(Math.trunc(seconds), 'second');
}

export function duration(millis: number | null | undefined): string {
  if (millis == null || !Number.isFinite(millis)) return '–';
  if (millis < 1000) return `${Math.round(millis)}\u00a0ms`;
  if (millis < 60_000) return `${(millis / 1000).toFixed(1)}\u00a0s`;
  const minutes = Math.floor(millis / 60_000);
  return `${minutes}\u00a0min ${Math.round((millis % 60_000) / 1000)}\u00a0s`;
}
