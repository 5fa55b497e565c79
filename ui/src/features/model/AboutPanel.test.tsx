import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ModelDetail } from '../../api/types';
import { faults } from '../../testing/axe';
import { me, serve, show, signIn, tokens } from '../../testing/service';
import { AboutPanel, SunsetNotice } from './AboutPanel';
import { say } from './Comparison';
import { instant } from './ServedPanel';

const model = {
  model: 'churn',
  description: 'Who leaves',
  owner: 'Team Nord',
  intendedUse: 'Retention calls',
  limits: '',
  tier: 'MEDIUM',
  revision: 7,
  tags: [{ key: 'team', value: 'risk' }],
  aliases: [{ alias: 'champion', version: 4, followsServing: true, by: null, since: '2026-11-01T00:00:00Z' }],
  sunset: null,
} as unknown as ModelDetail;

const described = 'PATCH /api/v1/models/churn';
const answers = (permission: string) => ({
  'POST /api/v1/auth/login': { body: tokens('1') },
  'GET /api/v1/me': { body: me(permission) },
  [described]: { body: model },
});

async function open(permission: string, answer: object = {}) {
  const calls = serve({ ...answers(permission), ...answer });
  await signIn();
  return { calls, ...show(<AboutPanel model={model} />) };
}

afterEach(() => vi.unstubAllGlobals());

describe('about a model', () => {
  it('shows what is said of it to a reader, and nothing to press', async () => {
    const { container } = await open('model.read');

    expect(screen.getByText('Team Nord')).toBeTruthy();
    expect(screen.getByText('team: risk')).toBeTruthy();
    expect(screen.getByText('champion')).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
    expect(await faults(container)).toEqual([]);
  });

  it('sends an edit with the revision that was read', async () => {
    const { calls } = await open('model.write');
    fireEvent.click(await screen.findByRole('button', { name: 'Edit…' }));
    fireEvent.change(screen.getByLabelText('Limits'), { target: { value: 'Not for prices' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save', hidden: true }));

    await waitFor(() => expect(calls.some((one) => `${one.method} ${one.path}` === described)).toBe(true));
    const sent = calls.find((one) => `${one.method} ${one.path}` === described)?.body;
    expect(sent).toMatchObject({ revision: 7, limits: 'Not for prices', tier: 'medium' });
  });

  it('keeps what was typed when somebody else was quicker', async () => {
    await open('model.write', {
      [described]: {
        status: 409,
        body: { code: 'conflict', title: 'The object has changed', detail: 'Model churn is at revision 8' },
      },
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Edit…' }));
    fireEvent.change(screen.getByLabelText('Limits'), { target: { value: 'Mine' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save', hidden: true }));

    expect(await screen.findByText(/revision 8/)).toBeTruthy();
    expect(screen.getByDisplayValue('Mine')).toBeTruthy();
  });

  it('says when it ends and what to use instead', async () => {
    serve(answers('model.read'));
    await signIn();
    const sunset = { at: '2027-01-01T00:00:00Z', reason: 'Replaced', successor: 5, announcedBy: 'ana', announcedAt: '2026-11-01T00:00:00Z' };
    show(<SunsetNotice model={{ ...model, sunset }} />);

    expect(screen.getByRole('status').textContent).toContain('“Replaced” Use version 5 instead.');
  });
});

describe('what a contract asks of a column', () => {
  it('is said with its range and categories', () => {
    const column = { name: 'tenure', type: 'INTEGER', role: 'FEATURE', required: true, min: 0, max: null, categories: [], description: '' } as const;

    expect(say({ ...column, categories: [] })).toBe('integer feature, required, 0 to …');
    expect(say(undefined)).toBe('absent');
  });
});

describe('a time to ask about', () => {
  it('is read as UTC', () => {
    expect(instant('')).toBeUndefined();
    expect(instant('2026-03-01T12:30')).toBe('2026-03-01T12:30:00Z');
    expect(instant('2026-03-01T12:30:15')).toBe('2026-03-01T12:30:15Z');
  });
});
