import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ModelDetail } from '../../api/types';
import { faults } from '../../testing/axe';
import { serve, show, signIn, tokens } from '../../testing/service';
import { FakeSocket } from '../../testing/socket';
import LiveTab from './LiveTab';

const model = { model: 'churn', task: 'BINARY', serving: [{ version: 1, stage: 'PRODUCTION', since: '2026-11-01T00:00:00Z', share: 1 }] } as unknown as ModelDetail;
const answered = (id: string, entity: string) => ({
  type: 'prediction',
  cursor: `after-${id}`,
  prediction: { id, model: 'churn', version: 1, stage: 'PRODUCTION', entity, score: 0.25, at: '2026-11-21T12:34:56Z', safeguard: null, reasons: [{ feature: 'tenure', contribution: -0.5 }] },
});

async function open() {
  const page = show(<LiveTab model={model} />);
  await vi.waitFor(() => expect(FakeSocket.opened).toHaveLength(1));
  const socket = FakeSocket.opened[0]!;
  act(() => socket.open());
  return { ...page, socket, hear: (message: object) => act(() => socket.hear(message)) };
}

describe('the live page of a model', () => {
  beforeEach(async () => {
    FakeSocket.install();
    serve({
      'POST /api/v1/auth/login': { body: tokens('1') },
      'POST /api/v1/stream/tickets': { body: { ticket: 't', address: '/ws/v1/stream?ticket=t', expiresIn: 30 } },
    });
    await signIn();
  });
  afterEach(() => vi.unstubAllGlobals());

  it('shows predictions as they come, the newest first and each once', async () => {
    const { container, hear } = await open();
    expect(screen.getByText('Nothing yet')).toBeTruthy();

    hear(answered('1', 'C-1'));
    hear(answered('2', 'C-2'));
    hear(answered('2', 'C-2'));

    const rows = screen.getAllByRole('row').slice(1);
    expect(rows).toHaveLength(2);
    expect(rows[0]!.textContent).toContain('C-2');
    expect(rows[0]!.textContent).toContain('25.0');
    expect(rows[0]!.textContent).toContain('tenure');
    expect(screen.getByText('Live')).toBeTruthy();
    expect(await faults(container)).toEqual([]);
  });

  it('tells what a safeguard did to an answer', async () => {
    const { container, hear } = await open();
    const safeguard = { action: 'CLIPPED', cause: 'OUTPUT', detail: 'the score 0.97 is above 0.95' };

    hear({ ...answered('1', 'C-1'), prediction: { ...answered('1', 'C-1').prediction, safeguard } });

    expect(screen.getByText('Clipped to the bound')).toBeTruthy();
    expect(screen.getByTitle('the score 0.97 is above 0.95')).toBeTruthy();
    expect(await faults(container)).toEqual([]);
  });

  it('holds still while paused and says what came', async () => {
    const { hear } = await open();
    hear(answered('1', 'C-1'));

    fireEvent.click(screen.getByRole('button', { name: 'Pause' }));
    hear(answered('2', 'C-2'));

    expect(screen.getAllByRole('row')).toHaveLength(2);
    fireEvent.click(screen.getByRole('button', { name: 'Go on (1 came)' }));
    hear(answered('3', 'C-3'));
    expect(screen.getAllByRole('row')).toHaveLength(4);
  });

  it('tells of a gap and reads what was left out', async () => {
    const { socket, hear } = await open();

    hear({ type: 'gap', cursor: 'now', after: 'then', missed: 57 });
    fireEvent.click(screen.getByRole('button', { name: 'Read them' }));

    expect(socket.said.at(-1)).toMatchObject({ type: 'subscribe', model: 'churn', after: 'then' });
    expect(screen.queryByText(/left out/)).toBeNull();
  });

  it('says when the connection is lost', async () => {
    const { socket } = await open();

    act(() => socket.close());

    expect(screen.getByText('Connection lost, trying again')).toBeTruthy();
  });
});
