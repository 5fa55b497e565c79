/** Our own line icons, 16 × 16, decoration only: the words beside them carry the meaning. */
const paths = {
  overview: 'M2.5 8.5h4v5h-4zM9.5 8.5h4v5h-4zM2.5 2.5h11v3.5h-11z',
  models: 'M8 1.8 13.8 5 8 8.2 2.2 5zM2.2 8 8 11.2 13.8 8M2.2 11 8 14.2 13.8 11',
  experiments: 'M6 2h4M6.8 2v4L3 12.5a1 1 0 0 0 .9 1.5h8.2a1 1 0 0 0 .9-1.5L9.2 6V2M5 10h6',
  approvals: 'M2.5 8.5l3.5 3.5 7.5-8M2.5 13.8h11',
  alerts: 'M8 2l6.2 11.5H1.8zM8 6.5v3.2M8 11.5v.3',
  policies: 'M8 1.8v12.4M4 14.2h8M3 4h10M3 4l-1.6 5h3.2zM13 4l-1.6 5h3.2z',
  audit: 'M3 2h7l3 3v9H3zM5.5 7.5h5M5.5 10h5M5.5 5h2.5',
  search: 'M7 2.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9M10.3 10.3 14 14',
  sun: 'M8 5.2a2.8 2.8 0 1 1 0 5.6a2.8 2.8 0 1 1 0-5.6M8 1.5v1.5M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M3.4 12.6l1-1M11.6 4.4l1-1',
  moon: 'M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7z',
  system: 'M2 3h12v8H2zM6 13.5h4M8 11v2.5',
  out: 'M6.5 2.5h-4v11h4M6 8h8M11 5l3 3-3 3',
  close: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  copy: 'M5.5 5.5h8v8h-8zM3.5 10.5h-1v-8h8v1',
  check: 'M3 8.5l3.2 3.2L13 4.8',
  cross: 'M4 4l8 8M12 4l-8 8',
  power: 'M8 1.8v6M4.3 4a5.5 5.5 0 1 0 7.4 0',
  clock: 'M8 2a6 6 0 1 1 0 12a6 6 0 1 1 0-12M8 4.5V8l2.5 1.5',
  flag: 'M3.5 14V2.5h8.5L10 5.5l2 3H3.5',
  play: 'M4.5 3l8 5-8 5z',
  hash: 'M3 6h10M3 10.5h10M6.5 2.5 5 13.5M11 2.5 9.5 13.5',
  more: 'M4.5 6l3.5 4 3.5-4',
  help: 'M5.8 6a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.7M8 12.3v.3',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={paths[name]} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
