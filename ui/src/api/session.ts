import { Problem } from './problem';
import type { Session as Tokens, User } from './schema';

/**
 * Who is signed in, in this tab. The access token lives in memory only; the refresh token lives in
 * sessionStorage so that a reload keeps the session, and is replaced at every use.
 */
export type SessionState =
  | { kind: 'restoring' }
  | { kind: 'signedOut'; why?: string }
  | { kind: 'signedIn'; user: User };

const storageKey = 'plumbline.refresh';
const channelName = 'plumbline.session';

export class Session {
  #state: SessionState = { kind: 'signedOut' };
  #accessToken: string | undefined;
  #refreshing: Promise<boolean> | undefined;
  #listeners = new Set<() => void>();
  #channel: BroadcastChannel | undefined;

  constructor() {
    if (this.#storedRefreshToken()) this.#state = { kind: 'restoring' };
    if (typeof BroadcastChannel === 'undefined') return;
    this.#channel = new BroadcastChannel(channelName);
    this.#channel.onmessage = (message: MessageEvent<{ signedOut?: string }>) => {
      const mine = this.#state.kind === 'signedIn' ? this.#state.user.username : undefined;
      if (mine && message.data.signedOut === mine) this.#drop('You signed out in another tab.');
    };
  }

  state = (): SessionState => this.#state;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get accessToken(): string | undefined {
    return this.#accessToken;
  }

  async signIn(username: string, password: string): Promise<void> {
    this.#accept(await post('/api/v1/auth/login', { username, password }));
  }

  /** Signs out here, at the service and in the user's other tabs; a service that is away does not hold us. */
  async signOut(): Promise<void> {
    const token = this.#accessToken;
    this.end();
    if (!token) return;
    await fetch('/api/v1/auth/logout', { method: 'POST', headers: { Authorization: `Bearer ${token}` } }).catch(() => undefined);
  }

  /** Ends the session in all tabs of this user, without asking the service. */
  end(why?: string): void {
    const username = this.#state.kind === 'signedIn' ? this.#state.user.username : undefined;
    if (username) this.#channel?.postMessage({ signedOut: username });
    this.#drop(why);
  }

  /**
   * Exchanges the refresh token for a new pair. Calls that meet share one exchange, since a token that
   * is used twice is revoked. False: the session has ended. Throws when the service could not say.
   */
  refresh(): Promise<boolean> {
    this.#refreshing ??= this.#exchange().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  async #exchange(): Promise<boolean> {
    const refreshToken = this.#storedRefreshToken();
    if (!refreshToken) {
      this.end();
      return false;
    }
    try {
      this.#accept(await post('/api/v1/auth/refresh', { refreshToken }));
      return true;
    } catch (thrown) {
      if (thrown instanceof Problem && thrown.status >= 400 && thrown.status < 500 && thrown.status !== 429) {
        this.end('Your session has ended. Sign in again to go on.');
        return false;
      }
      throw thrown;
    }
  }

  #accept(tokens: Tokens): void {
    this.#accessToken = tokens.accessToken;
    store(tokens.refreshToken);
    this.#become({ kind: 'signedIn', user: tokens.user });
  }

  #drop(why?: string): void {
    this.#accessToken = undefined;
    store(undefined);
    this.#become(why ? { kind: 'signedOut', why } : { kind: 'signedOut' });
  }

  #become(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  #storedRefreshToken(): string | null {
    try {
      return sessionStorage.getItem(storageKey);
    } catch {
      return null;
    }
  }
}

function store(refreshToken: string | undefined): void {
  try {
    if (refreshToken) sessionStorage.setItem(storageKey, refreshToken);
    else sessionStorage.removeItem(storageKey);
  } catch {
    // Storage may be refused; the session then ends with the page.
  }
}

async function post(path: string, body: unknown): Promise<Tokens> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify(body),
  }).catch((cause: unknown) => {
    throw Problem.unreachable(cause);
  });
  if (!response.ok) throw await Problem.of(response);
  return (await response.json()) as Tokens;
}

export const session = new Session();
