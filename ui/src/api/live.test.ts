import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { serve, signIn, tokens } from '../testing/service';
import { FakeSocket } from '../testing/socket';
import { Live, type LiveMessage } from './live';

const answers = {
  'POST /api/v1/auth/login': { body: tokens('1') },
  'POST /api/v1/stream/tickets': { body: { ticket: 't', address: '/ws/v1/stream?ticket=t', expiresIn: 30 } },
};
const prediction = (id: string, model: string, entity: string | null = null) => ({
  type: 'prediction',
  cursor: `after-${id}`,
  prediction: { id, model, version: 1, stage: 'PRODUCTION', entity, score: 0.5, at: '2026-11-21T12:00:00Z', safeguard: null, reasons: [] },
});

async function socket(number: number): Promise<FakeSocket> {
  await vi.waitFor(() => expect(FakeSocket.opened).toHaveLength(number), { timeout: 5_000 });
  return FakeSocket.opened[number - 1]!;
}

describe('the live stream', () => {
  beforeEach(async () => {
    FakeSocket.install();
    serve(answers);
    await signIn();
  });
  afterEach(() => vi.unstubAllGlobals());

  it('opens by ticket, asks for what is followed and tells each what it wants', async () => {
    const live = new Live();
    const churn: LiveMessage[] = [];
    const about: LiveMessage[] = [];
    live.follow({ model: 'churn' }, (message) => churn.push(message));
    live.follow({ entity: 'C-7' }, (message) => about.push(message));
    const one = await socket(1);
    one.open();

    one.hear(prediction('1', 'churn'));
    one.hear(prediction('2', 'fraud', 'C-7'));

    expect(one.address).toBe('ws://localhost:3000/ws/v1/stream?ticket=t');
    expect(one.said).toEqual([
      { type: 'subscribe', subscription: 's1', model: 'churn' },
      { type: 'subscribe', subscription: 's2', entity: 'C-7' },
    ]);
    expect(churn).toHaveLength(1);
    expect(about).toHaveLength(1);
    expect(live.state()).toBe('live');
  });

  it('goes on from the last cursor when the connection was lost', async () => {
    const live = new Live();
    live.follow({ model: 'churn' }, () => undefined);
    const one = await socket(1);
    one.open();
    one.hear({ type: 'subscribed', subscription: 's1', cursor: 'begin' });
    one.hear(prediction('1', 'churn'));

    one.close();
    expect(live.state()).toBe('waiting');
    const two = await socket(2);
    two.open();

    expect(two.said).toEqual([{ type: 'subscribe', subscription: 's1', model: 'churn', after: 'after-1' }]);
    expect(live.state()).toBe('live');
  });

  it('closes when nobody follows any more', async () => {
    const live = new Live();
    const first = live.follow({ model: 'churn' }, () => undefined);
    const second = live.follow({ alerts: true }, () => undefined);
    const one = await socket(1);
    one.open();

    first();
    expect(one.said.at(-1)).toEqual({ type: 'unsubscribe', subscription: 's1' });
    expect(one.readyState).toBe(1);
    second();
    await Promise.resolve();

    expect(one.readyState).toBe(3);
    expect(live.state()).toBe('idle');
  });
});
