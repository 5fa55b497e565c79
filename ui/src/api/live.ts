import { call } from './client';
import type { Alert, AppliedSafeguard } from './types';
import { session } from './session';

/** What the stream tells of an answer; the features stay in the log. */
export interface LivePrediction {
  id: string;
  model: string;
  version: number;
  stage: string | null;
  entity: string | null;
  score: number;
  at: string;
  safeguard: AppliedSafeguard | null;
  reasons: { feature: string; contribution: number }[];
}

export type LiveMessage =
  | { type: 'prediction'; cursor: string; prediction: LivePrediction }
  | { type: 'alert'; cursor: string; alert: Alert }
  | { type: 'gap'; cursor: string; after: string | null; missed: number | null }
  | { type: 'subscribed'; cursor: string; subscription: string }
  | { type: 'error'; subscription: string | null; code: string; title: string; detail: string };

export type Wanted = { model: string; entity?: string } | { entity: string } | { alerts: true; model?: string };

/** `waiting`: the connection was lost and is tried again. */
export type LiveState = 'idle' | 'connecting' | 'live' | 'waiting';

interface Following {
  wanted: Wanted;
  listener: (message: LiveMessage) => void;
  cursor: string | undefined;
}

const firstPause = 1_000;
const longestPause = 30_000;

/**
 * The tab's one connection to the live stream, open while somebody follows something. When it is lost it is
 * opened anew, and each subscription goes on from the last cursor it has seen, so that nothing is left out.
 */
export class Live {
  #following = new Map<string, Following>();
  #listeners = new Set<() => void>();
  #state: LiveState = 'idle';
  #socket: WebSocket | undefined;
  #pause = firstPause;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #next = 1;

  state = (): LiveState => this.#state;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Follows until the returned call; `after` asks for what came since a cursor. */
  follow(wanted: Wanted, listener: (message: LiveMessage) => void, after?: string): () => void {
    const name = `s${this.#next++}`;
    this.#following.set(name, { wanted, listener, cursor: after });
    if (this.#socket?.readyState === WebSocket.OPEN) this.#ask(name);
    else if (this.#state === 'idle') void this.#connect();
    return () => {
      this.#following.delete(name);
      this.#say({ type: 'unsubscribe', subscription: name });
      // Whoever follows something else in the same breath keeps the connection.
      queueMicrotask(() => {
        if (this.#following.size === 0) this.#close();
      });
    };
  }

  async #connect(): Promise<void> {
    this.#become('connecting');
    try {
      const { address } = await call('openStreamTicket', {});
      if (this.#following.size === 0) return this.#become('idle');
      const socket = new WebSocket(location.origin.replace(/^http/, 'ws') + address);
      this.#socket = socket;
      socket.onopen = () => {
        this.#pause = firstPause;
        this.#become('live');
        for (const name of this.#following.keys()) this.#ask(name);
      };
      socket.onmessage = (event) => this.#hear(JSON.parse(String(event.data)) as LiveMessage);
      socket.onclose = () => this.#lost(socket);
    } catch {
      this.#again();
    }
  }

  #lost(socket: WebSocket): void {
    if (this.#socket !== socket) return;
    this.#socket = undefined;
    this.#again();
  }

  #again(): void {
    if (this.#following.size === 0 || session.state().kind !== 'signedIn') return this.#become('idle');
    this.#become('waiting');
    clearTimeout(this.#timer);
    // Not all tabs at once when a server comes back.
    this.#timer = setTimeout(() => void this.#connect(), this.#pause * (0.5 + Math.random() / 2));
    this.#pause = Math.min(longestPause, this.#pause * 2);
  }

  #close(): void {
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
    this.#become('idle');
  }

  #ask(name: string): void {
    const one = this.#following.get(name);
    if (one) this.#say({ type: 'subscribe', subscription: name, ...one.wanted, ...(one.cursor ? { after: one.cursor } : {}) });
  }

  #say(command: object): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(command));
  }

  #hear(message: LiveMessage): void {
    for (const [name, one] of this.#following) {
      if (!concerns(message, name, one.wanted)) continue;
      if ('cursor' in message) one.cursor = message.cursor;
      one.listener(message);
    }
  }

  #become(state: LiveState): void {
    if (this.#state === state) return;
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

function concerns(message: LiveMessage, name: string, wanted: Wanted): boolean {
  switch (message.type) {
    case 'prediction':
      if ('alerts' in wanted) return false;
      return (!('model' in wanted) || wanted.model === message.prediction.model) && (!wanted.entity || wanted.entity === message.prediction.entity);
    case 'alert':
      return 'alerts' in wanted && (!wanted.model || wanted.model === message.alert.model);
    case 'gap':
      return true;
    case 'subscribed':
    case 'error':
      return message.subscription === name;
    default:
      return false;
  }
}

export const live = new Live();
