import { screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ModelDetail } from '../../api/types';
import { faults } from '../../testing/axe';
import { me, serve, show, signIn, tokens } from '../../testing/service';
import { ForeignPanel } from './ForeignPanel';

const model = { model: 'churn' } as unknown as ModelDetail;

const foreign = {
  version: 3,
  createdAt: '2026-11-01T00:00:00Z',
  author: 'ana',
  description: '',
  source: 's3://elsewhere/model',
  run: null,
  contentHash: null,
  unserved: 'its files are kept elsewhere',
  tags: [{ key: 'team', value: 'risk' }],
  aliases: ['best'],
};

async function open(items: object[]) {
  serve({
    'POST /api/v1/auth/login': { body: tokens('1') },
    'GET /api/v1/me': { body: me('model.read') },
    'GET /api/v1/models/churn/foreign-versions': { body: { items, next: null } },
  });
  await signIn();
  return show(<ForeignPanel model={model} />);
}

afterEach(() => vi.unstubAllGlobals());

describe('foreign versions', () => {
  it('stand with the reason why they cannot serve', async () => {
    const { container } = await open([foreign]);

    expect(await screen.findByText('its files are kept elsewhere')).toBeTruthy();
    expect(screen.getByText('v3')).toBeTruthy();
    expect(screen.getByText('best')).toBeTruthy();
    expect(await faults(container)).toEqual([]);
  });

  it('take no place while there are none', async () => {
    const { container } = await open([]);

    expect(container.textContent).not.toContain('Foreign');
  });
});
