import type { DriftWall } from '../../api/types';

export interface Painted {
  column: string;
  importance: number | null;
  weight: number;
  newest: Cell;
  /** A byte per window, as {@link read} tells it. */
  cells: Uint8Array;
}

export type Tone = 'none' | 'slight' | 'moderate' | 'severe' | 'few' | 'unseen';

export interface Cell {
  tone: Tone;
  /** Null where nothing could be measured. */
  effect: number | null;
}

const tones: Tone[] = ['none', 'slight', 'moderate', 'severe'];

/** 60 for each step of the verdict and 59 times the effect; 254 for too few rows, 255 for none. */
export function read(byte: number | undefined): Cell {
  if (byte === undefined || byte === 255) return { tone: 'unseen', effect: null };
  if (byte === 254) return { tone: 'few', effect: null };
  return { tone: tones[Math.floor(byte / 60)] ?? 'severe', effect: (byte % 60) / 59 };
}

/** The strips whose name holds the text, in the order of the answer. */
export function strips(wall: DriftWall, text: string): Painted[] {
  const wanted = text.trim().toLowerCase();
  return wall.columns
    .filter((one) => one.column.toLowerCase().includes(wanted))
    .map((one) => {
      const cells = Uint8Array.from(atob(one.cells), (sign) => sign.charCodeAt(0));
      return { column: one.column, importance: one.importance, weight: one.weight, newest: read(cells.at(-1)), cells };
    });
}

/** Paints a pixel column per window and lets the browser stretch it: a quarter of 1,000 columns takes milliseconds. */
export function paint(canvas: HTMLCanvasElement, rows: Painted[], windows: number, height: number) {
  const context = canvas.getContext('2d');
  if (!context) return;
  // The legend beside the canvas bears the colours of the theme, as a canvas can read them.
  const colours = new Map(
    tones.map((name) => {
      const mark = canvas.closest('.wall')?.querySelector(`.wall-${name}`);
      return [name, mark ? getComputedStyle(mark).backgroundColor : ''];
    }),
  );
  const cell = 8;
  canvas.width = windows * cell;
  canvas.height = Math.max(1, rows.length) * height;
  rows.forEach((row, y) => {
    row.cells.forEach((byte, x) => {
      const colour = colours.get(read(byte).tone);
      if (!colour) return;
      context.fillStyle = colour;
      context.fillRect(x * cell, y * height, cell, height > 4 ? height - 1 : height);
    });
  });
}
