/** Colours of runs or versions in a chart: eight, told apart by a stroke of their own too; the ninth begins anew. */
const amount = 8;
const dashes = ['', '6 3', '2 3', '8 3 2 3'];

export const seriesClass = (index: number): string => `series series-${(index % amount) + 1}`;

export const seriesDash = (index: number): string | undefined => dashes[Math.floor(index / amount) % dashes.length] || undefined;
