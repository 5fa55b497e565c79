import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { faults } from '../../../testing/axe';
import { me, serve, show, signIn, tokens } from '../../../testing/service';
import { EvidencePanel } from './EvidencePanel';

const evidence = {
  model: 'churn',
  version: 3,
  books: [
    {
      id: 'sr-11-7',
      title: 'Model risk management (SR 11-7)',
      source: 'SR Letter 11-7',
      met: 1,
      total: 2,
      articles: [
        { place: 'IV', title: 'The model was tested', lines: [{ what: 'Metrics', met: true, wayOut: 'register it with rows' }] },
        {
          place: 'V',
          title: 'Validation was independent',
          lines: [{ what: 'Document: Independent validation report', met: false, wayOut: 'attach it' }],
        },
      ],
    },
  ],
};

const documents = {
  items: [
    {
      id: '00000000-0000-0000-0000-000000000001',
      version: 2,
      kind: 'validation',
      kindTitle: 'Independent validation report',
      title: 'Of the version before',
      sha256: 'ab',
      bytes: 3,
      mediaType: 'text/plain',
      by: 'ben',
      at: '2026-11-21T12:00:00Z',
    },
  ],
};

async function open(permissions: string[], answers: object = {}) {
  const calls = serve({
    'POST /api/v1/auth/login': { body: tokens('1') },
    'GET /api/v1/me': { body: me(...permissions) },
    'GET /api/v1/models/churn/versions/3/evidence': { body: evidence },
    'GET /api/v1/models/churn/documents': { body: documents },
    ...answers,
  });
  await signIn();
  const { container } = show(<EvidencePanel model="churn" version={3} />);
  return { calls, container };
}

afterEach(() => vi.unstubAllGlobals());

describe('evidence', () => {
  it('tells what is missing with its way out, and passes axe', async () => {
    const { container } = await open(['model.read']);

    expect(await screen.findByText('1 of 2 met')).toBeTruthy();
    expect(screen.getByText(/Missing: Document: Independent validation report – attach it/)).toBeTruthy();
    expect(await screen.findByText('No document is attached yet.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Save the pack' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Attach…' })).toBeNull();
    expect(await faults(container)).toEqual([]);
  });

  it('attaches a document to the version', async () => {
    const { calls } = await open(['model.read', 'model.write'], {
      'POST /api/v1/models/churn/documents': { status: 201, body: documents.items[0] },
    });

    fireEvent.click(await screen.findByRole('button', { name: 'Attach…' }));
    fireEvent.change(screen.getByLabelText(/^File/), { target: { files: [new File(['x'], 'report.md', { type: '' })] } });
    fireEvent.click(screen.getByRole('button', { name: 'Attach', hidden: true }));

    await waitFor(() => {
      const sent = calls.find((call) => call.method === 'POST' && call.path.includes('/documents'));
      expect(sent?.path).toBe('/api/v1/models/churn/documents?kind=validation&title=report.md&version=3');
      expect((sent?.body as Blob).type).toBe('text/markdown');
    });
  });

  it('shows what differs from another version', async () => {
    const { container } = await open([], {
      'GET /api/v1/models/churn/versions/3/evidence-diff': {
        body: {
          before: 'churn v2',
          after: 'churn v3',
          changes: [
            { path: 'performance.metrics.rocAuc.value', before: '0.84', after: '0.86' },
            { path: 'alerts[a].state', before: null, after: 'open' },
          ],
        },
      },
    });
    fireEvent.change(await screen.findByLabelText('Compare with'), { target: { value: '2' } });

    expect(await screen.findByText('performance.metrics.rocAuc.value')).toBeTruthy();
    expect(screen.getByText('0.86').tagName).toBe('INS');
    expect(screen.getByRole('columnheader', { name: 'churn v2' })).toBeTruthy();
    expect(await faults(container)).toEqual([]);
  });
});
