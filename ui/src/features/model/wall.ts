import type { DriftWall } from '../../api/types';

export interface Painted {
  column: string;
  importance: number | null;
  weight: number;
  /** Null when the newest windows did not see the column. */
  latest: number | null;
  /** A byte per window: 250 times the effect, 255 where not seen. */
  effects: Uint8Array;
}

const notSeen = 255;

/** The strips whose name holds the text, in the order of the answer. */
export function strips(wall: DriftWall, text: string): Painted[] {
  const wanted = text.trim().toLowerCase();
  return wall.columns
    .filter((one) => one.column.toLowerCase().includes(wanted))
    .map((one) => {
      const effects = Uint8Array.from(atob(one.effects), (sign) => sign.charCodeAt(0));
      const last = effects.at(-1);
      return {
        column: one.column,
        importance: one.importance,
        weight: one.weight,
        latest: last === undefined || last === notSeen ? null : last / 250,
        effects,
      };
    });
}

/** The limits of slight, moderate and severe drift. */
export function tone(effect: number): 'none' | 'slight' | 'moderate' | 'severe' | 'unseen' {
  if (effect === notSeen) return 'unseen';
  if (effect >= 0.212 * 250) return 'severe';
  if (effect >= 0.134 * 250) return 'moderate';
  return effect >= 0.06 * 250 ? 'slight' : 'none';
}

/** Paints a pixel column per window and lets the browser stretch it: a quarter of 1,000 columns takes milliseconds. */
export function paint(canvas: HTMLCanvasElement, rows: Painted[], windows: number, height: number) {
  const context = canvas.getContext('2d');
  if (!context) return;
  // The legend beside the canvas bears the colours of the theme, as a canvas can read them.
  const colours = new Map(
    (['none', 'slight', 'moderate', 'severe'] as const).map((name) => {
      const mark = canvas.closest('.wall')?.querySelector(`.wall-${name}`);
      return [name as string, mark ? getComputedStyle(mark).backgroundColor : ''];
    }),
  );
  const cell = 8;
  canvas.width = windows * cell;
  canvas.height = Math.max(1, rows.length) * height;
  rows.forEach((row, y) => {
    row.effects.forEach((effect, x) => {
      const colour = colours.get(tone(effect));
      if (!colour) return;
      context.fillStyle = colour;
      context.fillRect(x * cell, y * height, cell, height > 4 ? height - 1 : height);
    });
  });
}
