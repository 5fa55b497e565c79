import { fireEvent, render, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { ColumnDrift, DriftCell, DriftColumn } from '../api/types';
import { faults } from '../testing/axe';
import { byWeight, look, step } from './heat';
import { HeatStrip } from './HeatStrip';

const cell = (verdict: DriftCell['verdict'], psi: number): DriftCell => ({ verdict, psi, ks: null, effect: null, adjustedPValue: null });
const column = (name: string, importance: number | null, psi: number, cells: DriftColumn['cells']): DriftColumn => ({
  column: name,
  kind: 'NUMERIC',
  importance,
  latest: { column: name, kind: 'NUMERIC', psi, effect: null, verdict: psi > 0.25 ? 'SEVERE' : 'NONE' } as ColumnDrift,
  cells,
});
const windows = ['2026-11-01', '2026-11-02', '2026-11-03'].map((day) => ({ start: `${day}T00:00:00Z`, end: `${day}T23:59:59Z`, rows: 600 }));
const tenure = column('tenure', 0.4, 0.01, [cell('NONE', 0.01), null, cell('NONE', 0.01)]);
const charges = column('charges', 0.2, 0.4, [cell('NONE', 0.02), cell('MODERATE', 0.2), cell('SEVERE', 0.4)]);

describe('heat strip', () => {
  it('puts the weightiest drift on top', () => {
    expect(byWeight([tenure, charges]).map((one) => one.column)).toEqual(['charges', 'tenure']);
  });

  it('marks every verdict by sign and word, not by colour alone', () => {
    const looks = (['SLIGHT', 'MODERATE', 'SEVERE', 'TOO_FEW_ROWS'] as const).map((verdict) => look(cell(verdict, 0)));
    expect(new Set(looks.map((one) => one.mark)).size).toBe(4);
    expect(looks.every((one) => one.mark !== '' && one.word !== '')).toBe(true);
    expect(look(null).word).toBe('not seen');
  });

  it('tells each cell in words and opens it', () => {
    const onChoose = vi.fn();
    render(<HeatStrip columns={[charges, tenure]} windows={windows} chosen={undefined} onChoose={onChoose} />);

    fireEvent.click(screen.getByRole('button', { name: 'charges, 2 Nov 2026, 600 rows: moderate drift, PSI 0.200' }));

    expect(onChoose).toHaveBeenCalledWith({ column: 'charges', start: '2026-11-02T00:00:00Z' });
  });

  it('is one stop for the tab key, and arrows move inside it', () => {
    render(<HeatStrip columns={[charges, tenure]} windows={windows} chosen={undefined} onChoose={() => undefined} />);
    const stops = () => screen.getAllByRole('button').filter((one) => one.tabIndex === 0);
    expect(stops()).toHaveLength(1);
    stops()[0]?.focus();

    fireEvent.keyDown(screen.getByRole('grid'), { key: 'ArrowLeft' });

    expect(document.activeElement?.getAttribute('aria-label')).toContain('charges, 2 Nov');
    expect(stops()).toEqual([document.activeElement]);
  });

  it('stays inside at its edges and knows the far keys', () => {
    expect(step('ArrowUp', false, 0, 0, 3, 5)).toEqual([0, 0]);
    expect(step('ArrowRight', false, 0, 4, 3, 5)).toEqual([0, 4]);
    expect(step('End', true, 0, 0, 3, 5)).toEqual([2, 4]);
    expect(step('x', false, 0, 0, 3, 5)).toBeUndefined();
  });

  it('passes axe', async () => {
    const { container } = render(<HeatStrip columns={[charges, tenure]} windows={windows} chosen={{ column: 'charges', start: windows[2]?.start ?? '' }} onChoose={() => undefined} />);

    expect(await faults(container)).toEqual([]);
  });
});
